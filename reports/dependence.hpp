// The table of correlations: asked for, used, and achieved.
#pragma once

#include <cstddef>

#include "reports/style.hpp"
#include "simulate/result.hpp"

namespace landfall::reports {

/// A row a pair, in the order of the file: those whose achieved correlation is farthest from the
/// one asked for, `most` of them. A note says on which paths, and how many pairs are left out.
/// Without groups it has no columns.
simulate::Table dependence_table(const simulate::Result& result, std::size_t most,
                                 const TextStyle& style);

}  // namespace landfall::reports
