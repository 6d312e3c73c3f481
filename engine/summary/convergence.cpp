#include "summary/convergence.hpp"

#include <algorithm>
#include <bit>

#include "base/archive.hpp"
#include "base/contract.hpp"
#include "base/lanes.hpp"

namespace landfall::summary {
namespace {

/// 0, 1, 2 2, 3 3 3 3, 4 ... of the blocks in their order.
std::size_t stretch_of(std::uint64_t block) {
  return static_cast<std::size_t>(std::bit_width(block));
}

}  // namespace

void Convergence::reach(std::size_t stretches) {
  while (stretches_.size() < stretches) stretches_.emplace_back(grouping_, centre_);
}

void Convergence::add_block(std::uint64_t first_path, const double* row, int count) {
  EXPECTS(first_path % kLanes == 0);
  const std::size_t stretch = stretch_of(first_path / kLanes);
  reach(stretch + 1);
  stretches_[stretch].add_block(row, count);
}

void Convergence::merge(const Convergence& other) {
  EXPECTS(grouping_ == other.grouping_ && centre_ == other.centre_);
  reach(other.stretches_.size());
  for (std::size_t i = 0; i < other.stretches_.size(); ++i)
    stretches_[i].merge(other.stretches_[i]);
}

void Convergence::keep(Archive& archive, std::uint64_t paths) {
  archive.same(grouping_);
  archive.same_real(centre_);
  const std::uint64_t size = archive.length(stretches_.size(), stretch_of(kPathsMost / kLanes) + 1);
  if (archive.loading()) {
    stretches_.clear();
    reach(size);
  }
  for (GroupedMean& stretch : stretches_) {
    stretch.keep(archive);
    archive.require(stretch.count() + stretch.absent() <= paths);
    paths -= stretch.count() + stretch.absent();
  }
  archive.require(paths == 0);
}

std::vector<Checkpoint> Convergence::finish() const {
  std::vector<Checkpoint> points;
  GroupedMean so_far(grouping_, centre_);
  for (const GroupedMean& stretch : stretches_) {
    so_far.merge(stretch);
    points.push_back({so_far.count() + so_far.absent(), so_far.mean()});
  }
  if (points.size() > kCheckpointsMax)
    points.erase(points.begin(), points.end() - static_cast<std::ptrdiff_t>(kCheckpointsMax));
  return points;
}

std::uint64_t Convergence::memory_bytes(Grouping grouping, std::uint64_t paths) {
  const std::uint64_t stretches = stretch_of(paths / kLanes) + 1;
  const std::uint64_t groups = grouping == Grouping::none ? 0 : kGroups * sizeof(ExactSum);
  return stretches * (sizeof(GroupedMean) + groups);
}

}  // namespace landfall::summary
