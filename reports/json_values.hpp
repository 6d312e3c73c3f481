// Parts that the JSON reports share: what writes each, and what reads it back. Numbers go through
// number(): JSON has no NaN, and the library would write null for it in silence.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "reports/json_reader.hpp"
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

/// The number, or `beyond` where there is null.
double read_bound(const JsonValue& json, double beyond);

Json estimate_json(const summary::Estimate& estimate);
summary::Estimate read_estimate(const JsonValue& json);
/// An estimate of a share, from 0 to 1.
summary::Estimate read_share(const JsonValue& json);
/// Why there is no value: never empty.
std::string read_reason(const JsonValue& json);

/// A count that fits into an int.
int read_count(const JsonValue& json);

/// What was simulated, and on how many paths.
Json scenario_json(const simulate::Provenance& provenance);
Json simulation_json(const simulate::Provenance& provenance);
void read_scenario(const JsonValue& json, simulate::Provenance& provenance);
void read_simulation(const JsonValue& json, simulate::Provenance& provenance);

Json assumptions_json(const std::vector<simulate::Assumption>& assumptions);
std::vector<simulate::Assumption> read_assumptions(const JsonValue& json);

Json table_json(const simulate::Table& table);

/// Indented by two, ending in a newline.
std::string document(const Json& json);

}  // namespace landfall::reports
