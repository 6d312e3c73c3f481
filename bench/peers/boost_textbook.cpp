// The maghreb6x60 workload as a textbook would write it: one path at a time, Boost's random
// numbers.
//
// Six markets, sixty months, one distributor in each: the same model as
// scenarios/bench/maghreb6x60.toml. The figures are made up for timing; they say nothing of these
// countries.
//
// Usage: boost_textbook [PATHS [SEED]]       prints one line of JSON; seconds are of the simulation
// and its statistics, without the start of the program.
#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <numeric>
#include <vector>

#include <boost/random/exponential_distribution.hpp>
#include <boost/random/mersenne_twister.hpp>
#include <boost/random/normal_distribution.hpp>
#include <boost/random/triangle_distribution.hpp>

namespace {

constexpr int kMarkets = 6;
constexpr int kMonths = 60;
constexpr int kYears = kMonths / 12;
constexpr double kMonth = 1.0 / 12;
constexpr double kFxCorrelation = 0.4;
constexpr double kInsurance = 0.01;
constexpr double kMarkup = 0.25;
constexpr double kDiscount = 0.10;

struct Market {
  double size;           // units a year
  double fx_drift;       // a year
  double fx_volatility;  // a year
  double growth;         // a year
  double volatility;     // of demand, a year
  double duty;           // most favoured nation
  double preference;     // duty once the agreement is in force
  double vat;
  double agreements_per_year;
  double reference;  // EUR a unit on the shelf
};

constexpr std::array<Market, kMarkets> kMarket = {{
    {42e6, 0.00, 0.05, 0.03, 0.10, 0.40, 0.00, 0.20, 0.10, 19},   // Morocco
    {55e6, 0.03, 0.07, 0.02, 0.15, 0.30, 0.15, 0.19, 0.03, 19},   // Algeria
    {14e6, 0.04, 0.07, 0.02, 0.12, 0.36, 0.10, 0.19, 0.08, 19},   // Tunisia
    {120e6, 0.10, 0.20, 0.04, 0.18, 0.20, 0.05, 0.14, 0.12, 16},  // Egypt
    {3e6, 0.03, 0.08, 0.05, 0.20, 0.20, 0.10, 0.16, 0.05, 16},    // Mauritania
    {9e6, 0.02, 0.12, 0.01, 0.30, 0.05, 0.05, 0.00, 0.01, 14},    // Libya
}};

constexpr std::array<double, 12> kSeason = {0.9, 0.9, 1.0, 1.1, 1.0, 1.0,
                                            1.1, 1.2, 1.0, 0.9, 0.9, 1.0};

using Matrix = std::array<std::array<double, kMarkets>, kMarkets>;

/// Lower Cholesky factor of the matrix with ones on the diagonal and `common` elsewhere.
Matrix cholesky_of_common(double common) {
  Matrix factor{};
  for (int row = 0; row < kMarkets; ++row)
    for (int column = 0; column <= row; ++column) {
      double rest = row == column ? 1.0 : common;
      for (int k = 0; k < column; ++k) rest -= factor[row][k] * factor[column][k];
      factor[row][column] = row == column ? std::sqrt(rest) : rest / factor[column][column];
    }
  return factor;
}

/// What the terminal statistics need of every path.
struct Sample {
  std::vector<double> npv;
  std::array<double, kYears> revenue_by_year{};  // sums over paths
};

Sample simulate(int paths, std::uint32_t seed) {
  boost::random::mt19937 words(seed);
  boost::random::normal_distribution<double> normal;
  boost::random::triangle_distribution<double> price_law(8, 10, 13), freight_law(0.4, 0.6, 1.0);
  boost::random::triangle_distribution<double> innovation_law(0.01, 0.03, 0.06);
  boost::random::triangle_distribution<double> imitation_law(0.20, 0.38, 0.60);
  boost::random::triangle_distribution<double> ceiling_law(0.01, 0.03, 0.08);
  boost::random::triangle_distribution<double> elasticity_law(0.8, 1.4, 2.2);

  const Matrix factor = cholesky_of_common(kFxCorrelation);
  std::array<double, kMarkets> fx_drift, fx_step, demand_drift, demand_step;  // of one month
  for (int m = 0; m < kMarkets; ++m) {
    const Market& market = kMarket[m];
    fx_drift[m] = (market.fx_drift - market.fx_volatility * market.fx_volatility / 2) * kMonth;
    fx_step[m] = market.fx_volatility * std::sqrt(kMonth);
    demand_drift[m] = (market.growth - market.volatility * market.volatility / 2) * kMonth;
    demand_step[m] = market.volatility * std::sqrt(kMonth);
  }
  std::array<double, kMonths> discount;
  for (int month = 0; month < kMonths; ++month)
    discount[month] = std::pow(1 + kDiscount, -month * kMonth);

  Sample sample;
  sample.npv.resize(paths);
  for (int path = 0; path < paths; ++path) {
    const double price = price_law(words);
    const double freight = freight_law(words);
    std::array<double, kMarkets> innovation, imitation, ceiling, elasticity, agreement;
    std::array<double, kMarkets> log_fx{}, log_demand{}, uptake{};
    std::array<double, kMarkets>
        log_ratio;  // shelf over reference price, before duty and exchange rate
    for (int m = 0; m < kMarkets; ++m) {
      const Market& market = kMarket[m];
      innovation[m] = innovation_law(words);
      imitation[m] = imitation_law(words);
      ceiling[m] = ceiling_law(words);
      elasticity[m] = elasticity_law(words);
      agreement[m] =
          boost::random::exponential_distribution<double>(market.agreements_per_year)(words);
      log_ratio[m] = std::log((price * (1 + kInsurance) + freight) * (1 + market.vat) *
                              (1 + kMarkup) / market.reference);
    }

    double npv = 0;
    for (int month = 0; month < kMonths; ++month) {
      std::array<double, kMarkets> independent;
      for (double& z : independent) z = normal(words);
      double revenue = 0;
      for (int m = 0; m < kMarkets; ++m) {
        const Market& market = kMarket[m];
        double shock = 0;
        for (int k = 0; k <= m; ++k) shock += factor[m][k] * independent[k];
        log_fx[m] += fx_drift[m] + fx_step[m] * shock;
        log_demand[m] += demand_drift[m] + demand_step[m] * normal(words);
        uptake[m] += (innovation[m] + imitation[m] * uptake[m]) * (1 - uptake[m]) * kMonth;

        const double duty = month * kMonth >= agreement[m] ? market.preference : market.duty;
        const double log_price = log_ratio[m] + log_fx[m] + std::log(1 + duty);
        const double units = market.size * kMonth * kSeason[month % 12] * ceiling[m] * uptake[m] *
                             std::exp(log_demand[m] - elasticity[m] * log_price);
        revenue += units * price;
      }
      npv += revenue * discount[month];
      sample.revenue_by_year[month / 12] += revenue;
    }
    sample.npv[path] = npv;
  }
  return sample;
}

/// Hyndman and Fan's type 7, of a sorted sample.
double quantile(const std::vector<double>& sorted, double p) {
  const double at = p * (sorted.size() - 1);
  const std::size_t below = static_cast<std::size_t>(at);
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
}

}  // namespace

