#include "random/table_marginal.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/contract.hpp"
#include "maths/beta.hpp"
#include "maths/exp.hpp"
#include "maths/log.hpp"
#include "maths/normal_cdf.hpp"

namespace landfall::random {
namespace {

/// A point of the beta distribution by its logit w, and w's first two derivatives by the score z.
struct Point {
  double w = 0;
  double w1 = 0;
  double w2 = 0;
  double x = 0;  ///< 1 / (1 + e^-w)
  double y = 0;  ///< 1 - x
};

void set_logit(Point& point, double w) {
  const double e = maths::exp(-std::fabs(w));
  const double larger = 1 / (1 + e), smaller = e / (1 + e);
  point.w = w;
  point.x = w < 0 ? smaller : larger;
  point.y = w < 0 ? larger : smaller;
}

/// Moves `point`, a guess, to where the tail probability equals that of the score z.
/// False where x or y is too small for a double: the distribution has no more to say there.
bool solve(const maths::BetaShape& shape, double z, Point& point) {
  const bool is_lower = z <= 0;
  const double log_tail = maths::log(maths::normal_cdf(is_lower ? z : -z));
  constexpr int kStepsMax = 200;
  for (int step = 0; step < kStepsMax; ++step) {
    const maths::BetaTails tails = maths::incomplete_beta(shape, point.x, point.y);
    const double tail = is_lower ? tails.lower : tails.upper;
    if (!(tails.power > 0) || !(tail > 0)) return false;
    // Halley's step on log(tail) as a function of w; `bend` is its second derivative over the
    // first.
    const double power_slope = shape.a * point.y - shape.b * point.x;  // d log P / dw
    const double slope = is_lower ? tails.power / tail : -tails.power / tail;
    const double bend = power_slope - slope;
    const double newton = (log_tail - maths::log(tail)) / slope;
    const double move_max = 4 + std::fabs(point.w);
    const double move =
        std::clamp(newton / std::max(0.5, 1 + 0.5 * newton * bend), -move_max, move_max);
    const double power_bend = power_slope * power_slope - (shape.a + shape.b) * point.x * point.y;
    const double power = tails.power * (1 + move * (power_slope + 0.5 * move * power_bend));
    set_logit(point, point.w + move);
    if (std::fabs(move) <= 1e-5) {
      point.w1 = 0.3989422804014327 * maths::exp(-0.5 * z * z) / power;
      point.w2 = point.w1 * (-z - (shape.a * point.y - shape.b * point.x) * point.w1);
      return true;
    }
  }
  return false;
}

void write_node(const Point& point, double low, double high, double h, double* node) {
  const double width = high - low;
  const double xy = point.x * point.y;
  const double x1 = xy * point.w1;
  const double x2 = xy * ((point.y - point.x) * point.w1 * point.w1 + point.w2);
  node[0] = point.x < point.y ? low + width * point.x : high - width * point.y;
  node[1] = width * h * x1;
  node[2] = width * 0.5 * h * h * x2;
}

MarginalKernel compile_discrete(const Marginal& marginal, MarginalTables& tables) {
  const std::vector<Atom> found = atoms(marginal);
  double total = 0;
  for (const Atom& atom : found) total += atom.weight;
  std::vector<double> values, limits;
  double below = 0;
  for (const Atom& atom : found) {
    below += atom.weight;
    values.push_back(atom.value);
    limits.push_back(below / total);
  }
  MarginalKernel kernel{};
  kernel.family = Family::discrete;
  kernel.size = static_cast<int>(values.size());
  kernel.min = values.front();
  kernel.max = values.back();
  kernel.table = tables.keep(std::move(values));
  kernel.limits = tables.keep(std::move(limits));
  return kernel;
}

/// Constants, uniform and bernoulli take min and max into their parameters.
MarginalKernel plain_kernel(Family family, double a, double b, Support within) {
  MarginalKernel kernel{};
  kernel.family = family;
  kernel.a = a;
  kernel.b = b;
  kernel.mass = 1;
  kernel.min = within.low;
  kernel.max = within.high;
  return kernel;
}

}  // namespace

const double* MarginalTables::keep(std::vector<double> numbers) {
  return kept_.emplace_back(std::move(numbers)).data();
}

int table_cells(double shape) {
  constexpr int kCellsMax = 8192;
  int cells = 512;
  for (; shape < 0.4 && cells < kCellsMax; shape *= 2) cells *= 2;
  return cells;
}

MarginalKernel compile_marginal(const Marginal& marginal, MarginalTables& tables) {
  EXPECTS(is_valid(marginal));
  EXPECTS(truncation_mass(marginal) > 0);
  if (marginal.family == Family::discrete) return compile_discrete(marginal, tables);
  const Support within = support(marginal);
  if (within.low == within.high)
    return plain_kernel(Family::uniform, within.low, within.high, within);
  if (marginal.family == Family::uniform)
    return plain_kernel(Family::uniform, within.low, within.high, within);
  if (marginal.family == Family::bernoulli)
    return plain_kernel(Family::bernoulli, marginal.a, 0, within);

  MarginalKernel kernel = plain_kernel(marginal.family, marginal.a, marginal.b, within);
  kernel.c = marginal.c;
  const Truncation truncation = truncation_of(marginal);
  kernel.u_low = truncation.below;
  kernel.v_high = truncation.above;
  kernel.mass = truncation.mass;
  kernel.is_truncated = truncation.below > 0 || truncation.above > 0;
  if (marginal.family == Family::pert || marginal.family == Family::beta) {
    const BetaForm form = beta_form(marginal);
    kernel.size = table_cells(std::min(form.a, form.b));
    kernel.table = tables.keep(beta_table(form.a, form.b, form.low, form.high, kernel.size));
  }
  return kernel;
}

std::vector<double> beta_table(double a, double b, double low, double high, int cells) {
  EXPECTS(low <= high && cells >= 2 && cells % 2 == 0);
  const maths::BetaShape shape = maths::beta_shape(a, b);
  const double h = 2 * kScoreMax / cells;
  std::vector<double> nodes(static_cast<std::size_t>(cells + 1) * kNodeSize);
  const auto node = [&](int i) {
    return nodes.data() + static_cast<std::ptrdiff_t>(i) * kNodeSize;
  };

  Point median;
  set_logit(median, maths::log(a / b));
  ENSURES(solve(shape, 0, median));
  for (const int direction : {-1, 1}) {
    Point point = median;
    const double end = direction < 0 ? low : high;
    bool is_inside = true;
    for (int i = cells / 2; i >= 0 && i <= cells; i += direction) {
      const double z = (i - cells / 2) * h;
      if (is_inside && i != cells / 2) {
        const double step = direction * h;
        set_logit(point, point.w + step * (point.w1 + 0.5 * step * point.w2));
        is_inside = solve(shape, z, point);
      }
      if (is_inside)
        write_node(point, low, high, h, node(i));
      else
        node(i)[0] = end;
    }
  }
  return nodes;
}

}  // namespace landfall::random
