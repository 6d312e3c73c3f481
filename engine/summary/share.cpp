#include "summary/share.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "base/contract.hpp"
#include "base/language.hpp"
#include "summary/grouped.hpp"
#include "summary/grouped_order.hpp"

namespace landfall::summary {

Estimate share_of_paths(std::uint64_t passing, std::uint64_t paths) {
  EXPECTS(passing <= paths);
  if (paths == 0) return {.missing = noted("no paths")};
  const double x = static_cast<double>(passing), n = static_cast<double>(paths);
  const double trials = n + 4, p = (x + 2) / trials;
  return {.value = x / n, .error = std::sqrt(p * (1 - p) / trials)};
}

Estimate share_of_groups(std::span<const std::uint64_t> passing,
                         std::span<const std::uint64_t> paths) {
  EXPECTS(passing.size() == paths.size() && (passing.size() == 1 || passing.size() == kGroups));
  constexpr std::uint64_t kNone = 0;
  Estimate share = share_of_paths(std::accumulate(passing.begin(), passing.end(), kNone),
                                  std::accumulate(paths.begin(), paths.end(), kNone));
  if (passing.size() == 1 || !share.exists() || share.value == 0 || share.value == 1) return share;
  std::array<double, kGroups> shares;
  for (std::size_t group = 0; group < kGroups; ++group)
    shares[group] = static_cast<double>(passing[group]) / static_cast<double>(paths[group]);
  const bool enough = *std::min_element(paths.begin(), paths.end()) >= 2;
  take_error(share, enough ? error_between(shares) : std::numeric_limits<double>::quiet_NaN());
  return share;
}

}  // namespace landfall::summary
