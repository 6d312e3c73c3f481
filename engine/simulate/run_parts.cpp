#include <algorithm>

#include "base/archive.hpp"
#include "base/lanes.hpp"
#include "simulate/run_state.hpp"

namespace landfall::simulate {
namespace {

/// The values of a stretch in a row of one value a path.
void keep_values(Archive& archive, std::span<double> row, Stretch stretch, std::uint64_t paths) {
  paths = std::min<std::uint64_t>(paths, row.size());
  const std::uint64_t first = std::min(stretch.first * kLanes, paths);
  archive.reals(row.subspan(first, std::min(stretch.end * kLanes, paths) - first));
}

void keep_stretches(Archive& archive, std::vector<Stretch>& stretches, Stretch all) {
  stretches.resize(archive.length(stretches.size(), all.end - all.first));
  std::uint64_t before = all.first;
  for (Stretch& one : stretches) {
    archive.number(one.first);
    archive.number(one.end);
    if (one.first < before || one.end <= one.first || one.end > all.end)
      throw DamagedArchive("blocks that are not of this run");
    before = one.end;
  }
}

/// One function for both ways.
void keep(Archive& archive, Shared& shared, Holder& holder, std::vector<Stretch>& stretches,
          Stretch all) {
  archive.same(shared.paths);
  archive.same(shared.plans.size());
  keep_stretches(archive, stretches, all);
  for (summary::Summariser& one : holder.each) one.keep(archive);
  if (holder.comparison) holder.comparison->keep(archive);
  for (std::size_t i = 0; i < shared.plans.size(); ++i) {
    archive.same(shared.stores[i].has_value());
    for (std::size_t m = 0; shared.stores[i] && m < shared.plans[i]->metrics.size(); ++m)
      for (const Stretch& stretch : stretches)
        keep_values(archive, shared.stores[i]->column(m), stretch, shared.paths);
  }
  archive.same(shared.notes.size());
  for (Notes& notes : shared.notes)
    for (const Stretch& stretch : stretches) {
      keep_values(archive, notes.npv, stretch, shared.paths);
      for (std::vector<double>& row : notes.numbers)
        keep_values(archive, row, stretch, shared.paths);
    }
  if (shared.options.keep_sinks) shared.options.keep_sinks(archive);
}

}  // namespace

std::string part_of(Shared& shared, Holder& holder) {
  std::vector<Stretch> stretches;
  for (Stretch one : shared.simulated) {
    if (one.end == shared.left.end) one.end = shared.left.first;
    if (!one.empty()) stretches.push_back(one);
  }
  Archive archive;
  keep(archive, shared, holder, stretches, {0, (shared.paths + kLanes - 1) / kLanes});
  return archive.take();
}

std::vector<Stretch> merge_part(Shared& shared, Holder& holder, std::string_view part,
                                Stretch all) {
  Archive archive(part);
  Holder other(shared);
  std::vector<Stretch> stretches;
  keep(archive, shared, other, stretches, all);
  archive.finish();
  holder.merge(other);
  return stretches;
}

}  // namespace landfall::simulate
