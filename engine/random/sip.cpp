#include "random/sip.hpp"

#include <algorithm>
#include <cmath>

namespace landfall::random {
namespace {

/// The metalog at u and v = 1 - u.
double value_at(const Metalog& metalog, double u, double v) {
  double x = 0;
  draw_metalog(metalog_terms(metalog.a), bounds_of(metalog.low, metalog.high), metalog.low,
               metalog.high, &u, &v, &x, 1);
  return x;
}

/// The least and the largest u.
Support reach_of_u(const Sip& sip) {
  if (!sip.array.empty()) {
    const auto [least, most] = std::minmax_element(sip.array.begin(), sip.array.end());
    return {*least, *most};
  }
  if (sip.weights.empty()) return {0x1p-33, 1 - 0x1p-33};
  return {maths::normal_cdf(-kSipScoreMax), 1 - maths::normal_cdf(-kSipScoreMax)};
}

}  // namespace

SipKernel sip_kernel(const Sip& sip) {
  SipKernel kernel{};
  if (!sip.streams.empty()) kernel.seeds = sip.streams.front();
  kernel.weights = sip.weights.empty() ? nullptr : sip.weights.data();
  kernel.weight_count = static_cast<int>(sip.weights.size());
  kernel.array = sip.array.empty() ? nullptr : sip.array.data();
  kernel.array_count = sip.array.size();
  kernel.has_metalog = sip.metalog.has_value();
  if (sip.metalog) {
    kernel.terms = metalog_terms(sip.metalog->a);
    kernel.bounds = bounds_of(sip.metalog->low, sip.metalog->high);
    kernel.low = sip.metalog->low;
    kernel.high = sip.metalog->high;
  }
  return kernel;
}

std::vector<double> sip_trials(const Sip& sip, std::uint64_t first_trial, int count) {
  const auto size = static_cast<std::size_t>(count);
  std::vector<double> u(size), v(size), x(size);
  std::vector<std::vector<double>> rows(sip.weights.size(), std::vector<double>(size));
  std::vector<const double*> scores;
  for (std::size_t j = 0; j < rows.size(); ++j) {
    hdr_scores(sip.streams[j], first_trial, u.data(), v.data(), rows[j].data(), count);
    scores.push_back(rows[j].data());
  }
  draw_sip(sip_kernel(sip), first_trial, scores.data(), u.data(), v.data(), x.data(), count);
  return x;
}

Support sip_support(const Sip& sip) {
  const Support of = reach_of_u(sip);
  if (!sip.metalog) return of;
  const double low_v = sip.weights.empty() ? 1 - of.low : 1 - maths::normal_cdf(-kSipScoreMax);
  const double high_v = sip.weights.empty() ? 1 - of.high : maths::normal_cdf(-kSipScoreMax);
  return {value_at(*sip.metalog, of.low, low_v), value_at(*sip.metalog, of.high, high_v)};
}

double sip_mean(const Sip& sip) {
  if (!sip.metalog) {
    double sum = 0;
    for (const double value : sip.array) sum += value;
    return sum / static_cast<double>(sip.array.size());
  }
  const Support all = sip_support(sip);
  if (all.low == all.high) return all.low;
  const double mean = metalog_moments(*sip.metalog).mean;
  return std::isfinite(mean) ? mean : value_at(*sip.metalog, 0.5, 0.5);
}

}  // namespace landfall::random
