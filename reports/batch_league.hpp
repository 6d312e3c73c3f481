// The league of a batch: its ways in groups that can be compared, each from the best to the worst.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "reports/batch.hpp"
#include "reports/figure.hpp"

namespace landfall::reports {

/// Of more ways in a group no ranks are found: each pair of them has to be looked at.
inline constexpr std::size_t kBatchRanksMost = 200;

struct BatchRow {
  const BatchEntry* entry;
  const BatchWay* way;
  const BatchFigure* npv = nullptr;  ///< null: it has none
  int low = 0, high = 0;             ///< ranks that it may have by its mean; 0: not known
};

/// Ways whose npv means the same: of one currency, start, number of years and step.
struct BatchGroup {
  std::vector<BatchRow> rows;  ///< by mean npv, those without one last; of equals as asked for
  bool ranked = false;         ///< whether ranks were found
};

/// In the order in which the batch first has one of each. Refers to the batch.
///
/// The ranks are those of rank_by_mean. Of two scenarios it is not known whether they share
/// futures, so the error of a difference is taken as the sum of both errors, the most that it can
/// be whatever the dependence.
std::vector<BatchGroup> batch_groups(const Batch& batch);

/// "EUR · 60 months from 2026-01-01".
std::string group_setting(const BatchGroup& group, const TextStyle& style);

/// "League by mean npv", of several groups with the setting of each.
std::string group_heading(const BatchGroup& group, bool is_alone, const TextStyle& style);

/// Which comes first, and how many others may; empty of fewer than two.
std::vector<std::string> group_sentences(const BatchGroup& group, const TextStyle& style);

/// One scale for all amounts of the group.
Scale group_scale(const BatchGroup& group);

/// "canned-fish", "canned-fish/staged (not converged)".
std::string row_name(const BatchRow& row, const TextStyle& style);

/// "canned-fish (scenarios/canned-fish.toml)", of one without a result.
std::string failed_name(const BatchEntry& entry);

/// Why, line by line, with blanks for tabs: a place in a file is shown by what stands below it.
std::vector<std::string> reason_lines(const BatchEntry& entry);

/// Name, rank, and of the npv its mean, its quantiles and how often it is above 0; the first `most`
/// rows.
simulate::Table group_table(const BatchGroup& group, std::size_t most, const TextStyle& style);

/// What the tables of all groups mean.
std::vector<std::string> league_notes(const std::vector<BatchGroup>& groups,
                                      const TextStyle& style);

/// Its title, or what any batch is called.
std::string batch_title(const Batch& batch);

/// "12 scenarios · 1 failed · 2 not converged · landfall 0.1.0".
std::string batch_setting(const Batch& batch, const TextStyle& style);

}  // namespace landfall::reports
