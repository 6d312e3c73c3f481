// The untruncated and unmoved distribution of a family: its support and both of its tails.
#pragma once

#include "random/marginal.hpp"

namespace landfall::random {

// Both disregard min, max, times and plus; neither is for mixtures.

Support whole_support(const Marginal& marginal);

/// Requires a marginal that is neither constant nor made of atoms.
Tails whole_tails(const Marginal& marginal, double x);

/// P(X < x) for the same: less than the lower tail at a value that an empirical holds twice.
double whole_below(const Marginal& marginal, double x);

}  // namespace landfall::random
