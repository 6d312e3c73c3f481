// The forms of a number in a JSON Schema: each is defined once, and referred to.
#pragma once

#include <string>

#include "reports/json_values.hpp"
#include "scenario/recorder.hpp"

namespace landfall::reports {

/// A number in any of its forms, or an amount; without a description.
Json number_schema(const scenario::Asked& asked);

/// What number_schema refers to, by name: numbers, distributions, processes, notes.
Json number_definitions();

/// "minimum" and its like, into a schema.
void add_range(Json& schema, double low, double high, bool low_open);

/// {"$ref": "#/definitions/NAME"}
Json reference_to(const std::string& name);

}  // namespace landfall::reports
