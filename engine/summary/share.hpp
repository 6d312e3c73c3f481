// The share of paths that pass, with its error.
#pragma once

#include <cstdint>

#include "summary/results.hpp"

namespace landfall::summary {

/// x / n with its binomial standard error sqrt(p (1 - p) / n).
///
/// Where no path or every path passes, that error would be 0 although the probability is unknown;
/// then it is taken at p = (x + 2) / (n + 4) with n + 4 paths (Agresti & Coull 1998, The American
/// Statistician 52(2), 119-126, doi:10.1080/00031305.1998.10480550), so that about two errors reach
/// the end of their interval. The value stays x / n. Missing without paths.
Estimate share_of_paths(std::uint64_t passing, std::uint64_t paths);

}  // namespace landfall::summary
