#include "random/rank_measure.hpp"

#include <cmath>

#include "base/contract.hpp"
#include "maths/exp.hpp"
#include "maths/expm1.hpp"
#include "maths/log.hpp"
#include "maths/log1p.hpp"
#include "maths/sine.hpp"
#include "maths/student_t.hpp"
#include "random/student_tables.hpp"

namespace landfall::random {
namespace {

constexpr double kPi = 3.141592653589793;
constexpr int kAngles = 24;

struct Turned {
  double sine = 0, cosine = 0;
};

Turned turned(double radians) {
  Turned result;
  const double turns = radians / (2 * kPi);
  maths::sine_cosine(turns - std::floor(turns), result.sine, result.cosine);
  return result;
}

/// The x in [low, high] at which an increasing function takes a value.
template <class Function>
double solve_increasing(const Function& function, double value, double low, double high) {
  for (int halving = 0; halving < 60; ++halving) {
    const double middle = (low + high) / 2;
    (function(middle) < value ? low : high) = middle;
  }
  return (low + high) / 2;
}

/// dm/dtheta of a t copula. Both variables are taken as c = sign(t) sqrt(df log(1 + t^2/df)), in
/// which nothing is steep, and these as c1 = p + q/2, c2 = p - q/2, q = cos(theta) sinh(r): near
/// theta = pi/2 all weight lies on a ridge about as wide as cos(theta). The trapezoidal rule in p
/// and r; by symmetry a quarter of the plane is enough.
class Slope {
 public:
  Slope(Measure measure, double df)
      : df_(df),
        reach_(student_reach(df)),
        is_pearson_(measure == Measure::pearson),
        peak_(maths::student_tails(maths::student_shape(df), 0).density),
        kernel_(compile_student_copula(df, tables_)) {}

  double at(double theta) const {
    const auto [rho, width] = turned(theta);
    constexpr double p_step = 0.2, r_step = 0.2;
    double sum = 0;
    for (int i = 0; i * p_step <= reach_; ++i)
      for (int j = 0;; ++j) {
        const double grown = maths::exp(j * r_step);
        const double q = width * 0.5 * (grown - 1 / grown);
        const double p = i * p_step;
        if (p + q / 2 > reach_) break;
        const int copies = (i == 0 ? 1 : 2) * (j == 0 ? 1 : 2);
        sum += copies * width * 0.5 * (grown + 1 / grown) * term(p + q / 2, p - q / 2, rho, width);
      }
    return (is_pearson_ ? 1 : 12) / (2 * kPi) * p_step * r_step * sum;
  }

 private:
  double t_of(double c) const {
    const double t = std::sqrt(df_ * maths::expm1(c * c / df_));
    return c < 0 ? -t : t;
  }

  /// dA/dc: f(t) dt/dc = f(0) (c / t) exp(-(df - 1) c^2 / (2 df)), for a normal score over phi.
  double weight(double c, double t) const {
    const double share = std::fabs(c) < 1e-9 ? 1 : c / t;
    const double by_rank = peak_ * share * maths::exp(-(df_ - 1) * c * c / (2 * df_));
    if (!is_pearson_) return by_rank;
    const double z = interpolate(kernel_.score, c * (kScoreMax / reach_));
    return by_rank * maths::exp(z * z / 2) * 2.5066282746310002;
  }

  double term(double c1, double c2, double rho, double width) const {
    const double x = t_of(c1), y = t_of(c2);
    const double along = (y - rho * x) / width;
    const double inside = (along * along + x * x) / df_;
    return maths::exp(-0.5 * df_ * maths::log1p(inside)) * weight(c1, x) * weight(c2, y);
  }

  double df_, reach_;
  bool is_pearson_;
  double peak_;
  MarginalTables tables_;
  StudentKernel kernel_;
};

}  // namespace

MeasureOfScores::MeasureOfScores(Measure measure, std::optional<double> df) : measure_(measure) {
  if (!df || measure == Measure::kendall) return;
  const Slope slope(measure, *df);
  chebyshev_.assign(kAngles, 0);
  // An even function of theta: interpolated at the positive half of the zeros of T_2n.
  for (int node = 0; node < kAngles; ++node) {
    const double angle = (2 * node + 1) * kPi / (4 * kAngles);
    const double value = slope.at(turned(angle).cosine * kPi / 2);
    for (int j = 0; j < kAngles; ++j)
      chebyshev_[static_cast<std::size_t>(j)] +=
          (j == 0 ? 1.0 : 2.0) / kAngles * value * turned(2 * j * angle).cosine;
  }
  const double whole = by_polynomial(kPi / 2);  // 1, but for the rules' error
  for (double& coefficient : chebyshev_) coefficient /= whole;
}

/// The integral from 0 of sum a_j T_2j(s), s = theta / (pi/2) = sin b: that of T_2j is
/// (T_2j+1 / (2j + 1) - T_2j-1 / (2j - 1)) / 2, and T_k(sin b) = (-1)^((k - 1)/2) sin(k b) for odd
/// k. Here by the recurrence of T.
double MeasureOfScores::by_polynomial(double theta) const {
  const double s = theta / (kPi / 2);
  double before = s, sum = chebyshev_[0] * s;  // before: T_2j-1
  double even = 2 * s * s - 1;                 // T_2j
  for (std::size_t j = 1; j < chebyshev_.size(); ++j) {
    const double odd = 2 * s * even - before;
    const double degree = 2 * static_cast<double>(j);
    sum += chebyshev_[j] * 0.5 * (odd / (degree + 1) - before / (degree - 1));
    before = odd;
    even = 2 * s * odd - even;
  }
  return sum * kPi / 2;
}

double MeasureOfScores::rho_of(double measured) const {
  EXPECTS(measured >= -1 && measured <= 1);
  if (measured == 1 || measured == -1 || measured == 0) return measured;
  if (measure_ == Measure::kendall) return turned(kPi * measured / 2).sine;
  if (!chebyshev_.empty()) {
    const auto polynomial = [this](double theta) { return by_polynomial(theta); };
    const double theta = solve_increasing(polynomial, std::fabs(measured), 0, kPi / 2);
    const double rho = turned(theta).sine;
    return measured < 0 ? -rho : rho;
  }
  return measure_ == Measure::spearman ? 2 * turned(kPi * measured / 6).sine : measured;
}

double MeasureOfScores::measured(double rho) const {
  EXPECTS(rho >= -1 && rho <= 1);
  if (rho == 1 || rho == -1 || rho == 0) return rho;
  if (measure_ == Measure::pearson && chebyshev_.empty()) return rho;
  const auto inverse = [this](double measured) { return rho_of(measured); };
  if (chebyshev_.empty()) {
    const double found = solve_increasing(inverse, std::fabs(rho), 0, 1);
    return rho < 0 ? -found : found;
  }
  const auto sine = [](double theta) { return turned(theta).sine; };
  const double found = by_polynomial(solve_increasing(sine, std::fabs(rho), 0, kPi / 2));
  return rho < 0 ? -found : found;
}

}  // namespace landfall::random
