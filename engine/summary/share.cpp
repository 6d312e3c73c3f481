#include "summary/share.hpp"

#include <cmath>

#include "base/contract.hpp"

namespace landfall::summary {

Estimate share_of_paths(std::uint64_t passing, std::uint64_t paths) {
  EXPECTS(passing <= paths);
  if (paths == 0) return {.missing = "no paths"};
  const double x = static_cast<double>(passing), n = static_cast<double>(paths);
  const double trials = n + 4, p = (x + 2) / trials;
  return {.value = x / n, .error = std::sqrt(p * (1 - p) / trials)};
}

}  // namespace landfall::summary
