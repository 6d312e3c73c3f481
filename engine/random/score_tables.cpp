#include "random/score_tables.hpp"

#include <cmath>
#include <cstddef>
#include <utility>

#include "base/contract.hpp"
#include "maths/beta.hpp"
#include "maths/exp.hpp"
#include "maths/expm1.hpp"
#include "maths/gamma.hpp"
#include "maths/log.hpp"
#include "maths/student_t.hpp"
#include "random/marginal_kernel.hpp"
#include "random/tail_solver.hpp"

namespace landfall::random {
namespace {

/// The numbers of a table while it is filled.
class Nodes {
 public:
  explicit Nodes(int cells) : cells_(cells), numbers_(std::size_t(cells + 1) * kNodeSize) {
    EXPECTS(cells >= 2 && cells % 2 == 0);
  }

  int cells() const { return cells_; }
  int middle() const { return cells_ / 2; }
  double width() const { return 2 * kScoreMax / cells_; }
  double score(int i) const { return (i - middle()) * width(); }

  /// y and, as multiples of `unit`, its derivatives by the score.
  void write(int i, double y, double unit, double y1, double y2) {
    const double h = width();
    double* node = numbers_.data() + static_cast<std::ptrdiff_t>(i) * kNodeSize;
    node[0] = y;
    node[1] = unit * h * y1;
    node[2] = unit * 0.5 * h * h * y2;
  }

  std::vector<double> take() { return std::move(numbers_); }

 private:
  int cells_;
  std::vector<double> numbers_;
};

/// w = log(x / (1 - x)).
struct BetaLaw {
  maths::BetaShape shape;

  struct Ends {
    double x;  ///< 1 / (1 + e^-w)
    double y;  ///< 1 - x
  };
  static Ends ends(double w) {
    const double e = maths::exp(-std::fabs(w));
    const double larger = 1 / (1 + e), smaller = e / (1 + e);
    return w < 0 ? Ends{smaller, larger} : Ends{larger, smaller};
  }

  Local at(double w) const {
    const auto [x, y] = ends(w);
    const maths::BetaTails tails = maths::incomplete_beta(shape, x, y);
    return {tails.lower, tails.upper, tails.power, slope(w), -((shape.a + shape.b) * x * y)};
  }
  double slope(double w) const {
    const auto [x, y] = ends(w);
    return shape.a * y - shape.b * x;
  }
  static double tolerance(const Local&) { return 1e-5; }
};

/// A step in which log power, of such a slope and bend, changes by 1e-5.
double small_step(const Local& at) {
  return 1e-5 / (std::fabs(at.slope) + std::sqrt(std::fabs(at.bend)));
}

/// w = log x, at scale 1.
struct GammaLaw {
  explicit GammaLaw(double a) : shape(maths::gamma_shape(a)), log_next(maths::log_gamma(a + 1)) {}

  maths::GammaShape shape;
  double log_next;  ///< log Gamma(a + 1)

  Local at(double w) const {
    if (w < -40) {  // x^a / Gamma(a + 1), whatever becomes of x itself
      const double lower = maths::exp(shape.a * w - log_next);
      return {lower, 1 - lower, shape.a * lower, shape.a, 0};
    }
    const double x = maths::exp(w);
    const maths::GammaTails tails = maths::incomplete_gamma(shape, x);
    return {tails.lower, tails.upper, tails.power, shape.a - x, -x};
  }
  double slope(double w) const { return shape.a - maths::exp(w); }
  static double tolerance(const Local& at) { return small_step(at); }

  /// Near the median: a - 1/3 for large a; below, where all but x^a / Gamma(a + 1) is left out.
  double guess() const {
    return shape.a > 1 ? maths::log(shape.a - 1.0 / 3) : (-0.6931471805599453 + log_next) / shape.a;
  }
};

/// w = t.
struct StudentLaw {
  maths::StudentShape shape;

  Local at(double t) const {
    const maths::StudentTails tails = maths::student_tails(shape, t);
    const double along = slope(t);
    return {tails.lower, tails.upper, tails.density, along,
            along * along / (shape.df + 1) * (1 - shape.df / t / t)};
  }
  /// Requires t other than 0, as `at` does.
  double slope(double t) const { return -(shape.df + 1) / (shape.df / t + t); }
  static double tolerance(const Local& at) { return small_step(at); }
};

/// w = log t, for t > 0: the tail falls like a power of t.
struct StudentTailLaw {
  maths::StudentShape shape;

