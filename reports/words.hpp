// Sentences that several reports share: the headline, the header, the commands that repeat a run.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "reports/style.hpp"
#include "simulate/result.hpp"

namespace landfall::reports {

/// One or two sentences a reader in a hurry takes away: revenue and npv, then payback.
std::vector<std::string> headline(const simulate::Result& result, const TextStyle& style);

/// "Morocco and Tunisia - 60 months from 2026-01-01 - discount 12 %".
std::string setting(const simulate::Provenance& provenance, const TextStyle& style);

/// "60 months from 2026-01-01".
std::string time_span(const simulate::Provenance& provenance);

/// "100 000 paths (simulated futures) - seed 1 - independent sampling".
std::string sampling(const simulate::Provenance& provenance, const TextStyle& style);

/// The command that makes this run again, and the one that shows its path number `path`; words that
/// a shell would take apart are in single quotes.
std::vector<std::string> run_command(const simulate::Result& result);
/// "16 randomisations": where errors come from; empty for independent paths.
std::string errors_from(const simulate::Provenance& provenance);

/// Which paths of a sampler depend on each other: see simulate/grouping.hpp.
summary::Grouping grouping_of(const std::string& sampler);

/// Which paths the report proposes to replay, and the commands, one a path.
std::string replay_title(const simulate::Result& result);
std::string replay_lines(const simulate::Result& result, const TextStyle& style);

std::vector<std::string> replay_command(const simulate::Provenance& provenance, std::uint64_t path);

/// The command's words on lines that each end in a backslash but for the last.
std::string command_lines(const std::vector<std::string>& words, const TextStyle& style);

/// "landfall 0.1.0, sha256 of the file 3f2a91c07b1e".
std::string made_by(const simulate::Provenance& provenance);

/// Warnings in the language of the report.
std::vector<std::string> said(const std::vector<Warning>& warnings);

/// " · ", or " - ".
std::string separator(const TextStyle& style);

}  // namespace landfall::reports
