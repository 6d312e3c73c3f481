// Strategies side by side: the tables and sentences that reports of a comparison share.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "reports/style.hpp"
#include "simulate/result.hpp"

namespace landfall::reports {

/// One sentence for each way but the one with the highest mean npv: by how much that one is ahead,
/// or how many paths would tell.
std::vector<std::string> comparison_sentences(const simulate::Comparison& comparison,
                                              const TextStyle& style);

/// The names of strategies, or of a study's scenarios, and what each is: "staged", "Tunisia once
/// Morocco sells for 600 000 a year".
std::vector<std::pair<std::string, std::string>> way_titles(const simulate::Comparison& comparison);

/// Metric by way; pair by pair the differences; what each way would cost against the best.
std::vector<simulate::Table> comparison_tables(const simulate::Comparison& comparison,
                                               const TextStyle& style);

/// Whether the ways are the strategies of one file; otherwise files, or the scenarios of a study.
bool is_of_one_file(const simulate::Comparison& comparison);

/// The provenance of what was compared, as one.
simulate::Provenance compared_provenance(const simulate::Comparison& comparison);

/// Markets, periods and discount, or how many scenarios a study has.
std::string compared_setting(const simulate::Comparison& comparison, const TextStyle& style);

/// The command that makes this comparison again.
std::vector<std::string> comparison_command(const simulate::Comparison& comparison);

/// Every warning of any way, once.
std::vector<std::string> comparison_warnings(const simulate::Comparison& comparison);

/// "first", "second", "neither", "undecided" or "same".
const char* in_words(summary::Verdict verdict);

}  // namespace landfall::reports
