// The maghreb6x60 workload in QuantLib: exchange rates and demands as an array of correlated
// processes, a MultiPathGenerator, and a pricer that turns each multipath into money.
//
// Six markets, sixty months, one distributor in each: the same model as
// scenarios/bench/maghreb6x60.toml. The figures are made up for timing; they say nothing of these
// countries.
//
// Usage: quantlib_multipath [PATHS [SEED]]   prints one line of JSON; seconds are of the simulation
// and its statistics, without the start of the program.
#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <numeric>
#include <vector>

#include <ql/math/randomnumbers/mt19937uniformrng.hpp>
#include <ql/math/randomnumbers/rngtraits.hpp>
#include <ql/math/statistics/generalstatistics.hpp>
#include <ql/methods/montecarlo/multipathgenerator.hpp>
#include <ql/processes/stochasticprocessarray.hpp>

namespace {

using QuantLib::Real, QuantLib::Size, QuantLib::Time;

constexpr Size kMarkets = 6;
constexpr Size kMonths = 60;
constexpr Size kYears = kMonths / 12;
constexpr Real kMonth = 1.0 / 12;

struct Market {
  Real size;           // units a year
  Real fx_drift;       // a year
  Real fx_volatility;  // a year
  Real growth;         // a year
  Real volatility;     // of demand, a year
  Real duty;           // most favoured nation
  Real preference;     // duty once the agreement is in force
  Real vat;
  Real agreements_per_year;
  Real reference;  // EUR a unit on the shelf
};

constexpr std::array<Market, kMarkets> kMarket = {{
    {42e6, 0.00, 0.05, 0.03, 0.10, 0.40, 0.00, 0.20, 0.10, 19},   // Morocco
    {55e6, 0.03, 0.07, 0.02, 0.15, 0.30, 0.15, 0.19, 0.03, 19},   // Algeria
    {14e6, 0.04, 0.07, 0.02, 0.12, 0.36, 0.10, 0.19, 0.08, 19},   // Tunisia
    {120e6, 0.10, 0.20, 0.04, 0.18, 0.20, 0.05, 0.14, 0.12, 16},  // Egypt
    {3e6, 0.03, 0.08, 0.05, 0.20, 0.20, 0.10, 0.16, 0.05, 16},    // Mauritania
    {9e6, 0.02, 0.12, 0.01, 0.30, 0.05, 0.05, 0.00, 0.01, 14},    // Libya
}};

constexpr std::array<Real, 12> kSeason = {0.9, 0.9, 1.0, 1.1, 1.0, 1.0,
                                          1.1, 1.2, 1.0, 0.9, 0.9, 1.0};

/// The logarithm of a geometric Brownian motion that starts at 1: exact steps, no exp a step.
class LogBrownianMotion final : public QuantLib::StochasticProcess1D {
 public:
  LogBrownianMotion(Real drift, Real volatility)
      : move_(drift - volatility * volatility / 2), volatility_(volatility) {}
  Real x0() const override { return 0; }
  Real drift(Time, Real) const override { return move_; }
  Real diffusion(Time, Real) const override { return volatility_; }
  Real evolve(Time, Real x, Time dt, Real dw) const override {
    return x + move_ * dt + volatility_ * std::sqrt(dt) * dw;
  }

 private:
  Real move_, volatility_;
};

/// Six exchange rates with a correlation of 0.4 among them, then six independent demands.
QuantLib::ext::shared_ptr<QuantLib::StochasticProcess> rates_and_demands() {
  std::vector<QuantLib::ext::shared_ptr<QuantLib::StochasticProcess1D>> processes;
  for (const Market& market : kMarket)
    processes.push_back(
        QuantLib::ext::make_shared<LogBrownianMotion>(market.fx_drift, market.fx_volatility));
  for (const Market& market : kMarket)
    processes.push_back(
        QuantLib::ext::make_shared<LogBrownianMotion>(market.growth, market.volatility));
  QuantLib::Matrix correlation(2 * kMarkets, 2 * kMarkets, 0.0);
  for (Size i = 0; i < kMarkets; ++i)
    for (Size j = 0; j < kMarkets; ++j) correlation[i][j] = 0.4;
  for (Size i = 0; i < 2 * kMarkets; ++i) correlation[i][i] = 1;
  return QuantLib::ext::make_shared<QuantLib::StochasticProcessArray>(processes, correlation);
}

/// Discounted revenue of a multipath; what is drawn once a path comes from its own generator.
class EntryPricer {
 public:
  explicit EntryPricer(unsigned long seed) : words_(seed) {
    for (Size month = 0; month < kMonths; ++month)
      discount_[month] = std::pow(1.10, -static_cast<Real>(month) * kMonth);
  }

