#include "scenario/consistency.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "base/text.hpp"
#include "maths/linear.hpp"

namespace landfall::scenario {
namespace {

using random::MeasureOfScores;

maths::Matrix scores_of(const MeasureOfScores& measure, const std::vector<double>& asked,
                        std::size_t size) {
  maths::Matrix matrix(static_cast<int>(size));
  for (std::size_t row = 0; row < size; ++row)
    for (std::size_t column = 0; column < size; ++column)
      matrix.entries[row * size + column] =
          row == column ? 1 : measure.rho_of(asked[row * size + column]);
  return matrix;
}

/// One pair, and the value that would mend all.
struct Change {
  std::size_t row, column;
  double from, to;
  double size() const { return std::abs(to - from); }
};

/// Every change of one pair alone that leads to a consistent matrix, the smallest first.
///
/// Of a symmetric A without zero among its eigenvalues, let S be the inverse of the 2 x 2 block of
/// A^-1 that belongs to a pair: the Schur complement of the others. If A has one negative
/// eigenvalue and S has too, the others are consistent among themselves, and the entry may go from
/// a to a - s12 +- sqrt(s11 s22), where S becomes singular. With more negative eigenvalues no pair
/// is enough: a change of one pair lifts one at most.
std::vector<Change> changes_of_one(const Group& group, const MeasureOfScores& measure,
                                   const maths::Matrix& scores) {
  const std::size_t size = group.of.size();
  const std::vector<double> values = maths::eigenvalues(scores);
  if (values.size() < 2 || values[1] < -1e-10) return {};
  maths::Matrix shifted = scores;  // a step away from eigenvalues of zero
  for (int i = 0; i < shifted.size; ++i) shifted.at(i, i) += 1e-11;
  const maths::Matrix inverse = maths::inverse(shifted);
  std::vector<Change> changes;
  for (std::size_t row = 0; row < size; ++row)
    for (std::size_t column = row + 1; column < size; ++column) {
      const int i = static_cast<int>(row), j = static_cast<int>(column);
      const double determinant =
          inverse.at(i, i) * inverse.at(j, j) - inverse.at(i, j) * inverse.at(i, j);
      if (!(determinant < 0)) continue;
      const double s11 = inverse.at(j, j) / determinant, s22 = inverse.at(i, i) / determinant;
      const double s12 = -inverse.at(i, j) / determinant;
      if (s11 < -1e-9 || s22 < -1e-9) continue;
      const double reach = std::sqrt(std::max(0.0, s11) * std::max(0.0, s22));
      const double to = scores.at(i, j) - s12 + (s12 < 0 ? -reach : reach);
      changes.push_back({row, column, group.asked[row * size + column],
                         measure.measured(std::clamp(to, -1.0, 1.0))});
    }
  std::stable_sort(changes.begin(), changes.end(),
                   [](const Change& a, const Change& b) { return a.size() < b.size() - 1e-9; });
  return changes;
}

bool is_consistent(const Group& group, const MeasureOfScores& measure,
                   const std::vector<double>& asked) {
  return maths::is_positive_semidefinite(scores_of(measure, asked, group.of.size()));
}

/// The change with as few decimals as keep it true, at least three, rounded away from what was
/// asked.
std::optional<double> rounded(const Group& group, const MeasureOfScores& measure,
                              const Change& change) {
  const std::size_t size = group.of.size();
  std::vector<double> asked = group.asked;
  const double sign = change.to < change.from ? -1 : 1;
  for (const double scale : {1e3, 1e5, 1e7, 1e9}) {
    // Without the last error of the inverse, which would round 0.5 to 0.501.
    const double to = sign * std::ceil(sign * change.to * scale - 1e-6) / scale;
    if (to < -1 || to > 1) continue;
    asked[change.row * size + change.column] = asked[change.column * size + change.row] = to;
    if (is_consistent(group, measure, asked)) return to;
  }
  return std::nullopt;
}

}  // namespace

bool find_scores(Group& group) {
  const MeasureOfScores measure(group.measure, group.student_df);
  const maths::Matrix scores = scores_of(measure, group.asked, group.of.size());
  group.scores = scores.entries;
  group.used = group.asked;
  return maths::is_positive_semidefinite(scores);
}

void repair(Group& group) {
  const MeasureOfScores measure(group.measure, group.student_df);
  const maths::Matrix nearest =
      maths::nearest_correlation(scores_of(measure, group.asked, group.of.size()));
  group.scores = nearest.entries;
  for (std::size_t i = 0; i < group.used.size(); ++i)
    group.used[i] = measure.measured(std::clamp(nearest.entries[i], -1.0, 1.0));
  group.repaired = true;
}

std::string smallest_change(const Group& group, const std::vector<std::string>& names) {
  const MeasureOfScores measure(group.measure, group.student_df);
  const maths::Matrix scores = scores_of(measure, group.asked, group.of.size());
  const std::vector<Change> changes = changes_of_one(group, measure, scores);
  constexpr std::size_t kTries = 8;
  for (std::size_t i = 0; i < std::min(changes.size(), kTries); ++i)
    if (const auto to = rounded(group, measure, changes[i]))
      return "the smallest change of one pair: " + names[changes[i].row] + " with " +
             names[changes[i].column] + " from " + shortest(changes[i].from) + " to " +
             shortest(*to);
  int kept = 0, beyond = 1000;  // thousandths of every correlation; none at all is consistent
  while (beyond - kept > 1) {
    const int middle = (kept + beyond) / 2;
    std::vector<double> asked = group.asked;
    for (double& value : asked) value *= middle / 1000.0;
    (is_consistent(group, measure, asked) ? kept : beyond) = middle;
  }
  return "no single pair can mend it; multiply every correlation by " + shortest(kept / 1000.0);
}

}  // namespace landfall::scenario
