#include "maths/fma.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "support/generator.hpp"

namespace landfall {
namespace {

double signed_with_exponent(test::Generator& generator, int exponent_min, int exponent_max) {
  const int width = exponent_max - exponent_min + 1;
  const int exponent = exponent_min + static_cast<int>(generator.below(width));
  const double mantissa = std::ldexp(1 + generator.uniform(), exponent);
  return generator.word() & 1 ? mantissa : -mantissa;
}

::testing::AssertionResult same_as_hardware(double a, double b, double c) {
  const double emulated = maths::emulated_fma(a, b, c);
  if (maths::bits_of(emulated) == maths::bits_of(std::fma(a, b, c)))
    return ::testing::AssertionSuccess();
  return ::testing::AssertionFailure() << std::hexfloat << "fma(" << a << ", " << b << ", " << c
                                       << ") = " << std::fma(a, b, c) << ", not " << emulated;
}

TEST(Fma, EmulationRoundsOnceByHand) {
  // (1 + e)(1 - e) - 1 = -e^2: all of it is lost by two roundings.
  EXPECT_EQ(maths::emulated_fma(1 + 0x1p-30, 1 - 0x1p-30, -1), -0x1p-60);
  EXPECT_EQ(maths::emulated_fma(3, 5, 7), 22);
  // 1 + 2^-53 is a tie, decided by a term far below: rounding to odd keeps it in view.
  EXPECT_EQ(maths::emulated_fma(0x1p-53, 1 + 0x1p-52, 1), 1 + 0x1p-52);
  EXPECT_EQ(maths::emulated_fma(0x1p-53, 1 - 0x1p-53, 1), 1);
}

// Law: the bits of std::fma, which is correctly rounded, over the magnitudes that the functions of
// this room use. The first half keeps a * b and c within 2^60 of each other, the second cancels
// them.
TEST(Fma, EmulationHasTheBitsOfStdFma) {
  test::Generator generator(20240601);
  for (int i = 0; i < 2'000'000; ++i) {
    const double a = signed_with_exponent(generator, -60, 60);
    const double b = signed_with_exponent(generator, -60, 60);
    const double c = signed_with_exponent(generator, -120, 120);
    ASSERT_TRUE(same_as_hardware(a, b, c));
    const double product = a * b;
    const double jitter =
        1 + static_cast<double>(static_cast<int>(generator.below(9)) - 4) * 0x1p-52;
    ASSERT_TRUE(same_as_hardware(a, b, -product * jitter));
  }
}

// Law: products and sums that fall halfway between two doubles, where rounding twice goes wrong.
TEST(Fma, EmulationHasTheBitsOfStdFmaAtTies) {
  test::Generator generator(7);
  int differs_from_two_roundings = 0;
  for (int i = 0; i < 1'000'000; ++i) {
    const double a = static_cast<double>(generator.word() >> 38);  // 26 bits
    const double b = static_cast<double>(generator.word() >> 36);  // 28 bits: products are exact
    const int shift = 50 + static_cast<int>(generator.below(60));
    const double c = std::ldexp(static_cast<double>(generator.word() >> 11), shift - 53);
    const double tiny = std::ldexp(a, -shift);
    ASSERT_TRUE(same_as_hardware(tiny, b, c));
    ASSERT_TRUE(same_as_hardware(-tiny, b, c));
    differs_from_two_roundings +=
        std::fma(a + 0x1p-26, b + 0x1p-24, c) != (a + 0x1p-26) * (b + 0x1p-24) + c;
  }
  EXPECT_GT(differs_from_two_roundings, 0) << "the arguments never told the two apart";
}

}  // namespace
}  // namespace landfall
