#include "random/score_cells.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "base/contract.hpp"
#include "maths/normal_cdf.hpp"
#include "maths/normal_quantile.hpp"
#include "random/table_marginal.hpp"

namespace landfall::random {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNever = 1e-18;  ///< a chance that no draw notices
constexpr double kScoreEnd = 38;  ///< of a tail of 0
constexpr double kRootError = 3e-12;

/// One part with what its tails need, kept so that a list of atoms is made once.
struct Law {
  double weight;
  Marginal part;
  std::vector<double> values;  ///< of atoms, ascending, with
  std::vector<double> below;   ///< P(X < value), and
  std::vector<double> above;   ///< P(X > value)
};

Law law_of(const Piece& piece) {
  Law law{piece.weight, piece.part, {}, {}, {}};
  if (!has_atoms(piece.part)) return law;
  const std::vector<Atom> found = atoms(piece.part);
  double total = 0, sum = 0;
  for (const Atom& atom : found) total += atom.weight;
  for (const Atom& atom : found) {
    law.values.push_back(atom.value);
    law.below.push_back(sum / total);
    sum += atom.weight;
  }
  law.above.resize(found.size());
  sum = 0;
  for (std::size_t i = found.size(); i-- > 0; sum += found[i].weight) law.above[i] = sum / total;
  return law;
}

Tails tails_of(const Law& law, double x) {
  if (law.values.empty()) return tails(law.part, x);
  const auto next = std::upper_bound(law.values.begin(), law.values.end(), x);
  if (next == law.values.begin()) return {0, 1};
  const auto at = static_cast<std::size_t>(next - law.values.begin());
  return {next == law.values.end() ? 1 : law.below[at], law.above[at - 1]};
}

/// The whole mixture.
class Mixture {
 public:
  explicit Mixture(const Marginal& m) {
    for (const Piece& piece : pieces(m)) laws_.push_back(law_of(piece));
  }

  /// The normal score with the chance of a value of at most x.
  double score(double x) const {
    Tails sum{0, 0};
    for (const Law& law : laws_) {
      const Tails of = tails_of(law, x);
      sum.lower += law.weight * of.lower;
      sum.upper += law.weight * of.upper;
    }
    if (!(sum.lower > 0)) return -kScoreEnd;
    if (!(sum.upper > 0)) return kScoreEnd;
    return maths::normal_quantile(std::min(1.0, sum.lower), std::min(1.0, sum.upper));
  }

  /// Where the distribution may have an end, an atom, a corner or a gap, from one reach of the
  /// draws to the other, ascending.
  std::vector<double> breaks() const;

 private:
  std::vector<Law> laws_;
};

/// A distribution's own breaks within it, before times and plus.
std::vector<double> inner_breaks(const Marginal& m) {
  if (m.family == Family::triangular) return {m.b};
  if (m.family == Family::empirical) return m.values;
  return {};
}

std::vector<double> Mixture::breaks() const {
  std::vector<double> all;
  Support reach{kInfinity, -kInfinity};
  for (const Law& law : laws_) {
    MarginalTables tables;
    const double ends[] = {-kScoreMax, kScoreMax};
    double draws[2];
    draw_marginal_from_score(compile_marginal(law.part, tables), ends, draws, 2);
    reach = {std::min(reach.low, draws[0]), std::max(reach.high, draws[1])};
    const Support within = support(law.part);
    all.insert(all.end(), {within.low, within.high});
    for (std::size_t i = 0; i < law.values.size(); ++i)
      if (law.below[i] > kNever && law.above[i] > kNever) all.push_back(law.values[i]);
    for (const double at : inner_breaks(law.part))
      all.push_back(is_moved(law.part) ? law.part.times * at + law.part.plus : at);
  }
  std::vector<double> kept = {reach.low, reach.high};
  for (const double at : all)
    if (at > reach.low && at < reach.high) kept.push_back(at);
  std::sort(kept.begin(), kept.end());
  kept.erase(std::unique(kept.begin(), kept.end()), kept.end());
  return kept;
}

/// A value, and its score.
struct Point {
  double x;
  double z;
};

/// The value with the score z between two others, by regula falsi in the score (the Illinois rule),
/// and by halves where that is slow.
double solve(const Mixture& mixture, Point low, Point high, double z) {
  double at_low = low.z - z, at_high = high.z - z;
  for (int step = 0; step < 200; ++step) {
    if (at_low >= 0) return low.x;
    if (at_high <= 0) return high.x;
    const bool halve = step % 4 == 3;
    const double share = halve ? 0.5 : at_low / (at_low - at_high);
    double x = low.x + share * (high.x - low.x);
    if (!(x > low.x && x < high.x)) x = 0.5 * low.x + 0.5 * high.x;
    if (!(x > low.x && x < high.x)) return x;
    const double off = mixture.score(x) - z;
    if (std::fabs(off) < kRootError) return x;
    if (off < 0) {
      low.x = x;
      at_low = off;
      if (!halve) at_high *= 0.5;
    } else {
      high.x = x;
      at_high = off;
      if (!halve) at_low *= 0.5;
    }
  }
  return 0.5 * (low.x + high.x);
}

class Cells {
 public:
  explicit Cells(const Mixture& mixture) : mixture_(mixture) {}

