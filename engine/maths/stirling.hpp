// Stirling's series for the gamma function, shared by the functions built on it.
#pragma once

namespace landfall::maths {

inline constexpr double kHalfLogTwoPi = 0.9189385332046727;
inline constexpr double kStirlingFrom = 10;  // where eight terms of the series reach 1e-17

/// log Gamma(x) - [(x - 1/2) log x - x + log(2 pi) / 2] for x >= 10: Stirling's series,
/// sum of B_2k / (2k (2k - 1) x^(2k - 1)).
inline double stirling_correction(double x) {
  const double z = 1 / (x * x);
  double sum = -3617.0 / 122400;
  sum = sum * z + 1.0 / 156;
  sum = sum * z - 691.0 / 360360;
  sum = sum * z + 1.0 / 1188;
  sum = sum * z - 1.0 / 1680;
  sum = sum * z + 1.0 / 1260;
  sum = sum * z - 1.0 / 360;
  sum = sum * z + 1.0 / 12;
  return sum / x;
}

}  // namespace landfall::maths
