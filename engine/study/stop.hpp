// When a run may end: in stages, until every statistic asked for is precise enough.
#pragma once

#include <cstdint>
#include <vector>

#include "scenario/scenario.hpp"
#include "simulate/run.hpp"

namespace landfall::study {

/// A statistic at the end of a stage. Whatever has an error can be read: a summary's statistic, the
/// mean of a paired difference.
struct Reading {
  double value = 0;
  double half_width = 0;  ///< of its interval
  std::string missing = {};
};

/// How many errors an interval reaches to either side: at a confidence in (0, 1), and at 95 %.
///
/// Independent paths have a normal quantile. Errors between groups of paths, of which there are
/// kGroups, have Student's t with kGroups - 1 degrees of freedom (2.13 at 95 %).
struct ErrorsAside {
  double asked = 0, at_95 = 0;
};
ErrorsAside errors_aside(double confidence, summary::Grouping grouping);

/// So many errors, and for an interval, which is given at 95 %, half its width in the ratio of
/// both.
Reading reading_of(const summary::Estimate& estimate, const ErrorsAside& aside);
Reading reading_of(const summary::Interval& interval, const ErrorsAside& aside);

/// Fill in what a reading at so many paths says of a goal: value, half-width, whether it is
/// reached, and the paths needed, n (kMargin h / asked)^2 rounded up to two digits.
void judge(simulate::Goal& goal, const Reading& reading, std::uint64_t paths);

/// Bounds of a run, both in paths.
struct Bounds {
  std::uint64_t least = 0, most = 0;
};

/// Paths of the first stage: `least` in whole blocks, at most `most`.
std::uint64_t first_stage(const Bounds& bounds);

/// Paths at the end of the next stage, or 0 if the run ends here.
///
/// The first stage is a pilot, whose half-widths h give the number for the second, as in Stein's
/// two-stage procedure:
///
///     n' = n (kMargin h / asked)^2      the most of all goals, in whole blocks, at most kGrowth n
///
/// and further stages follow only where the second still falls short. So a run looks at its
/// results two or three times, not at every block until luck makes one small; and the pilot ends
/// it only if it is better than asked by kMargin, which covers the error of its own half-width.
/// It also ends where a statistic does not exist, and after `most` paths.
///
/// Sources: Stein (1945), Annals of Mathematical Statistics 16(3), 243-258; Glynn & Whitt (1992),
/// Annals of Applied Probability 2(1), 180-198: a fixed-width rule covers as its interval does when
/// the width becomes small; Hickernell, Jiang, Liu & Owen (2013), arXiv:1208.4318: a margin on the
/// pilot's variance (1.2 there, kMargin^2 here). None checked; stop_test.cpp measures the coverage.
std::uint64_t next_stage(const std::vector<simulate::Goal>& goals, std::uint64_t paths,
                         bool is_first, const Bounds& bounds);

inline constexpr double kMargin = 1.1;
inline constexpr std::uint64_t kGrowth = 64;  ///< a pilot is not trusted further than that

/// Run several plans, or one, on the same paths until the stop rule is met by each of them, and by
/// the differences that it names, or its most paths are spent. `names` are those of the plans;
/// `growth` receives what was found. Throws as `simulate` does.
simulate::Stopping grow_until_precise(const scenario::Stop& stop,
                                      const std::vector<const simulate::Plan*>& plans,
                                      const std::vector<std::string>& names,
                                      const simulate::RunOptions& options,
                                      simulate::Growth& growth);

/// Simulate until the scenario's stop rule, which it must have, is met or its most paths are
/// spent. The summary has the bytes of a run of as many paths. Throws as `simulate` does.
simulate::Result run_until_precise(const scenario::Scenario& scenario, const simulate::Plan& plan,
                                   const simulate::RunOptions& options);

}  // namespace landfall::study
