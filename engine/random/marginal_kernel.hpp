// Draws of one input for the lanes of a block, from uniform numbers or from normal scores.
#pragma once

#include <cstdint>

#include "base/lanes.hpp"
#include "maths/bits.hpp"
#include "maths/exp.hpp"
#include "maths/log.hpp"
#include "maths/log1p.hpp"
#include "maths/normal_cdf.hpp"
#include "maths/normal_quantile.hpp"
#include "random/family.hpp"
#include "random/metalog_kernel.hpp"

namespace landfall::random {

/// A marginal ready to draw from; made by compile_marginal (table_marginal.hpp).
struct MarginalKernel {
  Family family;
  double a, b, c;        ///< parameters, as in Marginal; untruncated
  bool is_truncated;     ///< through u: where min and max did not simply go into the parameters
  double u_low;          ///< P(X < min) untruncated
  double v_high;         ///< P(X > max) untruncated
  double mass;           ///< what is left between
  double min, max;       ///< every draw lies within
  const double* table;   ///< score tables: nodes; discrete, empirical: values; mixture:
                         ///< cells; metalog: terms
  const double* limits;  ///< discrete: P(X <= value) for all values but the last; where `reach` is
                         ///< not 0, the lower ends of values or cells, 2 reach of them; else null
  int size;              ///< score tables: cells; discrete, empirical: values; metalog: bounds
  int reach;             ///< half of the length of `limits`, a power of two; 0: they are few
  bool is_moved;         ///< times and plus are to be applied
  double times, plus;    ///< the draw is times x + plus, within
  double moved_min, moved_max;
};

/// Doubles a cell of a mixture: its lower end, 1 / width, and the coefficients of a cubic.
static const int kCellSize = 6;

/// Score tables (score_tables.hpp) reach from -kScoreMax to kScoreMax standard deviations of the
/// score, beyond which 52 bits do not draw.
static const double kScoreMax = 8.3;

/// Doubles a node of a table: x, h dx/dz, h^2/2 d2x/dz2 (h the width of a cell); gamma has log x
/// for x.
static const int kNodeSize = 3;

[[gnu::always_inline]] static inline double clamp_draw(const MarginalKernel& m, double x) {
  const double above = x < m.min ? m.min : x;
  return above > m.max ? m.max : above;
}

/// u and v of the truncated distribution as u and v of the whole one: no digits lost in either
/// tail.
[[gnu::always_inline]] static inline double whole_u(const MarginalKernel& m, double u) {
  return m.u_low + m.mass * u;
}
[[gnu::always_inline]] static inline double whole_v(const MarginalKernel& m, double v) {
  return m.v_high + m.mass * v;
}

/// x at the score z (not NaN): the quintic Hermite polynomial of z's cell, whose value and two
/// derivatives agree with the table at both nodes.
[[gnu::always_inline]] static inline double interpolate(const MarginalKernel& m, double z) {
  const double round = 6755399441055744.0;  // 1.5 * 2^52: adding it leaves the nearest integer
  const double* __restrict table = m.table;
  const double cells = m.size;
  const double above = z < -kScoreMax ? -kScoreMax : z;
  const double inside = above > kScoreMax ? kScoreMax : above;
  const double place = (inside + kScoreMax) * (cells / (2 * kScoreMax));
  const double middle = place - 0.5;
  const double shifted = (middle > cells - 1 ? cells - 1 : middle) + round;
  const double t = place - (shifted - round);
  // A signed index into a plain array: g++ gathers with that, and not through a pointer to the
  // node.
  const std::int64_t at =
      kNodeSize * static_cast<std::int64_t>(maths::bits_of(shifted) - maths::bits_of(round));
  const double x = table[at], slope = table[at + 1], bend = table[at + 2];
  const double value_left = table[at + 3] - x - slope - bend;
  const double slope_left = table[at + 4] - slope - 2 * bend;
  const double bend_left = table[at + 5] - bend;
  const double cubic = 10 * value_left - 4 * slope_left + bend_left;
  const double quartic = -15 * value_left + 7 * slope_left - 2 * bend_left;
  const double quintic = 6 * value_left - 3 * slope_left + bend_left;
  return x + t * (slope + t * (bend + t * (cubic + t * (quartic + t * quintic))));
}

/// From the nearer end.
[[gnu::always_inline]] static inline double draw_uniform(const MarginalKernel& m, double u,
                                                         double v) {
  const double width = m.b - m.a;
  return u < v ? m.a + width * u : m.b - width * v;
}

/// Inverse of the distribution function (Kotz & van Dorp 2004, Beyond Beta, ch. 1, not checked).
[[gnu::always_inline]] static inline double draw_triangular(const MarginalKernel& m, double u,
                                                            double v) {
  const double from_low = m.a + __builtin_sqrt(u * (m.c - m.a) * (m.b - m.a));
  const double from_high = m.c - __builtin_sqrt(v * (m.c - m.a) * (m.c - m.b));
  return u * (m.c - m.a) < m.b - m.a ? from_low : from_high;
}

/// -mean log v; where v is close to 1, log1p of what it lacks.
[[gnu::always_inline]] static inline double draw_exponential(const MarginalKernel& m, double u,
                                                             double v) {
  const double near = maths::log1p(-u);
  const double far = maths::log(v);
  return m.a * -(u < v ? near : far);
}

/// The first value whose P(X <= value) is above u. Values are few, and lanes step together.
static inline double draw_discrete(const MarginalKernel& m, double u) {
  double x = m.table[0];
  for (int i = 0; i + 1 < m.size; ++i) x = u < m.limits[i] ? x : m.table[i + 1];
  return x;
}

/// at[count]: the last of the limits that is not above key[count], which is at least the first. By
/// halves, all lanes in step; count at most kLanes.
static inline void search(const MarginalKernel& m, const double* __restrict key,
                          std::int64_t* __restrict at, int count) {
  const double* __restrict limits = m.limits;
  for (int i = 0; i < count; ++i) at[i] = 0;
  for (std::int64_t step = m.reach; step > 0; step /= 2)
    for (int i = 0; i < count; ++i) {
      const std::int64_t next = at[i] + step;
      at[i] = limits[next] <= key[i] ? next : at[i];
    }
}

/// Values that are many.
static inline void draw_among(const MarginalKernel& m, const double* __restrict u,
                              double* __restrict x, int count) {
  std::int64_t at[kLanes];
  for (int from = 0; from < count; from += kLanes) {
    const int some = count - from < kLanes ? count - from : kLanes;
    search(m, u + from, at, some);
    for (int i = 0; i < some; ++i) x[from + i] = m.table[at[i]];
  }
}

/// The cells of a mixture (score_cells.hpp), from scores.
static inline void draw_by_cells(const MarginalKernel& m, const double* __restrict z,
                                 double* __restrict x, int count) {
  const double* __restrict table = m.table;
  std::int64_t at[kLanes];
  for (int from = 0; from < count; from += kLanes) {
    const int some = count - from < kLanes ? count - from : kLanes;
    for (int i = 0; i < some; ++i) {
      const double above = z[from + i] < -kScoreMax ? -kScoreMax : z[from + i];
      x[from + i] = above > kScoreMax ? kScoreMax : above;
    }
    search(m, x + from, at, some);
    for (int i = 0; i < some; ++i) {
      const std::int64_t cell = kCellSize * at[i];
      const double t = (x[from + i] - table[cell]) * table[cell + 1];
      const double bend = table[cell + 4] + t * table[cell + 5];
      x[from + i] = clamp_draw(m, table[cell + 2] + t * (table[cell + 3] + t * bend));
    }
  }
}

/// Between the values with ranks around (size - 1) u: type 7 of Hyndman & Fan.
static inline double draw_empirical(const MarginalKernel& m, double u) {
  const double round = 6755399441055744.0;  // 1.5 * 2^52: adding it leaves the nearest integer
  const double steps = m.size - 1;
  const double place = steps * u;
  const double middle = place - 0.5;
  const double within = middle < 0 ? 0 : middle > steps - 1 ? steps - 1 : middle;
  const double shifted = within + round;
  const std::int64_t at =
      static_cast<std::int64_t>(maths::bits_of(shifted) - maths::bits_of(round));
  const double t = place - (shifted - round);
  return m.table[at] + t * (m.table[at + 1] - m.table[at]);
}

/// A metalog, whose terms are in the table.
static inline void draw_metalog_terms(const MarginalKernel& m, const double* __restrict u,
                                      const double* __restrict v, double* __restrict x, int count) {
  MetalogTerms terms;
  for (int power = 0; power < kMetalogPowers; ++power) {
    terms.centre[power] = m.table[power];
    terms.scale[power] = m.table[kMetalogPowers + power];
  }
  const MetalogBounds bounds = static_cast<MetalogBounds>(m.size);
  double lower[kLanes], upper[kLanes];
  for (int from = 0; from < count; from += kLanes) {
    const int some = count - from < kLanes ? count - from : kLanes;
    for (int i = 0; i < some; ++i) lower[i] = whole_u(m, u[from + i]);
    for (int i = 0; i < some; ++i) upper[i] = whole_v(m, v[from + i]);
    draw_metalog(terms, bounds, m.a, m.b, lower, upper, x + from, some);
    for (int i = 0; i < some; ++i) x[from + i] = clamp_draw(m, x[from + i]);
  }
}

/// E, exponential of mean 1, which has lower tail u: -log v, accurate at both ends.
[[gnu::always_inline]] static inline double exponent_of(double u, double v) {
  const double near = maths::log1p(-u);
  const double far = maths::log(v);
  return -(u < v ? near : far);
}

/// Whether x is a function of the normal score, so that a correlated draw needs no detour through
/// u.
static inline bool draws_by_score(const MarginalKernel& m) {
  return m.family == Family::normal || m.family == Family::lognormal || m.family == Family::pert ||
         m.family == Family::beta || m.family == Family::gamma || m.family == Family::student_t ||
         m.family == Family::mixture;
}

/// x[count] from scores z[count] of the untruncated distribution, for the families that draw by
/// score.
static inline void draw_by_score(const MarginalKernel& marginal, const double* __restrict z,
                                 double* __restrict x, int count) {
  const MarginalKernel m =
      marginal;  // a copy no store can change, so that its fields leave the loops
  switch (m.family) {
    case Family::normal:
      for (int i = 0; i < count; ++i) x[i] = clamp_draw(m, m.a + m.b * z[i]);
      break;
    case Family::lognormal:
      for (int i = 0; i < count; ++i) x[i] = clamp_draw(m, maths::exp(m.a + m.b * z[i]));
      break;
    case Family::gamma:
      for (int i = 0; i < count; ++i) x[i] = interpolate(m, z[i]);
      for (int i = 0; i < count; ++i) x[i] = clamp_draw(m, maths::exp(x[i]));
      break;
    case Family::mixture:
      draw_by_cells(m, z, x, count);
      break;
    default:
      for (int i = 0; i < count; ++i) x[i] = clamp_draw(m, interpolate(m, z[i]));
  }
}

/// x[count] from u[count] and v = 1 - u, for the families with an elementary quantile.
static inline void draw_by_formula(const MarginalKernel& marginal, const double* __restrict u,
                                   const double* __restrict v, double* __restrict x, int count) {
  const MarginalKernel m =
      marginal;  // a copy no store can change, so that its fields leave the loops
  switch (m.family) {
    case Family::uniform:
      for (int i = 0; i < count; ++i) x[i] = clamp_draw(m, draw_uniform(m, u[i], v[i]));
      break;
    case Family::triangular:
      for (int i = 0; i < count; ++i)
        x[i] = clamp_draw(m, draw_triangular(m, whole_u(m, u[i]), whole_v(m, v[i])));
      break;
    case Family::exponential:
      for (int i = 0; i < count; ++i)
        x[i] = clamp_draw(m, draw_exponential(m, whole_u(m, u[i]), whole_v(m, v[i])));
      break;
    case Family::bernoulli:
      for (int i = 0; i < count; ++i) x[i] = v[i] < m.a ? 1.0 : 0.0;
      break;
    case Family::log_uniform:
      for (int i = 0; i < count; ++i) x[i] = draw_uniform(m, u[i], v[i]);
      for (int i = 0; i < count; ++i) x[i] = clamp_draw(m, maths::exp(x[i]));
      break;
    case Family::weibull:
      for (int i = 0; i < count; ++i) x[i] = exponent_of(whole_u(m, u[i]), whole_v(m, v[i]));
      for (int i = 0; i < count; ++i) x[i] = m.b + m.a * maths::log(x[i]);
      for (int i = 0; i < count; ++i) x[i] = clamp_draw(m, maths::exp(x[i]));
      break;
    case Family::pareto:
      for (int i = 0; i < count; ++i) x[i] = exponent_of(whole_u(m, u[i]), whole_v(m, v[i]));
      for (int i = 0; i < count; ++i) x[i] = clamp_draw(m, m.a * maths::exp(m.b * x[i]));
      break;
    case Family::logistic:
      for (int i = 0; i < count; ++i) x[i] = maths::log(whole_u(m, u[i]));
      for (int i = 0; i < count; ++i)
        x[i] = clamp_draw(m, m.a + m.b * (x[i] - maths::log(whole_v(m, v[i]))));
      break;
    case Family::gumbel:
      for (int i = 0; i < count; ++i) x[i] = exponent_of(whole_v(m, v[i]), whole_u(m, u[i]));
      for (int i = 0; i < count; ++i) x[i] = clamp_draw(m, m.a - m.b * maths::log(x[i]));
      break;
    case Family::empirical:
      for (int i = 0; i < count; ++i) x[i] = clamp_draw(m, draw_empirical(m, whole_u(m, u[i])));
      break;
    case Family::metalog:
      draw_metalog_terms(m, u, v, x, count);
      break;
    default:
      if (m.reach > 0) return draw_among(m, u, x, count);
      for (int i = 0; i < count; ++i) x[i] = draw_discrete(m, u[i]);
  }
}

/// Applies times and plus.
static inline void move_draws(const MarginalKernel& marginal, double* __restrict x, int count) {
  const MarginalKernel m = marginal;
  for (int i = 0; i < count; ++i) {
    const double moved = m.times * x[i] + m.plus;
    const double above = moved < m.moved_min ? m.moved_min : moved;
    x[i] = above > m.moved_max ? m.moved_max : above;
  }
}

static inline void draw_unmoved(const MarginalKernel& marginal, const double* __restrict u,
                                const double* __restrict v, double* __restrict x, int count) {
  const MarginalKernel m = marginal;
  if (!draws_by_score(m)) return draw_by_formula(m, u, v, x, count);
  double z[kLanes];
  for (int from = 0; from < count; from += kLanes) {
    const int some = count - from < kLanes ? count - from : kLanes;
    // A pass of its own: g++ does not vectorise the quantile with anything behind it.
    for (int i = 0; i < some; ++i)
      z[i] = maths::normal_quantile(whole_u(m, u[from + i]), whole_v(m, v[from + i]));
    draw_by_score(m, z, x + from, some);
  }
}

/// x[count] from u[count] in (0, 1) and v = 1 - u, each exact in its own tail. x must not overlap
/// them.
static inline void draw_marginal(const MarginalKernel& m, const double* __restrict u,
                                 const double* __restrict v, double* __restrict x, int count) {
  const bool falls = m.is_moved && m.times < 0;
  draw_unmoved(m, falls ? v : u, falls ? u : v, x, count);
  if (m.is_moved) move_draws(m, x, count);
}

/// x[count] from standard normal scores z[count]: x = quantile(normal_cdf(z)), for correlated
/// draws. x must not overlap z.
static inline void draw_marginal_from_score(const MarginalKernel& m, const double* __restrict z,
                                            double* __restrict x, int count) {
  if (draws_by_score(m) && !m.is_truncated && !m.is_moved) return draw_by_score(m, z, x, count);
  double u[kLanes], v[kLanes];
  for (int from = 0; from < count; from += kLanes) {
    const int some = count - from < kLanes ? count - from : kLanes;
    for (int i = 0; i < some; ++i) u[i] = maths::normal_cdf(z[from + i]);
    for (int i = 0; i < some; ++i) v[i] = maths::normal_cdf(-z[from + i]);
    draw_marginal(m, u, v, x + from, some);
  }
}

}  // namespace landfall::random
