// The share of paths that pass, with its error.
#pragma once

#include <cstdint>
#include <span>

#include "summary/results.hpp"

namespace landfall::summary {

/// x / n, with the binomial standard error sqrt(p (1 - p) / (n + 4)) taken at p = (x + 2) / (n +
/// 4).
///
/// At p = x / n the error would be 0 where no path or every path passes, and too small where few
/// do: 1.96 such errors hold a probability of 10 / n in 92 % of cases only. Two passing and two
/// failing paths more mend both (Agresti & Coull 1998, The American Statistician 52(2), 119-126,
/// doi:10.1080/00031305.1998.10480550); the value stays x / n. Missing without paths.
Estimate share_of_paths(std::uint64_t passing, std::uint64_t paths);

/// The share of all paths, whose error comes from the spread between the kGroups groups that
/// `passing` and `paths` are of; of one group alone it is that of share_of_paths, and so it is
/// where none or all pass: no group can tell more. NaN where some group has fewer than two paths.
Estimate share_of_groups(std::span<const std::uint64_t> passing,
                         std::span<const std::uint64_t> paths);

}  // namespace landfall::summary
