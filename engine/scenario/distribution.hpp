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

/// Apply the `times`, `plus`, `min` and `max` of the number's table; reports what cannot be, such
/// as an empty or improbable remainder.
bool adjust(Reader& reader, const Node& table, random::Marginal& marginal);

// Those that are not read as a list of parameters (read_data.cpp, read_mixture.cpp).
std::optional<random::Marginal> read_empirical(Reader& reader, const Node& node);
std::optional<random::Marginal> read_metalog(Reader& reader, const Node& node);
std::optional<random::Marginal> read_mixture(Reader& reader, const Node& node);

/// The values that a draw can really take: scores beyond 8.3 are never drawn.
random::Support reachable(const random::Marginal& marginal);

}  // namespace landfall::scenario
