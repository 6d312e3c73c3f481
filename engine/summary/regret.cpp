#include "summary/regret.hpp"

#include <algorithm>
#include <limits>

#include "base/archive.hpp"
#include "base/contract.hpp"
#include "base/lanes.hpp"
#include "base/language.hpp"
#include "summary/presence.hpp"

namespace landfall::summary {
namespace {

/// The best value of each lane; infinite where some way has none.
void best_of(const PairedSpec& spec, const std::vector<const double*>& rows, int count,
             double* best) {
  EXPECTS(count >= 0 && count <= kLanes && !rows.empty());
  const bool more_is_better = spec.tail == Tail::lower;
  for (int lane = 0; lane < count; ++lane) {
    best[lane] = rows[0][lane];
    bool all_present = true;
    for (const double* row : rows) {
      all_present = all_present && is_present(row[lane]);
      const bool better = more_is_better ? row[lane] > best[lane] : row[lane] < best[lane];
      best[lane] = better ? row[lane] : best[lane];
    }
    if (!all_present) best[lane] = std::numeric_limits<double>::infinity();
  }
}

void regret_of(const PairedSpec& spec, const double* best, const double* row, int count,
               double* regret) {
  for (int lane = 0; lane < count; ++lane) {
    const double by = spec.tail == Tail::lower ? best[lane] - row[lane] : row[lane] - best[lane];
    regret[lane] = is_present(best[lane]) ? by : std::numeric_limits<double>::infinity();
  }
}

}  // namespace

std::vector<double> regret_centres(const PairedSpec& spec, const std::vector<const double*>& rows,
                                   int count) {
  double best[kLanes] = {}, regret[kLanes] = {};
  best_of(spec, rows, count, best);
  std::vector<double> centres;
  for (const double* row : rows) {
    regret_of(spec, best, row, count, regret);
    centres.push_back(block_mean(regret, count));
  }
  return centres;
}

RegretSummariser::RegretSummariser(const PairedSpec& spec, const std::vector<double>& centres,
                                   Grouping grouping)
    : spec_(spec), most_(centres.size()) {
  for (const double centre : centres) means_.emplace_back(grouping, centre);
}

void RegretSummariser::take(Most& most, const Most& other) {
  const bool more = other.regret > most.regret;
  const bool earlier = other.regret == most.regret && other.path < most.path;
  if (more || earlier) most = other;
}

void RegretSummariser::add_block(std::uint64_t first_path, const std::vector<const double*>& rows,
                                 int count) {
  EXPECTS(rows.size() == means_.size());
  double best[kLanes] = {}, regret[kLanes] = {};
  best_of(spec_, rows, count, best);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    regret_of(spec_, best, rows[i], count, regret);
    means_[i].add_block(regret, count);
    for (int lane = 0; lane < count; ++lane)
      if (is_present(regret[lane]))
        take(most_[i], {regret[lane], first_path + static_cast<std::uint64_t>(lane)});
  }
}

void RegretSummariser::merge(const RegretSummariser& other) {
  EXPECTS(means_.size() == other.means_.size());
  for (std::size_t i = 0; i < means_.size(); ++i) {
    means_[i].merge(other.means_[i]);
    take(most_[i], other.most_[i]);
  }
}

void RegretSummariser::keep(Archive& archive) {
  spec_.keep(archive);
  archive.same(means_.size());
  for (std::size_t i = 0; i < means_.size(); ++i) {
    means_[i].keep(archive);
    archive.real(most_[i].regret);
    archive.require(is_present(most_[i].regret));
    archive.number(most_[i].path, kPathsMost);
  }
}

std::vector<Regret> RegretSummariser::finish() const {
  std::vector<Regret> all;
  for (std::size_t i = 0; i < means_.size(); ++i) {
    Regret regret{.expected = means_[i].mean(), .most = most_[i].regret, .path = most_[i].path};
    if (means_[i].absent() > 0)
      regret = {.expected = {.missing = spec_.absent_is_never ? noted("some paths never reach it")
                                                              : noted("some paths have no value")}};
    all.push_back(regret);
  }
  return all;
}

}  // namespace landfall::summary
