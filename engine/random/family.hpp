// The kinds of distribution that an input can have.
#pragma once

namespace landfall::random {

enum class Family {
  normal,
  lognormal,
  uniform,
  triangular,
  pert,
  beta,
  exponential,
  gamma,
  student_t,
  bernoulli,
  discrete,
  log_uniform,
  weibull,
  logistic,
  gumbel,
  pareto,
  binomial,
  poisson,
  empirical,
  metalog,
  mixture
};

}  // namespace landfall::random
