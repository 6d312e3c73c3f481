#include "study/stop.hpp"

#include <algorithm>
#include <cmath>

#include "base/contract.hpp"
#include "base/lanes.hpp"
#include "base/language.hpp"
#include "base/text.hpp"
#include "summary/errors_aside.hpp"
#include "summary/grouped.hpp"

namespace landfall::study {

namespace {

using Statistic = scenario::StopCriterion::Statistic;

constexpr double kIntervalQuantile = 1.959963984540054;  // the intervals of a summary are of 95 %

std::uint64_t whole_blocks(double paths, std::uint64_t most) {
  if (!(paths < static_cast<double>(most))) return most;
  const auto blocks = static_cast<std::uint64_t>(std::ceil(paths / kLanes));
  return std::min(most, blocks * kLanes);
}

/// Up to two digits: 156 003 becomes 160 000. None beyond what a run can have.
std::optional<std::uint64_t> rounded_up(double paths) {
  if (!(paths <= static_cast<double>(scenario::kPathsMax))) return std::nullopt;
  auto whole = static_cast<std::uint64_t>(std::ceil(paths));
  std::uint64_t unit = 1;
  while (whole / unit >= 100) unit *= 10;
  return (whole + unit - 1) / unit * unit;
}

/// How often the half-width asked for goes into the one there is.
double excess(const simulate::Goal& goal) {
  if (goal.half_width == 0) return 0;
  return goal.half_width / (goal.relative ? goal.asked * std::fabs(goal.value) : goal.asked);
}

/// A goal and where its reading stands; one for each threshold of a probability.
struct Aim {
  simulate::Goal goal;
  std::size_t way = 0;     ///< of several plans
  std::size_t second = 0;  ///< of a difference: the way that is taken away; else `way` itself
  std::size_t metric = 0;
  Statistic is = Statistic::mean;
  double level = 0;
  std::size_t threshold = 0;
};

std::vector<Aim> aims_of(const scenario::Stop& stop, const simulate::Plan& plan) {
  std::vector<Aim> aims;
  for (const scenario::StopCriterion& criterion : stop.criteria) {
    if (!criterion.first.empty()) continue;
    const auto found = std::find_if(
        plan.metrics.begin(), plan.metrics.end(),
        [&](const summary::MetricSpec& spec) { return spec.name == criterion.metric; });
    EXPECTS(found != plan.metrics.end());
    const bool is_share =
        criterion.is == Statistic::probability || criterion.is == Statistic::never;
    Aim aim{.metric = static_cast<std::size_t>(found - plan.metrics.begin()),
            .is = criterion.is,
            .level = criterion.level};
    aim.goal.metric = criterion.metric;
    aim.goal.statistic = criterion.statistic;
    aim.goal.name = criterion.metric + "." + criterion.statistic;
    aim.goal.unit = is_share ? "share" : criterion.is == Statistic::skewness ? "" : found->unit;
    aim.goal.asked = criterion.width;
    aim.goal.relative = criterion.relative;
    if (criterion.is != Statistic::probability) {
      aims.push_back(aim);
      continue;
    }
    for (std::size_t i = 0; i < found->thresholds.size(); ++i) {
      Aim one = aim;
      one.threshold = i;
      one.goal.statistic += "_" + shortest(found->thresholds[i]);
      one.goal.name += "_" + shortest(found->thresholds[i]);
      aims.push_back(one);
    }
  }
  return aims;
}

/// The goals that are differences of two strategies.
std::vector<Aim> differences_of(const scenario::Stop& stop, const simulate::Plan& plan,
                                const std::vector<std::string>& names) {
  std::vector<Aim> aims;
  for (const scenario::StopCriterion& criterion : stop.criteria) {
    if (criterion.first.empty()) continue;
    const auto index = [&](const std::string& name) {
      const auto found = std::find(names.begin(), names.end(), name);
      EXPECTS(found != names.end());
      return static_cast<std::size_t>(found - names.begin());
    };
    Aim aim{.way = index(criterion.first), .second = index(criterion.second)};
    aim.goal.metric = criterion.metric;
    aim.goal.statistic = "difference";
    aim.goal.name = criterion.first + " less " + criterion.second + ": " + criterion.metric;
    for (const summary::MetricSpec& spec : plan.metrics)
      if (spec.name == criterion.metric) aim.goal.unit = spec.unit;
    aim.goal.asked = criterion.width;
    aim.goal.relative = criterion.relative;
    aims.push_back(aim);
  }
  return aims;
}

/// The difference of two ways in a metric.
Reading read_difference(const Aim& aim, const summary::Comparison& comparison,
                        const ErrorsAside& aside) {
  for (const summary::PairOfMetric& pair : comparison.pairs) {
    const auto first = static_cast<std::size_t>(pair.first);
    const auto second = static_cast<std::size_t>(pair.second);
    if (comparison.metrics[pair.metric].name != aim.goal.metric) continue;
    if (first != std::min(aim.way, aim.second) || second != std::max(aim.way, aim.second)) continue;
    Reading reading = reading_of(pair.paired.mean_difference, aside);
    if (first != aim.way) reading.value = -reading.value;
    return reading;
  }
  return {.missing = noted("only one of the two has it")};
}

Reading read(const Aim& aim, const simulate::Growth& growth, double confidence) {
  const summary::Summary& summary = growth.summaries[aim.way];
  const ErrorsAside aside = errors_aside(confidence, summary.grouping);
  if (aim.second != aim.way) return read_difference(aim, *growth.comparison, aside);
  const summary::MetricSummary& metric = summary.metrics[aim.metric];
  switch (aim.is) {
    case Statistic::mean:
      return reading_of(metric.mean, aside);
    case Statistic::sd:
      return reading_of(metric.sd, aside);
    case Statistic::skewness:
      return reading_of(metric.skewness, aside);
    case Statistic::expected_shortfall:
      return reading_of(metric.expected_shortfall, aside);
    case Statistic::probability:
      return reading_of(metric.probability_above[aim.threshold].probability, aside);
    case Statistic::never:
      return reading_of(metric.absent_share, aside);
    case Statistic::percentile:
      break;
  }
  for (const summary::Percentile& each : metric.percentiles)
    if (each.level == aim.level) return reading_of(each.estimate, aside);
  return {.missing = noted("no such percentile")};
}

}  // namespace

ErrorsAside errors_aside(double confidence, summary::Grouping grouping) {
  const bool in_groups = grouping != summary::Grouping::none;
  return {.asked = summary::interval_errors(confidence, grouping),
          .at_95 = in_groups ? summary::kGroupErrorsAside : kIntervalQuantile};
}

Reading reading_of(const summary::Estimate& estimate, const ErrorsAside& aside) {
  return {.value = estimate.value,
          .half_width = aside.asked * estimate.error,
          .missing = estimate.missing};
}

Reading reading_of(const summary::Interval& interval, const ErrorsAside& aside) {
  return {.value = interval.value,
          .half_width = 0.5 * (interval.high - interval.low) * (aside.asked / aside.at_95),
          .missing = interval.missing};
}

void judge(simulate::Goal& goal, const Reading& reading, std::uint64_t paths) {
  goal.value = reading.value;
  goal.half_width = reading.half_width;
  goal.missing = reading.missing;
  goal.reached = goal.missing.empty() && excess(goal) <= 1;
  goal.paths_needed = std::nullopt;
  if (!goal.missing.empty()) return;
  const double factor = kMargin * excess(goal);
  goal.paths_needed =
      goal.reached ? paths : rounded_up(static_cast<double>(paths) * factor * factor);
}

std::uint64_t first_stage(const Bounds& bounds) {
  return whole_blocks(static_cast<double>(bounds.least), bounds.most);
}

std::uint64_t next_stage(const std::vector<simulate::Goal>& goals, std::uint64_t paths,
                         bool is_first, const Bounds& bounds) {
  double most_excess = 0;
  for (const simulate::Goal& goal : goals) {
    if (!goal.missing.empty()) return 0;
    most_excess = std::max(most_excess, excess(goal));
  }
  const bool ends = (is_first ? kMargin : 1) * most_excess <= 1;
  if (ends || paths >= bounds.most) return 0;
  const double factor = std::min(kMargin * most_excess, std::sqrt(static_cast<double>(kGrowth)));
  const double further = static_cast<double>(paths) * std::max(1.0, factor * factor);
  return whole_blocks(std::max(further, static_cast<double>(paths + kLanes)), bounds.most);
}

simulate::Stopping grow_until_precise(const scenario::Stop& stop,
                                      const std::vector<const simulate::Plan*>& plans,
                                      const std::vector<std::string>& names,
                                      const simulate::RunOptions& options,
                                      simulate::Growth& growth) {
  EXPECTS(stop.given());
  std::vector<Aim> aims;
  for (std::size_t way = 0; way < plans.size(); ++way)
    for (Aim& aim : aims_of(stop, *plans[way])) {
      aim.way = aim.second = way;
      if (plans.size() > 1) aim.goal.name = names[way] + ": " + aim.goal.name;
      aims.push_back(aim);
    }
  for (Aim& aim : differences_of(stop, *plans.front(), names)) aims.push_back(aim);
  const Bounds bounds{.least = stop.min_paths, .most = stop.max_paths};
  simulate::Stopping stopping{
      .confidence = stop.confidence, .min_paths = stop.min_paths, .max_paths = stop.max_paths};
  simulate::GrowingRun growing(plans, stop.max_paths, options);
  const auto further = [&](std::uint64_t paths) {
    const std::uint64_t next =
        growth.is_here() ? next_stage(stopping.goals, paths, stopping.stages.size() == 1, bounds)
                         : 0;
    return options.share == nullptr ? next : options.share->agree(next);
  };
  for (std::uint64_t paths = first_stage(bounds); paths > 0; paths = further(paths)) {
    growth = growing.grow_to(paths);
    stopping.stages.push_back(paths);
    stopping.goals.clear();
    if (!growth.is_here()) continue;
    for (Aim& aim : aims) {
      judge(aim.goal, read(aim, growth, stop.confidence), paths);
      stopping.goals.push_back(aim.goal);
    }
  }
  stopping.converged = std::all_of(stopping.goals.begin(), stopping.goals.end(),
                                   [](const simulate::Goal& goal) { return goal.reached; });
  return stopping;
}

simulate::Result run_until_precise(const scenario::Scenario& scenario, const simulate::Plan& plan,
                                   const simulate::RunOptions& options) {
  simulate::Growth growth;
  const simulate::Stopping stopping =
      grow_until_precise(scenario.stop, {&plan}, {""}, options, growth);
  if (!growth.is_here()) throw simulate::HandedOver();
  simulate::Result result =
      simulate::result_of(scenario, plan, std::move(growth.summaries.front()));
  if (!growth.drivers.empty()) result.drivers = std::move(growth.drivers.front());
  result.provenance.paths = stopping.stages.back();
  result.stopping = stopping;
  return result;
}

}  // namespace landfall::study