int main(int count, char** arguments) {
  const int paths = count > 1 ? std::atoi(arguments[1]) : 200'000;
  const std::uint32_t seed = count > 2 ? std::strtoul(arguments[2], nullptr, 10) : 5489u;
  if (paths < 20) {
    std::fprintf(stderr, "usage: boost_textbook [PATHS (at least 20) [SEED]]\n");
    return 2;
  }
  const auto begin = std::chrono::steady_clock::now();
  Sample sample = simulate(paths, seed);

  std::vector<double>& npv = sample.npv;
  const double mean = std::accumulate(npv.begin(), npv.end(), 0.0) / paths;
  double squares = 0;
  for (const double value : npv) squares += (value - mean) * (value - mean);
  std::sort(npv.begin(), npv.end());
  const int tail = paths / 20;
  const double shortfall = std::accumulate(npv.begin(), npv.begin() + tail, 0.0) / tail;
  const double sd = std::sqrt(squares / (paths - 1));
  const double p5 = quantile(npv, 0.05), p50 = quantile(npv, 0.50), p95 = quantile(npv, 0.95);
  const double seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();

  std::printf("{\"program\": \"boost_textbook\", \"seconds\": %.6f, \"paths\": %d, ", seconds,
              paths);
  std::printf(
      "\"mean\": %.8g, \"sd\": %.6g, \"p5\": %.6g, \"p50\": %.6g, \"p95\": %.6g, \"es5\": %.6g, ",
      mean, sd, p5, p50, p95, shortfall);
  std::printf("\"years\": [");
  for (int year = 0; year < kYears; ++year)
    std::printf("%s%.6g", year == 0 ? "" : ", ", sample.revenue_by_year[year] / paths);
  std::printf("]}\n");
}
