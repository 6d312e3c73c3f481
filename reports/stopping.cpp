#include "reports/stopping.hpp"

#include <fmt/format.h>

#include <cmath>

#include "base/text.hpp"
#include "reports/figure.hpp"
#include "reports/reports.hpp"
#include "reports/words.hpp"

namespace landfall::reports {
namespace {

/// "9.65 k EUR" of an amount, "1 %" of a share.
std::string width(double half_width, const std::string& unit) {
  const Scale scale = unit == "share" ? kPercent : scale_of(unit, half_width);
  double scaled = half_width;
  for (int i = 0; i < scale.exponent; ++i) scaled /= 10;
  for (int i = 0; i > scale.exponent; --i) scaled *= 10;
  return fmt::format("{:.3g}{}{}", scaled, scale.unit.empty() ? "" : " ", scale.unit);
}

std::string asked(const simulate::Goal& goal) {
  return goal.relative ? width(goal.asked, "share") + " of its value"
                       : width(goal.asked, goal.unit);
}

std::string reached(const simulate::Goal& goal) {
  if (!goal.relative) return width(goal.half_width, goal.unit);
  const double size = std::fabs(goal.value);
  if (goal.half_width > size) return width(goal.half_width, goal.unit) + ", more than its value";
  return width(size > 0 ? goal.half_width / size : 0, "share") + " of its value";
}

std::string needed(const simulate::Goal& goal) {
  if (goal.paths_needed)
    return "about " + grouped(static_cast<double>(*goal.paths_needed), 0) + " paths";
  return goal.relative ? "no number of paths: ask for an amount instead of a share"
                       : "more paths than a run can have";
}

std::string sentence(const simulate::Goal& goal) {
  if (!goal.missing.empty()) return goal.name + " does not exist: " + goal.missing;
  const std::string text =
      goal.name + " is known to ± " + reached(goal) + "; asked: ± " + asked(goal);
  return goal.reached ? text : text + ", which takes " + needed(goal);
}

}  // namespace

std::vector<std::string> stopping_sentences(const simulate::Stopping& stopping) {
  std::string stages;
  for (const std::uint64_t paths : stopping.stages)
    stages += (stages.empty() ? "" : ", ") + grouped(static_cast<double>(paths), 0);
  const std::string end = stopping.converged ? "Converged" : "NOT CONVERGED";
  std::vector<std::string> sentences = {fmt::format(
      "{} at {:g} % confidence; looked after {} paths, allowed {} to {}.", end,
      100 * stopping.confidence, stages, grouped(static_cast<double>(stopping.min_paths), 0),
      grouped(static_cast<double>(stopping.max_paths), 0))};
  for (const simulate::Goal& goal : stopping.goals) sentences.push_back(sentence(goal) + ".");
  return sentences;
}

std::string unreached(const simulate::Stopping& stopping) {
  std::string text;
  for (const simulate::Goal& goal : stopping.goals)
    if (!goal.reached) text += (text.empty() ? "" : "; ") + sentence(goal);
  return text;
}

}  // namespace landfall::reports