  Local at(double w) const {
    const double t = maths::exp(w), n = shape.df;
    const maths::StudentTails tails = maths::student_tails(shape, t);
    const double share = n / t / t;
    return {tails.lower, tails.upper, tails.power, slope(w),
            -2 * (n + 1) * (share / (1 + share)) / (1 + share)};
  }
  double slope(double w) const {
    const double t = maths::exp(w);
    return 1 - (shape.df + 1) / (1 + shape.df / t / t);
  }
  static double tolerance(const Local& at) { return small_step(at); }
};

}  // namespace

int beta_cells(double shape) {
  constexpr int kCellsMax = 8192;
  int cells = 512;
  for (; shape < 0.4 && cells < kCellsMax; shape *= 2) cells *= 2;
  return cells;
}

std::vector<double> beta_table(double a, double b, double low, double high, int cells) {
  EXPECTS(low <= high);
  const BetaLaw law{maths::beta_shape(a, b)};
  Nodes nodes(cells);
  const double width = high - low;
  const auto write = [&](int i, const ScorePoint& point) {
    const auto [x, y] = BetaLaw::ends(point.w);
    const double x1 = x * y * point.w1;
    const double x2 = x * y * ((y - x) * point.w1 * point.w1 + point.w2);
    nodes.write(i, x < y ? low + width * x : high - width * y, width, x1, x2);
  };

  ScorePoint median{.w = maths::log(a / b)};
  ENSURES(solve(law, 0, median));
  write(nodes.middle(), median);
  for (const int direction : {-1, 1}) {
    ScorePoint point = median;
    bool is_inside = true;
    for (int i = nodes.middle() + direction; i >= 0 && i <= cells; i += direction) {
      const double step = direction * nodes.width();
      is_inside = is_inside && advance(law, step, nodes.score(i), point);
      if (is_inside)
        write(i, point);
      else
        nodes.write(i, direction < 0 ? low : high, 0, 0, 0);
    }
  }
  return nodes.take();
}

int gamma_cells(double shape) {
  return shape < 0.2 ? 1024 : 512;
}

std::vector<double> gamma_table(double shape, double scale, int cells) {
  EXPECTS(shape > 0 && scale > 0);
  const GammaLaw law(shape);
  const double log_scale = maths::log(scale);
  Nodes nodes(cells);
  ScorePoint median{.w = law.guess()};
  ENSURES(solve(law, 0, median));
  for (const int direction : {-1, 1}) {
    ScorePoint point = median;
    for (int i = nodes.middle(); i >= 0 && i <= cells; i += direction) {
      if (i != nodes.middle())
        ENSURES(advance(law, direction * nodes.width(), nodes.score(i), point));
      nodes.write(i, point.w + log_scale, 1, point.w1, point.w2);
    }
  }
  return nodes.take();
}

int student_cells(double df) {
  return df < 1.3 ? 4096 : df < 2.5 ? 2048 : df < 6 ? 1024 : 512;
}

std::vector<double> student_table(double mean, double scale, double df, int cells) {
  EXPECTS(df > 1 && scale > 0);
  const StudentLaw law{maths::student_shape(df)};
  Nodes nodes(cells);
  const double peak = maths::student_tails(law.shape, 0).density;
  ScorePoint point{.w = 0, .w1 = 0.3989422804014327 / peak, .w2 = 0};
  nodes.write(nodes.middle(), mean, scale, point.w1, 0);
  for (int i = nodes.middle() + 1; i <= cells; ++i) {
    ENSURES(advance(law, nodes.width(), nodes.score(i), point));
    nodes.write(i, mean + scale * point.w, scale, point.w1, point.w2);
    nodes.write(cells - i, mean - scale * point.w, scale, point.w1, -point.w2);
  }
  return nodes.take();
}

double student_at_score(double df, double z) {
  EXPECTS(df > 1 && std::fabs(z) <= 37);
  if (z == 0) return 0;
  const double ratio = z * z / df;  // (1 + t^2/df)^(-df/2) is about e^(-z^2/2)
  ScorePoint point{.w = 0.5 * (maths::log(-maths::expm1(-ratio) * df) + ratio)};
  ENSURES(solve(StudentTailLaw{maths::student_shape(df)}, std::fabs(z), point));
  const double t = maths::exp(point.w);
  return z < 0 ? -t : t;
}

double gamma_at_score(double shape, double z) {
  const GammaLaw law(shape);
  ScorePoint point{.w = law.guess()};
  ENSURES(solve(law, z, point));
  return point.w;
}

double beta_at_score(double a, double b, double z) {
  ScorePoint point{.w = maths::log(a / b)};
  ENSURES(solve(BetaLaw{maths::beta_shape(a, b)}, z, point));
  return point.w;
}

}  // namespace landfall::random