  void add_constant(double from, double to, double x) { add(from, to, {x, 0, 0, 0}); }

  /// Cells for the scores between two points of a stretch on which the quantile is continuous.
  void add_smooth(Point low, Point high) {
    const double width = high.z - low.z;
    if (!(width > 0)) return;
    if (width < kCellError || !(high.x - low.x > 2 * slack(low.x)))
      return add(low.z, high.z, {low.x, high.x - low.x, 0, 0});
    double x[4] = {low.x, 0, 0, high.x};
    for (const int i : {1, 2}) x[i] = solve(mixture_, low, high, low.z + width * i / 3);
    // Newton's form at 0, 1/3, 2/3, 1.
    const double d1 = 3 * (x[1] - x[0]), d2 = 4.5 * (x[2] - 2 * x[1] + x[0]);
    const double d3 = 4.5 * (x[3] - 3 * x[2] + 3 * x[1] - x[0]);
    const Cubic cubic = {x[0], d1 - d2 / 3 + d3 * 2 / 9, d2 - d3, d3};
    if (rises(cubic) && agrees(cubic, low.z, width)) return add(low.z, high.z, cubic);
    const double middle = low.z + 0.5 * width;
    const Point centre = {
        solve(mixture_, {x[1], low.z + width / 3}, {x[2], low.z + width * 2 / 3}, middle), middle};
    add_smooth(low, centre);
    add_smooth(centre, high);
  }

  ScoreCells take() { return std::move(cells_); }

 private:
  struct Cubic {
    double c0, c1, c2, c3;
    double at(double t) const { return c0 + t * (c1 + t * (c2 + t * c3)); }
  };

  /// What a value's last digits are worth: no closer can it come to its chance.
  static double slack(double x) { return 2e-15 * std::fabs(x); }

  /// Whether the coefficients of the derivative in Bernstein's form are all positive: enough.
  static bool rises(const Cubic& cubic) {
    const double slope_end = cubic.c1 + 2 * cubic.c2 + 3 * cubic.c3;
    const double least = -8 * slack(cubic.c0);
    return cubic.c1 >= least && cubic.c1 + cubic.c2 >= least && slope_end >= least;
  }

  bool agrees(const Cubic& cubic, double z, double width) const {
    // Where the error of interpolation at four such points is largest.
    for (const double t : {0.127322, 0.5, 0.872678}) {
      const double x = cubic.at(t), wanted = z + width * t;
      if (std::fabs(mixture_.score(x) - wanted) < kCellError) continue;
      const double low = mixture_.score(x - slack(x)) - kCellError;
      const double high = mixture_.score(x + slack(x)) + kCellError;
      if (!(low < wanted && wanted < high)) return false;
    }
    return true;
  }

  void add(double from, double to, const Cubic& cubic) {
    if (!(to > from)) return;
    cells_.starts.push_back(from);
    cells_.numbers.insert(cells_.numbers.end(),
                          {from, 1 / (to - from), cubic.c0, cubic.c1, cubic.c2, cubic.c3});
  }

  const Mixture& mixture_;
  ScoreCells cells_;
};

double within_reach(double z) {
  return std::clamp(z, -kScoreMax, kScoreMax);
}

}  // namespace

ScoreCells score_cells(const Marginal& m) {
  EXPECTS(m.family == Family::mixture && !is_moved(m));
  const Mixture mixture(m);
  const std::vector<double> breaks = mixture.breaks();
  Cells cells(mixture);
  double z = -kScoreMax;  // everything below has its cells
  for (std::size_t i = 0; i < breaks.size(); ++i) {
    const double x = breaks[i];
    // What comes before the first break has no chance to speak of.
    const double before =
        i == 0 ? -kScoreMax : within_reach(mixture.score(std::nextafter(x, -kInfinity)));
    if (i > 0 && before > z) {
      const double left = breaks[i - 1];
      const double from = mixture.score(left), to = mixture.score(std::nextafter(x, -kInfinity));
      const Point low = {from < z ? solve(mixture, {left, from}, {x, to}, z) : left, z};
      const Point high = {to > before ? solve(mixture, {left, from}, {x, to}, before) : x, before};
      cells.add_smooth(low, high);
    }
    const double after = i + 1 == breaks.size() ? kScoreMax : within_reach(mixture.score(x));
    cells.add_constant(std::max(z, before), after, x);
    z = std::max(z, after);
  }
  ScoreCells made = cells.take();
  ENSURES(!made.starts.empty());
  made.starts.front() = -kInfinity;
  return made;
}

}  // namespace landfall::random
