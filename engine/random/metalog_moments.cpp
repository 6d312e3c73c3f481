#include <algorithm>
#include <cmath>
#include <vector>

#include "maths/normal_cdf.hpp"
#include "random/metalog.hpp"

namespace landfall::random {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kPiSquared = 9.869604401089358;

/// 1 + 1/3 + 1/5 + ... + 1/(2 count - 1).
double odd_harmonic(int count) {
  double sum = 0;
  for (int i = 0; i < count; ++i) sum += 1.0 / (2 * i + 1);
  return sum;
}

/// Integrals over t = 2 h from -1 to 1, with L = ln((1 + t) / (1 - t)):
///
///     even k: of t^k      2 / (k + 1)
///     odd k:  of t^k L    4 / (k + 1) (1 + 1/3 + ... + 1/k)
///     even k: of t^k L^2  (2 pi^2 / 3 + 4 sum of the integrals of t^j L, j = 1, 3 ... k - 1)
///                         / (k + 1)
///
/// and 0 for the others; the last two by parts.
double integral(int power, int logits) {
  if (power % 2 != logits % 2) return 0;
  if (logits == 0) return 2.0 / (power + 1);
  if (logits == 1) return 4.0 / (power + 1) * odd_harmonic((power + 1) / 2);
  double sum = 2 * kPiSquared / 3;
  for (int j = 1; j < power; j += 2) sum += 4 * integral(j, 1);
  return sum / (power + 1);
}

/// A polynomial in h as one in t.
std::vector<double> by_t(const double* coefficients) {
  std::vector<double> scaled;
  double factor = 1;
  for (int power = 0; power < kMetalogPowers; ++power, factor *= 0.5)
    scaled.push_back(coefficients[power] * factor);
  return scaled;
}

/// Half the integral of the product of two polynomials in t with a power of L.
double half_integral(const std::vector<double>& left, const std::vector<double>& right,
                     int logits) {
  double sum = 0;
  for (std::size_t i = 0; i < left.size(); ++i)
    for (std::size_t j = 0; j < right.size(); ++j)
      sum += left[i] * right[j] * integral(static_cast<int>(i + j), logits);
  return 0.5 * sum;
}

MetalogMoments unbounded_moments(const MetalogTerms& terms) {
  std::vector<double> centre = by_t(terms.centre);
  const std::vector<double> scale = by_t(terms.scale);
  const double mean = half_integral(centre, {1}, 0) + half_integral(scale, {1}, 1);
  centre[0] -= mean;  // no digits lost where the mean is many sd from 0
  const double variance = half_integral(centre, centre, 0) + 2 * half_integral(centre, scale, 1) +
                          half_integral(scale, scale, 2);
  return {mean, std::sqrt(std::max(0.0, variance))};
}

/// The exponent of the heavy tail of a metalog with one bound, as 1 / s; 0 for others.
double tail_weight(const Metalog& metalog, const MetalogTerms& terms) {
  const MetalogBounds bounds = bounds_of(metalog.low, metalog.high);
  if (bounds == MetalogBounds::none || bounds == MetalogBounds::both) return 0;
  const double end = bounds == MetalogBounds::low ? 0.5 : -0.5;
  double scale = 0;
  for (int power = kMetalogPowers - 1; power >= 0; --power)
    scale = scale * end + terms.scale[power];
  return scale;
}

}  // namespace

MetalogMoments metalog_moments(const Metalog& metalog) {
  const MetalogTerms terms = metalog_terms(metalog.a);
  const MetalogBounds bounds = bounds_of(metalog.low, metalog.high);
  if (bounds == MetalogBounds::none) return unbounded_moments(terms);
  const double weight = tail_weight(metalog, terms);
  if (weight >= 0.95) return {bounds == MetalogBounds::low ? kInfinity : -kInfinity, kInfinity};

  // As for other marginals (marginal_moments.cpp): analytic and falling, so the rule converges
  // fast.
  constexpr double step = 0.0625, end = 37;
  std::vector<double> draws, weights;
  double total = 0, mean = 0, variance = 0;
  for (double z = -end; z <= end; z += step) {
    draws.push_back(metalog_quantile(metalog, maths::normal_cdf(z), maths::normal_cdf(-z)));
    weights.push_back(maths::exp(-0.5 * z * z));
    total += weights.back();
  }
  for (std::size_t i = 0; i < draws.size(); ++i) mean += weights[i] / total * draws[i];
  for (std::size_t i = 0; i < draws.size(); ++i)
    variance += weights[i] / total * (draws[i] - mean) * (draws[i] - mean);
  return {mean, weight >= 0.475 ? kInfinity : std::sqrt(variance)};
}

}  // namespace landfall::random
