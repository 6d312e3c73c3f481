#include <algorithm>
#include <cmath>

#include "base/contract.hpp"
#include "base/language.hpp"
#include "base/text.hpp"
#include "reports/comparison.hpp"
#include "reports/csv_cells.hpp"
#include "reports/drivers.hpp"
#include "reports/reports.hpp"

namespace landfall::reports {
namespace {

/// What a line is about: a metric, in a comparison a strategy (or file), in a series a period.
struct Subject {
  std::string metric, market, channel, strategy, period, unit;
};

std::string head_line() {
  return line_of({say_in("a column", "metric"), say_in("a column", "market"),
                  say_in("a column", "channel"), say_in("a column", "strategy"),
                  say_in("a column", "period"), say_in("a column", "statistic"),
                  say_in("a column", "value"), say_in("a column", "error"),
                  say_in("a column", "low"), say_in("a column", "high"), say_in("a column", "unit"),
                  say_in("a column", "reason")});
}

std::string line(const Subject& subject, const std::string& statistic, const std::string& value,
                 const std::string& error, const std::string& low, const std::string& high,
                 const std::string& reason) {
  return line_of({text_cell(subject.metric), text_cell(subject.market), text_cell(subject.channel),
                  text_cell(subject.strategy), text_cell(subject.period), statistic, value, error,
                  low, high, text_cell(subject.unit),
                  text_cell(reason.empty() ? "" : say(reason))});
}

std::string line(const Subject& subject, const std::string& statistic,
                 const summary::Estimate& estimate) {
  if (!estimate.exists()) return line(subject, statistic, "", "", "", "", estimate.missing);
  EXPECTS(std::isfinite(estimate.value));
  return line(subject, statistic, number_cell(estimate.value), number_cell(estimate.error), "", "",
              "");
}

std::string line(const Subject& subject, const summary::Percentile& percentile) {
  const std::string statistic = "p" + shortest(percentile.level);
  const summary::Interval& quantile = percentile.estimate;
  if (!quantile.exists()) return line(subject, statistic, "", "", "", "", quantile.missing);
  EXPECTS(std::isfinite(quantile.value));
  return line(subject, statistic, number_cell(quantile.value), "", number_cell(quantile.low),
              number_cell(quantile.high), "");
}

/// revenue.MA.distributor is of market MA and channel distributor. A market's id may hold dots: the
/// longest that fits is taken.
Subject subject_of(const summary::MetricSummary& metric, const simulate::Provenance& provenance) {
  Subject subject{.metric = metric.name, .unit = metric.unit};
  const std::string prefix = "revenue.";
  if (metric.name.rfind(prefix, 0) != 0) return subject;
  const std::string rest = metric.name.substr(prefix.size());
  for (const std::string& id : provenance.markets) {
    const bool is_market = rest == id || rest.rfind(id + ".", 0) == 0;
    if (!is_market || id.size() < subject.market.size()) continue;
    subject.market = id;
    subject.channel = rest == id ? "" : rest.substr(id.size() + 1);
  }
  return subject;
}

Subject in_unit(Subject subject, const std::string& unit) {
  subject.unit = unit;
  return subject;
}

std::string metric_lines(const summary::MetricSummary& metric, const Subject& subject) {
  std::string lines = line(subject, "mean", metric.mean) + line(subject, "sd", metric.sd) +
                      line(in_unit(subject, ""), "skewness", metric.skewness);
  for (const summary::Percentile& percentile : metric.percentiles)
    lines += line(subject, percentile);
  const std::string tail = metric.tail == summary::Tail::lower ? "lower" : "upper";
  lines += line(subject, "expected_shortfall_" + tail + "_" + shortest(metric.tail_level),
                metric.expected_shortfall);
  for (const summary::Exceedance& exceedance : metric.probability_above)
    lines += line(in_unit(subject, "share"), "probability_above_" + shortest(exceedance.threshold),
                  exceedance.probability);
  if (metric.absent > 0)
    lines += line(in_unit(subject, "share"), metric.absent_is_never ? "never" : "absent",
                  metric.absent_share);
  return lines;
}

std::string fan_lines(const std::vector<summary::FanEntry>& entries, Subject subject) {
  std::string lines;
  for (const summary::FanEntry& entry : entries) {
    subject.period = entry.label;
    lines += line(subject, "mean", entry.mean);
    for (const summary::Percentile& percentile : entry.percentiles)
      lines += line(subject, percentile);
  }
  return lines;
}

/// The pair stands in the statistic, the measure in the unit.
std::string dependence_lines(const simulate::GroupDependence& group, const std::string& strategy) {
  const Subject subject{
      .metric = "correlation." + group.name, .strategy = strategy, .unit = group.measure};
  std::string lines;
  for (const simulate::PairDependence& pair : group.pairs) {
    const std::string of = " " + pair.one + " with " + pair.other;
    lines += line(subject, text_cell("asked" + of), number_cell(pair.asked), "", "", "", "");
    if (group.repaired)
      lines += line(subject, text_cell("used" + of), number_cell(pair.used), "", "", "", "");
    lines += line(subject, text_cell("achieved" + of), pair.achieved);
  }
  return lines;
}

/// What is noted of the address stands in the metric, the end of the number in the statistic.
std::string driver_lines(const simulate::DriverOfResult& driver, const Subject& money) {
  Subject subject = money;
  subject.metric = "driver." + std::string(in_words(driver.seen)) + " " + driver.address;
  const auto end = [&](const std::string& name, const summary::EndOfNumber& of) {
    return line(subject, "npv_where_" + name, of.mean) +
           line(in_unit(subject, driver.unit), "bound_of_" + name, number_cell(of.bound), "", "",
                "", std::isfinite(of.bound) ? "" : "never") +
           line(in_unit(subject, "share"), "share_of_" + name, number_cell(of.share), "", "", "",
                "");
  };
  return line(in_unit(subject, ""), "rank_correlation", driver.effect.rank_correlation) +
         end("lowest", driver.effect.low) + end("highest", driver.effect.high);
}

/// The half-width that a stop rule asked for, as an amount or a share, and the one reached.
std::string goal_lines(const simulate::Goal& goal, const std::string& strategy) {
  const Subject subject{.metric = goal.metric, .strategy = strategy, .unit = goal.unit};
  const auto one = [&](const std::string& what, const std::string& value, const Subject& of) {
    return line(of, what + goal.statistic, value, "", "", "", value.empty() ? goal.missing : "");
  };
  return one("asked_", number_cell(goal.asked),
             goal.relative ? in_unit(subject, "share") : subject) +
         one("half_width_", goal.missing.empty() ? number_cell(goal.half_width) : "", subject);
}

std::string table_lines(const std::string& name, const simulate::Table& table) {
  std::string lines;
  for (const auto& row : table.rows) {
    for (std::size_t i = 1; i < std::min(row.size(), table.columns.size()); ++i) {
      const auto value = [](const simulate::Table::Cell& cell) {
        return cell.is_number ? number_cell(cell.number) : text_cell(cell.text);
      };
      lines += line_of({text_cell(name), value(row[0]), text_cell(table.columns[i].name),
                        value(row[i]), text_cell(table.columns[i].unit)});
    }
  }
  return lines;
}

std::string order_lines(const Subject& subject, const std::string& which,
                        const summary::OrderOfDominance& order) {
  const std::string verdict = order.missing.empty() ? in_words(order.verdict) : "";
  return line(in_unit(subject, "verdict"), "dominance_" + which + "_order", verdict, "", "", "",
              order.missing);
}

std::string difference_lines(const Subject& subject, const summary::PairOfMetric& pair) {
  std::string lines =
      line(subject, "mean_difference", pair.paired.mean_difference) +
      line(in_unit(subject, "share"), "probability_first_better", pair.paired.probability_better) +
      line(in_unit(subject, "share"), "probability_equal", pair.paired.probability_equal);
  if (pair.paired.paths_to_tell)
    lines += line(in_unit(subject, "paths"), "paths_to_tell",
                  std::to_string(*pair.paired.paths_to_tell), "", "", "", "");
  if (pair.dominance)
    lines += order_lines(subject, "first", pair.dominance->first_order) +
             order_lines(subject, "second", pair.dominance->second_order);
  return lines;
}

std::string result_lines(const simulate::Result& result, const std::string& strategy) {
  std::string lines;
  for (const summary::MetricSummary& metric : result.summary.metrics) {
    Subject subject = subject_of(metric, result.provenance);
    subject.strategy = strategy;
    lines += metric_lines(metric, subject);
  }
  const Subject revenue{
      .metric = "revenue", .strategy = strategy, .unit = result.provenance.currency};
  lines += fan_lines(result.summary.revenue_by_year, revenue);
  // Where a period is a year, its lines would stand there twice.
  if (result.provenance.step != "year")
    lines += fan_lines(result.summary.revenue_by_period, revenue);
  if (result.drivers)
    for (const simulate::DriverOfResult& driver : result.drivers->told)
      lines += driver_lines(driver, revenue);
  for (const simulate::GroupDependence& group : result.dependence)
    lines += dependence_lines(group, strategy);
  if (result.stopping)
    for (const simulate::Goal& goal : result.stopping->goals) lines += goal_lines(goal, strategy);
  return lines;
}

}  // namespace

std::string csv_report(const simulate::Result& result) {
  return head_line() + result_lines(result, result.provenance.strategy);
}

std::string comparison_csv(const simulate::Comparison& comparison) {
  std::string lines = head_line();
  const simulate::Provenance& provenance = comparison.ways.front().result.provenance;
  for (const simulate::Way& way : comparison.ways) lines += result_lines(way.result, way.name);
  const auto subject = [&](std::size_t metric, const std::string& strategy) {
    const summary::ComparedMetric& of = comparison.figures.metrics[metric];
    Subject own = subject_of({.name = of.name, .unit = of.unit}, provenance);
    own.strategy = strategy;
    return own;
  };
  const auto name = [&](int way) { return comparison.ways[static_cast<std::size_t>(way)].name; };
  for (const summary::PairOfMetric& pair : comparison.figures.pairs)
    lines += difference_lines(subject(pair.metric, name(pair.first) + " less " + name(pair.second)),
                              pair);
  for (const summary::RegretsOfMetric& of : comparison.figures.regrets)
    for (std::size_t way = 0; way < of.regrets.size(); ++way) {
      const summary::Regret& regret = of.regrets[way];
      const std::string most = regret.expected.exists() ? number_cell(regret.most) : "";
      const Subject own = subject(of.metric, comparison.ways[way].name);
      lines += line(own, "expected_regret", regret.expected) +
               line(own, "most_regret", most, "", "", "", regret.expected.missing);
    }
  for (const summary::RanksOfMetric& of : comparison.figures.ranks)
    for (std::size_t way = 0; way < of.ranks.size(); ++way)
      lines += line(in_unit(subject(of.metric, comparison.ways[way].name), "share"),
                    "probability_best", of.ranks[way].probability.front());
  if (comparison.stopping)
    for (const simulate::Goal& goal : comparison.stopping->goals)
      lines += goal_lines(goal, goal.name);
  return lines;
}

std::string trace_csv(const simulate::Trace& trace) {
  std::string lines = "table,row,column,value,unit\r\n" + table_lines("drawn", trace.drawn);
  for (const simulate::Table& table : trace.tables) lines += table_lines(table.title, table);
  return lines + table_lines("outcomes", trace.outcomes);
}

}  // namespace landfall::reports
