// A scenario with something of everything, in pieces that a test can leave out or put in another
// order.
#pragma once

#include <string>

namespace landfall::test {

inline const std::string kHead = R"(
schema = 1
[scenario]
name     = "Two markets"
currency = "EUR"
start    = 2026-03-01
years    = 3
discount = 0.1
[simulation]
paths = 1000
seed  = 7
)";

inline const std::string kMoney = R"(
[fx.MAD]
per     = "EUR"
process = { gbm = { start = 10.8, drift = 0.01, volatility = 0.08 } }
[fx.USD]
per     = "EUR"
process = { mean_reverting = { start = 1.1, level = 1.2, speed = 0.8, volatility = 0.1 } }
)";

inline const std::string kProduct = R"(
[product]
currency   = "USD"
price      = { triangular = [80, 100, 130] }
cost       = { uniform = [50, 60] }
incoterm   = "CIF"
escalation = 0.02
)";

inline const std::string kMorocco = R"(
[market.MA]
currency  = "MAD"
enter     = 2026-05-01
inflation = 0.02
[market.MA.demand]
units_per_year = { lognormal = { p10 = 80_000, p90 = 120_000 } }
growth         = { normal = [0.03, 0.01] }
volatility     = 0.1
seasonality    = [0.9, 0.9, 1.0, 1.1, 1.0, 1.0, 1.1, 1.2, 1.0, 0.9, 0.9, 1.0]
[market.MA.response]
kind            = "elasticity"
elasticity      = { triangular = [0.8, 1.4, 2.2] }
reference_price = 2000
[market.MA.tariff]
ad_valorem = 0.4
levies     = { stamp = 0.0025 }
vat        = 0.2
[market.MA.tariff.change.agreement]
ad_valorem         = 0
probability        = { beta = [3, 7] }
starts_after_years = { exponential = { mean = 2 } }
utilisation        = 0.8
[market.MA.tariff.change.stamp]
levies = { stamp = 0.01 }
starts = 2027-01-01
[market.MA.logistics]
freight        = { triangular = [4, 6, 10] }
insurance      = 0.01
carriage       = 1
lead_time_days = { uniform = [15, 40] }
[market.MA.access]
registration_months = { triangular = [1, 2, 5] }
approval_chance     = 0.9
[market.MA.payment]
days          = { uniform = [30, 120] }
default_share = { beta = [2, 60] }
recovery      = 0.4
premium       = 0.002
)";

inline const std::string kWholesale = R"(
[market.MA.channel.wholesale]
kind               = "distributor"
prospects          = 6
sign_chance        = { beta = [5, 5] }
months_to_sign     = { triangular = [1, 3, 8] }
ceiling_share      = { triangular = [0.05, 0.1, 0.2] }
uptake             = { bass = { p = { triangular = [0.03, 0.06, 0.1] }, q = 0.5 } }
markup             = 0.25
churn              = 0.1
entry_cost         = 40_000
marketing_per_year = 24_000
)";

inline const std::string kRetail = R"(
[market.MA.channel.retail]
kind            = "distributor"
prospects       = 2
sign_chance     = 0.5
ceiling_share   = 0.05
addressable     = 0.2
uptake          = { ramp = { months = { uniform = [6, 12] } } }
margin_on_price = 0.3
fixed_per_year  = { value = 60_000, currency = "MAD" }
)";

inline const std::string kTunisia = R"(
[market.TN]
[market.TN.demand]
units_per_year = 50_000
volatility     = 0.12
[market.TN.logistics]
freight   = { from = "market.MA.logistics.freight", times = 1.2 }
insurance = 0.01
[market.TN.channel.distributor]
kind          = "distributor"
ceiling_share = 0.1
uptake        = { bass = { p = 0.03, q = { triangular = [0.2, 0.38, 0.6] }, method = "euler" } }
)";

inline const std::string kEgypt = R"(
[market.EG]
[market.EG.demand]
units_per_year = 90_000
volatility     = 0.2
[market.EG.channel.distributor]
kind          = "distributor"
ceiling_share = { uniform = [0.05, 0.15] }
)";

inline const std::string kGroups = R"(
[correlation.moves]
of      = ["fx.MAD", "fx.USD", "market.MA.demand"]
common  = 0.4
measure = "pearson"
[correlation.costs]
of     = ["product.price", "product.cost"]
common = 0.5
)";

inline const std::string kTwoMarkets =
    kHead + kMoney + kProduct + kMorocco + kWholesale + kRetail + kTunisia + kGroups;

}  // namespace landfall::test