  Real operator()(const QuantLib::MultiPath& path) {
    const Real price = triangular(8, 10, 13);
    const Real freight = triangular(0.4, 0.6, 1.0);
    std::array<Real, kMonths> units{};
    const Real insured = price * 1.01 + freight;
    for (Size m = 0; m < kMarkets; ++m)
      add_units(kMarket[m], path[m], path[kMarkets + m], insured, units);
    Real npv = 0;
    for (Size month = 0; month < kMonths; ++month) {
      const Real revenue = units[month] * price;
      npv += revenue * discount_[month];
      revenue_by_year_[month / 12] += revenue;
    }
    return npv;
  }

  const std::array<Real, kYears>& revenue_by_year() const { return revenue_by_year_; }

 private:
  void add_units(const Market& market, const QuantLib::Path& log_fx,
                 const QuantLib::Path& log_demand, Real customs_value,
                 std::array<Real, kMonths>& units) {
    const Real p = triangular(0.01, 0.03, 0.06);
    const Real q = triangular(0.20, 0.38, 0.60);
    const Real ceiling = triangular(0.01, 0.03, 0.08);
    const Real elasticity = triangular(0.8, 1.4, 2.2);
    const Real agreement = -std::log(words_.nextReal()) / market.agreements_per_year;
    const Real log_ratio = std::log(customs_value * (1 + market.vat) * 1.25 / market.reference);
    const Real log_mfn = log_ratio + std::log1p(market.duty);
    const Real log_preferred = log_ratio + std::log1p(market.preference);
    Real uptake = 0;
    for (Size month = 0; month < kMonths; ++month) {
      uptake += (p + q * uptake) * (1 - uptake) * kMonth;
      const Real log_duty_paid =
          static_cast<Real>(month) * kMonth >= agreement ? log_preferred : log_mfn;
      const Real log_price = log_duty_paid + log_fx[month + 1];
      units[month] += market.size * kMonth * kSeason[month % 12] * ceiling * uptake *
                      std::exp(log_demand[month + 1] - elasticity * log_price);
    }
  }

  Real triangular(Real low, Real mode, Real high) {
    const Real u = words_.nextReal();
    return u < (mode - low) / (high - low)
               ? low + std::sqrt(u * (high - low) * (mode - low))
               : high - std::sqrt((1 - u) * (high - low) * (high - mode));
  }

  QuantLib::MersenneTwisterUniformRng words_;
  std::array<Real, kMonths> discount_;
  std::array<Real, kYears> revenue_by_year_{};  // sums over paths
};

}  // namespace

int main(int count, char** arguments) {
  const int paths = count > 1 ? std::atoi(arguments[1]) : 20'000;
  const unsigned long seed = count > 2 ? std::strtoul(arguments[2], nullptr, 10) : 42;
  if (paths < 20) {
    std::fprintf(stderr, "usage: quantlib_multipath [PATHS (at least 20) [SEED]]\n");
    return 2;
  }
  const auto begin = std::chrono::steady_clock::now();
  const auto process = rates_and_demands();
  QuantLib::MultiPathGenerator<QuantLib::PseudoRandom::rsg_type> generator(
      process, QuantLib::TimeGrid(kMonths * kMonth, kMonths),
      QuantLib::PseudoRandom::make_sequence_generator(process->factors() * kMonths, seed));
  EntryPricer price_entry(seed + 1);
  QuantLib::GeneralStatistics npv;
  npv.reserve(static_cast<Size>(paths));
  for (int path = 0; path < paths; ++path) npv.add(price_entry(generator.next().value));

  npv.sort();
  const Real mean = npv.mean(), sd = npv.standardDeviation();
  const Real p5 = npv.percentile(0.05), p50 = npv.percentile(0.50), p95 = npv.percentile(0.95);
  Real shortfall = 0;
  for (int i = 0; i < paths / 20; ++i) shortfall += npv.data()[static_cast<Size>(i)].first;
  shortfall /= paths / 20;
  const double seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();

  std::printf("{\"program\": \"quantlib_multipath\", \"seconds\": %.6f, \"paths\": %d, ", seconds,
              paths);
  std::printf(
      "\"mean\": %.8g, \"sd\": %.6g, \"p5\": %.6g, \"p50\": %.6g, \"p95\": %.6g, \"es5\": %.6g, ",
      mean, sd, p5, p50, p95, shortfall);
  std::printf("\"years\": [");
  for (Size year = 0; year < kYears; ++year)
    std::printf("%s%.6g", year == 0 ? "" : ", ", price_entry.revenue_by_year()[year] / paths);
  std::printf("]}\n");
}
