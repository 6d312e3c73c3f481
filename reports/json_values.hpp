// Parts that the JSON reports share. Numbers go through number(): JSON has no NaN, and the library
// would write null for it in silence.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "simulate/result.hpp"

namespace landfall::reports {

using Json = nlohmann::ordered_json;

/// Requires a finite value; -0 becomes 0.
Json number(double value);

/// Text as it is, each byte that is not UTF-8 as U+FFFD.
Json text(const std::string& bytes);
Json texts(const std::vector<std::string>& list);

/// Null, and why there is no value.
Json absent_value(const std::string& reason);

/// A bound that lies beyond every finite number is null.
Json bound(double value);

Json estimate_json(const summary::Estimate& estimate);

/// What was simulated, and on how many paths.
Json scenario_json(const simulate::Provenance& provenance);
Json simulation_json(const simulate::Provenance& provenance);

/// "warnings", sentences, and of some "warning_messages", what they say in any language.
void add_warnings(Json& json, const std::vector<Warning>& warnings);

Json assumptions_json(const std::vector<simulate::Assumption>& assumptions);
Json table_json(const simulate::Table& table);

/// Indented by two, ending in a newline.
std::string document(const Json& json);

}  // namespace landfall::reports
