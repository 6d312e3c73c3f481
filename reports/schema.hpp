// JSON Schemas of the files, for editors: what may be written where, and what it means.
#pragma once

#include <string>

#include "scenario/format.hpp"

namespace landfall::reports {

enum class SchemaOf { scenario, study, gsim };

/// Draft-07, the newest that editors of TOML understand whole. Made from what the reader of such
/// files asks for.
std::string schema_json(SchemaOf kind);

}  // namespace landfall::reports
