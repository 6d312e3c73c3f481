#include "summary/tail.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "base/language.hpp"
#include "summary/exact_sum.hpp"
#include "summary/presence.hpp"
#include "summary/widening.hpp"

namespace landfall::summary {
namespace {

constexpr double kRanksReached = 1.96;  // in standard deviations of the quantile's rank
constexpr double kJump = 4;             // so many times as far inwards as outwards

// Sum of weight * term(cell) over the tail, whose values weigh `weight` in all: its innermost cell
// fills what the others leave. Exact sums do not ask for their order.
template <class Ordered, class Term>
double weighted_sum(const Ordered& ordered, Tail tail, double weight, Term term) {
  ExactSum sum;
  double left = weight;
  const auto add = [&](const Cell& cell) {
    const double share = std::min(left, static_cast<double>(cell.paths));
    sum.add(share * term(cell));
    left -= share;
  };
  const auto paths = static_cast<std::uint64_t>(std::ceil(weight));
  if (tail == Tail::lower)
    ordered.visit_lowest(paths, add);
  else
    ordered.visit_highest(paths, add);
  return sum.value();
}

template <class Ordered>
Cell cell_at(const Ordered& ordered, std::uint64_t rank) {
  return {.low = ordered.low_at(rank), .high = ordered.high_at(rank)};
}

// Where the quantile may as well be: across the jump, if there is one within reach of the tail's
// end, whose own cell it is otherwise. Values without a jump are about as far on either side.
template <class Ordered>
Cell beyond_a_jump(const Ordered& ordered, Tail tail, std::uint64_t innermost, double weight) {
  const double sd_ranks = std::sqrt(weight * (1 - kTailPercent / 100));
  const auto reach = static_cast<std::uint64_t>(kRanksReached * sd_ranks);
  const std::uint64_t below = innermost - std::min(innermost, reach);
  const std::uint64_t above = std::min(innermost + reach, ordered.size() - 1);
  const bool is_lower = tail == Tail::lower;
  const Cell end = cell_at(ordered, innermost);
  const Cell inwards = cell_at(ordered, is_lower ? above : below);
  const Cell outwards = cell_at(ordered, is_lower ? below : above);
  if (!is_present(inwards.high)) return end;
  const double step_in = std::fabs(inwards.middle() - end.middle());
  const double step_out = std::fabs(outwards.middle() - end.middle());
  return step_in > kJump * step_out ? inwards : end;
}

// Of X - q in the tail that ends at q, and 0 elsewhere. In units of the farthest value, so that no
// power leaves the range of a double.
template <class Ordered>
double influence_widening(const Ordered& ordered, Tail tail, double weight, double q) {
  const std::uint64_t outermost = tail == Tail::lower ? 0 : ordered.size() - 1;
  const double unit =
      std::max(std::fabs(q - ordered.low_at(outermost)), std::fabs(q - ordered.high_at(outermost)));
  if (!(unit > 0)) return 1;
  const double n = static_cast<double>(ordered.size());
  const auto power_mean = [&](int power) {
    const auto term = [&](const Cell& cell) {
      const double distance = (cell.middle() - q) / unit;
      double product = distance;
      for (int i = 1; i < power; ++i) product *= distance;
      return product;
    };
    return weighted_sum(ordered, tail, weight, term) / n;
  };
  const double s1 = power_mean(1), s2 = power_mean(2), s3 = power_mean(3);
  return skewness_widening(s2 - s1 * s1, s3 - 3 * s1 * s2 + 2 * s1 * s1 * s1, n);
}

}  // namespace

template <class Ordered>
Estimate expected_shortfall(const Ordered& ordered, Tail tail) {
  const double weight = static_cast<double>(ordered.size()) * kTailPercent / 100;
  if (weight < 2) return {.missing = noted("fewer than two paths in the tail")};
  const auto paths = static_cast<std::uint64_t>(std::ceil(weight));
  const std::uint64_t n = ordered.size();
  const std::uint64_t innermost = tail == Tail::lower ? paths - 1 : n - paths;
  const std::uint64_t outermost = tail == Tail::lower ? 0 : n - 1;
  // Absent paths are highest: they begin an upper tail, or end a lower one.
  if (!is_present(ordered.high_at(std::max(innermost, outermost))))
    return {.missing = noted("the tail takes in absent paths")};
  const Cell end = cell_at(ordered, innermost);
  const Cell beyond = beyond_a_jump(ordered, tail, innermost, weight);
  const double largest = std::max({std::fabs(ordered.low_at(outermost)), std::fabs(end.low),
                                   std::fabs(ordered.high_at(outermost)), std::fabs(end.high),
                                   std::fabs(beyond.low), std::fabs(beyond.high)});
  if (!is_present(4 * largest * largest * weight))  // the sum of squared distances at most
    return {.missing = noted("beyond the range of a double")};

  const auto middle = [](const Cell& cell) { return cell.middle(); };
  const double shortfall = weighted_sum(ordered, tail, weight, middle) / weight;
  const auto squared_distance = [&](const Cell& cell) {
    const double distance = cell.middle() - shortfall;
    return distance * distance;
  };
  const double variance = weighted_sum(ordered, tail, weight, squared_distance) / (weight - 1);
  double half_width = 0;
  if constexpr (!Ordered::kExact) {
    const auto half = [](const Cell& cell) { return 0.5 * (cell.high - cell.low); };
    half_width = weighted_sum(ordered, tail, weight, half) / weight;
  }
  const double rest = 1 - kTailPercent / 100;
  const double quantile_term = rest * std::max(squared_distance(end), squared_distance(beyond));
  const double error = std::sqrt((variance + quantile_term) / weight) *
                       influence_widening(ordered, tail, weight, end.middle());
  return {.value = shortfall, .error = error + half_width};
}

template Estimate expected_shortfall(const KeptValues&, Tail);
template Estimate expected_shortfall(const OrderedCells&, Tail);

}  // namespace landfall::summary
