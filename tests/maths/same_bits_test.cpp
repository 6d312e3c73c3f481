// Law: every function has the same bits with fma emulated and with fma built in (which is the
// hardware's, or the C library's correctly rounded one).
#define LANDFALL_FMA_BUILTIN
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "maths/function_table.inc"
#include "support/generator.hpp"

namespace landfall::test {

FunctionTable functions_with_builtin_fma() {
  return functions();
}

namespace {

constexpr int kArguments = 1'000'000;

/// Equal bits; any NaN equals any other, since only their signs and payloads can differ.
::testing::AssertionResult same(double emulated, double builtin, double argument) {
  if (maths::bits_of(emulated) == maths::bits_of(builtin)) return ::testing::AssertionSuccess();
  if (std::isnan(emulated) && std::isnan(builtin)) return ::testing::AssertionSuccess();
  return ::testing::AssertionFailure()
         << std::hexfloat << emulated << " and " << builtin << " differ at " << argument;
}

class SameBits : public ::testing::Test {
 protected:
  const FunctionTable emulated = functions_with_emulated_fma();
  const FunctionTable builtin = functions_with_builtin_fma();
  Generator generator{18};

  /// Any double at all: subnormal numbers, infinities and NaN among them.
  double any() { return maths::double_of(generator.word()); }
};

TEST_F(SameBits, OfExpAndExpm1) {
  for (int i = 0; i < kArguments; ++i) {
    const double wide = -760 + 1520 * generator.uniform();
    for (const double x : {wide, wide / 1000, any()}) {
      ASSERT_TRUE(same(emulated.exp(x), builtin.exp(x), x));
      ASSERT_TRUE(same(emulated.expm1(x), builtin.expm1(x), x));
    }
  }
}

TEST_F(SameBits, OfLogAndLog1p) {
  for (int i = 0; i < kArguments; ++i) {
    const double x = any();
    const double near_one = 0.5 + generator.uniform();
    for (const double argument : {x, std::fabs(x), near_one, near_one - 1}) {
      ASSERT_TRUE(same(emulated.log(argument), builtin.log(argument), argument));
      ASSERT_TRUE(same(emulated.log1p(argument), builtin.log1p(argument), argument));
    }
  }
}

TEST_F(SameBits, OfPower) {
  for (int i = 0; i < kArguments; ++i) {
    const double x = std::exp(20 * generator.uniform() - 10);
    const double y = 100 * generator.uniform() - 50;
    ASSERT_TRUE(same(emulated.power(x, y), builtin.power(x, y), x));
  }
}

TEST_F(SameBits, OfSineAndCosine) {
  for (int i = 0; i < kArguments; ++i) {
    const double turns = generator.uniform();
    double sine[2], cosine[2];
    emulated.sine_cosine(turns, sine[0], cosine[0]);
    builtin.sine_cosine(turns, sine[1], cosine[1]);
    ASSERT_TRUE(same(sine[0], sine[1], turns));
    ASSERT_TRUE(same(cosine[0], cosine[1], turns));
  }
}

TEST_F(SameBits, OfTheNormalDistribution) {
  for (int i = 0; i < kArguments; ++i) {
    const double z = 80 * generator.uniform() - 40;
    for (const double score : {z, z / 10, any()})
      ASSERT_TRUE(same(emulated.normal_cdf(score), builtin.normal_cdf(score), score));
    const double u = i & 1 ? generator.uniform() : std::exp(-700 * generator.uniform());
    ASSERT_TRUE(same(emulated.normal_quantile(u, 1 - u), builtin.normal_quantile(u, 1 - u), u));
  }
  const double infinity = std::numeric_limits<double>::infinity();
  for (const double z : {0.0, -0.0, infinity, -infinity})
    ASSERT_TRUE(same(emulated.normal_cdf(z), builtin.normal_cdf(z), z));
  ASSERT_TRUE(same(emulated.normal_quantile(0, 1), builtin.normal_quantile(0, 1), 0));
  ASSERT_TRUE(same(emulated.normal_quantile(1, 0), builtin.normal_quantile(1, 0), 1));
}

}  // namespace
}  // namespace landfall::test
