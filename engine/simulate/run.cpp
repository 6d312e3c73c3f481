#include "simulate/run.hpp"

#include <cfenv>
#include <cmath>
#include <condition_variable>
#include <limits>
#include <mutex>
#include <system_error>
#include <thread>

#include "base/contract.hpp"
#include "base/lanes.hpp"
#include "base/text.hpp"
#include "scenario/central.hpp"
#include "scenario/read.hpp"
#include "simulate/block.hpp"
#include "simulate/dependence.hpp"
#include "summary/block_sum.hpp"
#include "summary/summariser.hpp"

namespace landfall::simulate {

namespace {

/// What all threads of a run share.
struct Shared {
  const Plan& plan;
  const RunOptions options;
  const Kernels kernels;
  summary::Plan summary_plan;
  std::optional<summary::ValueStore> store;
  std::uint64_t blocks = 0;
  std::atomic<std::uint64_t> next_block = 0;
  std::atomic<bool> failed = false;
  // Draws are written in the order of the paths: a thread waits until its block is due.
  std::mutex mutex;
  std::condition_variable turn;
  std::uint64_t next_to_write = 0;
  std::exception_ptr failure;
};

void check_finite(const Shared& shared, const Block& block, std::uint64_t first_path, int count) {
  const KernelPlan& kernel = shared.plan.kernel;
  const std::pair<const char*, Slot> outcomes[] = {
      {"revenue", kernel.revenue}, {"npv", kernel.npv}, {"margin", kernel.margin}};
  for (const auto& [name, slot] : outcomes) {
    const double* row = block.row(slot);
    for (int lane = 0; lane < count; ++lane)
      if (!(row[lane] - row[lane] == 0))
        throw WorldError("path " + std::to_string(first_path + static_cast<std::uint64_t>(lane)) +
                         ": " + name +
                         " is no finite number; a price, rate or demand ran out of range");
  }
}

void write_draws(Shared& shared, const Block& block, std::uint64_t index, int count) {
  std::vector<const double*> rows;
  for (const Driver& driver : shared.plan.drivers) rows.push_back(block.row(driver.row));
  for (const Slot slot : shared.plan.metric_rows) rows.push_back(block.row(slot));
  std::unique_lock lock(shared.mutex);
  shared.turn.wait(lock, [&] { return shared.next_to_write == index || shared.failed; });
  if (shared.failed) return;
  shared.options.draws(index * kLanes, count, rows);
  ++shared.next_to_write;
  shared.turn.notify_all();
}

void work(Shared& shared, summary::Summariser& summariser) {
  std::fesetenv(FE_DFL_ENV);  // a library may have set flush-to-zero
  Block block(shared.plan, shared.kernels);
  const KernelPlan& kernel = shared.plan.kernel;
  std::vector<const double*> metrics, periods, years;
  for (const Slot slot : shared.plan.metric_rows) metrics.push_back(block.row(slot));
  for (int i = 0; i < kernel.periods; ++i)
    periods.push_back(block.row(kernel.revenue_by_period + i));
  for (int i = 0; i < kernel.years; ++i) years.push_back(block.row(kernel.revenue_by_year + i));
  while (!shared.failed) {
    if (shared.options.stop != nullptr && *shared.options.stop) throw Interrupted();
    const std::uint64_t index = shared.next_block++;
    if (index >= shared.blocks) return;
    const std::uint64_t first = index * kLanes;
    const int count =
        static_cast<int>(std::min<std::uint64_t>(kLanes, shared.summary_plan.paths - first));
    block.run(first);
    check_finite(shared, block, first, count);
    summariser.add_block(first, count, metrics.data(), periods.data(), years.data());
    if (shared.options.draws) write_draws(shared, block, index, count);
    if (shared.options.done != nullptr) *shared.options.done += static_cast<std::uint64_t>(count);
  }
}

/// Run `body` and keep the first failure of any thread.
template <class Body>
void guarded(Shared& shared, const Body& body) {
  try {
    body();
  } catch (...) {
    const std::lock_guard lock(shared.mutex);
    if (!shared.failure) shared.failure = std::current_exception();
    shared.failed = true;
    shared.turn.notify_all();
  }
}

/// Moments are taken about the means of block 0, which anyone can compute again.
void set_centres(Shared& shared) {
  Block block(shared.plan, shared.kernels);
  block.run(0);
  const int count = static_cast<int>(std::min<std::uint64_t>(kLanes, shared.summary_plan.paths));
  const auto centre = [&](Slot slot) { return summary::block_mean(block.row(slot), count); };
  const KernelPlan& kernel = shared.plan.kernel;
  for (const Slot slot : shared.plan.metric_rows)
    shared.summary_plan.centres.push_back(centre(slot));
  for (int i = 0; i < kernel.periods; ++i)
    shared.summary_plan.period_centres.push_back(centre(kernel.revenue_by_period + i));
  for (int i = 0; i < kernel.years; ++i)
    shared.summary_plan.year_centres.push_back(centre(kernel.revenue_by_year + i));
}

std::uint64_t blocks_of(std::uint64_t paths) {
  return (paths + kLanes - 1) / kLanes;
}

int threads_of(std::uint64_t paths, const RunOptions& options) {
  const auto asked = static_cast<std::uint64_t>(std::max(1, options.threads));
  return static_cast<int>(std::min(asked, blocks_of(paths)));
}

/// Which paths a sampler makes depend on each other.
summary::Grouping grouping_of(random::Sampler sampler) {
  static_assert(random::kGroups == summary::kGroups);
  switch (sampler) {
    case random::Sampler::independent:
      return summary::Grouping::none;
    case random::Sampler::antithetic:
      return summary::Grouping::by_pair;
    default:
      return summary::Grouping::by_path;
  }
}

summary::Plan summary_plan_of(const Plan& plan, std::uint64_t paths, const RunOptions& options) {
  summary::Plan all;
  all.paths = paths;
  all.grouping = grouping_of(plan.kernel.sampler);
  all.metrics = plan.metrics;
  all.periods = plan.kernel.periods;
  all.period_labels = plan.period_labels;
  all.year_labels = plan.year_labels;
  if (options.keep_draws) all.exact_values_max = std::numeric_limits<std::uint64_t>::max();
  return all;
}

}  // namespace

std::uint64_t memory_needed_bytes(const Plan& plan, std::uint64_t paths,
                                  const RunOptions& options) {
  constexpr std::uint64_t kProgram = 16'000'000;  // code, libraries, the scenario
  const int threads = threads_of(paths, options);
  return kProgram + static_cast<std::uint64_t>(threads) * block_bytes(plan) +
         summary::memory_bytes(summary_plan_of(plan, paths, options), threads);
}

/// The run so far, and the room for what it keeps.
struct GrowingRun::State {
  Shared shared;
  std::uint64_t paths_max = 0;
  std::optional<summary::Summariser> total = {};
};

namespace {

/// Refuse before the first path what would not fit.
void check_memory(const Plan& plan, std::uint64_t paths, const RunOptions& options) {
  const std::uint64_t needed = memory_needed_bytes(plan, paths, options);
  if (options.memory_max_bytes == 0 || needed <= options.memory_max_bytes) return;
  throw WorldError("this run needs about " +
                   grouped(std::ceil(static_cast<double>(needed) / 1e6), 0) +
                   " MB of memory, more than the " +
                   grouped(static_cast<double>(options.memory_max_bytes) / 1e6, 0) +
                   " MB that it may take: allow more with --max-memory, " +
                   (options.keep_draws ? "leave out --keep-draws, " : "") +
                   "or use fewer paths, threads or prospects");
}

/// The most paths up to `paths` whose values are kept.
std::uint64_t kept_paths(const summary::Plan& plan, std::uint64_t paths) {
  return plan.metrics.empty() ? 0 : std::min(paths, plan.exact_values_max / plan.metrics.size());
}

}  // namespace

GrowingRun::GrowingRun(const Plan& plan, std::uint64_t paths_max, const RunOptions& options)
    : state_(new State{.shared = {.plan = plan, .options = options, .kernels = choose_kernels()},
                       .paths_max = paths_max}) {
  check_memory(plan, paths_max, options);
  state_->shared.summary_plan = summary_plan_of(plan, paths_max, options);
}

GrowingRun::~GrowingRun() = default;

summary::Summary GrowingRun::grow_to(std::uint64_t paths) {
  Shared& shared = state_->shared;
  std::optional<summary::Summariser>& total = state_->total;
  const std::uint64_t before = total ? shared.summary_plan.paths : 0;
  EXPECTS(before % kLanes == 0 && paths > before && paths <= state_->paths_max);
  EXPECTS(shared.plan.kernel.sampler != random::Sampler::latin_hypercube ||
          paths == shared.plan.kernel.paths);
  shared.summary_plan.paths = paths;
  if (!total) {
    set_centres(shared);
    summary::Plan kept = shared.summary_plan;
    kept.paths = kept_paths(kept, state_->paths_max);
    if (kept.paths >= paths) {
      check_memory(shared.plan, kept.paths, shared.options);
      shared.store = summary::make_value_store(kept);
    }
  } else if (shared.store && !summary::keeps_values(shared.summary_plan)) {
    total->count_values();
    shared.store.reset();
  }
  shared.next_block = before / kLanes;
  shared.blocks = blocks_of(paths);

  const int threads = threads_of(paths - before, shared.options);
  summary::ValueStore* store = shared.store ? &*shared.store : nullptr;
  std::deque<summary::Summariser> summarisers;
  for (int i = 0; i < threads; ++i) summarisers.emplace_back(shared.summary_plan, store);
  std::vector<std::thread> others;
  for (int i = 1; i < threads; ++i) {
    try {
      others.emplace_back([&shared, &mine = summarisers[static_cast<std::size_t>(i)]] {
        guarded(shared, [&] { work(shared, mine); });
      });
    } catch (const std::system_error&) {
      break;  // no more threads to be had: the others take its blocks
    }
  }
  guarded(shared, [&] { work(shared, summarisers[0]); });
  for (std::thread& other : others) other.join();
  if (shared.failure) std::rethrow_exception(shared.failure);
  if (!total) {
    total = std::move(summarisers.front());
    summarisers.pop_front();
  }
  for (; !summarisers.empty(); summarisers.pop_back()) total->merge(summarisers.back());
  return total->finish(threads_of(paths, shared.options));
}

summary::Summary simulate(const Plan& plan, std::uint64_t paths, const RunOptions& options) {
  return GrowingRun(plan, paths, options).grow_to(paths);
}

Provenance provenance_of(const scenario::Scenario& scenario) {
  Provenance provenance;
  provenance.file = scenario.file;
  provenance.file_sha256 = scenario.sha256;
  for (const scenario::DataFile& data : scenario.data)
    provenance.data.push_back({data.file, data.sha256});
  provenance.overrides = scenario.overrides;
  provenance.name = scenario.name;
  provenance.sector = scenario.sector;
  provenance.currency = scenario.currency;
  provenance.unit = scenario.product.unit;
  provenance.start = scenario::in_words(scenario.start);
  provenance.years = scenario.years;
  provenance.periods = scenario.periods;
  provenance.step = scenario.step == scenario::Step::month     ? "month"
                    : scenario.step == scenario::Step::quarter ? "quarter"
                                                               : "year";
  provenance.discount = scenario::central(scenario, scenario.discount);
  for (const scenario::Market& market : scenario.markets) {
    provenance.markets.push_back(market.id);
    provenance.market_names.push_back(market.name);
  }
  provenance.paths = scenario.paths;
  provenance.seed = scenario.seed;
  provenance.sampler = scenario.sampler;
  return provenance;
}

std::vector<Assumption> assumptions_of(const scenario::Scenario& scenario) {
  std::vector<Assumption> all;
  for (const scenario::Stated& stated : scenario.stated) {
    const scenario::Note& note = stated.note;
    Assumption line{.address = stated.address, .value = stated.value, .unit = stated.unit};
    if (!note.source.empty()) {
      line.origin = Origin::source;
      line.text = note.source + (note.assumption.empty() ? "" : "; assumed: " + note.assumption);
    } else if (!note.assumption.empty()) {
      line.origin = Origin::assumption;
      line.text = note.assumption;
    }
    all.push_back(line);
  }
  return all;
}

std::vector<std::string> warnings_of(const scenario::Scenario& scenario) {
  std::vector<std::string> lines;
  for (const Diagnostic& warning : scenario.warnings) {
    std::string line = scenario.sources[static_cast<std::size_t>(warning.place.source)].name;
    if (warning.place.line > 0)
      line += ":" + std::to_string(warning.place.line) + ":" + std::to_string(warning.place.column);
    line += ": " + warning.message;
    if (!warning.hint.empty()) line += " (" + warning.hint + ")";
    lines.push_back(line);
  }
  for (const scenario::Number& number : scenario.numbers) {
    const std::size_t trials = number.is_sip() ? number.sip().array.size() : 0;
    if (trials > 0 && trials < scenario.paths)
      lines.push_back(number.address + " has " + std::to_string(trials) + " trials for " +
                      std::to_string(scenario.paths) +
                      " paths: they are used again and again, and the errors printed, which take "
                      "paths as independent, are too small (use at most " +
                      std::to_string(trials) + " paths)");
  }
  return lines;
}

Result result_of(const scenario::Scenario& scenario, const Plan& plan, summary::Summary summary) {
  Result result;
  result.provenance = provenance_of(scenario);
  result.summary = std::move(summary);
  result.dependence = dependence_of(scenario, plan);
  result.assumptions = assumptions_of(scenario);
  result.warnings = warnings_of(scenario);
  return result;
}

Result run(const scenario::Scenario& scenario, const Plan& plan, const RunOptions& options) {
  return result_of(scenario, plan, simulate(plan, scenario.paths, options));
}

}  // namespace landfall::simulate
