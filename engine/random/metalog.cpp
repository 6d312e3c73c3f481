#include "random/metalog.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "base/contract.hpp"
#include "maths/linear.hpp"
#include "maths/log1p.hpp"

namespace landfall::random {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

/// Whether the term belongs to `scale`, and the power of h in it; terms count from 0.
struct Term {
  bool with_logit;
  int power;
};
Term term_at(int index) {
  constexpr Term kFirst[] = {{false, 0}, {true, 0}, {true, 1}, {false, 1}};
  if (index < 4) return kFirst[index];
  return {index % 2 == 1, index / 2};
}

double powered(double base, int power) {
  double product = 1;
  for (int i = 0; i < power; ++i) product *= base;
  return product;
}

/// The factor of a term's coefficient in M.
double basis(int index, double u, double v) {
  const Term term = term_at(index);
  const double of_h = powered(0.5 * (u - v), term.power);
  return term.with_logit ? of_h * maths::log(u / v) : of_h;
}

/// x on the scale of M.
double on_scale_of_m(double x, double low, double high) {
  switch (bounds_of(low, high)) {
    case MetalogBounds::none:
      return x;
    case MetalogBounds::low:
      return maths::log(x - low);
    case MetalogBounds::high:
      return -maths::log(high - x);
    case MetalogBounds::both:
      return maths::log((x - low) / (high - x));
  }
  return x;
}

double from_scale_of_m(double m, double low, double high) {
  switch (bounds_of(low, high)) {
    case MetalogBounds::none:
      return m;
    case MetalogBounds::low:
      return low + maths::exp(m);
    case MetalogBounds::high:
      return high - maths::exp(-m);
    case MetalogBounds::both:
      return metalog_between(low, high, m);
  }
  return m;
}

/// y and 1 - y of a logit.
struct Place {
  double y;
  double rest;
};
Place at_logit(double logit) {
  const double away = maths::exp(-std::fabs(logit));
  const double tail = away / (1 + away), bulk = 1 / (1 + away);
  return logit < 0 ? Place{tail, bulk} : Place{bulk, tail};
}

/// A polynomial and its derivative.
struct Value {
  double value;
  double slope;
};
Value polynomial(const double* coefficients, double h) {
  double value = 0, slope = 0;
  for (int power = kMetalogPowers - 1; power >= 0; --power) {
    slope = slope * h + value;
    value = value * h + coefficients[power];
  }
  return {value, slope};
}

/// M and dM/dL at the logit L.
Value at(const MetalogTerms& terms, double logit) {
  const Place place = at_logit(logit);
  const double h = 0.5 * (place.y - place.rest);
  const Value centre = polynomial(terms.centre, h), scale = polynomial(terms.scale, h);
  return {centre.value + scale.value * logit,
          scale.value + place.y * place.rest * (centre.slope + scale.slope * logit)};
}

double slope_at(const MetalogTerms& terms, double logit) {
  return at(terms, logit).slope;
}

constexpr double kLogitMax = 37;
constexpr int kStepsPerLogit = 32;
constexpr int kGrid = 2 * static_cast<int>(kLogitMax) * kStepsPerLogit;

double grid_logit(int point) {
  return -kLogitMax + static_cast<double>(point) / kStepsPerLogit;
}

/// The lowest slope between two logits around a lowest grid point, by thirds.
double lowest_between(const MetalogTerms& terms, double from, double to) {
  constexpr int kThirds = 60;
  for (int i = 0; i < kThirds; ++i) {
    const double third = (to - from) / 3;
    if (slope_at(terms, from + third) < slope_at(terms, to - third))
      to -= third;
    else
      from += third;
  }
  return slope_at(terms, 0.5 * (from + to));
}

double lowest_slope(const MetalogTerms& terms) {
  std::vector<double> slopes(kGrid + 1);
  for (int point = 0; point <= kGrid; ++point)
    slopes[static_cast<std::size_t>(point)] = slope_at(terms, grid_logit(point));
  // Beyond the grid the slope goes to these limits.
  double lowest = std::min(polynomial(terms.scale, -0.5).value, polynomial(terms.scale, 0.5).value);
  for (std::size_t i = 0; i < slopes.size(); ++i) {
    lowest = std::min(lowest, slopes[i]);
    const bool has_neighbours = i > 0 && i + 1 < slopes.size();
    if (!has_neighbours || slopes[i] > slopes[i - 1] || slopes[i] > slopes[i + 1]) continue;
    const int point = static_cast<int>(i);
    lowest = std::min(lowest, lowest_between(terms, grid_logit(point - 1), grid_logit(point + 1)));
  }
  return lowest;
}

/// What rounding may take from a slope. The first coefficient only shifts M.
double rounding_of(const std::vector<double>& a) {
  double largest = 0;
  for (std::size_t i = 1; i < a.size(); ++i) largest = std::max(largest, std::fabs(a[i]));
  return 1e-12 * largest;
}

std::optional<std::vector<double>> fit(const std::vector<Percentile>& on_m, int terms) {
  maths::Table factors(static_cast<int>(on_m.size()), terms);
  std::vector<double> wanted;
  for (int row = 0; row < factors.rows; ++row) {
    const Percentile& one = on_m[static_cast<std::size_t>(row)];
    for (int term = 0; term < terms; ++term) factors.at(row, term) = basis(term, one.p, 1 - one.p);
    wanted.push_back(one.x);
  }
  return maths::least_squares(factors, wanted);
}

std::vector<Percentile> on_scale_of_m(std::vector<Percentile> percentiles, double low,
                                      double high) {
  for (Percentile& one : percentiles) {
    EXPECTS(one.p > 0 && one.p < 1);
    EXPECTS(one.x > low && one.x < high);
    one.x = on_scale_of_m(one.x, low, high);
  }
  return percentiles;
}

bool are_ascending(const std::vector<Percentile>& percentiles) {
  for (std::size_t i = 1; i < percentiles.size(); ++i)
    if (!(percentiles[i - 1].p < percentiles[i].p && percentiles[i - 1].x < percentiles[i].x))
      return false;
  return true;
}

/// By how much a percentile may move on the scale of M: at every point of the grid and at the two
/// limits, slope + move * change >= floor.
struct Moves {
  double low = -kInfinity;
  double high = kInfinity;
  void keep_above(double floor, double slope, double change) {
    if (change > 0) low = std::max(low, (floor - slope) / change);
    if (change < 0) high = std::min(high, (floor - slope) / change);
    if (change == 0 && slope < floor) low = kInfinity;
  }
  bool any() const { return low <= high; }
  double nearest() const { return low > 0 ? low : high < 0 ? high : 0; }
};

Moves feasible_moves(const MetalogTerms& terms, const MetalogTerms& change, double floor) {
  Moves moves;
  for (int point = 0; point <= kGrid; ++point)
    moves.keep_above(floor, slope_at(terms, grid_logit(point)),
                     slope_at(change, grid_logit(point)));
  for (const double end : {-0.5, 0.5})
    moves.keep_above(floor, polynomial(terms.scale, end).value,
                     polynomial(change.scale, end).value);
  return moves;
}

/// The number of fewest digits in [from, to], of those a power of ten and up to 15 digits apart.
double roundest(double from, double to) {
  const double size = std::max(std::fabs(from), std::fabs(to));
  int exponent = 0;
  while (powered(10, exponent) < size) ++exponent;
  while (size < 1 && exponent > -300 && powered(10, -exponent) * size < 1) --exponent;
  for (int digit = 0; digit < 16; ++digit, --exponent) {
    // By a whole power of ten, for 82 / 10 is the double that prints as 8.2, and 82 * 0.1 is not.
    const double power = powered(10, exponent < 0 ? -exponent : exponent);
    const double candidate =
        exponent < 0 ? std::ceil(from * power) / power : std::ceil(from / power) * power;
    if (candidate >= from && candidate <= to) return candidate;
  }
  return 0.5 * (from + to);
}

bool stays_feasible(std::vector<Percentile> percentiles, const MetalogMove& move, int terms,
                    double low, double high) {
  percentiles[move.percentile].x = move.x;
  if (!(move.x > low && move.x < high) || !are_ascending(percentiles)) return false;
  const auto made = metalog_from_percentiles(percentiles, terms, low, high);
  return made && is_feasible(*made);
}

}  // namespace

