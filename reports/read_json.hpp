// A result that was written as JSON, read back: docs/json.md describes what it holds.
#pragma once

#include <cstddef>
#include <variant>

#include "base/diagnostic.hpp"
#include "simulate/result.hpp"

namespace landfall::reports {

using Outcome = std::variant<simulate::Result, simulate::Comparison>;

/// A larger text is no result.
inline constexpr std::size_t kResultBytesMax = 64 << 20;

/// What json_report or comparison_json wrote, such that every report of it is the same. Throws
/// ScenarioError, with one mistake and its place, for anything else.
Outcome read_json(const SourceText& source);

}  // namespace landfall::reports
