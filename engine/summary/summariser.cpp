#include "summary/summariser.hpp"

#include <atomic>
#include <future>
#include <memory>
#include <system_error>

#include "base/archive.hpp"
#include "base/contract.hpp"
#include "base/lanes.hpp"

namespace landfall::summary {
namespace {

void merge_each(auto& ours, const auto& theirs) {
  for (std::size_t i = 0; i < ours.size(); ++i) ours[i].merge(theirs[i]);
}

void keep_each(Archive& archive, auto& all, std::uint64_t paths) {
  archive.same(all.size());
  for (auto& one : all) {
    one.keep(archive);
    archive.require(one.paths() == paths);
  }
}

}  // namespace

bool keeps_values(const Plan& plan) {
  return !plan.metrics.empty() && plan.paths <= plan.exact_values_max / plan.metrics.size();
}

std::uint64_t memory_bytes(const Plan& plan, int threads) {
  const auto workers = static_cast<std::uint64_t>(threads);
  const std::uint64_t metrics = plan.metrics.size();
  const std::uint64_t fans = plan.period_labels.size() + plan.year_labels.size();
  std::uint64_t sums = metrics * sizeof(MetricSummariser) + fans * sizeof(FanSummariser);
  if (plan.grouping != Grouping::none) sums += kGroups * (3 * metrics + fans) * sizeof(ExactSum);
  if (plan.settling) sums += Convergence::memory_bytes(plan.grouping, plan.paths);
  for (const MetricSpec& metric : plan.metrics)
    if (metric.wants_examples) sums += std::min(plan.paths, Examples::kSought) * sizeof(double);
  const bool grouped = plan.grouping != Grouping::none;
  const std::uint64_t group_cells = grouped ? GroupHistogram::memory_bytes(plan.paths) : 0;
  const std::uint64_t fan_cells =
      (Histogram::memory_bytes(kFanMantissaBits, plan.paths) + group_cells) * fans;
  const std::uint64_t finishing = std::min(workers, metrics);
  if (keeps_values(plan)) {
    // A metric at a time is put in order in room of its own, and moved there by pieces.
    const std::uint64_t column = plan.paths * sizeof(double);
    // Groups take each value once more, and twice while they are put in order.
    return metrics * column + (grouped ? 4 : 2) * finishing * column + workers * (sums + fan_cells);
  }
  return workers *
             (sums + fan_cells +
              metrics * (Histogram::memory_bytes(kMetricMantissaBits, plan.paths) + group_cells)) +
         finishing * Histogram::ordered_bytes(kMetricMantissaBits, plan.paths);
}

std::optional<ValueStore> make_value_store(const Plan& plan) {
  if (!keeps_values(plan)) return std::nullopt;
  return ValueStore(plan.paths, plan.metrics.size());
}

Summariser::Summariser(const Plan& plan, ValueStore* store)
    : plan_(&plan), keeps_values_(store != nullptr) {
  EXPECTS(plan.paths <= kPathsMost);
  EXPECTS(plan.centres.size() == plan.metrics.size());
  EXPECTS(static_cast<int>(plan.period_labels.size()) == plan.periods);
  EXPECTS(plan.period_centres.size() == plan.period_labels.size());
  EXPECTS(plan.year_centres.size() == plan.year_labels.size());
  for (std::size_t i = 0; i < plan.metrics.size(); ++i)
    metrics_.emplace_back(plan.metrics[i], plan.centres[i],
                          store != nullptr ? store->column(i) : std::span<double>{}, plan.grouping);
  for (const double centre : plan.period_centres) periods_.emplace_back(centre, plan.grouping);
  for (const double centre : plan.year_centres) years_.emplace_back(centre, plan.grouping);
  if (plan.settling) convergence_.emplace(plan.grouping, plan.centres[*plan.settling]);
}

void Summariser::add_block(std::uint64_t first_path, int count, const double* const* metric_rows,
                           const double* const* period_rows, const double* const* year_rows) {
  EXPECTS(first_path % kLanes == 0);
  for (std::size_t i = 0; i < metrics_.size(); ++i)
    metrics_[i].add_block(first_path, metric_rows[i], count);
  for (std::size_t i = 0; i < periods_.size(); ++i) periods_[i].add_block(period_rows[i], count);
  for (std::size_t i = 0; i < years_.size(); ++i) years_[i].add_block(year_rows[i], count);
  if (convergence_) convergence_->add_block(first_path, metric_rows[*plan_->settling], count);
  paths_ += static_cast<std::uint64_t>(count);
}

void Summariser::merge(const Summariser& other) {
  EXPECTS(plan_ == other.plan_);
  merge_each(metrics_, other.metrics_);
  merge_each(periods_, other.periods_);
  merge_each(years_, other.years_);
  if (convergence_) convergence_->merge(*other.convergence_);
  paths_ += other.paths_;
}

void Summariser::keep(Archive& archive) {
  archive.same(keeps_values_);
  archive.number(paths_, kPathsMost);
  keep_each(archive, metrics_, paths_);
  keep_each(archive, periods_, paths_);
  keep_each(archive, years_, paths_);
  archive.same(convergence_.has_value());
  if (convergence_) convergence_->keep(archive, paths_);
}

void Summariser::count_values() {
  EXPECTS(keeps_values_);
  for (MetricSummariser& metric : metrics_) metric.count_values();
  keeps_values_ = false;
}

Summary Summariser::finish(int threads) const {
  EXPECTS(paths_ == plan_->paths);
  Summary summary;
  summary.paths = paths_;
  summary.grouping = plan_->grouping;
  const auto metric_ranks = ranks_at_levels(paths_, kMetricLevels);
  // Ordering a metric's values is most of the work, and metrics know nothing of each other.
  summary.metrics.resize(metrics_.size());
  std::atomic<std::size_t> next = 0;
  const auto work = [&] {
    std::unique_ptr<double[]> room;
    const std::size_t size = keeps_values_ ? static_cast<std::size_t>(paths_) : 0;
    if (size > 0) room = std::make_unique_for_overwrite<double[]>(size);
    for (std::size_t i = next++; i < metrics_.size(); i = next++)
      summary.metrics[i] = metrics_[i].finish(metric_ranks, {room.get(), size});
  };
  std::vector<std::future<void>> others;
  for (int i = 1; i < threads; ++i) {
    try {
      others.push_back(std::async(std::launch::async, work));
    } catch (const std::system_error&) {
      break;  // no more threads to be had
    }
  }
  work();
  for (std::future<void>& other : others) other.get();
  const auto fan_ranks = ranks_at_levels(paths_, kFanLevels);
  for (std::size_t i = 0; i < years_.size(); ++i)
    summary.revenue_by_year.push_back(years_[i].finish(plan_->year_labels[i], fan_ranks));
  for (std::size_t i = 0; i < periods_.size(); ++i)
    summary.revenue_by_period.push_back(periods_[i].finish(plan_->period_labels[i], fan_ranks));
  if (convergence_) summary.convergence = convergence_->finish();
  return summary;
}

}  // namespace landfall::summary
