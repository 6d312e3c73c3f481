#include "summary/effect.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "base/contract.hpp"
#include "summary/grouped.hpp"

namespace landfall::summary {
namespace {

/// Standard error of the mean of a row.
double error_of_mean(const std::vector<double>& row, double mean, Grouping grouping) {
  if (grouping == Grouping::none) {
    double squares = 0;
    for (const double value : row) squares += (value - mean) * (value - mean);
    const auto count = static_cast<double>(row.size());
    return std::sqrt(squares / (count - 1) / count);
  }
  std::array<double, kGroups> sums{}, counts{};
  for (std::size_t path = 0; path < row.size(); ++path) {
    const auto group = static_cast<std::size_t>(group_of(grouping, path));
    sums[group] += row[path];
    ++counts[group];
  }
  for (std::size_t group = 0; group < sums.size(); ++group) sums[group] /= counts[group];
  return error_between(sums);
}

double mean_of_row(const std::vector<double>& row) {
  double sum = 0;
  for (const double value : row) sum += value;
  return sum / static_cast<double>(row.size());
}

/// Add to each path the mean of `of` over all paths, of those alone whose number is higher than its
/// own; equal ones count half.
void add_means_above(const RankedRow& number, const std::vector<double>& of,
                     std::vector<double>& into) {
  const auto paths = static_cast<double>(number.size());
  double above = 0;
  for (std::size_t run = number.ends.size(); run-- > 0;) {
    const std::size_t first = run == 0 ? 0 : number.ends[run - 1], end = number.ends[run];
    double here = 0;
    for (std::size_t rank = first; rank < end; ++rank) here += of[number.order[rank]];
    const double mean = (above + 0.5 * here) / paths;
    for (std::size_t rank = first; rank < end; ++rank) into[number.order[rank]] += mean;
    above += here;
  }
}

/// A mean of products of scores, less 1/4, and what each path contributes to it.
struct Product {
  double value = 0;
  std::vector<double> parts;
};

Product product(const RankedRow& one, const RankedRow& other) {
  const std::size_t paths = one.size();
  Product all{.value = 0, .parts = std::vector<double>(paths)};
  for (std::size_t path = 0; path < paths; ++path)
    all.parts[path] = one.score[path] * other.score[path];
  const double mean = mean_of_row(all.parts);
  // Half of both in one sum, and not a difference of two products near 1/4.
  double about = 0;
  for (std::size_t path = 0; path < paths; ++path)
    about += (one.score[path] - 0.5) * (other.score[path] - 0.5);
  all.value = about / static_cast<double>(paths);
  add_means_above(one, other.score, all.parts);
  add_means_above(other, one.score, all.parts);
  for (double& part : all.parts) part -= 3 * mean;
  return all;
}

/// The same of a score with itself: without equal values all scores are there once, and no path
/// contributes.
Product square(const RankedRow& row) {
  const auto paths = static_cast<double>(row.size());
  if (row.ends.size() < row.size()) return product(row, row);
  return {.value = (1 - 1 / (paths * paths)) / 12, .parts = {}};
}

Estimate spearman(const RankedRow& number, const RankedOutcome& outcome) {
  const Product both = product(number, outcome.row), of_number = square(number);
  const double size = std::sqrt(of_number.value) * std::sqrt(outcome.spread);
  const double value = std::clamp(both.value / size, -1.0, 1.0);
  std::vector<double> parts(number.size());
  for (std::size_t path = 0; path < parts.size(); ++path) parts[path] = both.parts[path] / size;
  const auto take_off = [&](const std::vector<double>& own, double spread) {
    for (std::size_t path = 0; path < own.size(); ++path)
      parts[path] -= 0.5 * value * own[path] / spread;
  };
  take_off(of_number.parts, of_number.value);
  take_off(outcome.parts, outcome.spread);
  return {.value = value, .error = error_of_mean(parts, mean_of_row(parts), outcome.grouping)};
}

/// The ranks of a number from one of its ends on.
struct FromEnd {
  const RankedRow& number;
  const RankedOutcome& outcome;
  bool is_high;

