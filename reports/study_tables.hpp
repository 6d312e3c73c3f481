// Tables of several ways that a league or a list side by side does not hold: places, regret,
// dominance, markets and years. A report of few columns leaves them out.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "reports/comparison_cells.hpp"

namespace landfall::reports {

/// What the ways are ranked by: a study's first metric, otherwise npv; and its index in the
/// comparison, none where not every way has it.
std::string ranked_by(const simulate::Comparison& comparison);
std::optional<std::size_t> ranked_index(const simulate::Comparison& comparison);

/// The ways as they are shown: a league from its first to its last, others as they were given.
std::vector<int> shown_order(const simulate::Comparison& comparison);

struct MarketOfWays {
  std::string id, name;
};

/// What a sentence calls a way: the title that a study gives it, otherwise its name.
std::string title_of(const simulate::Comparison& comparison, int way);

/// The markets of all ways, each once.
std::vector<MarketOfWays> markets_of(const simulate::Comparison& comparison,
                                     const std::vector<int>& order);

/// How one way stands to another.
enum class Standing {
  first_order,   ///< it dominates for all who like more
  second_order,  ///< it dominates for those of them who dislike risk
  none,          ///< it does not
  undecided,     ///< more paths may tell
  same,          ///< no difference on any path
  unknown,       ///< nothing can be said
};
Standing standing_of(const simulate::Comparison& comparison, int way, int other);

/// "1st order", "no", "undecided".
std::string in_words(Standing standing);

/// How often each takes each place, and which places it may have by its mean.
simulate::Table place_table(const simulate::Comparison& comparison, const TextStyle& style);

/// What each costs against the best of them in each future: on average, and at most.
simulate::Table regret_table(const simulate::Comparison& comparison, const TextStyle& style);

/// Whether the way of the row dominates that of the column.
simulate::Table dominance_table(const simulate::Comparison& comparison, const TextStyle& style);

/// Revenue of each way in each market, and in each year.
simulate::Table market_table(const simulate::Comparison& comparison, const TextStyle& style);
simulate::Table year_table(const simulate::Comparison& comparison, const TextStyle& style);

/// Places, dominance and markets: what a study's report with room for them adds.
std::vector<simulate::Table> study_tables(const simulate::Comparison& comparison,
                                          const TextStyle& style);

/// The places that a way may have by its mean: "2", "2–4", or a dash.
std::string places_by_mean(const summary::Ranks& ranks, const TextStyle& style);

}  // namespace landfall::reports
