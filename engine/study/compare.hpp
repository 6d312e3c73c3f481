// Strategies of one file, or several files, run on the same futures and compared path by path.
#pragma once

#include <string>
#include <vector>

#include "scenario/scenario.hpp"
#include "simulate/run.hpp"

namespace landfall::study {

/// One way to go about it, under the name that reports give it.
struct Way {
  std::string name, title;
  scenario::Scenario scenario;
};

inline constexpr std::size_t kWaysMax = simulate::kPlansMax;

/// The strategies of a file, in their order.
std::vector<Way> ways_of(const scenario::Scenario& scenario);

/// Several files, each under the name of its file without folders and ".toml"; where two would have
/// the same name, as given. Of a file with strategies each of them, under its name, or
/// as "file/strategy" where that is not the only one of the name.
std::vector<Way> ways_of(const std::vector<scenario::Scenario>& scenarios);

/// Why files cannot be compared path by path: paths, seed, sampler, currency, start, years or step
/// differ. Empty where they can.
std::string why_not_comparable(const std::vector<Way>& ways);

/// Run them on the same paths, block by block: as many as the first asks for, or until its stop
/// rule is met by each of them. Each result has the bytes of the same scenario run alone on as many
/// paths. Requires two ways or more that can be compared. Throws as `simulate` does, and
/// HandedOver.
simulate::Comparison compare(const std::vector<Way>& ways, const simulate::RunOptions& options);

}  // namespace landfall::study
