#include "summary/dominance.hpp"

#include <algorithm>
#include <cmath>

#include "base/archive.hpp"
#include "base/contract.hpp"
#include "base/lanes.hpp"
#include "base/language.hpp"
#include "summary/errors_aside.hpp"
#include "summary/presence.hpp"

namespace landfall::summary {
namespace {

constexpr double kLevels[] = {1,  2.5, 5,  10, 15, 20, 25, 30, 35, 40,   45, 50,
                              55, 60,  65, 70, 75, 80, 85, 90, 95, 97.5, 99};
constexpr double kConfidence = 0.95;

/// Values of which more is better; absent ones are as bad as can be where they mean never.
void orient(const PairedSpec& spec, const double* row, int count, double* out) {
  const double sign = spec.tail == Tail::lower ? 1 : -1;
  for (int lane = 0; lane < count; ++lane) out[lane] = sign * present_or_infinity(row[lane]);
}

OrderOfDominance judge(const std::vector<GroupedMean>& differences, Grouping grouping) {
  OrderOfDominance order;
  const double aside =
      interval_errors(1 - (1 - kConfidence) / static_cast<double>(differences.size()), grouping);
  bool for_first = false, for_second = false;  // significantly, somewhere
  for (const GroupedMean& difference : differences) {
    const Estimate mean = difference.mean();
    if (!mean.exists()) {
      order.missing = mean.missing;
      return order;
    }
    order.most_for_first = std::max(order.most_for_first, mean.value);
    order.most_for_second = std::max(order.most_for_second, -mean.value);
    for_first = for_first || mean.value > aside * mean.error;
    for_second = for_second || -mean.value > aside * mean.error;
  }
  if (order.most_for_first == 0 && order.most_for_second == 0)
    order.verdict = Verdict::same;
  else if (for_first && for_second)
    order.verdict = Verdict::neither;
  else if (for_first && order.most_for_second == 0)
    order.verdict = Verdict::first;
  else if (for_second && order.most_for_first == 0)
    order.verdict = Verdict::second;
  return order;
}

}  // namespace

std::vector<double> dominance_points(const PairedSpec& spec, const double* first,
                                     const double* second, int count) {
  EXPECTS(count >= 0 && count <= kLanes);
  double rows[2 * kLanes];
  orient(spec, first, count, rows);
  orient(spec, second, count, rows + count);
  std::vector<double> values;
  std::copy_if(rows, rows + 2 * count, std::back_inserter(values), is_present);
  std::sort(values.begin(), values.end());
  std::vector<double> points;
  for (const double level : kLevels) {
    if (values.empty()) break;
    const auto rank =
        static_cast<std::size_t>(level / 100 * static_cast<double>(values.size() - 1));
    if (points.empty() || values[rank] > points.back()) points.push_back(values[rank]);
  }
  return points;
}

DominanceSummariser::DominanceSummariser(const PairedSpec& spec, const std::vector<double>& points,
                                         Grouping grouping)
    : spec_(spec),
      grouping_(grouping),
      points_(points),
      first_order_(points.size(), GroupedMean(grouping, 0)),
      second_order_(points.size() + 1, GroupedMean(grouping, 0)) {}

void DominanceSummariser::add_block(const double* first, const double* second, int count) {
  EXPECTS(count >= 0 && count <= kLanes);
  double x[kLanes] = {}, y[kLanes] = {}, difference[kLanes] = {};
  orient(spec_, first, count, x);
  orient(spec_, second, count, y);
  for (int lane = 0; lane < count; ++lane)
    absent_ += is_present(x[lane]) && is_present(y[lane]) ? 0 : 1;
  for (std::size_t i = 0; i < points_.size(); ++i) {
    const double at = points_[i];
    for (int lane = 0; lane < count; ++lane)
      difference[lane] = (y[lane] <= at ? 1.0 : 0.0) - (x[lane] <= at ? 1.0 : 0.0);
    first_order_[i].add_block(difference, count);
    for (int lane = 0; lane < count; ++lane) {
      const double below_y = y[lane] < at ? at - y[lane] : 0;
      const double below_x = x[lane] < at ? at - x[lane] : 0;
      difference[lane] = below_y - below_x;
    }
    second_order_[i].add_block(difference, count);
  }
  for (int lane = 0; lane < count; ++lane) difference[lane] = x[lane] - y[lane];
  second_order_.back().add_block(difference, count);
}

void DominanceSummariser::merge(const DominanceSummariser& other) {
  EXPECTS(points_ == other.points_);
  for (std::size_t i = 0; i < points_.size(); ++i) first_order_[i].merge(other.first_order_[i]);
  for (std::size_t i = 0; i < second_order_.size(); ++i)
    second_order_[i].merge(other.second_order_[i]);
  absent_ += other.absent_;
}

void DominanceSummariser::keep(Archive& archive) {
  spec_.keep(archive);
  archive.same(points_.size());
  for (const double point : points_) archive.same_real(point);
  for (GroupedMean& mean : first_order_) mean.keep(archive);
  for (GroupedMean& mean : second_order_) mean.keep(archive);
  archive.number(absent_, kPathsMost);
}

Dominance DominanceSummariser::finish() const {
  Dominance dominance{.confidence = kConfidence, .points = static_cast<int>(points_.size())};
  if (absent_ > 0) {
    dominance.second_order.missing = spec_.absent_is_never ? noted("some paths never reach it")
                                                           : noted("some paths have no value");
    if (!spec_.absent_is_never) dominance.first_order.missing = dominance.second_order.missing;
  }
  if (points_.empty() && dominance.first_order.missing.empty())
    dominance.first_order.missing = noted("no path has a value");
  if (dominance.first_order.missing.empty()) dominance.first_order = judge(first_order_, grouping_);
  if (dominance.second_order.missing.empty())
    dominance.second_order = judge(second_order_, grouping_);
  return dominance;
}

}  // namespace landfall::summary
