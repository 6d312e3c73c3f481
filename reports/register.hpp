// The assumption register: every number of a scenario, by where it comes from.
#pragma once

#include <string>
#include <vector>

#include "reports/style.hpp"
#include "simulate/result.hpp"

namespace landfall::reports {

/// The lines of the register that share an origin, and where they do, a source or a reason.
struct RegisterGroup {
  simulate::Origin origin = simulate::Origin::unsourced;
  std::string text;  ///< the source or the reason; empty for unsourced
  std::vector<const simulate::Assumption*> lines;
};

/// Sourced ones first, then assumptions, then unsourced; within an origin by first appearance.
std::vector<RegisterGroup> register_groups(const std::vector<simulate::Assumption>& assumptions);

/// "Source: ...", "Assumption: ...", "Unsourced".
std::string register_heading(const RegisterGroup& group);

std::string register_text(const std::vector<simulate::Assumption>& assumptions,
                          const TextStyle& style);

/// "12 with a source, 9 assumed, 10 unsourced".
std::string register_counts(const std::vector<simulate::Assumption>& assumptions);

}  // namespace landfall::reports
