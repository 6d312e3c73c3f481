// Diffusion: how uptake grows with time since the opening.
#pragma once

#include "maths/exp.hpp"

namespace landfall::model {

/// Bass diffusion in closed form, from w = e^(-(p + q) t).
///
///     F(t) = (1 - w) / (1 + (q / p) w) = p (1 - w) / (p + q w)
///
/// | argument | symbol | shape   | unit     | range  | meaning                       |
/// |----------|--------|---------|----------|--------|-------------------------------|
/// | p        | p      | [count] | 1/year   | >= 0   | innovation: uptake unprompted |
/// | q        | q      | [count] | 1/year   | >= 0   | imitation: uptake by contagion |
/// | w        | w      | [count] | 1        | [0, 1] | e^(-(p + q) t)                |
///
/// Source: Bass (1969), Management Science 15(5), 215-227, doi:10.1287/mnsc.15.5.215.
/// With p = 0 nobody begins: F = 0. The tiny constant keeps 0 / 0 away and changes no other value.
static inline double bass_uptake(double p, double q, double w) {
  return (p - p * w) / (p + q * w + 1e-300);
}

/// Logistic growth, from w = e^(-k (t - midpoint)): F = 1 / (1 + w).
/// Source: Verhulst (1838), Correspondance mathematique et physique 10, 113-121 (not checked).
static inline double logistic_uptake(double w) {
  return 1 / (1 + w);
}

/// Gompertz growth, from w = e^(-k (t - inflection)): F = e^(-w); at the inflection F = 1/e.
/// Source: Winsor (1932), PNAS 18(1), 1-8 (not checked).
static inline double gompertz_uptake(double w) {
  return maths::exp(-w);
}

/// One explicit Euler step of Bass's equation over `active` of a period.
///
///     dF/dt = (p + q F) (1 - F)       F += (p + q F) (1 - F) dt
///
/// Error: O(dt) against the closed form. Requires (p + q) dt <= 1: beyond it a step can pass F = 1.
static inline double step_uptake(double p, double q, double dt_years, double uptake) {
  return uptake + (p + q * uptake) * (1 - uptake) * dt_years;
}

}  // namespace landfall::model
