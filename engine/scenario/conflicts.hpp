// Why toml++ refuses a text without slips: a name given twice, or a table opened again.
#pragma once

#include <optional>

#include "scenario/scanner.hpp"

namespace landfall::scenario {

/// What a name of `culprit` does to an earlier name that TOML does not allow, at the later of the
/// two and with the line of the earlier; nullopt if its names go together with all before.
std::optional<Diagnostic> find_conflict(const Text& text, const Scan& scan,
                                        const Statement& culprit);

}  // namespace landfall::scenario
