// The parts of a result as JSON, each with what reads it back from there.
#pragma once

#include <string>
#include <vector>

#include "reports/json_values.hpp"

namespace landfall::reports {

Json metric_json(const summary::MetricSummary& metric);
/// Of a run of so many paths; its name is the key of `json`.
summary::MetricSummary read_metric(const JsonValue& json, std::uint64_t paths);

Json fan_json(const std::vector<summary::FanEntry>& entries);
std::vector<summary::FanEntry> read_fan(const JsonValue& json);

Json dependence_json(const std::vector<simulate::GroupDependence>& groups);
std::vector<simulate::GroupDependence> read_dependence(const JsonValue& json);

/// "warnings", sentences, and where there are some "warning_messages", what they say in any
/// language.
void add_warnings(Json& json, const std::vector<Warning>& warnings);
/// Of a whole result. Without the messages, which older results do not have, the sentences.
std::vector<Warning> read_warnings(const JsonValue& json);
/// Of an npv in this currency.
Json drivers_json(const simulate::Drivers& drivers, const std::string& currency);
simulate::Drivers read_drivers(const JsonValue& json);

Json stopping_json(const simulate::Stopping& stopping);
simulate::Stopping read_stopping(const JsonValue& json);

/// How the mean npv settled, and price ladders.
Json convergence_json(const simulate::Result& result);
std::vector<summary::Checkpoint> read_convergence(const JsonValue& json);
Json ladders_json(const std::vector<simulate::Ladder>& ladders);
std::vector<simulate::Ladder> read_ladders(const JsonValue& json);

Json result_json(const simulate::Result& result);
simulate::Result read_result(const JsonValue& json);

simulate::Comparison read_comparison(const JsonValue& json);

}  // namespace landfall::reports
