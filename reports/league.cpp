#include "reports/league.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include "base/language.hpp"
#include "base/text.hpp"
#include "base/utf8.hpp"
#include "reports/comparison_cells.hpp"
#include "reports/layout.hpp"
#include "reports/study_tables.hpp"
#include "reports/view.hpp"
#include "reports/words.hpp"

namespace landfall::reports {
namespace {

using simulate::Comparison;
using simulate::Table;

const simulate::Result& result_of(const Comparison& comparison, int way) {
  return comparison.ways[static_cast<std::size_t>(way)].result;
}

std::vector<summary::Ranks> ranks_by(const Comparison& comparison) {
  const auto index = ranked_index(comparison);
  return index ? ranks_of(comparison, *index) : std::vector<summary::Ranks>{};
}

/// The mean, or the median of what some paths never reach.
Figure centre_of(const summary::MetricSummary& metric, const Scale& scale) {
  return metric.absent_is_never ? percentile_of(metric, 50, scale) : mean_of(metric, scale);
}

/// A column: its heading, its unit, and its cell for a way.
template <class Read>
void add_column(const std::vector<int>& order, const std::string& name, const std::string& unit,
                const Read& read, Table& table) {
  table.columns.push_back({name, unit});
  for (std::size_t row = 0; row < order.size(); ++row)
    table.rows[row].push_back(cell(read(order[row])));
}

Table with_names(const Comparison& comparison, const std::vector<int>& order,
                 const std::string& title, const TextStyle& style) {
  Table table{.title = title, .columns = {{"", ""}}, .rows = {}, .notes = {}};
  for (const int way : order) table.rows.push_back({cell(way_name(comparison, way, style))});
  return table;
}

/// Rank, chance of being best, expected regret.
Table league(const Comparison& comparison, const std::vector<int>& order, const TextStyle& style) {
  const std::string metric = ranked_by(comparison);
  Table table = with_names(
      comparison, order, say("League by mean {metric}", {{"metric", metric_label(metric)}}), style);
  const auto index = ranked_index(comparison);
  if (!index) return table;
  const std::vector<summary::Ranks> ranks = ranks_of(comparison, *index);
  const Scale scale = scale_for(comparison, comparison.figures.metrics[*index].unit);
  if (!ranks.empty())
    add_column(
        order, say("rank"), "",
        [&](int way) { return places_by_mean(ranks[static_cast<std::size_t>(way)], style); },
        table);
  add_column(
      order, metric_label(metric), scale.unit,
      [&](int way) {
        const auto* own = find_metric(result_of(comparison, way), metric);
        return own == nullptr ? "" : shown(centre_of(*own, scale), style);
      },
      table);
  if (!ranks.empty())
    add_column(
        order, say("best of all"), kPercent.unit,
        [&](int way) {
          return best_share(comparison, ranks[static_cast<std::size_t>(way)], style);
        },
        table);
  for (const summary::RegretsOfMetric& of : comparison.figures.regrets)
    if (of.metric == *index)
      add_column(
          order, say("regret"), scale.unit,
          [&](int way) {
            return shown(
                figure(of.regrets[static_cast<std::size_t>(way)].expected, scale, {.most = 5}),
                style);
          },
          table);
  table.notes = {
      say("rank: all ranks hold together at 95 % confidence, as far as the number of paths goes"),
      say("best of all: in how many futures; regret: what is lost on average against the best of "
          "them in each future")};
  return table;
}

/// How the first metric is spread, and the means of the others.
Table spread(const Comparison& comparison, const std::vector<int>& order, const TextStyle& style) {
  const std::string ranked = ranked_by(comparison);
  Table table = with_names(comparison, order, say("What each may come to"), style);
  const auto add = [&](const std::string& name, const std::string& metric, const Scale& scale,
                       const auto& read) {
    add_column(
        order, name, scale.unit,
        [&](int way) {
          const auto* own = find_metric(result_of(comparison, way), metric);
          return own == nullptr ? "" : shown(read(*own), style);
        },
        table);
  };
  const auto index = ranked_index(comparison);
  const Scale scale =
      index ? scale_for(comparison, comparison.figures.metrics[*index].unit) : Scale{};
  for (const double level : kShownLevels)
    add(level == 50 ? say("{metric} median", {{"metric", metric_label(ranked)}})
                    : metric_label(ranked) + " P" + shortest(level),
        ranked, scale, [&](const auto& metric) { return percentile_of(metric, level, scale); });
  add(say("{metric} above 0", {{"metric", metric_label(ranked)}}), ranked, kPercent,
      [](const summary::MetricSummary& metric) {
        const auto* above = find_exceedance(metric, 0);
        return above == nullptr ? Figure{} : probability(*above, metric.paths);
      });
  for (const std::string& name : comparison.study->metrics) {
    if (name == ranked) continue;
    const auto* metric = find_metric(result_of(comparison, order.front()), name);
    if (metric == nullptr) continue;
    const Scale own = scale_for(comparison, metric->unit);
    add(metric->absent_is_never ? say("{metric} median", {{"metric", metric_label(name)}})
                                : metric_label(name),
        name, own, [&](const summary::MetricSummary& one) { return centre_of(one, own); });
  }
  return table;
}

/// Sectors by markets: the median of revenue.
Table by_market(const Comparison& comparison, const std::vector<int>& order,
                const TextStyle& style) {
  Table table = with_names(comparison, order, say("Median revenue by market"), style);
  const Scale scale = money_of(comparison);
  for (const MarketOfWays& market : markets_of(comparison, order))
    add_column(
        order, name_within(market.name, kNameWidth, style), scale.unit,
        [&](int way) {
          const auto* own = find_metric(result_of(comparison, way), "revenue." + market.id);
          return own == nullptr ? "" : shown(percentile_of(*own, 50, scale), style);
        },
        table);
  return table;
}

/// The first less each other, on the same futures.
Table against_first(const Comparison& comparison, const std::vector<int>& order,
                    const TextStyle& style) {
  const std::string metric = ranked_by(comparison);
  const std::string first = way_name(comparison, order.front(), style);
  const std::vector<int> others(order.begin() + 1, order.end());
  Table table = with_names(comparison, others,
                           say("{first} against each of the others", {{"first", first}}), style);
  const auto index = ranked_index(comparison);
  if (!index) return table;
  const Scale scale = scale_for(comparison, comparison.figures.metrics[*index].unit);
  const auto pair = [&](int way) { return pair_of(comparison, metric, order.front(), way); };
  add_column(
      others, say("{metric} more by", {{"metric", metric_label(metric)}}), scale.unit,
      [&](int way) {
        if (pair(way) == nullptr) return std::string();
        return shown(figure(advantage_of(*pair(way), order.front()).by, scale, {.most = 5}), style);
      },
      table);
  add_column(
      others, say("better in"), kPercent.unit,
      [&](int way) {
        if (pair(way) == nullptr) return std::string();
        return shown(
            probability(advantage_of(*pair(way), order.front()).better, pair(way)->paired.paths),
            style);
      },
      table);
  add_column(
      others, say("dominates"), "",
      [&](int way) {
        return pair(way) == nullptr ? "" : verdict_of(comparison, *pair(way), style);
      },
      table);
  return table;
}

int best_at(const simulate::SweepPoint& point, summary::Tail tail) {
  const double sign = tail == summary::Tail::lower ? 1 : -1;
  int best = -1;
  for (std::size_t way = 0; way < point.means.size(); ++way)
    if (point.means[way].exists() &&
        (best < 0 ||
         sign * point.means[way].value > sign * point.means[static_cast<std::size_t>(best)].value))
      best = static_cast<int>(way);
  return best;
}

Table sweeps(const Comparison& comparison, const TextStyle& style) {
  const auto index = ranked_index(comparison);
  Table table{.title = say("With other numbers"),
              .columns = {{"", ""}, {say_in("of a league", "first"), ""}},
              .rows = {},
              .notes = {}};
  if (!index) return table;
  const Scale scale = scale_for(comparison, comparison.figures.metrics[*index].unit);
  table.columns.push_back({metric_label(ranked_by(comparison)), scale.unit});
  table.columns.push_back({say("best of all"), kPercent.unit});
  for (const simulate::SweepPoint& point : comparison.study->points) {
    const int best = best_at(point, comparison.figures.metrics[*index].spec.tail);
    if (best < 0) continue;
    const auto at = static_cast<std::size_t>(best);
    table.rows.push_back(
        {cell(sanitise(point.address) + " = " + sanitise(point.value)),
         cell(way_name(comparison, best, style)),
         cell(shown(figure(point.means[at], scale, {.most = 5}), style)),
         cell(at < point.ranks.size() ? best_share(comparison, point.ranks[at], style) : "")});
  }
  return table;
}

/// "below 0.0001", or with two digits: a chance that is itself a bound.
std::string chance_in_words(double chance) {
  if (chance < 1e-6) return say("less than one in a million");
  if (chance >= 0.995) return say("not known");
  const double percent = 100 * chance;
  return say("at most {percent}~%",
             {{"percent", localised(shortest(percent < 1 ? std::ceil(percent * 1e4) / 1e4
                                                         : std::ceil(percent)))}});
}

}  // namespace

std::vector<int> league_order(const Comparison& comparison) {
  const std::string metric = ranked_by(comparison);
  const auto index = ranked_index(comparison);
  const bool less_is_better =
      index && comparison.figures.metrics[*index].spec.tail == summary::Tail::upper;
  const auto merit = [&](int way) {
    const auto* own = find_metric(result_of(comparison, way), metric);
    if (own == nullptr) return -std::numeric_limits<double>::infinity();
    const auto* median = find_quantile(own->percentiles, 50);
    const bool by_median = own->absent_is_never;
    if (by_median ? median == nullptr || !median->exists() : !own->mean.exists())
      return -std::numeric_limits<double>::infinity();
    const double value = by_median ? median->value : own->mean.value;
    return less_is_better ? -value : value;
  };
  std::vector<int> order;
  for (std::size_t way = 0; way < comparison.ways.size(); ++way)
    order.push_back(static_cast<int>(way));
  std::stable_sort(order.begin(), order.end(),
                   [&](int one, int other) { return merit(one) > merit(other); });
  return order;
}

std::vector<std::string> league_sentences(const Comparison& comparison, const TextStyle& style) {
  const std::vector<int> order = league_order(comparison);
  const std::string metric = ranked_by(comparison);
  const auto* own = find_metric(result_of(comparison, order.front()), metric);
  if (own == nullptr) return {};
  const auto& titles = comparison.ways;
  const auto title = [&](int way) {
    return name_within(titles[static_cast<std::size_t>(way)].title, 60, style);
  };
  const Scale scale = scale_for(comparison, own->unit);
  const bool less_is_better = own->tail == summary::Tail::upper;
  const std::string first = title(order[0]), label = metric_label(metric);
  const std::string amount = written(centre_of(*own, scale), scale, style);
  std::vector<std::string> sentences;
  if (const auto* pair = pair_of(comparison, metric, order[0], order[1]);
      pair != nullptr && pair->paired.mean_difference.exists()) {
    summary::Estimate by = advantage_of(*pair, order[0]).by;
    if (less_is_better) by.value = -by.value;
    const std::string ahead = written(figure(by, scale, {.most = 5}), scale, style);
    const std::string second = title(order[1]);
    const Values values = {{"first", first},
                           {"metric", label},
                           {"amount", amount},
                           {"ahead", ahead},
                           {"second", second}};
    sentences.push_back(
        less_is_better
            ? say("{first} first: {metric} of {amount} on average, {ahead} less than {second}.",
                  values)
            : say("{first} first: {metric} of {amount} on average, {ahead} more than {second}.",
                  values));
  } else {
    sentences.push_back(say("{first} first: {metric} of {amount} on average.",
                            {{"first", first}, {"metric", label}, {"amount", amount}}));
  }
  const std::vector<summary::Ranks> ranks = ranks_by(comparison);
  if (ranks.empty()) return sentences;
  const summary::Ranks& best = ranks[static_cast<std::size_t>(order.front())];
  summary::Estimate wrong = best.probability.front();
  wrong.value = 1 - wrong.value;
  const std::string share = share_in_words(wrong, own->paths, style);
  const std::string chance = chance_in_words(best.doubt);
  const Values values = {{"share", share}, {"chance", chance}};
  sentences.push_back(
      less_is_better
          ? say("That is the wrong choice in {share} of futures, where another needs less; the "
                "chance that these paths mistake which has the lower mean is {chance}.",
                values)
          : say("That is the wrong choice in {share} of futures, where another earns more; the "
                "chance that these paths mistake which has the higher mean is {chance}.",
                values));
  return sentences;
}

LeagueTables league_parts(const Comparison& comparison, const TextStyle& style) {
  const std::vector<int> order = league_order(comparison);
  return {.league = league(comparison, order, style),
          .spread = spread(comparison, order, style),
          .markets = by_market(comparison, order, style),
          .against_first = against_first(comparison, order, style),
          .sweeps = sweeps(comparison, style)};
}

std::vector<Table> league_tables(const Comparison& comparison, const TextStyle& style) {
  LeagueTables parts = league_parts(comparison, style);
  std::vector<Table> tables = {std::move(parts.league), std::move(parts.spread),
                               std::move(parts.markets), std::move(parts.against_first),
                               std::move(parts.sweeps)};
  std::erase_if(tables,
                [](const Table& table) { return table.rows.empty() || table.columns.size() < 2; });
  return tables;
}

}  // namespace landfall::reports
