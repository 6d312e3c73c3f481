// What the best rule for one entry of a strategy would earn, beside the rule that it has.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "scenario/scenario.hpp"
#include "simulate/run.hpp"
#include "summary/paired.hpp"

namespace landfall::study {

/// An entry of a strategy that waits for something, and its address: "staged.enter.TN".
struct WaitingEntry {
  std::string address;
  std::size_t strategy = 0;  ///< index in Scenario::strategies
  std::size_t decision = 0;  ///< index in its decisions
};

/// All of a file, in the order of the strategies.
std::vector<WaitingEntry> waiting_entries(const scenario::Scenario& scenario);

/// A date that was tried, or never.
struct TriedDate {
  std::string label;         ///< "2027-01"; "never"
  summary::Estimate npv;     ///< if every path is entered then
  summary::Estimate chosen;  ///< share of the paths that the best rule enters then
};

struct Timing {
  simulate::Provenance provenance;  ///< of the strategy
  std::string address;
  std::string title;                ///< "Tunisia", or "Tunisia, office"
  std::string rule;                 ///< in words
  std::vector<std::string> states;  ///< what the best rule looks at: "revenue.MA", "cash"
  std::vector<TriedDate> dates;     ///< at most kTimingDatesMax, and never
  summary::Estimate rule_npv;
  std::optional<summary::Estimate> rule_enters;  ///< share of paths; of a market's entry
  std::size_t best_date = 0;                     ///< of one date for all paths, the best
  summary::PairedSummary date_less_rule;
  summary::Estimate best_npv;  ///< of the best rule, on paths that it was not learnt from
  summary::Estimate best_enters;
  summary::PairedSummary best_less_rule;
  summary::Estimate hindsight_npv;  ///< if the best of the dates were known on each path
};

inline constexpr int kTimingDatesMax = 12;

/// Simulate the strategy with the entry on each of several dates, evenly apart from the first that
/// its rule allows, and without it, all on the same paths; learn from half of them when to enter,
/// and value it on the other half, both ways round. An order to enter waits for `cash_at_least` as
/// the entry itself does. Throws as `simulate` does.
Timing time_entry(const scenario::Scenario& scenario, const WaitingEntry& entry,
                  const simulate::RunOptions& options);

}  // namespace landfall::study
