#include "simulate/sip_outcomes.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/contract.hpp"
#include "base/sha256.hpp"
#include "maths/normal_quantile.hpp"

namespace landfall::simulate {
namespace {

using random::Metalog;
using random::Percentile;
constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr std::size_t kFitPoints = 200;
constexpr int kTermsMax = 10;
constexpr double kShrink = 0.9999;
constexpr double kReach = 5;
constexpr double kRoom = 2;  // an upper bound, in largest values

bool is_value(double value) {
  return value - value == 0;
}

/// Whether no value of the metric is below 0.
bool is_bounded(const std::string& metric) {
  return metric != "npv" && metric != "margin";
}

/// A seed from 1 to 2^24, the same for the same words.
std::uint64_t seed_of(const std::string& words) {
  std::uint64_t seed = 0;
  for (const char digit : sha256_hex(words).substr(0, 6))
    seed = 16 * seed + static_cast<std::uint64_t>(digit <= '9' ? digit - '0' : digit - 'a' + 10);
  return seed + 1;
}

/// Distinct values above `low` at their mean ranks, spread evenly.
std::vector<Percentile> points_of(const std::vector<double>& sorted, double low) {
  std::vector<Percentile> points;
  const auto count = static_cast<double>(sorted.size());
  const std::size_t wanted = std::min(kFitPoints, sorted.size());
  for (std::size_t k = 0; k < wanted; ++k) {
    const double x = sorted[(2 * k + 1) * sorted.size() / (2 * wanted)];
    if (!(x > low) || (!points.empty() && x <= points.back().x)) continue;
    const auto [first, last] = std::equal_range(sorted.begin(), sorted.end(), x);
    points.push_back(
        {static_cast<double>((first - sorted.begin()) + (last - sorted.begin())) / (2 * count), x});
  }
  return points;
}

struct Fit {
  Metalog metalog;
  double error = 1;
};

double distance(const Metalog& metalog, const std::vector<Percentile>& points) {
  double most = 0;
  for (const Percentile& point : points)
    most = std::max(most, std::fabs(random::metalog_tails(metalog, point.x).lower - point.p));
  return most;
}

/// Whether no trial of any stream lies further beyond the values than kReach times their range.
bool stays_near(const Metalog& metalog, const std::vector<double>& sorted) {
  constexpr double kLeast = 0x1p-33;  // the least u of a stream
  const double reach = kReach * (sorted.back() - sorted.front());
  return random::metalog_quantile(metalog, kLeast, 1 - kLeast) >= sorted.front() - reach &&
         random::metalog_quantile(metalog, 1 - kLeast, kLeast) <= sorted.back() + reach;
}

/// Make `best` the best of the metalogs between two bounds.
void improve(Fit& best, const std::vector<double>& sorted, const std::vector<Percentile>& points,
             double low, double high) {
  const int most = std::min(kTermsMax, static_cast<int>(points.size()));
  for (int terms = 2; terms <= most; ++terms) {
    const auto metalog = random::metalog_from_percentiles(points, terms, low, high);
    if (!metalog || !random::is_feasible(*metalog) || !stays_near(*metalog, sorted)) continue;
    const double error = distance(*metalog, points);
    if (error < 0.9 * best.error) best = {*metalog, error};
  }
}

Fit fit(const std::vector<double>& sorted, bool is_bounded) {
  Fit best{{{sorted[sorted.size() / 2], 0}}, sorted.front() == sorted.back() ? 0.0 : 1.0};
  if (!is_bounded) {
    improve(best, sorted, points_of(sorted, -kInfinity), -kInfinity, kInfinity);
    return best;
  }
  const std::vector<Percentile> points = points_of(sorted, 0);
  improve(best, sorted, points, 0, kInfinity);
  if (sorted.back() > 0) improve(best, sorted, points, 0, kRoom * sorted.back());
  return best;
}

/// Normal scores of mean ranks; what has no value ranks last.
std::vector<double> scores_of(const std::vector<double>& values) {
  std::vector<double> ranked(values.size());
  std::transform(values.begin(), values.end(), ranked.begin(),
                 [](double value) { return is_value(value) ? value : kInfinity; });
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return ranked[a] < ranked[b] || (ranked[a] == ranked[b] && a < b);
  });
  std::vector<double> scores(values.size());
  const auto count = static_cast<double>(values.size());
  for (std::size_t first = 0, last = 0; first < order.size(); first = last) {
    while (last < order.size() && ranked[order[last]] == ranked[order[first]]) ++last;
    const double y = static_cast<double>(first + last) / (2 * count);
    for (std::size_t i = first; i < last; ++i) scores[order[i]] = maths::normal_quantile(y, 1 - y);
  }
  return scores;
}

