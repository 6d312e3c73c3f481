// The shape of a block: how many paths are computed together, and how far apart their rows lie.
#pragma once

namespace landfall {

/// Paths in a block. Part of a result's definition: sums are formed over a block in a fixed tree.
inline constexpr int kLanes = 256;

/// Doubles from one row to the next. Not a power of two: rows 2 KB apart would share cache sets.
inline constexpr int kStride = kLanes + 8;

}  // namespace landfall
