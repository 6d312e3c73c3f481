// Sums of a process's shocks over the horizon, drawn before the shocks themselves.
#pragma once

#include <vector>

#include "simulate/plan.hpp"

namespace landfall::simulate {

/// How to draw `periods` independent standard normal shocks z_k, one after the other, so that
/// kLeading sums of them, L_m = sum over k of w_mk z_k, are what was drawn before.
///
/// The weights are orthonormal and span the number of periods left (so the mean of a process over
/// the horizon) and 1 (so its value at the end); L_m is then standard normal. With what is left of
/// the sums before period k, and G_k = sum over i >= k of w_i w_i',
///
///     z_k = w_k' G_k^-1 L + sqrt(1 - w_k' G_k^-1 w_k) xi_k,   L -= w_k z_k
///
/// xi_k standard normal: the law of z_k given the sums (the conditional normal distribution).
/// Nothing but L is kept from one period to the next, as in a Brownian bridge that is drawn
/// forwards.
std::vector<LeadingStep> leading_steps(int periods);

}  // namespace landfall::simulate