double product(const std::vector<double>& one, const std::vector<double>& other) {
  double sum = 0;
  for (std::size_t i = 0; i < one.size(); ++i) sum += one[i] * other[i];
  return sum;
}

/// The correlation of two rows of scores; 0 where one of them never varies.
double correlation(const std::vector<double>& one, const std::vector<double>& other) {
  const double size = std::sqrt(product(one, one) * product(other, other));
  return size > 0 ? std::round(1e6 * kShrink * product(one, other) / size) / 1e6 : 0;
}

std::vector<double> values_of(const std::vector<double>& all) {
  std::vector<double> finite;
  std::copy_if(all.begin(), all.end(), std::back_inserter(finite), is_value);
  return finite;
}

std::vector<std::pair<std::string, double>> metadata_of(const std::vector<double>& finite,
                                                        const std::vector<double>& sorted,
                                                        std::size_t paths) {
  const auto count = static_cast<double>(sorted.size());
  std::vector<std::pair<std::string, double>> all = {
      {"count", count}, {"mean", std::accumulate(finite.begin(), finite.end(), 0.0) / count}};
  for (const auto& [label, percent] : {std::pair{"P00", 0},
                                       {"P05", 5},
                                       {"P25", 25},
                                       {"P50", 50},
                                       {"P75", 75},
                                       {"P95", 95},
                                       {"P100", 100}}) {
    const double at = (count - 1) * percent / 100;  // type 7 of Hyndman & Fan 1996
    const auto below = static_cast<std::size_t>(at);
    const std::size_t above = std::min(below + 1, sorted.size() - 1);
    const double part = at - static_cast<double>(below);
    all.emplace_back(label, sorted[below] + part * (sorted[above] - sorted[below]));
  }
  if (sorted.size() < paths) all.emplace_back("never", 1 - count / static_cast<double>(paths));
  return all;
}

}  // namespace

SipOutcomes fitted_sips(const OutcomeTrials& outcomes, const std::string& name,
                        const std::string& provenance) {
  SipOutcomes out{{.name = name, .provenance = provenance}, {}};
  scenario::SipLibrary& library = out.library;
  scenario::SipCopula copula{.name = "Gaussian"};
  std::vector<std::vector<double>> scores;
  for (std::size_t i = 0; i < outcomes.metrics.size(); ++i) {
    const std::string& metric = outcomes.metrics[i].name;
    const std::vector<double>& values = outcomes.values[i];
    const std::vector<double> finite = values_of(values);
    if (finite.empty()) {
      out.left_out.push_back(metric);
      continue;
    }
    std::vector<double> sorted = finite;
    std::sort(sorted.begin(), sorted.end());
    const Fit found = fit(sorted, is_bounded(metric));
    const std::string number = std::to_string(library.sips.size() + 1);
    random::HdrSeeds seeds{seed_of(metric), seed_of(name), 0, 0};
    for (const scenario::SipStream& other : library.streams)
      if (other.seeds.variable == seeds.variable) ++seeds.variable;
    library.streams.push_back({"hdr" + number, seeds});
    scenario::SipEntry entry{.name = metric, .metalog = found.metalog};
    entry.metadata = metadata_of(finite, sorted, values.size());
    entry.metadata.emplace_back("fit_error", found.error);
    if (found.metalog.a.size() == 2 && found.metalog.a[1] == 0) {
      entry.stream = "hdr" + number;
    } else {
      entry.layer = "c" + number;
      copula.streams.push_back("hdr" + number);
      copula.layers.push_back(entry.layer);
      copula.rows.push_back(metric);
      scores.push_back(scores_of(values));
    }
    library.sips.push_back(std::move(entry));
  }
  for (std::size_t row = 0; row < scores.size(); ++row)
    for (std::size_t column = 0; column < scores.size(); ++column)
      copula.correlations.push_back(row == column ? 1 : correlation(scores[row], scores[column]));
  if (!copula.streams.empty()) library.copula = std::move(copula);
  return out;
}

SipOutcomes stored_sips(const OutcomeTrials& outcomes, const std::string& name,
                        const std::string& provenance) {
  SipOutcomes out{{.name = name, .provenance = provenance}, {}};
  for (std::size_t i = 0; i < outcomes.metrics.size(); ++i) {
    const std::vector<double>& values = outcomes.values[i];
    if (!std::all_of(values.begin(), values.end(), is_value)) {
      out.left_out.push_back(outcomes.metrics[i].name);
      continue;
    }
    std::vector<double> sorted = values;
    std::sort(sorted.begin(), sorted.end());
    scenario::SipEntry entry{.name = outcomes.metrics[i].name, .trials = values};
    entry.metadata = metadata_of(values, sorted, values.size());
    out.library.sips.push_back(std::move(entry));
  }
  return out;
}

}  // namespace landfall::simulate
