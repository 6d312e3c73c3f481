#include "reports/comparison_cells.hpp"

#include <algorithm>

#include "base/language.hpp"
#include "reports/comparison.hpp"
#include "reports/layout.hpp"
#include "reports/view.hpp"

namespace landfall::reports {

using simulate::Comparison;
using simulate::Table;

std::string way_name(const Comparison& comparison, int way, const TextStyle& style) {
  return name_within(comparison.ways[static_cast<std::size_t>(way)].name, kNameWidth, style);
}

Scale money_of(const Comparison& comparison) {
  Scale scale = money_scale(comparison.ways.front().result);
  for (const simulate::Way& way : comparison.ways) {
    const Scale other = money_scale(way.result);
    if (other.exponent > scale.exponent) scale = other;
  }
  return scale;
}

Scale scale_for(const Comparison& comparison, const std::string& unit) {
  const std::string& currency = comparison.ways.front().result.provenance.currency;
  return unit == currency ? money_of(comparison) : scale_of(unit, 0);
}

std::string shown(const Figure& figure, const TextStyle& style) {
  if (figure.value.empty() || figure.kind == Figure::Kind::missing)
    return figure.value.size() > 0 && figure.value.size() < 12 ? figure.value
           : style.unicode                                     ? "–"
                                                               : "-";
  return figure.value + error_part(figure, style);
}

Table::Cell cell(std::string value) {
  return {.text = std::move(value)};
}

Figure mean_of(const summary::MetricSummary& metric, const Scale& scale) {
  return figure(metric.mean, scale, {.most = 5});
}

Figure percentile_of(const summary::MetricSummary& metric, double level, const Scale& scale) {
  const auto* quantile = find_quantile(metric.percentiles, level);
  const bool never = metric.absent_is_never && metric.absent > 0;
  if (quantile == nullptr || !quantile->exists())
    return {Figure::Kind::missing, never ? say("never") : "", ""};
  return figure(*quantile, scale, {.most = 5});
}

std::string verdict_of(const Comparison& comparison, const summary::PairOfMetric& pair,
                       const TextStyle& style) {
  if (!pair.dominance) return "";
  const auto of = [&](const summary::OrderOfDominance& order) -> std::string {
    if (!order.missing.empty()) return "";
    if (order.verdict == summary::Verdict::first) return way_name(comparison, pair.first, style);
    if (order.verdict == summary::Verdict::second) return way_name(comparison, pair.second, style);
    return say(in_words(order.verdict));
  };
  const auto is_name = [](const summary::OrderOfDominance& order) {
    return order.missing.empty() &&
           (order.verdict == summary::Verdict::first || order.verdict == summary::Verdict::second);
  };
  const summary::OrderOfDominance& first = pair.dominance->first_order;
  const summary::OrderOfDominance& second = pair.dominance->second_order;
  return !is_name(first) && is_name(second) ? say("{name} (2nd)", {{"name", of(second)}})
                                            : of(first);
}

const summary::PairOfMetric* pair_of(const Comparison& comparison, const std::string& metric,
                                     int one, int other) {
  for (const summary::PairOfMetric& pair : comparison.figures.pairs)
    if (comparison.figures.metrics[pair.metric].name == metric &&
        pair.first == std::min(one, other) && pair.second == std::max(one, other))
      return &pair;
  return nullptr;
}

Advantage advantage_of(const summary::PairOfMetric& pair, int way) {
  Advantage advantage{pair.paired.mean_difference, pair.paired.probability_better};
  if (way == pair.first) return advantage;
  advantage.by.value = -advantage.by.value;
  advantage.better.value = 1 - advantage.better.value - pair.paired.probability_equal.value;
  return advantage;
}

std::vector<summary::Ranks> ranks_of(const Comparison& comparison, std::size_t metric) {
  for (const summary::RanksOfMetric& of : comparison.figures.ranks)
    if (of.metric == metric) return of.ranks;
  return {};
}

std::string best_share(const Comparison& comparison, const summary::Ranks& way,
                       const TextStyle& style) {
  const std::uint64_t paths = comparison.ways.front().result.summary.paths;
  return shown(probability(way.probability.front(), paths), style);
}

}  // namespace landfall::reports