MetalogBounds bounds_of(double low, double high) {
  if (low > -kInfinity) return high < kInfinity ? MetalogBounds::both : MetalogBounds::low;
  return high < kInfinity ? MetalogBounds::high : MetalogBounds::none;
}

MetalogTerms metalog_terms(const std::vector<double>& a) {
  EXPECTS(a.size() <= static_cast<std::size_t>(kMetalogTermsMax));
  MetalogTerms terms = {};
  for (std::size_t i = 0; i < a.size(); ++i) {
    const Term term = term_at(static_cast<int>(i));
    (term.with_logit ? terms.scale : terms.centre)[term.power] = a[i];
  }
  return terms;
}

std::optional<Metalog> metalog_from_percentiles(const std::vector<Percentile>& percentiles,
                                                int terms, double low, double high) {
  EXPECTS(terms >= 2 && terms <= kMetalogTermsMax);
  EXPECTS(percentiles.size() >= static_cast<std::size_t>(terms));
  EXPECTS(are_ascending(percentiles));
  auto a = fit(on_scale_of_m(percentiles, low, high), terms);
  if (!a) return std::nullopt;
  return Metalog{std::move(*a), low, high};
}

std::optional<Metalog> metalog_from_data(std::vector<double> values, int terms, double low,
                                         double high) {
  EXPECTS(terms >= 2 && terms <= kMetalogTermsMax);
  EXPECTS(values.size() >= static_cast<std::size_t>(terms));
  std::sort(values.begin(), values.end());
  const auto count = static_cast<double>(values.size());
  std::vector<Percentile> empirical;
  for (std::size_t i = 0; i < values.size(); ++i)
    empirical.push_back({(static_cast<double>(i) + 0.5) / count, values[i]});
  auto a = fit(on_scale_of_m(std::move(empirical), low, high), terms);
  if (!a) return std::nullopt;
  return Metalog{std::move(*a), low, high};
}

