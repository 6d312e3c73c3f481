// Reading a distribution: `{ triangular = [4.2, 5.0, 6.1], min = 0 }` and its relatives.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "random/marginal.hpp"
#include "scenario/field.hpp"

namespace landfall::scenario {

/// Names of the distributions that a number may have.
const std::vector<std::string>& distribution_names();

/// The distribution that `parameters` (the value of the key `family`) describes, or nothing after a
/// mistake, which has then been reported.
std::optional<random::Marginal> read_distribution(Reader& reader, const std::string& family,
                                                  const Node& parameters);

/// Apply `min` and `max`, each may be null; reports an empty or improbable remainder.
bool truncate(Reader& reader, const Node* min, const Node* max, random::Marginal& marginal);

/// The values that a draw can really take: scores beyond 8.3 are never drawn.
random::Support reachable(const random::Marginal& marginal);

}  // namespace landfall::scenario
