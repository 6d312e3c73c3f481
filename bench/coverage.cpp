#include "coverage.hpp"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <functional>
#include <mutex>
#include <thread>

#include "base/contract.hpp"
#include "base/lanes.hpp"
#include "maths/exp.hpp"
#include "random/normals.hpp"
#include "random/philox.hpp"
#include "random/stream.hpp"
#include "random/uniform.hpp"
#include "summary/paired.hpp"
#include "summary/summariser.hpp"

namespace landfall::coverage {
namespace {

constexpr double kTail = 0.05, kRareShare = 0.001, kShare = 0.1;
constexpr double kSigma = 0.5, kHeavySigma = 1;
constexpr double kZeroShare = 0.2;
constexpr double kLowShare = 0.75;  // of the mixture's lower part
constexpr double kCount = 12, kRivalCount = 13;
constexpr double kNormalQuantile = 1.959963984540054;  // of 97.5 %

double phi(double z) {
  return std::exp(-0.5 * z * z) / std::sqrt(2 * 3.141592653589793);
}
double Phi(double z) {
  return 0.5 * std::erfc(-z / std::sqrt(2.0));
}

/// Where an increasing function passes `level`.
double solve(const std::function<double(double)>& f, double level, double low, double high) {
  for (int i = 0; i < 200; ++i) {
    const double middle = 0.5 * (low + high);
    (f(middle) < level ? low : high) = middle;
  }
  return 0.5 * (low + high);
}

struct Normal {
  double weight, mean, sd;
};

/// A mixture of normal distributions: every statistic by its parts.
Truth truth_of_normals(const std::vector<Normal>& parts) {
  const auto cdf = [&](double x) {
    double sum = 0;
    for (const Normal& one : parts) sum += one.weight * Phi((x - one.mean) / one.sd);
    return sum;
  };
  const auto mean_below = [&](double x) {  // E[X; X <= x]
    double sum = 0;
    for (const Normal& one : parts) {
      const double z = (x - one.mean) / one.sd;
      sum += one.weight * (one.mean * Phi(z) - one.sd * phi(z));
    }
    return sum;
  };
  const auto quantile = [&](double p) { return solve(cdf, p, -100, 100); };
  Truth truth{};
  double square = 0;
  for (const Normal& one : parts) {
    truth.mean += one.weight * one.mean;
    square += one.weight * (one.mean * one.mean + one.sd * one.sd);
  }
  truth.sd = std::sqrt(square - truth.mean * truth.mean);
  truth.p5 = quantile(0.05);
  truth.p50 = quantile(0.5);
  truth.p95 = quantile(0.95);
  truth.shortfall_lower = mean_below(truth.p5) / kTail;
  truth.shortfall_upper = (truth.mean - mean_below(truth.p95)) / kTail;
  truth.threshold = quantile(1 - kShare);
  truth.probability = kShare;
  truth.rare_threshold = quantile(1 - kRareShare);
  truth.rare_probability = kRareShare;
  return truth;
}

/// 0 with probability `zero`, else e^(sigma Z).
Truth truth_of_lognormal(double zero, double sigma) {
  const double rest = 1 - zero;
  const auto score = [&](double p) { return solve(Phi, (p - zero) / rest, -40, 40); };
  const auto quantile = [&](double p) { return p <= zero ? 0 : std::exp(sigma * score(p)); };
  const double mean = std::exp(0.5 * sigma * sigma);
  const auto mean_below = [&](double p) {  // of the lowest p
    return p <= zero ? 0 : rest * mean * Phi(score(p) - sigma);
  };
  Truth truth{};
  truth.mean = rest * mean;
  truth.sd = std::sqrt(rest * std::exp(2 * sigma * sigma) - truth.mean * truth.mean);
  truth.p5 = quantile(0.05);
  truth.p50 = quantile(0.5);
  truth.p95 = quantile(0.95);
  truth.shortfall_lower = mean_below(kTail) / kTail;
  truth.shortfall_upper = (truth.mean - mean_below(1 - kTail)) / kTail;
  truth.threshold = quantile(1 - kShare);
  truth.probability = kShare;
  truth.rare_threshold = quantile(1 - kRareShare);
  truth.rare_probability = kRareShare;
  return truth;
}

/// P(N <= k) of a Poisson count, k = 0, 1, ...
std::vector<double> poisson_cdf(double mean) {
  std::vector<double> through;
  double chance = std::exp(-mean), sum = chance;
  for (int k = 0; k < 80; ++k) {
    through.push_back(sum);
    chance *= mean / (k + 1);
    sum += chance;
  }
  return through;
}

double count_at(const std::vector<double>& through, double u) {
  std::size_t k = 0;
  while (k + 1 < through.size() && u > through[k]) ++k;
  return static_cast<double>(k);
}

Truth truth_of_counts() {
  const std::vector<double> through = poisson_cdf(kCount);
  const auto quantile = [&](double p) { return count_at(through, p); };
  // Mean of the lowest p: whole counts, and of the last one what is left.
  const auto mean_below = [&](double p) {
    double sum = 0, before = 0;
    for (std::size_t k = 0; k < through.size() && before < p; ++k) {
      sum += static_cast<double>(k) * (std::min(p, through[k]) - before);
      before = through[k];
    }
    return sum;
  };
  const auto above = [&](double k) { return 1 - through[static_cast<std::size_t>(k)]; };
  Truth truth{};
  truth.mean = kCount;
  truth.sd = std::sqrt(kCount);
  truth.p5 = quantile(0.05);
  truth.p50 = quantile(0.5);
  truth.p95 = quantile(0.95);
  truth.shortfall_lower = mean_below(kTail) / kTail;
  truth.shortfall_upper = (kCount - mean_below(1 - kTail)) / kTail;
  truth.threshold = quantile(1 - kShare);
  truth.probability = above(truth.threshold);
  truth.rare_threshold = quantile(1 - kRareShare);
  truth.rare_probability = above(truth.rare_threshold);
  return truth;
}

// The rival of most outcomes: 1.05 times as large and 0.1 more, of scores that are correlated 0.9.
constexpr double kRivalTimes = 1.05, kRivalPlus = 0.1, kCorrelation = 0.9;

double value_of(Kind kind, double z, double u) {
  switch (kind) {
    case Kind::normal:
      return 1 + 2 * z;
    case Kind::lognormal:
      return maths::exp(kSigma * z);
    case Kind::heavy_lognormal:
      return maths::exp(kHeavySigma * z);
    case Kind::mixture:
      return u < kLowShare ? 2 + z : 8 + 2 * z;
    case Kind::zero_or_lognormal:
      return u < kZeroShare ? 0 : maths::exp(kSigma * z);
    case Kind::counts:
      break;
  }
  static const std::vector<double> through = poisson_cdf(kCount);
  return count_at(through, u);
}

double rival_of(Kind kind, double z, double u) {
  static const std::vector<double> through = poisson_cdf(kRivalCount);
  if (kind == Kind::counts) return count_at(through, u);
  return kRivalTimes * value_of(kind, z, u) + kRivalPlus;
}

bool holds(double truth, const summary::Estimate& estimate) {
  return estimate.exists() && std::abs(estimate.value - truth) <= kNormalQuantile * estimate.error;
}

bool holds(double truth, const summary::MetricSummary& metric, double level) {
  for (const summary::Percentile& each : metric.percentiles)
    if (each.level == level)
      return each.estimate.exists() && each.estimate.low <= truth && truth <= each.estimate.high;
  return false;
}

/// The plan of one outcome: twice the same, with either tail the bad one.
summary::Plan plan_of(const Truth& truth, const Ask& ask, bool exact) {
  summary::Plan plan{.paths = ask.paths};
  plan.metrics.push_back({.name = "lower", .thresholds = {truth.threshold, truth.rare_threshold}});
  plan.metrics.push_back({.name = "upper", .tail = summary::Tail::upper});
  if (!exact) plan.exact_values_max = 0;
  return plan;
}

/// The outcome and its rival of every path.
struct Draws {
  std::vector<double> outcome, rival;
};

Draws draws_of(Kind kind, std::uint64_t seed, std::uint64_t paths) {
  Draws draws{std::vector<double>(paths), std::vector<double>(paths)};
  for (std::uint64_t path = 0; path < paths; path += kLanes)
    draw(kind, seed, path, static_cast<int>(std::min<std::uint64_t>(kLanes, paths - path)),
         &draws.outcome[path], &draws.rival[path]);
  return draws;
}

/// Whether each interval of one replication holds the truth.
void replicate(const Ask& ask, const Truth& truth, const Draws& draws, Row& row) {
  summary::Plan plan = plan_of(truth, ask, row.exact);
  const double *outcome = draws.outcome.data(), *rival = draws.rival.data();
  plan.centres.assign(2, summary::block_mean(outcome, kLanes));
  auto store = summary::make_value_store(plan);
  summary::Summariser summariser(plan, store ? &*store : nullptr);
  summary::PairedSummariser paired({}, summary::paired_centre(outcome, rival, kLanes));
  for (std::uint64_t path = 0; path < ask.paths; path += kLanes) {
    const int count = static_cast<int>(std::min<std::uint64_t>(kLanes, ask.paths - path));
    const double* rows[] = {outcome + path, outcome + path};
    summariser.add_block(path, count, rows, nullptr, nullptr);
    paired.add_block(outcome + path, rival + path, count);
  }
  const summary::Summary summary = summariser.finish();
  const summary::MetricSummary& metric = summary.metrics[0];
  const bool held[] = {holds(truth.mean, metric.mean),
                       holds(truth.sd, metric.sd),
                       holds(truth.p5, metric, 5),
                       holds(truth.p50, metric, 50),
                       holds(truth.p95, metric, 95),
                       holds(truth.shortfall_lower, metric.expected_shortfall),
                       holds(truth.shortfall_upper, summary.metrics[1].expected_shortfall),
                       holds(truth.probability, metric.probability_above[0].probability),
                       holds(truth.rare_probability, metric.probability_above[1].probability),
                       holds(truth.mean_difference, paired.finish().mean_difference)};
  for (std::size_t i = 0; i < kStatistics.size(); ++i) row.covered[i] += held[i] ? 1 : 0;
}

}  // namespace

Named named(Kind kind) {
  switch (kind) {
    case Kind::normal:
      return {"normal", "1 + 2 Z", false};
    case Kind::lognormal:
      return {"lognormal", "exp(0.5 Z)", false};
    case Kind::heavy_lognormal:
      return {"heavy lognormal", "exp(Z)", false};
    case Kind::mixture:
      return {"mixture", "2 + Z in 75 %, 8 + 2 Z in 25 %", false};
    case Kind::counts:
      return {"counts", "Poisson, mean 12", true};
    case Kind::zero_or_lognormal:
      break;
  }
  return {"zero or lognormal", "0 in 20 %, exp(0.5 Z) in 80 %", true};
}

Truth truth_of(Kind kind) {
  Truth truth = kind == Kind::normal ? truth_of_normals({{1, 1, 2}})
                : kind == Kind::mixture
                    ? truth_of_normals({{kLowShare, 2, 1}, {1 - kLowShare, 8, 2}})
                : kind == Kind::counts          ? truth_of_counts()
                : kind == Kind::lognormal       ? truth_of_lognormal(0, kSigma)
                : kind == Kind::heavy_lognormal ? truth_of_lognormal(0, kHeavySigma)
                                                : truth_of_lognormal(kZeroShare, kSigma);
  truth.mean_difference =
      kind == Kind::counts ? kCount - kRivalCount : (1 - kRivalTimes) * truth.mean - kRivalPlus;
  return truth;
}

void draw(Kind kind, std::uint64_t seed, std::uint64_t first_path, int count, double* row,
          double* rival) {
  const std::uint64_t key = random::stream_key(seed, named(kind).name, random::Role::value);
  std::uint32_t words[4 * kLanes];
  double z[kLanes], other[kLanes], u[kLanes];
  random::philox_rows(key, first_path, 0, 0, count, words);
  random::box_muller(words, words + count, count, z, other);
  random::unit_from_word(words + 2 * count, u, count);
  const double rest = std::sqrt(1 - kCorrelation * kCorrelation);
  for (int lane = 0; lane < count; ++lane) {
    row[lane] = value_of(kind, z[lane], u[lane]);
    rival[lane] = rival_of(kind, kCorrelation * z[lane] + rest * other[lane], u[lane]);
  }
}

std::vector<Row> measure(const Ask& ask) {
  EXPECTS(ask.paths >= kLanes);
  std::vector<Row> rows;
  for (const Kind kind : ask.kinds) {
    const Truth truth = truth_of(kind);
    std::vector<Row> of_kind = {{.kind = kind, .exact = true}};
    if (ask.counted_too) of_kind.push_back({.kind = kind, .exact = false});
    const std::vector<Row> none = of_kind;
    std::atomic<std::uint64_t> next = 0;
    std::mutex mutex;
    const auto work = [&] {
      std::vector<Row> mine = none;
      for (std::uint64_t i = next++; i < ask.replications; i = next++) {
        const Draws draws = draws_of(kind, ask.seed + i, ask.paths);
        for (Row& row : mine) replicate(ask, truth, draws, row);
      }
      const std::lock_guard lock(mutex);
      for (std::size_t row = 0; row < mine.size(); ++row)
        for (std::size_t i = 0; i < kStatistics.size(); ++i)
          of_kind[row].covered[i] += mine[row].covered[i];
    };
    std::vector<std::thread> others;
    for (int i = 1; i < ask.threads; ++i) others.emplace_back(work);
    work();
    for (std::thread& other : others) other.join();
    rows.insert(rows.end(), of_kind.begin(), of_kind.end());
  }
  return rows;
}

}  // namespace landfall::coverage
