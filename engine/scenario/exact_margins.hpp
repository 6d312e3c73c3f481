// Groups whose members are samples, to be reordered into a table of trials.
#pragma once

#include <vector>

#include "scenario/field.hpp"

namespace landfall::scenario {

/// Rows of a table in which the values of samples of these sizes stand equally often: the least
/// common multiple of the sizes, as often as it takes to have kTrialsLeast rows. 0 where all of
/// its members together would have more than kTrialValuesMax values.
std::uint64_t trials_of(const std::vector<std::size_t>& sizes);

/// Fewer rows would be too few pairs: what a path combines is one row.
inline constexpr std::uint64_t kTrialsLeast = 16'384;
inline constexpr std::uint64_t kTrialValuesMax = 1 << 24;

/// The values of a number that is a sample; empty for one that is none.
std::vector<double> sample_of(const Number& number);

/// Set the trials of a group of draws that is to keep its margins exactly. `asked` is the key
/// that says so, `list` names its members. False after a mistake.
bool set_trials(Reader& reader, Group& group, const Node& asked, const Node& list);

}  // namespace landfall::scenario
