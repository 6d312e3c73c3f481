// An installed base: a stock of durables grows, wears out, and so makes units.
#pragma once

#include "maths/exp.hpp"
#include "maths/log.hpp"

namespace landfall::model {

/// Stock S(t) after t years, with ceiling C, rate k a year, and the curve's turn m in years:
///
///     logistic   C / (1 + e^(-k (t - m)))          half the ceiling at the midpoint m
///     gompertz   C e^(-e^(-k (t - m)))             C / e at the inflection m
///
/// Sources: as in diffusion.hpp.
static inline double logistic_stock(double ceiling, double rate, double turn, double t_years) {
  return ceiling / (1 + maths::exp(-rate * (t_years - turn)));
}
static inline double gompertz_stock(double ceiling, double rate, double turn, double t_years) {
  return ceiling * maths::exp(0 - maths::exp(-rate * (t_years - turn)));
}

/// The turn of the curve that begins with a stock of `start`, 0 < start < ceiling:
///
///     logistic   m = ln(C / start - 1) / k        gompertz   m = ln(ln(C / start)) / k
static inline double logistic_turn(double ceiling, double rate, double start) {
  return maths::log(ceiling / start - 1) / rate;
}
static inline double gompertz_turn(double ceiling, double rate, double start) {
  return maths::log(maths::log(ceiling / start)) / rate;
}

/// Durables bought in the active part [a, b] of a period, in years:
///
///     max(0, S(b) - S(a) + (S(a) + S(b)) / 2 (b - a) / life)
///
/// A durable fails at the rate 1 / life whatever its age, so that its life is exponential with that
/// mean, and is replaced at once. wear: 1 / life, or 0 where nothing is replaced.
static inline double bought(double before, double after, double years, double wear) {
  const double all = after - before + (before + after) * 0.5 * years * wear;
  return all > 0 ? all : 0;
}

}  // namespace landfall::model
