// Law: the baseline build of the kernel headers and the one for AVX2 and FMA give the same bits.
#include <gtest/gtest.h>

#include <cstdint>
#include <cstring>
#include <vector>

#include "maths/bits.hpp"
#include "random/avx2_lanes.hpp"
#include "random/normals.hpp"
#include "random/philox.hpp"
#include "random/table_marginal.hpp"
#include "random/uniform.hpp"

namespace landfall {
namespace {

using random::Family;

constexpr int kBlocks = 1000;

struct Words {
  std::uint32_t rows[4][kLanes];
};

class SameLanes : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!test::has_avx2_lanes()) GTEST_SKIP() << "no AVX2 build, or no AVX2 machine";
  }

  static Words words_of(int block) {
    Words words;
    random::philox_rows(5, static_cast<std::uint64_t>(block) * kLanes, 1, 2, kLanes, words.rows[0]);
    return words;
  }

  static void expect_same(const double* baseline, const double* avx2) {
    ASSERT_EQ(std::memcmp(baseline, avx2, sizeof(double) * kLanes), 0);
  }
};

TEST_F(SameLanes, OfPhilox) {
  for (const std::uint64_t first_path : {0ull, 0xFFFFFF80ull, 0xFFFFFFFFFFFFFF80ull}) {
    Words baseline, avx2;
    random::philox_rows(9, first_path, 4, 6, kLanes, baseline.rows[0]);
    test::avx2_philox_rows(9, first_path, 4, 6, avx2.rows[0]);
    ASSERT_EQ(std::memcmp(&baseline, &avx2, sizeof baseline), 0);
  }
}

TEST_F(SameLanes, OfPhiloxLists) {
  const Words words = words_of(0);
  std::vector<std::uint32_t> lanes(kLanes);
  for (std::size_t i = 0; i < kLanes; ++i) lanes[i] = words.rows[0][i] % kLanes;
  for (int count = 0; count < 40; ++count) {
    std::uint32_t baseline[2][kLanes] = {}, avx2[2][kLanes] = {};
    random::philox_list(9, 0xFFFFFFF0u, lanes.data(), words.rows[1], count, baseline[0],
                        baseline[1]);
    test::avx2_philox_list(9, 0xFFFFFFF0u, lanes.data(), words.rows[1], count, avx2[0], avx2[1]);
    ASSERT_EQ(std::memcmp(baseline, avx2, sizeof baseline), 0) << "count " << count;
  }
}

TEST_F(SameLanes, OfBoxMuller) {
  for (int block = 0; block < kBlocks; ++block) {
    const Words words = words_of(block);
    double baseline[2][kLanes], avx2[2][kLanes];
    random::box_muller(words.rows[0], words.rows[1], kLanes, baseline[0], baseline[1]);
    test::avx2_box_muller(words.rows[0], words.rows[1], avx2[0], avx2[1]);
    expect_same(baseline[0], avx2[0]);
    expect_same(baseline[1], avx2[1]);
  }
}

TEST_F(SameLanes, OfEveryMarginal) {
  const random::Marginal marginals[] = {
      {.family = Family::normal, .a = 3, .b = 2},
      {.family = Family::normal, .a = 3, .b = 2, .min = 4, .max = 8},
      {.family = Family::lognormal, .a = 1, .b = 0.5},
      {.family = Family::uniform, .a = -1, .b = 4},
      {.family = Family::triangular, .a = 4.2, .b = 5, .c = 6.1},
      {.family = Family::pert, .a = 2, .b = 3, .c = 9},
      {.family = Family::beta, .a = 0.5, .b = 1.5},
      {.family = Family::exponential, .a = 6},
      {.family = Family::gamma, .a = 0.7, .b = 3},
      {.family = Family::student_t, .a = 5, .b = 2, .c = 4},
      {.family = Family::student_t, .a = 5, .b = 2, .c = 4, .min = 1},
      {.family = Family::bernoulli, .a = 0.3},
      {.family = Family::discrete, .values = {5, 1, 2}, .weights = {1, 3, 4}},
  };
  for (const random::Marginal& marginal : marginals) {
    random::MarginalTables tables;
    const random::MarginalKernel kernel = random::compile_marginal(marginal, tables);
    for (int block = 0; block < 100; ++block) {
      const Words words = words_of(block);
      double u[kLanes], v[kLanes], z[kLanes], other[kLanes], baseline[kLanes], avx2[kLanes];
      random::unit_from_words(words.rows[0], words.rows[1], u, v, kLanes);
      random::draw_marginal(kernel, u, v, baseline, kLanes);
      test::avx2_draw(kernel, u, v, avx2, kLanes);
      expect_same(baseline, avx2);

      random::box_muller(words.rows[2], words.rows[3], kLanes, z, other);
      random::draw_marginal_from_score(kernel, z, baseline, kLanes);
      test::avx2_draw_from_score(kernel, z, avx2, kLanes);
      expect_same(baseline, avx2);
    }
  }
}

}  // namespace
}  // namespace landfall
