// Cells of the tables that set ways side by side: strategies, files, or the sectors of a study.
#pragma once

#include <string>
#include <vector>

#include "reports/figure.hpp"
#include "simulate/result.hpp"

namespace landfall::reports {

inline constexpr int kNameWidth = 24;

simulate::Table::Cell cell(std::string value);

/// The name of a way, cut to kNameWidth columns.
std::string way_name(const simulate::Comparison& comparison, int way, const TextStyle& style);

/// One scale for the money of all ways: the largest that one of them would take.
Scale money_of(const simulate::Comparison& comparison);

/// That, or what suits a unit that is no money.
Scale scale_for(const simulate::Comparison& comparison, const std::string& unit);

/// A figure with its error, or a dash.
std::string shown(const Figure& figure, const TextStyle& style);

Figure mean_of(const summary::MetricSummary& metric, const Scale& scale);
Figure percentile_of(const summary::MetricSummary& metric, double level, const Scale& scale);

/// Who dominates at the first order, or else at the second; or what both orders have in common.
std::string verdict_of(const simulate::Comparison& comparison, const summary::PairOfMetric& pair,
                       const TextStyle& style);

/// Null where the two have no such metric in common.
const summary::PairOfMetric* pair_of(const simulate::Comparison& comparison,
                                     const std::string& metric, int one, int other);

/// What one of a pair has more than the other, and how often it is better.
struct Advantage {
  summary::Estimate by, better;
};
Advantage advantage_of(const summary::PairOfMetric& pair, int way);

/// Of a metric by its index in the comparison, one a way; empty where nothing is ranked by it.
std::vector<summary::Ranks> ranks_of(const simulate::Comparison& comparison, std::size_t metric);

/// In how many futures a way is the best of all.
std::string best_share(const simulate::Comparison& comparison, const summary::Ranks& way,
                       const TextStyle& style);

}  // namespace landfall::reports
