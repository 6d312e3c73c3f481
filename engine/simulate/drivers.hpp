// What drives the result: which numbers of a path its npv goes with, and how far.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "simulate/block.hpp"
#include "simulate/result.hpp"

namespace landfall::simulate {

/// So many paths are noted, the first ones: enough to tell a number that makes up two thousandths
/// of the npv's variance, and few enough that it costs a fiftieth of a run of 100 000.
inline constexpr std::uint64_t kDriverPaths = 8192;

/// What a run notes of its first paths.
struct Notes {
  std::vector<double> npv;
  std::vector<std::vector<double>> numbers;  ///< in the order of Plan::observed
};

/// Room for the notes of a plan that was compiled with its drivers, on a run of so many paths.
Notes room_for_notes(const Plan& plan, std::uint64_t paths);

/// Note the block just computed, of `count` paths from first_path on. Blocks of other paths may be
/// noted at the same time.
void note(const Plan& plan, const Block& block, std::uint64_t first_path, int count, Notes& notes);

/// The drivers of the first `paths` of those noted, by as many threads, which change nothing.
Drivers drivers_of(const Plan& plan, const Notes& notes, std::uint64_t paths, int threads);

}  // namespace landfall::simulate
