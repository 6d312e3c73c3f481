// A histogram for the eye: some forty bars of equal width between round numbers.
#pragma once

#include <cstdint>
#include <vector>

#include "summary/kept_values.hpp"
#include "summary/ordered.hpp"
#include "summary/results.hpp"

namespace landfall::summary {

/// Bars over the `present` lowest values, from about P0.5 to P99.5; the outermost bars hold what
/// lies beyond, so the counts add up to `present`. A bar holds [low, high). Edges are multiples of
/// 1, 2, 2.5 or 5 times a power of ten; 20 to 42 bars. If nearly all values are equal the bars run
/// from the lowest to the highest instead; if all are, there is one bar of no width. None without
/// values. From cells, a cell counts where its middle lies. `Ordered` is KeptValues or
/// OrderedCells.
template <class Ordered>
std::vector<Bar> round_bars(const Ordered& ordered, std::uint64_t present);

extern template std::vector<Bar> round_bars(const KeptValues&, std::uint64_t);
extern template std::vector<Bar> round_bars(const OrderedCells&, std::uint64_t);

}  // namespace landfall::summary