bool is_feasible(const Metalog& metalog) {
  const double rounding = rounding_of(metalog.a);
  return rounding > 0 && lowest_slope(metalog_terms(metalog.a)) > -rounding;
}

std::optional<MetalogMove> nearest_feasible(const std::vector<Percentile>& percentiles, int terms,
                                            double low, double high) {
  const std::vector<Percentile> on_m = on_scale_of_m(percentiles, low, high);
  const auto a = fit(on_m, terms);
  if (!a) return std::nullopt;
  const MetalogTerms now = metalog_terms(*a);
  // A little above 0, so that the grid's answer also holds between its points.
  const double floor = 1e4 * rounding_of(*a);
  std::optional<MetalogMove> best;
  double best_move = kInfinity;
  for (std::size_t i = 0; i < on_m.size(); ++i) {
    std::vector<Percentile> unit = on_m;
    for (std::size_t j = 0; j < unit.size(); ++j) unit[j].x = i == j ? 1 : 0;
    const auto change = fit(unit, terms);
    if (!change) continue;
    const Moves moves = feasible_moves(now, metalog_terms(*change), floor);
    if (!moves.any() || std::fabs(moves.nearest()) >= best_move) continue;
    // Up to a twentieth further in gives a number of few digits.
    const double inward = 0.05 * std::min(std::fabs(moves.nearest()), moves.high - moves.low);
    const double edge = on_m[i].x + moves.nearest();
    const double inside = edge + (moves.low > 0 ? inward : -inward);
    const auto [from, to] = std::minmax({from_scale_of_m(edge, low, high),  // a list: no dangling
                                         from_scale_of_m(inside, low, high)});
    for (const double x : {roundest(from, to), 0.5 * (from + to)}) {
      const MetalogMove move{i, x};
      if (!stays_feasible(percentiles, move, terms, low, high)) continue;
      best = move;
      best_move = std::fabs(moves.nearest());
      break;
    }
  }
  return best;
}

double metalog_quantile(const Metalog& metalog, double y, double one_minus_y) {
  double x = 0;
  draw_metalog(metalog_terms(metalog.a), bounds_of(metalog.low, metalog.high), metalog.low,
               metalog.high, &y, &one_minus_y, &x, 1);
  return x;
}

double metalog_density(const Metalog& metalog, double y, double one_minus_y) {
  const Value value = at(metalog_terms(metalog.a), maths::log(y / one_minus_y));
  // dy/dL = y (1 - y), and dx/dM by the bounds.
  const double density = y * one_minus_y / value.slope;
  switch (bounds_of(metalog.low, metalog.high)) {
    case MetalogBounds::none:
      return density;
    case MetalogBounds::low:
      return density / maths::exp(value.value);
    case MetalogBounds::high:
      return density / maths::exp(-value.value);
    case MetalogBounds::both: {
      const Place share = at_logit(value.value);
      return density / ((metalog.high - metalog.low) * share.y * share.rest);
    }
  }
  return density;
}

MetalogTails metalog_tails(const Metalog& metalog, double x) {
  if (x <= metalog.low) return {0, 1};
  if (x >= metalog.high) return {1, 0};
  const MetalogTerms terms = metalog_terms(metalog.a);
  const double wanted = on_scale_of_m(x, metalog.low, metalog.high);
  double low = -700, high = 700;  // e^-700 is the least a double holds with all its digits
  if (at(terms, low).value >= wanted) return {0, 1};
  if (at(terms, high).value <= wanted) return {1, 0};
  double logit = 0;
  constexpr int kStepsMax = 200;
  for (int step = 0; step < kStepsMax; ++step) {
    const Value here = at(terms, logit);
    (here.value < wanted ? low : high) = logit;
    const double newton = logit + (wanted - here.value) / here.slope;
    const double next =
        here.slope > 0 && newton > low && newton < high ? newton : 0.5 * (low + high);
    const bool is_done = std::fabs(next - logit) <= 1e-15 * (1 + std::fabs(logit));
    logit = next;
    if (is_done) break;
  }
  const Place place = at_logit(logit);
  return {place.y, place.rest};
}

}  // namespace landfall::random
