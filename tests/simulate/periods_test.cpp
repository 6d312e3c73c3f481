// Periods are computed four at a time. Horizons that fill no last four have the same outcomes as
// by hand: every number of this scenario is fixed, so each path is the one worked out here.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "support/simulated.hpp"

namespace landfall::test {
namespace {

// A sells from the first day; its landed cost, duty and reference price move. B signs after a year
// and a half, through two channels, and pays half a year after the invoice.
const std::string kYearly = R"(
schema = 1
[scenario]
name     = "Yearly"
currency = "EUR"
start    = 2026-01-01
years    = 5
step     = "year"
discount = 0.10
[product]
price      = 10
cost       = 6
incoterm   = "FOB"
escalation = 0.02
[market.A]
inflation = 0.01
[market.A.demand]
units_per_year = 1_000
growth         = 0.03
[market.A.response]
kind            = "elasticity"
elasticity      = 1.5
reference_price = 16
[market.A.tariff]
ad_valorem = 0.40
vat        = 0.20
[market.A.tariff.change.agreement]
ad_valorem = 0.10
starts     = 2029-01-01
[market.A.logistics]
freight = 0.5
[market.A.channel.distributor]
kind           = "distributor"
ceiling_share  = 0.5
uptake         = { bass = { p = 0.03, q = 0.4 } }
entry_cost     = 1_000
fixed_per_year = 50
[market.B]
[market.B.demand]
units_per_year = 400
[market.B.payment]
days          = 182.625
default_share = 0.05
recovery      = 0.2
[market.B.channel.distributor]
kind           = "distributor"
ceiling_share  = 0.3
months_to_sign = 18
uptake         = { ramp = { months = 24 } }
[market.B.channel.direct]
kind           = "distributor"
ceiling_share  = 0.1
months_to_sign = 18
)";

/// What the periods of the scenario come to.
struct ByHand {
  explicit ByHand(int years) {
    double cash = 0, low = 0, half_later = 0;
    int trough = 0, negative = -1;
    const auto move_cash = [&](int i, double outflow, double receipts) {
      const double need = cash - outflow;
      if (need < low) trough = i;
      low = std::min(low, need);
      cash = need + receipts;
      if (cash < 0) negative = i;
    };
    for (int i = 0; i < years; ++i) {
      const double escalation = std::exp(0.02 * i), price = 10 * escalation;
      const double bass = (uptake(i) + uptake(i + 1)) / 2;
      const double landed = (price + 0.5) * (1 + (i < 3 ? 0.4 : 0.1));
      const double response = std::pow(landed * 1.2 / (16 * std::exp(0.01 * i)), -1.5);
      const double demand = 1000 * std::exp(0.03 * (i + 1));
      const double units_a = std::min(demand, demand * 0.5 * bass * response);
      const double units_b = 400 * (0.3 * ramp(i) + 0.1 * std::clamp(i + 1 - 1.5, 0.0, 1.0));
      const double invoiced = price * (units_a + units_b);
      const double paid_a = price * units_a, paid_b = price * units_b * (1 - 0.05 * 0.8);
      const double outflow = 6 * escalation * (units_a + units_b) + 50 + (i == 0 ? 1000 : 0);
      by_year.push_back(invoiced);
      revenue += invoiced;
      revenue_b += price * units_b;
      margin += paid_a + paid_b - outflow;
      npv += std::pow(1.1, -i) * (paid_a + paid_b * std::pow(1.1, -0.5) - outflow);
      move_cash(i, outflow, paid_a + 0.5 * paid_b + half_later);
      half_later = 0.5 * paid_b;
      market_share = (units_a + units_b) / (demand + 400);
    }
    move_cash(years, 0, half_later);
    peak_funding = -low;
    payback = cash < 0 ? HUGE_VAL : 12 * (std::max(negative + 1, trough) + 1);
  }

  /// F of the Bass curve after so many years.
  static double uptake(double years) {
    const double w = std::exp(-0.43 * years);
    return (1 - w) / (1 + 0.4 / 0.03 * w);
  }

  /// Mean of the ramp over the part of a year after a year and a half, times that part.
  static double ramp(int year) {
    const double from = std::max(year - 1.5, 0.0), to = std::max(year + 1 - 1.5, 0.0);
    return (std::min(from / 2, 1.0) + std::min(to / 2, 1.0)) / 2 * (to - from);
  }

  std::vector<double> by_year;
  double revenue = 0, revenue_b = 0, margin = 0, npv = 0, peak_funding = 0, payback = 0,
         market_share = 0;
};

TEST(Periods, AnyNumberOfThemIsAsByHand) {
  for (int years = 1; years <= 9; ++years) {
    SCOPED_TRACE(std::to_string(years) + " years");
    const Rows rows = rows_of(kYearly, {"scenario.years=" + std::to_string(years)}, {0});
    const ByHand expected(years);
    const auto agrees = [&](const std::string& name, double value) {
      for (const double found : rows.at(name)) {
        if (found == value) continue;  // infinite, too
        ASSERT_NEAR(found, value, 1e-11 * std::max(1.0, std::abs(value))) << name;
      }
    };
    for (int i = 0; i < years; ++i) {
      const double value = expected.by_year[static_cast<std::size_t>(i)];
      agrees("revenue.year_" + std::to_string(i + 1), value);
      agrees("revenue@" + std::to_string(2026 + i) + "-01", value);
    }
    agrees("revenue", expected.revenue);
    agrees("revenue.B", expected.revenue_b);
    agrees("margin", expected.margin);
    agrees("npv", expected.npv);
    agrees("peak_funding", expected.peak_funding);
    agrees("payback_months", expected.payback);
    agrees("market_share", expected.market_share);
  }
}

}  // namespace
}  // namespace landfall::test
