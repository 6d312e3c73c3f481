// How a market shares its spending among origins: the firm, its rivals and home supply.
#pragma once

#include "maths/exp.hpp"
#include "maths/log.hpp"

namespace landfall::model {

/// Sums over origins k of what a CES price index needs.
///
///     sum    = sum_k s_k e^((1 - sigma) x_k)      x_k = ln(P_k / P_k0)
///     mean   = sum_k s_k x_k,   square = sum_k s_k x_k^2
///
/// All [count]; s_k the base share of an origin, P_k its price with duty. The sums begin at 0.
static inline void add_origin(const double* __restrict share, const double* __restrict log_price,
                              const double* __restrict sigma, int count, double* __restrict sum,
                              double* __restrict mean, double* __restrict square) {
  for (int lane = 0; lane < count; ++lane) {
    const double x = log_price[lane];
    sum[lane] += share[lane] * maths::exp((1 - sigma[lane]) * x);
    mean[lane] += share[lane] * x;
    square[lane] += share[lane] * x * x;
  }
}

/// Logarithm of the price response R of origin i among all origins.
///
///     P/P0 = (sum_k s_k (P_k/P_k0)^(1 - sigma))^(1 / (1 - sigma))
///     R    = (P_i/P_i0)^(-sigma) (P/P0)^(sigma - eta)
///
/// | argument | symbol | shape   | unit | range | meaning                                  |
/// |----------|--------|---------|------|-------|------------------------------------------|
/// | log_own  | x_i    | [count] | 1    |       | ln of the origin's price over its base   |
/// | sigma    |        | [count] | 1    | >= 0  | substitution between origins             |
/// | eta      |        | [count] | 1    | >= 0  | elasticity of the market, stored positive |
/// | response | ln R   | [count] | 1    |       | out; 0 where no price differs from its base |
///
/// At sigma = 1 the index is the product of powers; within 1e-5 of it the first two terms of its
/// series are taken, whose error is of the order of 1e-10 x^3. With sigma >= eta a rival's lower
/// price never raises R. Source: Armington (1969), IMF Staff Papers 16(1), 159-178 (not checked).
static inline void log_armington_response(
    const double* __restrict log_own, const double* __restrict sum, const double* __restrict mean,
    const double* __restrict square, const double* __restrict sigma, const double* __restrict eta,
    int count, double* __restrict response) {
  for (int lane = 0; lane < count; ++lane) {
    const double power = 1 - sigma[lane];
    const bool near_one = power < 1e-5 && power > -1e-5;
    const double series = mean[lane] + 0.5 * power * (square[lane] - mean[lane] * mean[lane]);
    const double index = near_one ? series : maths::log(sum[lane]) / (near_one ? 1.0 : power);
    response[lane] = (sigma[lane] - eta[lane]) * index - sigma[lane] * log_own[lane];
  }
}

}  // namespace landfall::model
