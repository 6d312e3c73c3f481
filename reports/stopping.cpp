#include "reports/stopping.hpp"

#include <fmt/format.h>

#include <cmath>

#include "base/language.hpp"
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
  return localised(fmt::format("{:.3g}", scaled)) + (scale.unit.empty() ? "" : " ") + scale.unit;
}

std::string asked(const simulate::Goal& goal) {
  return goal.relative ? say("{share} of its value", {{"share", width(goal.asked, "share")}})
                       : width(goal.asked, goal.unit);
}

std::string reached(const simulate::Goal& goal) {
  if (!goal.relative) return width(goal.half_width, goal.unit);
  const double size = std::fabs(goal.value);
  if (goal.half_width > size)
    return say("{amount}, more than its value", {{"amount", width(goal.half_width, goal.unit)}});
  return say("{share} of its value",
             {{"share", width(size > 0 ? goal.half_width / size : 0, "share")}});
}

std::string needed(const simulate::Goal& goal) {
  if (goal.paths_needed)
    return say("about {n} paths",
               {{"n", localised(grouped(static_cast<double>(*goal.paths_needed), 0))}});
  return goal.relative ? say("no number of paths: ask for an amount instead of a share")
                       : say("more paths than a run can have");
}

std::string sentence(const simulate::Goal& goal) {
  if (!goal.missing.empty())
    return say("{figure} does not exist: {reason}",
               {{"figure", goal.name}, {"reason", say(goal.missing)}});
  const std::string width = reached(goal), wanted = asked(goal);
  if (goal.reached)
    return say("{figure} is known to ± {width}; asked: ± {asked}",
               {{"figure", goal.name}, {"width", width}, {"asked", wanted}});
  return say("{figure} is known to ± {width}; asked: ± {asked}, which takes {paths}",
             {{"figure", goal.name}, {"width", width}, {"asked", wanted}, {"paths", needed(goal)}});
}

std::string whole(std::uint64_t paths) {
  return localised(grouped(static_cast<double>(paths), 0));
}

}  // namespace

std::vector<std::string> stopping_sentences(const simulate::Stopping& stopping) {
  std::string stages;
  for (const std::uint64_t paths : stopping.stages)
    stages += (stages.empty() ? "" : ", ") + whole(paths);
  const std::string confidence = localised(fmt::format("{:g}", 100 * stopping.confidence));
  const std::string least = whole(stopping.min_paths), most = whole(stopping.max_paths);
  const Values values = {
      {"confidence", confidence}, {"stages", stages}, {"least", least}, {"most", most}};
  std::vector<std::string> sentences = {
      stopping.converged
          ? say("Converged at {confidence} % confidence; looked after {stages} paths, allowed "
                "{least} to {most}.",
                values)
          : say("NOT CONVERGED at {confidence} % confidence; looked after {stages} paths, allowed "
                "{least} to {most}.",
                values)};
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
