#include "simulate/drivers.hpp"

#include <algorithm>
#include <atomic>
#include <cfenv>
#include <cmath>
#include <future>
#include <limits>
#include <optional>
#include <system_error>
#include <utility>

#include "base/language.hpp"
#include "maths/exp.hpp"
#include "simulate/grouping.hpp"
#include "summary/effect.hpp"
#include "summary/errors_aside.hpp"

namespace landfall::simulate {
namespace {

constexpr double kNever = std::numeric_limits<double>::infinity();

bool is_date(Seen seen) {
  return seen == Seen::begins || seen == Seen::opens || seen == Seen::shuts || seen == Seen::listed;
}

/// One lane of what is noted of an address.
double seen_of(const Observed& one, const std::vector<const double*>& rows, int lane,
               const KernelPlan& kernel) {
  const auto at = static_cast<std::size_t>(lane);
  if (one.seen == Seen::listed_count)
    return static_cast<double>(std::count_if(
        rows.begin(), rows.end(), [&](const double* row) { return row[at] < kernel.periods; }));
  double value = rows.front()[at];
  for (const double* row : rows) value = std::min(value, row[at]);
  value *= one.times;
  return is_date(one.seen) && !(value < 12.0 * kernel.years) ? kNever : value;
}

/// The first `paths` of a row; a row of as many as it is.
std::vector<double> first_of(const std::vector<double>& row, std::size_t paths) {
  return {row.begin(), row.begin() + static_cast<std::ptrdiff_t>(paths)};
}

/// Call each(index) for every index below `count`, by several threads.
template <class Each>
void spread_over(int threads, std::size_t count, const Each& each) {
  std::atomic<std::size_t> next = 0;
  const auto work = [&] {
    std::fesetenv(FE_DFL_ENV);  // a library may have set flush-to-zero
    for (std::size_t at = next++; at < count; at = next++) each(at);
  };
  std::vector<std::future<void>> others;  // which hand over what a thread throws
  for (int i = 1; i < threads; ++i) {
    try {
      others.push_back(std::async(std::launch::async, work));
    } catch (const std::system_error&) {
      break;  // no more threads to be had: the others do it
    }
  }
  work();
  for (std::future<void>& other : others) other.get();
}

/// Whether the correlation is told from none where so many are tried.
bool is_told(const summary::Effect& effect, double errors_aside) {
  const summary::Estimate& found = effect.rank_correlation;
  return std::fabs(found.value) > errors_aside * found.error;
}

void as_shown(Seen seen, summary::EndOfNumber& end) {
  if (seen == Seen::mean) end.bound = maths::exp(end.bound);
}

}  // namespace

Notes room_for_notes(const Plan& plan, std::uint64_t paths) {
  const auto noted = static_cast<std::size_t>(std::min(paths, kDriverPaths));
  return {.npv = std::vector<double>(noted),
          .numbers = {plan.observed.size(), std::vector<double>(noted)}};
}

void note(const Plan& plan, const Block& block, std::uint64_t first_path, int count, Notes& notes) {
  if (first_path >= notes.npv.size()) return;
  const auto first = static_cast<std::size_t>(first_path);
  const int lanes = static_cast<int>(
      std::min<std::size_t>(notes.npv.size() - first, static_cast<std::size_t>(count)));
  std::copy_n(block.row(plan.kernel.npv), lanes, &notes.npv[first]);
  for (std::size_t i = 0; i < plan.observed.size(); ++i) {
    const Observed& one = plan.observed[i];
    std::vector<const double*> rows;
    for (const Slot slot : one.rows) rows.push_back(block.row(slot));
    for (int lane = 0; lane < lanes; ++lane)
      notes.numbers[i][first + static_cast<std::size_t>(lane)] =
          seen_of(one, rows, lane, plan.kernel);
  }
}

Drivers drivers_of(const Plan& plan, const Notes& notes, std::uint64_t paths, int threads) {
  Drivers drivers;
  const std::size_t known = std::min<std::size_t>(paths, notes.npv.size());
  drivers.paths = known;
  drivers.mean.missing = noted("too few paths");
  if (known < summary::kEffectPaths) return drivers;
  const summary::Grouping grouping = grouping_of(plan.kernel.sampler);
  const summary::RankedOutcome npv = summary::ranked_outcome(first_of(notes.npv, known), grouping);
  drivers.mean = summary::mean_of(npv.row.values, grouping);
  std::vector<std::optional<summary::Effect>> effects(plan.observed.size());
  spread_over(threads, effects.size(), [&](std::size_t at) {
    effects[at] = summary::effect_of(summary::ranked(first_of(notes.numbers[at], known)), npv);
  });
  for (const auto& effect : effects) drivers.tried += effect ? 1 : 0;
  if (drivers.tried == 0) return drivers;
  const double aside =
      summary::interval_errors(1 - (1 - kDriversConfidence) / drivers.tried, grouping);
  for (std::size_t i = 0; i < effects.size(); ++i) {
    if (!effects[i] || !is_told(*effects[i], aside)) continue;
    const Observed& one = plan.observed[i];
    as_shown(one.seen, effects[i]->low);
    as_shown(one.seen, effects[i]->high);
    drivers.told.push_back({one.address, one.seen, one.unit, *effects[i]});
  }
  std::stable_sort(drivers.told.begin(), drivers.told.end(), [](const auto& a, const auto& b) {
    return summary::reach_of(a.effect) > summary::reach_of(b.effect);
  });
  return drivers;
}

}  // namespace landfall::simulate
