// What scenarios/analytic/expected.json says, and how far a simulated statistic is from it.
#pragma once

#include <cmath>
#include <cstdio>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "simulate/run.hpp"

namespace landfall::test {

/// One known answer.
struct KnownAnswer {
  std::string metric, statistic;
  double value = 0;
  bool exact = false;  ///< holds on any paths; otherwise within a Monte Carlo error
};

/// All answers, by the file of their scenario.
inline std::map<std::string, std::vector<KnownAnswer>> known_answers() {
  std::ifstream file(SOURCE_DIR "/scenarios/analytic/expected.json");
  std::map<std::string, std::vector<KnownAnswer>> answers;
  for (const nlohmann::json& line : nlohmann::json::parse(file))
    answers[line.at("file")].push_back(
        {line.at("metric"), line.at("statistic"), line.at("value"), line.at("exact")});
  return answers;
}

inline scenario::Scenario read_known(const std::string& file,
                                     const std::vector<std::string>& overrides = {}) {
  return scenario::read_scenario({.file = SOURCE_DIR "/scenarios/" + file, .overrides = overrides});
}

inline summary::Summary simulated(const scenario::Scenario& scenario, std::uint64_t paths,
                                  int threads = 1) {
  return simulate::simulate(simulate::compile(scenario), paths, {.threads = threads});
}

/// A statistic as value and standard error. The 95 % interval of a quantile is 4 errors wide.
inline std::optional<summary::Estimate> statistic_of(const summary::Summary& summary,
                                                     const KnownAnswer& answer) {
  for (const summary::MetricSummary& metric : summary.metrics) {
    if (metric.name != answer.metric) continue;
    const std::string& name = answer.statistic;
    if (name == "mean") return metric.mean;
    if (name == "sd") return metric.sd;
    if (name == "skewness") return metric.skewness;
    if (name == "expected_shortfall") return metric.expected_shortfall;
    if (name == "absent_share") return metric.absent_share;
    for (const summary::Percentile& percentile : metric.percentiles)
      if (name == "p" + std::to_string(static_cast<int>(percentile.level)))
        return summary::Estimate{.value = percentile.estimate.value,
                                 .error = (percentile.estimate.high - percentile.estimate.low) / 4,
                                 .missing = percentile.estimate.missing};
    if (name.rfind("probability_above:", 0) == 0)
      for (const summary::Exceedance& exceedance : metric.probability_above)
        if (exceedance.threshold == std::stod(name.substr(18))) return exceedance.probability;
  }
  return std::nullopt;
}

/// Empty if the answer was found within so many errors; otherwise what came instead.
inline std::string miss_of(const summary::Summary& summary, const KnownAnswer& answer,
                           double errors = 5) {
  const std::optional<summary::Estimate> found = statistic_of(summary, answer);
  const std::string what = answer.metric + " " + answer.statistic + ": ";
  if (!found) return what + "there is no such statistic";
  if (!found->exists()) return what + "missing: " + found->missing;
  const double rounding = 1e-9 * std::max(std::abs(answer.value), 1e-3);
  const double allowed = answer.exact ? rounding : errors * found->error + rounding;
  const double miss = std::abs(found->value - answer.value);
  if (miss <= allowed) return "";
  char text[200];
  std::snprintf(text, sizeof text, "%.12g instead of %.12g, off by %.3g where %.3g is allowed",
                found->value, answer.value, miss, allowed);
  return what + text;
}

}  // namespace landfall::test
