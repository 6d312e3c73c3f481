// A scenario with everything in it, one with the least, and how tests look into them.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "scenario/scenario.hpp"

namespace landfall::scenario {

inline constexpr const char* kFull = R"(schema = 1

[scenario]
name = "Olives"
sector = "food"
currency = "EUR"
start = 2026-04-01
years = 4
step = "quarter"
discount = { value = 0.12, source = "board" }

[simulation]
paths = 50_000
seed = 7
sampler = "independent"

[report.thresholds]
npv = [0, 1_000]
revenue.MA.distributor = 5

[fx.MAD]
per = "EUR"
source = "central bank"
[fx.MAD.process.gbm]
start = 10.8
drift = { normal = [0.01, 0.005] }
volatility = { value = 0.05, assumption = "measured" }

[fx.USD]
per = "EUR"
process = { mean_reverting = { start = 1.1, level = 1.15, speed = 0.5, volatility = 0.08 } }

[fx.TND]
per = "EUR"
process = { fixed = { 2030 = 3.8, 2026 = 3.4, 2027 = 3.5, 2028 = 3.6, 2029 = 3.7 } }

[shared]
assumption = "the firm"
freight = { triangular = [0.1, 0.2, 0.6], currency = "USD" }
rate = { value = 0.02, source = "insurer" }

[product]
name = "Green olives"
hs = "2005.70"
hs_vintage = 2022
unit = "kg"
currency = "USD"
incoterm = "FOB"
escalation = 0.015
capacity_units_per_year = 900_000
assumption = "list price"

[product.price]
lognormal = { p10 = 3, p90 = 5 }
min = 2

[product.cost]
normal = [2, 0.25]
min = 0
source = "works"

[correlation.costs]
of = ["product.price", "product.cost"]
common = 0.5

[market.MA]
name = "Morocco"
currency = "MAD"
enter = 2026-05-02
inflation = 0.03

[market.MA.demand]
units_per_year = { lognormal = { mean = 4, sd = 3 } }
year = 2024
growth = 0.02
volatility = 0.06
seasonality = [0.95, 1.15, 1.20, 1.00, 0.95, 0.95, 1.00, 1.00, 0.95, 0.95, 0.95, 0.95]

[market.MA.response]
kind = "elasticity"
elasticity = 1.4
reference_price = 80

[market.MA.tariff]
ad_valorem = 0.25
specific = 0.1
vat = 0.2
levies = { port = 0.01, parafiscal = 0.0025 }
[market.MA.tariff.change.quota]
specific = 0
starts_after_years = { exponential = { rate = 0.25 } }
[market.MA.tariff.change.agreement]
ad_valorem = 0
levies = { port = 0 }
probability = 0.3
starts = 2027-04-01
utilisation = 0.8

[market.MA.logistics]
freight = { from = "shared.freight", times = 1.1, plus = 0.05 }
insurance = { from = "shared.rate" }
carriage = 0.06
inland = 0.2
lead_time_days = 30

[market.MA.access]
registration_months = 6
approval_chance = 0.9

[market.MA.payment]
days = 90
default_share = 0.02
recovery = 0.4
cover = 0.8
premium = 0.003

[market.MA.channel.distributor]
kind = "distributor"
prospects = { value = 10.0, source = "fair" }
sign_chance = { beta = [3, 7] }
months_to_sign = { pert = [2, 5, 12] }
ceiling_share = 0.05
churn = 0.08
addressable = 0.7
markups = { importer = 0.15, retailer = 0.25 }
reference_price = 90
entry_cost = 45_000
marketing_per_year = { value = 60_000, currency = "MAD" }
fixed_per_year = 1
[market.MA.channel.distributor.uptake.bass]
p = { uniform = [0.01, 0.05] }
q = 0.4

[market.MA.channel.retail]
kind = "distributor"
ceiling_share = 0.02
margin_on_price = 0.2
uptake = { ramp = { months = 12 } }

[market.TN]
currency = "TND"
demand.units_per_year = { gbm = { start = 9, drift = 0.01, volatility = 0.1 } }
channel.shop = { kind = "distributor", ceiling_share = 1, uptake = { bass = { p = 0.1, q = 0.2, method = "euler" } } }
)";

inline constexpr const char* kLeast = R"(schema = 1
[scenario]
name = "Least"
currency = "EUR"
start = 2026-04-01
years = 3
[product]
price = 4
[market.MA.demand]
units_per_year = 1000
[market.MA.channel.distributor]
kind = "distributor"
ceiling_share = 0.1
)";

inline Scenario read(const std::string& text, const std::vector<std::string>& overrides = {}) {
  try {
    return read_scenario("s.toml", text, overrides);
  } catch (const ScenarioError& error) {
    ADD_FAILURE() << render(error.diagnostics, error.sources);
    throw;
  }
}

inline const Scenario& full() {
  static const Scenario scenario = read(kFull);
  return scenario;
}

inline std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

/// The number at an address; it must be there.
inline const Number& at(const Scenario& scenario, const std::string& address) {
  const NumberId id = find_number(scenario, address);
  EXPECT_GE(id, 0) << address;
  return scenario.number(id < 0 ? 0 : id);
}

inline void expect_fixed(const Scenario& scenario, NumberId id, const std::string& address,
                         double value) {
  ASSERT_GE(id, 0) << address;
  EXPECT_EQ(scenario.number(id).address, address);
  ASSERT_TRUE(scenario.number(id).is_fixed()) << address;
  EXPECT_EQ(scenario.number(id).fixed(), value) << address;
}

}  // namespace landfall::scenario
