#include "random/uniform.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>

#include "support/generator.hpp"

namespace landfall {
namespace {

TEST(Uniform, EndsAreNeverReached) {
  const std::uint32_t low[2] = {0, 0xFFFFFFFFu};
  const std::uint32_t high[2] = {0, 0xFFFFFFFFu};
  double u[2], v[2];
  random::unit_from_words(low, high, u, v, 2);
  EXPECT_EQ(u[0], 0x1p-53);
  EXPECT_EQ(v[0], 1 - 0x1p-53);
  EXPECT_EQ(u[1], 1 - 0x1p-53);
  EXPECT_EQ(v[1], 0x1p-53);

  random::unit_from_word(low, u, 2);
  EXPECT_EQ(u[0], 0x1p-33);
  EXPECT_EQ(u[1], 1 - 0x1p-33);
}

TEST(Uniform, IsTheMiddleOfItsCellAndExact) {
  test::Generator generator(24);
  for (int i = 0; i < 100'000; ++i) {
    const std::uint64_t word = generator.word();
    const std::uint32_t low = static_cast<std::uint32_t>(word);
    const std::uint32_t high = static_cast<std::uint32_t>(word >> 32);
    double u = 0, v = 0;
    random::unit_from_words(&low, &high, &u, &v, 1);
    const auto k = static_cast<long double>(word >> 12);
    ASSERT_EQ(u, (k + 0.5L) * 0x1p-52L);
    ASSERT_EQ(v, 1 - (k + 0.5L) * 0x1p-52L);
    random::unit_from_word(&low, &u, 1);
    ASSERT_EQ(u, (low + 0.5L) * 0x1p-32L);
  }
}

}  // namespace
}  // namespace landfall
