// The quantile of a mixture as cells of cubics over the normal score.
#pragma once

#include <vector>

#include "random/marginal.hpp"

namespace landfall::random {

/// Cell i begins at the score starts[i], the first at or before -kScoreMax, and has kCellSize
/// numbers: its start z0, 1 / width, and the coefficients of x = c0 + t (c1 + t (c2 + t c3)),
/// t = (z - z0) / width.
struct ScoreCells {
  std::vector<double> starts;
  std::vector<double> numbers;
};

/// The quantile of a mixture without times and plus.
///
/// Cells end where the distribution has a corner, an atom or a gap: at the ends, atoms and kinks of
/// its parts. An atom is a cell of a constant, and a gap lies between two cells. Elsewhere a cell
/// is the cubic through four points of the quantile, each solved for, and is halved until it rises
/// throughout and two points between agree with the distribution to kCellError in the score, so
/// that x is drawn with a probability that is right to 0.4 kCellError at most, and relatively to
/// 9 kCellError in the tails.
///
/// Error of cubics: O(width^4).
ScoreCells score_cells(const Marginal& mixture);
inline constexpr double kCellError = 1e-9;

}  // namespace landfall::random
