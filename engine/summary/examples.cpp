#include "summary/examples.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>

#include "base/archive.hpp"
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

void Examples::keep(Archive& archive) {
  archive.number(any_);
  if (archive.loading()) lowest_ = highest_ = {};
  for (Example* one : {&lowest_, &highest_}) {
    if (!any_) continue;
    archive.number(one->path, kPathsMost);
    archive.real(one->value);
    archive.require(is_present(one->value));
  }
  keep_early(archive);
}

// In turns so many that are infinite, so many that are not, and these.
void Examples::keep_early(Archive& archive) {
  const auto is_seen = [](double value) { return is_present(value); };
  std::uint64_t end = early_.size();
  archive.number(end, kSought);
  if (archive.loading()) early_.assign(end, std::numeric_limits<double>::infinity());
  for (std::uint64_t at = 0; at < end;) {
    std::uint64_t unseen = 0, seen = 0;
    if (archive.saving()) {
      const auto from = early_.begin() + static_cast<std::ptrdiff_t>(at);
      const auto first = std::find_if(from, early_.end(), is_seen);
      unseen = static_cast<std::uint64_t>(first - from);
      seen = static_cast<std::uint64_t>(std::find_if_not(first, early_.end(), is_seen) - first);
    }
    archive.number(unseen, end - at - 1);
    archive.require(unseen > 0 || at == 0);
    seen = archive.length(seen, end - at - unseen);
    archive.require(seen > 0);
    const std::span<double> values = std::span(early_).subspan(at + unseen, seen);
    archive.reals(values);
    archive.require(std::all_of(values.begin(), values.end(), is_seen));
    at += unseen + seen;
  }
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
