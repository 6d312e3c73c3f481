// Which paths a sampler makes depend on each other.
#pragma once

#include "random/sampler.hpp"
#include "summary/results.hpp"

namespace landfall::simulate {

/// Paths of different groups are independent of each other.
inline summary::Grouping grouping_of(random::Sampler sampler) {
  static_assert(random::kGroups == summary::kGroups);
  switch (sampler) {
    case random::Sampler::independent:
      return summary::Grouping::none;
    case random::Sampler::antithetic:
      return summary::Grouping::by_pair;
    default:
      return summary::Grouping::by_path;
  }
}

}  // namespace landfall::simulate
