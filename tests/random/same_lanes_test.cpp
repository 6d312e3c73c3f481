// Law: the kernel headers give the same bits when built for the baseline and for each other set of
// instructions.
#include <gtest/gtest.h>

#include <cstdint>
#include <cstring>
#include <string>
#include <vector>

#include "maths/bits.hpp"
#include "random/lanes.hpp"
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

/// One set of instructions, and whether this processor has them.
struct Set {
  const char* name;
  const test::Lanes* lanes;
  bool runs_here;
};

/// What a test's name says of its set.
[[maybe_unused]] void PrintTo(const Set& set, std::ostream* out) {
  *out << set.name;
}

std::vector<Set> sets() {
#ifdef LANDFALL_HAS_X86_KERNELS
  const bool avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
  const bool avx512 = avx2 && __builtin_cpu_supports("avx512f") &&
                      __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512bw") &&
                      __builtin_cpu_supports("avx512vl");
  return {{"avx2", &test::lanes_avx2, avx2}, {"avx512", &test::lanes_avx512, avx512}};
#else
  return {};
#endif
}

class SameLanes : public ::testing::TestWithParam<Set> {
 protected:
  void SetUp() override {
    if (!GetParam().runs_here) GTEST_SKIP() << "this processor has no " << GetParam().name;
  }

  const test::Lanes& other() const { return *GetParam().lanes; }

  static Words words_of(int block) {
    Words words;
    random::philox_rows(5, static_cast<std::uint64_t>(block) * kLanes, 1, 2, kLanes, words.rows[0]);
    return words;
  }

  static void expect_same(const double* baseline, const double* other, int count = kLanes) {
    ASSERT_EQ(std::memcmp(baseline, other, sizeof(double) * static_cast<std::size_t>(count)), 0);
  }
};

GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(SameLanes);  // where the baseline is all there is
INSTANTIATE_TEST_SUITE_P(Kernels, SameLanes, ::testing::ValuesIn(sets()),
                         [](const auto& set) { return std::string(set.param.name); });

TEST_P(SameLanes, OfPhilox) {
  for (const std::uint64_t first_path : {0ull, 0xFFFFFF80ull, 0xFFFFFFFFFFFFFF80ull})
    for (const int count : {kLanes, kWidth, kLanes - 3, 33, 7}) {
      Words baseline = {}, wide = {};
      random::philox_rows(9, first_path, 4, 6, count, baseline.rows[0]);
      other().philox_rows(9, first_path, 4, 6, count, wide.rows[0]);
      ASSERT_EQ(std::memcmp(&baseline, &wide, sizeof baseline), 0) << "count " << count;
    }
}

TEST_P(SameLanes, OfPhiloxLists) {
  const Words words = words_of(0);
  std::vector<std::uint32_t> lanes(kLanes);
  for (std::size_t i = 0; i < kLanes; ++i) lanes[i] = words.rows[0][i] % kLanes;
  for (int count = 0; count < 80; ++count) {
    std::uint32_t baseline[2][kLanes] = {}, wide[2][kLanes] = {};
    random::philox_list(9, 0xFFFFFFF0u, lanes.data(), words.rows[1], count, baseline[0],
                        baseline[1]);
    other().philox_list(9, 0xFFFFFFF0u, lanes.data(), words.rows[1], count, wide[0], wide[1]);
    ASSERT_EQ(std::memcmp(baseline, wide, sizeof baseline), 0) << "count " << count;
  }
}

TEST_P(SameLanes, OfBoxMuller) {
  for (int block = 0; block < kBlocks; ++block) {
    const Words words = words_of(block);
    const int count = block % 2 == 0 ? kLanes : 1 + block % kLanes;
    double baseline[2][kLanes], wide[2][kLanes];
    random::box_muller(words.rows[0], words.rows[1], count, baseline[0], baseline[1]);
    other().box_muller(words.rows[0], words.rows[1], count, wide[0], wide[1]);
    expect_same(baseline[0], wide[0], count);
    expect_same(baseline[1], wide[1], count);
  }
}

TEST_P(SameLanes, OfEveryMarginal) {
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
      {.family = Family::log_uniform, .a = 0.1, .b = 4},
      {.family = Family::weibull, .a = 1.5, .b = 8, .max = 20},
      {.family = Family::pareto, .a = 2, .b = 3, .min = 3},
      {.family = Family::logistic, .a = 3, .b = 2},
      {.family = Family::gumbel, .a = 3, .b = 2, .times = -2, .plus = 1},
      {.family = Family::poisson, .a = 900},
      {.family = Family::empirical, .values = {1, 2, 2, 7}},
      {.family = Family::metalog, .a = 0, .b = 1, .values = {0.2, 0.5, 0.1}},
      {.family = Family::mixture,
       .weights = {1, 2},
       .parts = {{.family = Family::normal, .a = 3, .b = 2},
                 {.family = Family::binomial, .a = 5, .b = 0.2}}},
  };
  for (const random::Marginal& marginal : marginals) {
    random::MarginalTables tables;
    const random::MarginalKernel kernel = random::compile_marginal(marginal, tables);
    for (int block = 0; block < 100; ++block) {
      const Words words = words_of(block);
      const int count = block % 2 == 0 ? kLanes : 1 + block;
      double u[kLanes], v[kLanes], z[kLanes], unread[kLanes], baseline[kLanes], wide[kLanes];
      random::unit_from_words(words.rows[0], words.rows[1], u, v, kLanes);
      random::draw_marginal(kernel, u, v, baseline, count);
      other().draw(kernel, u, v, wide, count);
      expect_same(baseline, wide, count);

      random::box_muller(words.rows[2], words.rows[3], kLanes, z, unread);
      random::draw_marginal_from_score(kernel, z, baseline, count);
      other().draw_from_score(kernel, z, wide, count);
      expect_same(baseline, wide, count);
    }
  }
}

}  // namespace
}  // namespace landfall
