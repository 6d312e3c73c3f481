#include "summary/examples.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "summary/presence.hpp"

namespace landfall::summary {

void Examples::take(const Example& lowest, const Example& highest) {
  const bool lower =
      lowest.value < lowest_.value || (lowest.value == lowest_.value && lowest.path < lowest_.path);
  const bool higher = highest.value > highest_.value ||
                      (highest.value == highest_.value && highest.path < highest_.path);
  if (!any_ || lower) lowest_ = lowest;
  if (!any_ || higher) highest_ = highest;
  any_ = true;
}

void Examples::add_block(std::uint64_t first_path, const double* values, int count) {
  const double infinity = std::numeric_limits<double>::infinity();
  for (int lane = 0; lane < count; ++lane) {
    const std::uint64_t path = first_path + static_cast<std::uint64_t>(lane);
    if (!is_present(values[lane])) continue;
    if (!any_ || values[lane] < lowest_.value || values[lane] > highest_.value ||
        path < lowest_.path || path < highest_.path)
      take({path, values[lane]}, {path, values[lane]});
    if (path >= kSought) continue;
    if (early_.size() <= path) early_.resize(path + 1, infinity);
    early_[path] = values[lane];
  }
}

void Examples::merge(const Examples& other) {
  if (other.any_) take(other.lowest_, other.highest_);
  early_.resize(std::max(early_.size(), other.early_.size()),
                std::numeric_limits<double>::infinity());
  for (std::size_t path = 0; path < other.early_.size(); ++path)
    early_[path] = std::min(early_[path], other.early_[path]);
}

std::vector<Example> Examples::lowest_median_highest(double median) const {
  if (!any_) return {};
  Example nearest = lowest_;
  double distance = std::numeric_limits<double>::infinity();
  for (std::size_t path = 0; path < early_.size(); ++path) {
    const double away = std::fabs(early_[path] - median);
    if (!(away < distance)) continue;
    distance = away;
    nearest = {path, early_[path]};
  }
  return {lowest_, nearest, highest_};
}

}  // namespace landfall::summary
