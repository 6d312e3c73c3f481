// Inputs and outcomes of every path as CSV, for whoever wants to look at the raw draws.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "simulate/compile.hpp"

namespace landfall::reports {

/// path, the address of each uncertain number, the name of each metric. RFC 4180, lines end in CR
/// LF.
std::string draws_header(const simulate::Plan& plan);

/// Lines of the paths [first, first + count): one value of each row. What is never reached is
/// empty.
std::string draws_lines(std::uint64_t first, int count, const std::vector<const double*>& rows);

}  // namespace landfall::reports
