#include "summary/exact_sum.hpp"

#include <gtest/gtest.h>

#include <bit>
#include <boost/multiprecision/cpp_int.hpp>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <vector>

#include "support/generator.hpp"

namespace landfall::summary {
namespace {

// Wide enough for any sum of doubles in units of 2^-1074.
using Integer = boost::multiprecision::number<boost::multiprecision::cpp_int_backend<
    4096, 4096, boost::multiprecision::signed_magnitude, boost::multiprecision::unchecked, void>>;

ExactSum sum_of(const std::vector<double>& values) {
  ExactSum sum;
  for (const double x : values) sum.add(x);
  return sum;
}

// x in units of 2^-1074.
Integer units_of(double x) {
  int exponent = 0;
  const double fraction = std::frexp(std::fabs(x), &exponent);  // in [1/2, 1)
  const Integer mantissa = static_cast<std::uint64_t>(std::ldexp(fraction, 53));
  const int shift = exponent - 53 + 1074;
  const Integer units = shift >= 0 ? Integer(mantissa << shift) : Integer(mantissa >> -shift);
  return x < 0 ? Integer(-units) : units;
}

// Whether no other double is nearer to `units`, and a tie went to the even one.
bool is_nearest(double rounded, const Integer& units) {
  const Integer error = abs(units_of(rounded) - units);
  for (const double direction : {-HUGE_VAL, HUGE_VAL}) {
    const Integer other = abs(units_of(std::nextafter(rounded, direction)) - units);
    if (other < error) return false;
    if (other == error && (std::bit_cast<std::uint64_t>(rounded) & 1) != 0) return false;
  }
  return true;
}

// Doubles of every exponent in [-spread, spread], some of them close to cancelling.
std::vector<double> wild_values(test::Generator& generator, std::size_t count, int spread) {
  std::vector<double> values;
  while (values.size() < count) {
    const int exponent = static_cast<int>(generator.below(2 * static_cast<unsigned>(spread) + 1));
    const double x = std::ldexp(generator.uniform() - 0.5, exponent - spread);
    values.push_back(x);
    if (generator.below(3) == 0) values.push_back(-x * (1 + 0x1p-50));
  }
  return values;
}

TEST(ExactSum, KeepsWhatFloatingPointLoses) {
  EXPECT_EQ(sum_of({}).value(), 0);
  EXPECT_EQ(sum_of({1e308, 1, -1e308}).value(), 1);
  EXPECT_EQ(sum_of({1e308, 1e308, -1e308, -1e308, 0x1p-1074}).value(), 0x1p-1074);
  EXPECT_EQ(sum_of({0.1, 0.2, -0.3}).value(), 0x1p-55);
  EXPECT_EQ(sum_of({-1e16, -1, 1e16}).value(), -1);
  EXPECT_EQ(sum_of({-0x1p-1074, -0x1p-1074}).value(), -0x1p-1073);
  EXPECT_FALSE(std::signbit(sum_of({-1, 1}).value()));
}

TEST(ExactSum, RoundsTiesToEven) {
  EXPECT_EQ(sum_of({0x1p53, 1}).value(), 0x1p53);
  EXPECT_EQ(sum_of({0x1p53, 3}).value(), 0x1p53 + 4);
  EXPECT_EQ(sum_of({0x1p53, 1, 0x1p-1074}).value(), 0x1p53 + 2);
  EXPECT_EQ(sum_of({-0x1p53, -1, -0x1p-1074}).value(), -0x1p53 - 2);
  EXPECT_EQ(sum_of({0x1.fffffffffffffp0, 0x1p-53}).value(), 2);  // carries into the exponent
}

TEST(ExactSum, KnowsTheEndsOfTheRange) {
  constexpr double largest = std::numeric_limits<double>::max();
  constexpr double smallest_normal = std::numeric_limits<double>::min();
  EXPECT_EQ(sum_of({largest}).value(), largest);
  EXPECT_EQ(sum_of({largest, largest}).value(), HUGE_VAL);
  EXPECT_EQ(sum_of({-largest, -largest}).value(), -HUGE_VAL);
  EXPECT_EQ(sum_of({largest, largest, -largest}).value(), largest);
  EXPECT_EQ(sum_of({largest, 0x1p970}).value(),
            HUGE_VAL);  // half a last place: to even, which is 2^1024
  EXPECT_EQ(sum_of({smallest_normal, -0x1p-1074}).value(), smallest_normal - 0x1p-1074);
  EXPECT_THROW(sum_of({HUGE_VAL}), std::logic_error);
  EXPECT_THROW(sum_of({std::nan("")}), std::logic_error);
}

// Law: the nearest double to the sum of integers that hold it.
TEST(ExactSum, AgreesWithWideIntegers) {
  test::Generator generator(1);
  for (const int spread : {0, 3, 60, 500, 1000}) {
    for (int round = 0; round < 50; ++round) {
      const auto values = wild_values(generator, 1 + generator.below(200), spread);
      Integer units = 0;
      for (const double x : values) units += units_of(x);
      EXPECT_TRUE(is_nearest(sum_of(values).value(), units)) << "spread " << spread;
    }
  }
}

TEST(ExactSum, AgreesWithWideIntegersAmongSubnormals) {
  test::Generator generator(2);
  for (int round = 0; round < 50; ++round) {
    std::vector<double> values;
    Integer units = 0;
    for (int i = 0; i < 20; ++i) {
      values.push_back(
          std::ldexp(generator.uniform() - 0.5, -1020 - static_cast<int>(generator.below(60))));
      units += units_of(values.back());
    }
    EXPECT_TRUE(is_nearest(sum_of(values).value(), units));
  }
}

// Law: order and grouping do not matter, to the last digit of the exact sum.
TEST(ExactSum, DoesNotDependOnOrderOrMergeTree) {
  test::Generator generator(3);
  auto values = wild_values(generator, 500, 900);
  const ExactSum straight = sum_of(values);
  for (int round = 0; round < 20; ++round) {
    test::shuffle(values, generator);
    std::vector<ExactSum> parts(1 + generator.below(9));
    for (const double x : values) parts[generator.below(parts.size())].add(x);
    while (parts.size() > 1) {  // any two, in any order
      const std::size_t into = generator.below(parts.size() - 1);
      parts[into].merge(parts.back());
      parts.pop_back();
    }
    EXPECT_EQ(parts[0], straight);
    EXPECT_EQ(parts[0].value(), straight.value());
  }
}

TEST(ExactSum, TellsSumsApartThatRoundAlike) {
  EXPECT_EQ(sum_of({1, 2}), sum_of({3}));
  EXPECT_FALSE(sum_of({1, 0x1p-200}) == sum_of({1}));
  EXPECT_EQ(sum_of({1, 0x1p-200}).value(), 1);
}

// All mantissa bits set fill the digits fastest. Without a carry a limb would overflow after 2^31
// adds.
TEST(ExactSum, PassesCarriesOnThroughManyAdds) {
  constexpr double full = 0x1.fffffffffffffp52;  // 2^53 - 1
  constexpr int adds = 300'000;
  ExactSum up, down;
  for (int i = 0; i < adds; ++i) {
    up.add(full);
    down.add(-full);
    ASSERT_LE(up.adds_since_carry(), ExactSum::kAddsBeforeCarry);
  }
  EXPECT_LT(std::uint64_t{ExactSum::kAddsBeforeCarry} << 32, 1ull << 62);
  EXPECT_EQ(up.value(), full * adds);  // rounds once as well
  EXPECT_EQ(down.value(), -full * adds);
  up.merge(down);
  EXPECT_EQ(up, ExactSum());
}

// Doubling by merging itself stands for 2^62 adds.
TEST(ExactSum, TakesMoreAddsThanALimbHolds) {
  ExactSum sum = sum_of({1, 0x1p-60});
  for (int doubling = 0; doubling < 62; ++doubling) sum.merge(ExactSum(sum));
  EXPECT_EQ(sum.value(), 0x1p62);
  sum.add(-0x1p62);
  EXPECT_EQ(sum.value(), 4);
}

}  // namespace
}  // namespace landfall::summary
