// The shape of a block: how many paths are computed together, and how far apart their rows lie.
#pragma once

namespace landfall {

/// Paths in a block. Part of a result's definition: sums are formed over a block in a fixed tree.
inline constexpr int kLanes = 256;

/// Doubles from one row to the next. Not a power of two: rows 2 KB apart would share cache sets.
inline constexpr int kStride = kLanes + 8;

/// Lanes that a kernel carries through all periods before it takes the next of the block: what they
/// touch in a period should lie in the processor's nearest caches. No part of a result's
/// definition.
inline constexpr int kWidth = 128;
static_assert(kLanes % kWidth == 0 && kWidth % 8 == 0);

/// Periods computed together: the shocks of one Philox block. The rows of a tile, one a period, lie
/// kWidth apart.
inline constexpr int kTile = 4;

/// Neighbouring lanes whose lists are kept side by side: a vector's worth.
inline constexpr int kColumnLanes = 8;

}  // namespace landfall
