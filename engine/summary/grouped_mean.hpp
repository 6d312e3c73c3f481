// A mean with the error that its paths allow: independent of each other, or in groups.
#pragma once

#include <limits>
#include <optional>

#include "base/archive.hpp"
#include "summary/grouped_order.hpp"
#include "summary/moments.hpp"

namespace landfall::summary {

/// Blocks may be added and summarisers merged in any order: the mean has the same bits.
class GroupedMean {
 public:
  GroupedMean(Grouping grouping, double centre) : moments_(centre) {
    if (grouping != Grouping::none) groups_.emplace(grouping, centre, 1);
  }

  /// The first `count` lanes of a row, 0 <= count <= kLanes.
  void add_block(const double* row, int count) {
    moments_.add_block(row, count);
    if (groups_) groups_->add_block(row, count);
  }

  /// Requires the same centre and grouping.
  void merge(const GroupedMean& other) {
    moments_.merge(other.moments_);
    if (groups_) groups_->merge(*other.groups_);
  }

  /// Requires the same centre and grouping.
  void keep(Archive& archive) {
    moments_.keep(archive);
    archive.same(groups_.has_value());
    if (groups_) groups_->keep(archive, count(), absent());
  }

  const std::optional<GroupSums>& groups() const { return groups_; }
  std::uint64_t count() const { return moments_.count(); }    ///< finite values
  std::uint64_t absent() const { return moments_.absent(); }  ///< others

  /// Of the finite values.
  Estimate mean() const {
    Estimate estimate = moments_.mean();
    if (groups_)
      take_error(estimate, groups_->fewest() >= 2 ? groups_->error_of_mean()
                                                  : std::numeric_limits<double>::quiet_NaN());
    return estimate;
  }

 private:
  MeanMoments moments_;
  std::optional<GroupSums> groups_;
};

}  // namespace landfall::summary