  std::size_t path(std::size_t rank) const {
    return number.order[is_high ? number.size() - 1 - rank : rank];
  }
  double outcome_at(std::size_t rank) const { return outcome.row.values[path(rank)]; }
  double mean_outcome(std::size_t first, std::size_t end) const {
    double sum = 0;
    for (std::size_t rank = first; rank < end; ++rank) sum += outcome_at(rank);
    return sum / static_cast<double>(end - first);
  }
  /// The run of equal values around a rank.
  std::pair<std::size_t, std::size_t> run_at(std::size_t rank) const {
    const std::size_t from_below = is_high ? number.size() - 1 - rank : rank;
    const auto run = std::upper_bound(number.ends.begin(), number.ends.end(), from_below);
    const std::size_t first = run == number.ends.begin() ? 0 : *(run - 1), end = *run;
    if (!is_high) return {first, end};
    return {number.size() - end, number.size() - first};
  }
};

/// Which ranks an end takes in: all before `whole`, and of those up to `end` a part each.
struct Weights {
  std::size_t whole = 0, end = 0;
  double part = 0;
  double share = 0;  ///< of all paths, together
};

/// A mean to which the paths of an end contribute weight (y - m) / share + m, and all others m.
Estimate weighted_mean(const FromEnd& ranks, const Weights& weights, double m) {
  const std::size_t paths = ranks.number.size();
  const auto distance = [&](std::size_t rank) {
    const double weight = rank < weights.whole ? 1 : weights.part;
    return weight * (ranks.outcome_at(rank) - m) / weights.share;
  };
  double sum = 0, squares = 0;
  std::array<double, kGroups> sums{}, counts{};
  for (std::size_t rank = 0; rank < weights.end; ++rank) {
    const double from_m = distance(rank);
    sum += from_m;
    squares += from_m * from_m;
    sums[static_cast<std::size_t>(group_of(ranks.outcome.grouping, ranks.path(rank)))] += from_m;
  }
  const auto count = static_cast<double>(paths);
  const double mean = sum / count;
  if (ranks.outcome.grouping == Grouping::none) {
    const double about_mean = std::max(0.0, squares - count * mean * mean);
    return {.value = m + mean, .error = std::sqrt(about_mean / (count - 1) / count)};
  }
  for (std::size_t path = 0; path < paths; ++path)
    ++counts[static_cast<std::size_t>(group_of(ranks.outcome.grouping, path))];
  for (std::size_t group = 0; group < sums.size(); ++group) sums[group] /= counts[group];
  return {.value = m + mean, .error = error_between(sums)};
}

EndOfNumber tenth(const FromEnd& ranks) {
  const std::size_t paths = ranks.number.size();
  const double wanted = kTenth * static_cast<double>(paths);
  const auto last = static_cast<std::size_t>(std::ceil(wanted)) - 1;
  const auto [first, end] = ranks.run_at(last);
  const Weights weights{
      .whole = first,
      .end = end,
      .part = (wanted - static_cast<double>(first)) / static_cast<double>(end - first),
      .share = kTenth};
  const std::size_t near = paths / 40;
  const double m = end - first >= 2 * near ? ranks.mean_outcome(first, end)
                                           : ranks.mean_outcome(first - std::min(first, near),
                                                                std::min(paths, end + near));
  return {.mean = weighted_mean(ranks, weights, m), .bound = ranks.number.values[ranks.path(last)]};
}

/// One of two values.
EndOfNumber value_of_two(const FromEnd& ranks) {
  const std::size_t end = ranks.run_at(0).second;
  const double share = static_cast<double>(end) / static_cast<double>(ranks.number.size());
  return {.mean = weighted_mean(ranks, {.whole = end, .end = end, .share = share},
                                ranks.mean_outcome(0, end)),
          .bound = ranks.number.values[ranks.path(0)],
          .share = share};
}

}  // namespace

Estimate mean_of(const std::vector<double>& row, Grouping grouping) {
  const double mean = mean_of_row(row);
  return {.value = mean, .error = error_of_mean(row, mean, grouping)};
}

RankedOutcome ranked_outcome(std::vector<double> values, Grouping grouping) {
  RankedOutcome outcome{.row = ranked(std::move(values)), .grouping = grouping, .parts = {}};
  if (outcome.row.size() == 0) return outcome;
  Product own = square(outcome.row);
  outcome.spread = own.value;
  outcome.parts = std::move(own.parts);
  return outcome;
}

std::optional<Effect> effect_of(const RankedRow& number, const RankedOutcome& outcome) {
  EXPECTS(number.size() == outcome.row.size());
  const std::size_t paths = number.size();
  if (paths < kEffectPaths || outcome.row.ends.size() < 2) return std::nullopt;
  if (paths - number.most_frequent() < kEffectOthers) return std::nullopt;
  const bool has_two_values = number.ends.size() == 2;
  const auto end = has_two_values ? value_of_two : tenth;
  return Effect{.rank_correlation = spearman(number, outcome),
                .low = end({number, outcome, false}),
                .high = end({number, outcome, true}),
                .has_two_values = has_two_values};
}

double reach_of(const Effect& effect) {
  const double rarer = std::min(effect.low.share, effect.high.share) / kTenth;
  return std::fabs(effect.high.mean.value - effect.low.mean.value) * std::min(1.0, rarer);
}

}  // namespace landfall::summary
