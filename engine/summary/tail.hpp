// Expected shortfall: the mean of the worst paths.
#pragma once

#include "summary/kept_values.hpp"
#include "summary/ordered.hpp"
#include "summary/results.hpp"

namespace landfall::summary {

/// How much of the distribution is its bad tail.
inline constexpr double kTailPercent = 5;

/// Mean of the lowest or highest kTailPercent of all values, with its error.
///
/// With w = n p values in the tail, the value at its boundary counts with the fraction of w that is
/// left for it (Acerbi & Tasche 2002, J. Banking & Finance 26(7), 1487-1503,
/// doi:10.1016/S0378-4266(02)00283-2). The error (Manistre & Hancock 2005, N. American Actuarial J.
/// 9(2), 129-156, doi:10.1080/10920277.2005.10596207), for a lower tail that ends at the quantile
/// q:
///
///     se^2 = (Var(X | X <= q) + (1 - p) (q - ES)^2) / w
///
/// which is exact for a given q. Where the quantile function jumps near p, between values that have
/// a probability of their own or across a gap, a sample may find q on the wrong side of the jump,
/// and then the tail has just lost its largest part: the error would be too small exactly when the
/// estimate is far off. So (q - ES)^2 is the larger one of both sides if there is a jump inwards:
/// the value 1.96 sqrt(w (1 - p)) ranks further in, which is as far as the quantile's rank strays,
/// is more than four times as far from q as the value as many ranks further out.
///
/// The error is multiplied by the skewness_widening of the estimate's influence, X - q in the tail
/// and 0 elsewhere.
///
/// From cells, values are taken at the middle of their cell, and the mean of half the cells' widths
/// is added to the error. Missing where the tail has fewer than two paths, takes in absent ones, or
/// where squares leave the range of a double. `Ordered` is KeptValues or OrderedCells.
template <class Ordered>
Estimate expected_shortfall(const Ordered& ordered, Tail tail);

extern template Estimate expected_shortfall(const KeptValues&, Tail);
extern template Estimate expected_shortfall(const OrderedCells&, Tail);

}  // namespace landfall::summary
