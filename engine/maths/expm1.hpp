// e^x - 1, accurate also where e^x is close to 1.
#pragma once

#include "maths/exp.hpp"
#include "maths/fma.hpp"

namespace landfall::maths {

/// e^x - 1 for any x. Error: below 4 ulp; exp_test.cpp measures it.
[[gnu::always_inline]] static inline double expm1(double x) {
  const double near = fma(x * x, exp_series(x), x);
  const double far = exp(x) - 1.0;
  return __builtin_fabs(x) < 0.34 ? near : far;
}

}  // namespace landfall::maths
