// By hand: a scenario with everything in it, and where each of its numbers ends up.
#include <gtest/gtest.h>

#include <cmath>

#include "base/sha256.hpp"
#include "scenario/scenario.hpp"

namespace landfall::scenario {
namespace {

constexpr const char* kFull = R"(schema = 1

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

constexpr const char* kLeast = R"(schema = 1
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

Scenario read(const std::string& text, const std::vector<std::string>& overrides = {}) {
  try {
    return read_scenario("s.toml", text, overrides);
  } catch (const ScenarioError& error) {
    ADD_FAILURE() << render(error.diagnostics, error.sources);
    throw;
  }
}

const Scenario& full() {
  static const Scenario scenario = read(kFull);
  return scenario;
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

/// The number at an address; it must be there.
const Number& at(const Scenario& scenario, const std::string& address) {
  const NumberId id = find_number(scenario, address);
  EXPECT_GE(id, 0) << address;
  return scenario.number(id < 0 ? 0 : id);
}

void expect_fixed(const Scenario& scenario, NumberId id, const std::string& address, double value) {
  ASSERT_GE(id, 0) << address;
  EXPECT_EQ(scenario.number(id).address, address);
  ASSERT_TRUE(scenario.number(id).is_fixed()) << address;
  EXPECT_EQ(scenario.number(id).fixed(), value) << address;
}

TEST(Read, HeadAndSimulation) {
  const Scenario& s = full();
  EXPECT_EQ(s.file, "s.toml");
  EXPECT_EQ(s.sha256, sha256_hex(kFull));
  EXPECT_EQ(s.name, "Olives");
  EXPECT_EQ(s.sector, "food");
  EXPECT_EQ(s.currency, "EUR");
  EXPECT_EQ(s.start.year, 2026);
  EXPECT_EQ(s.start.month, 4);
  EXPECT_EQ(s.years, 4);
  EXPECT_EQ(s.step, Step::quarter);
  EXPECT_EQ(s.periods, 16);
  EXPECT_EQ(s.dt_years(), 0.25);
  expect_fixed(s, s.discount, "scenario.discount", 0.12);
  EXPECT_EQ(s.paths, 50'000u);
  EXPECT_EQ(s.seed, 7u);
  EXPECT_EQ(s.sampler, "independent");
}

TEST(Read, ThresholdsByMetric) {
  const Scenario& s = full();
  ASSERT_EQ(s.thresholds.size(), 2u);
  EXPECT_EQ(s.thresholds[0].metric, "npv");
  EXPECT_EQ(s.thresholds[0].values, (std::vector<double>{0, 1000}));
  EXPECT_EQ(s.thresholds[1].metric, "revenue.MA.distributor");
  EXPECT_EQ(s.thresholds[1].values, (std::vector<double>{5}));
}

TEST(Read, RatesAndTheirProcesses) {
  const Scenario& s = full();
  ASSERT_EQ(s.fx.size(), 3u);
  EXPECT_EQ(s.fx[0].code, "MAD");
  EXPECT_EQ(s.fx[0].per, "EUR");
  const Number& mad = s.number(s.fx[0].rate);
  EXPECT_EQ(mad.address, "fx.MAD.process");
  EXPECT_EQ(mad.unit, " MAD for one EUR");
  ASSERT_TRUE(mad.is_process());
  EXPECT_EQ(mad.process().kind, Process::Kind::gbm);
  ASSERT_EQ(mad.process().parameters.size(), 3u);
  expect_fixed(s, mad.process().parameters[0], "fx.MAD.process.gbm.start", 10.8);
  EXPECT_EQ(s.number(mad.process().parameters[1]).address, "fx.MAD.process.gbm.drift");
  EXPECT_TRUE(s.number(mad.process().parameters[1]).is_drawn());
  expect_fixed(s, mad.process().parameters[2], "fx.MAD.process.gbm.volatility", 0.05);

  const Number& usd = s.number(s.fx[1].rate);
  ASSERT_TRUE(usd.is_process());
  EXPECT_EQ(usd.process().kind, Process::Kind::mean_reverting);
  const double expected[] = {1.1, 1.15, 0.5, 0.08};
  const char* names[] = {"start", "level", "speed", "volatility"};
  ASSERT_EQ(usd.process().parameters.size(), 4u);
  for (std::size_t i = 0; i < 4; ++i)
    expect_fixed(s, usd.process().parameters[i],
                 std::string("fx.USD.process.mean_reverting.") + names[i], expected[i]);

  const Number& tnd = s.number(s.fx[2].rate);
  ASSERT_TRUE(tnd.is_process());
  EXPECT_EQ(tnd.process().kind, Process::Kind::fixed);
  EXPECT_EQ(tnd.process().years, (std::vector<int>{2026, 2027, 2028, 2029, 2030}));
  expect_fixed(s, tnd.process().parameters[4], "fx.TND.process.fixed.2030", 3.8);
}

TEST(Read, Product) {
  const Product& product = full().products[0];
  EXPECT_EQ(product.name, "Green olives");
  EXPECT_EQ(product.hs, "2005.70");
  EXPECT_EQ(product.hs_vintage, 2022);
  EXPECT_EQ(product.unit, "kg");
  EXPECT_EQ(product.currency, "USD");
  EXPECT_EQ(product.incoterm, Incoterm::FOB);
  expect_fixed(full(), product.escalation, "product.escalation", 0.015);
  expect_fixed(full(), product.capacity_units_per_year, "product.capacity_units_per_year", 900'000);
  const Number& price = full().number(product.price);
  EXPECT_EQ(price.currency, "USD");
  EXPECT_EQ(price.unit, "/kg");
  EXPECT_EQ(price.typed, "lognormal { p10 = 3, p90 = 5 }, min 2");
  EXPECT_EQ(price.place.line, 53);
}

// By hand: the log of a lognormal with P10 = 3 and P90 = 5 has the mean (ln 3 + ln 5) / 2 and the
// sd (ln 5 - ln 3) / (2 x 1.2815515655). Mean 4 and sd 3: sigma^2 = ln(1 + 9/16).
TEST(Read, DistributionsByPercentilesAndByMoments) {
  const random::Marginal& price = full().number(full().products[0].price).marginal();
  EXPECT_EQ(price.family, random::Family::lognormal);
  EXPECT_NEAR(price.a, std::log(15) / 2, 1e-12);
  EXPECT_NEAR(price.b, std::log(5.0 / 3) / (2 * 1.2815515655446004), 1e-12);
  EXPECT_EQ(price.min, 2);
  EXPECT_EQ(price.max, std::numeric_limits<double>::infinity());
  const random::Marginal& demand = at(full(), "market.MA.demand.units_per_year").marginal();
  EXPECT_NEAR(demand.b * demand.b, std::log(1.5625), 1e-12);
  EXPECT_NEAR(demand.a, std::log(4) - std::log(1.5625) / 2, 1e-12);
  const random::Marginal& cost = full().number(full().products[0].cost).marginal();
  EXPECT_EQ(cost.family, random::Family::normal);
  EXPECT_EQ(cost.a, 2);
  EXPECT_EQ(cost.b, 0.25);
  EXPECT_EQ(cost.min, 0);
  const random::Marginal& starts =
      at(full(), "market.MA.tariff.change.quota.starts_after_years").marginal();
  EXPECT_EQ(starts.family, random::Family::exponential);
  EXPECT_EQ(starts.a, 4);  // the mean, of a rate of 1/4
}

// By hand: mean 6 and sd 4.2 are a gamma of shape 6^2 / 4.2^2 and scale 4.2^2 / 6.
TEST(Read, GammaByShapeOrByMoments) {
  const auto price_of = [](const std::string& value) {
    const Scenario s = read(replaced(kLeast, "price = 4", "price = " + value));
    return s.number(s.products[0].price).marginal();
  };
  const random::Marginal by_shape = price_of("{ gamma = { shape = 2, scale = 3 }, max = 20 }");
  EXPECT_EQ(by_shape.family, random::Family::gamma);
  EXPECT_EQ(by_shape.a, 2);
  EXPECT_EQ(by_shape.b, 3);
  EXPECT_EQ(by_shape.max, 20);
  const random::Marginal by_moments = price_of("{ gamma = { sd = 4.2, mean = 6 } }");
  EXPECT_EQ(by_moments.family, random::Family::gamma);
  EXPECT_NEAR(by_moments.a, 36 / 17.64, 1e-14);
  EXPECT_NEAR(by_moments.b, 17.64 / 6, 1e-14);
}

TEST(Read, StudentByItsThreeParameters) {
  const Scenario s = read(replaced(
      kLeast, "price = 4", "price = { student_t = { df = 4, mean = 6, scale = 2 }, min = 1 }"));
  const Number& price = s.number(s.products[0].price);
  EXPECT_EQ(price.typed, "student_t { df = 4, mean = 6, scale = 2 }, min 1");
  EXPECT_EQ(price.marginal().family, random::Family::student_t);
  EXPECT_EQ(price.marginal().a, 6);
  EXPECT_EQ(price.marginal().b, 2);
  EXPECT_EQ(price.marginal().c, 4);
  EXPECT_EQ(price.marginal().min, 1);
}

TEST(Read, OneDistributionInAllItsSpellings) {
  for (const char* spelling :
       {"{ triangular = [3, 4, 6] }", "{ triangular = { low = 3, mode = 4, high = 6 } }",
        "{ triangular = { high = 6, low = 3, mode = 4 } }"}) {
    const Scenario s = read(replaced(kLeast, "price = 4", std::string("price = ") + spelling));
    const random::Marginal& price = s.number(s.products[0].price).marginal();
    EXPECT_EQ(price.family, random::Family::triangular);
    EXPECT_EQ(price.a, 3);
    EXPECT_EQ(price.b, 4);
    EXPECT_EQ(price.c, 6);
  }
  for (const char* spelling : {"{ bernoulli = { p = 0.3 } }", "{ bernoulli = 0.3 }"}) {
    const Scenario s = read(std::string(kLeast) + "sign_chance = " + spelling + "\n");
    const Number& chance = at(s, "market.MA.channel.distributor.sign_chance");
    EXPECT_EQ(chance.marginal().family, random::Family::bernoulli);
    EXPECT_EQ(chance.marginal().a, 0.3);
  }
}

// Law: without spread a distribution is its value, exactly.
TEST(Read, WithoutSpreadItIsAConstant) {
  for (const char* constant :
       {"{ normal = [4, 0] }", "{ uniform = [4, 4] }", "{ triangular = [4, 4, 4] }",
        "{ lognormal = { mean = 4, sd = 0 } }", "{ gamma = { mean = 4, sd = 0 } }",
        "{ student_t = { df = 3, mean = 4, scale = 0 } }",
        "{ discrete = { values = [4], weights = [1] } }", "{ value = 4 }", "4", "4.0"}) {
    const Scenario s = read(replaced(kLeast, "price = 4", std::string("price = ") + constant));
    ASSERT_TRUE(s.number(s.products[0].price).is_fixed()) << constant;
    EXPECT_EQ(s.number(s.products[0].price).fixed(), 4) << constant;
  }
}

TEST(Read, MarketAndItsDates) {
  const Market& market = full().markets.at(0);
  EXPECT_EQ(market.id, "MA");
  EXPECT_EQ(market.name, "Morocco");
  EXPECT_EQ(market.currency, "MAD");
  EXPECT_EQ(market.enter, "2026-05-02");
  EXPECT_EQ(market.enter_period, 1);  // the quarter of July is the first to start after 2 May
  expect_fixed(full(), market.inflation, "market.MA.inflation", 0.03);
  EXPECT_EQ(full().markets.at(1).id, "TN");
  EXPECT_EQ(full().markets.at(1).name, "TN");
  EXPECT_EQ(full().markets.at(1).enter, "2026-04-01");
}

TEST(Read, DemandIsCarriedToTheStart) {
  const Demand& demand = full().markets.at(0).demand;
  EXPECT_EQ(demand.carried_years, 2.25);  // 2024 to April 2026
  expect_fixed(full(), demand.growth, "market.MA.demand.growth", 0.02);
  expect_fixed(full(), demand.volatility, "market.MA.demand.volatility", 0.06);
  EXPECT_EQ(demand.seasonality[2], 1.20);
  EXPECT_EQ(full().number(demand.units_per_year).unit, "kg a year");
  const Demand& moving = full().markets.at(1).demand;
  EXPECT_EQ(moving.carried_years, 0);
  EXPECT_TRUE(full().number(moving.units_per_year).is_process());
  EXPECT_EQ(moving.seasonality, std::vector<double>(12, 1.0));
}

TEST(Read, ResponseTariffAndItsChanges) {
  const Market& market = full().markets.at(0);
  EXPECT_TRUE(market.response.given);
  expect_fixed(full(), market.response.elasticity, "market.MA.response.elasticity", 1.4);
  expect_fixed(full(), market.response.reference_price, "market.MA.response.reference_price", 80);
  EXPECT_EQ(full().number(market.response.reference_price).currency, "MAD");
  EXPECT_FALSE(full().markets.at(1).response.given);

  const Tariff& tariff = market.tariff;
  expect_fixed(full(), tariff.ad_valorem, "market.MA.tariff.ad_valorem", 0.25);
  expect_fixed(full(), tariff.specific, "market.MA.tariff.specific", 0.1);
  EXPECT_EQ(full().number(tariff.specific).currency, "USD");
  expect_fixed(full(), tariff.vat, "market.MA.tariff.vat", 0.2);
  ASSERT_EQ(tariff.levies.size(), 2u);  // by name, whatever their order in the file
  expect_fixed(full(), tariff.levies[0].rate, "market.MA.tariff.levies.parafiscal", 0.0025);
  expect_fixed(full(), tariff.levies[1].rate, "market.MA.tariff.levies.port", 0.01);

  ASSERT_EQ(tariff.changes.size(), 2u);
  const TariffChange& agreement = tariff.changes[0];
  const std::string below = "market.MA.tariff.change.agreement.";
  EXPECT_EQ(agreement.name, "agreement");
  expect_fixed(full(), agreement.ad_valorem, below + "ad_valorem", 0);
  EXPECT_EQ(agreement.specific, -1);
  EXPECT_EQ(agreement.vat, -1);
  ASSERT_EQ(agreement.levies.size(), 1u);
  expect_fixed(full(), agreement.levies[0].rate, below + "levies.port", 0);
  expect_fixed(full(), agreement.probability, below + "probability", 0.3);
  expect_fixed(full(), agreement.utilisation, below + "utilisation", 0.8);
  EXPECT_EQ(agreement.starts_after_years, -1);
  EXPECT_EQ(agreement.starts_period, 4);
  const TariffChange& quota = tariff.changes[1];
  EXPECT_EQ(quota.name, "quota");
  EXPECT_EQ(quota.ad_valorem, -1);
  expect_fixed(full(), quota.probability, "market.MA.tariff.change.quota.probability", 1);
  expect_fixed(full(), quota.utilisation, "market.MA.tariff.change.quota.utilisation", 1);
  EXPECT_GE(quota.starts_after_years, 0);
}

TEST(Read, LogisticsAccessAndPayment) {
  const Market& market = full().markets.at(0);
  const Number& freight = full().number(market.logistics.freight);
  ASSERT_TRUE(freight.is_reference());
  EXPECT_EQ(freight.reference().address, "shared.freight");
  EXPECT_EQ(freight.reference().target, find_number(full(), "shared.freight"));
  EXPECT_EQ(freight.reference().times, 1.1);
  EXPECT_EQ(freight.reference().plus, 0.05);
  EXPECT_EQ(freight.currency, "USD");
  EXPECT_TRUE(full().number(market.logistics.insurance).is_reference());
  expect_fixed(full(), market.logistics.carriage, "market.MA.logistics.carriage", 0.06);
  expect_fixed(full(), market.logistics.inland, "market.MA.logistics.inland", 0.2);
  expect_fixed(full(), market.logistics.lead_time_days, "market.MA.logistics.lead_time_days", 30);
  expect_fixed(full(), market.access.stages.at(0).months, "market.MA.access.registration_months",
               6);
  expect_fixed(full(), market.access.stages.at(0).approval_chance,
               "market.MA.access.approval_chance", 0.9);
  expect_fixed(full(), market.payment.days, "market.MA.payment.days", 90);
  expect_fixed(full(), market.payment.default_share, "market.MA.payment.default_share", 0.02);
  expect_fixed(full(), market.payment.recovery, "market.MA.payment.recovery", 0.4);
  expect_fixed(full(), market.payment.cover, "market.MA.payment.cover", 0.8);
  expect_fixed(full(), market.payment.premium, "market.MA.payment.premium", 0.003);
}

TEST(Read, Channels) {
  const Market& market = full().markets.at(0);
  ASSERT_EQ(market.channels.size(), 2u);
  const Channel& channel = market.channels[0];
  const Distributor& its = *channel.distributor();
  const std::string below = "market.MA.channel.distributor.";
  EXPECT_EQ(channel.name, "distributor");
  EXPECT_EQ(its.prospects, 10);
  EXPECT_EQ(full().number(its.sign_chance).marginal().family, random::Family::beta);
  EXPECT_FALSE(full().number(its.sign_chance).repeated());
  EXPECT_TRUE(full().number(its.months_to_sign).repeated());
  expect_fixed(full(), its.ceiling_share, below + "ceiling_share", 0.05);
  expect_fixed(full(), its.churn, below + "churn", 0.08);
  expect_fixed(full(), channel.addressable, below + "addressable", 0.7);
  ASSERT_EQ(channel.markups.size(), 2u);
  expect_fixed(full(), channel.markups[0], below + "markups.importer", 0.15);
  expect_fixed(full(), channel.markups[1], below + "markups.retailer", 0.25);
  EXPECT_EQ(channel.margin_on_price, -1);
  expect_fixed(full(), channel.reference_price, below + "reference_price", 90);
  expect_fixed(full(), channel.entry_cost, below + "entry_cost", 45'000);
  EXPECT_EQ(full().number(channel.entry_cost).currency, "EUR");
  expect_fixed(full(), channel.marketing_per_year, below + "marketing_per_year", 60'000);
  EXPECT_EQ(full().number(channel.marketing_per_year).currency, "MAD");
  expect_fixed(full(), channel.fixed_per_year, below + "fixed_per_year", 1);
  EXPECT_EQ(its.uptake.kind, Uptake::Kind::bass);
  EXPECT_EQ(full().number(its.uptake.first).address, below + "uptake.bass.p");
  expect_fixed(full(), its.uptake.second, below + "uptake.bass.q", 0.4);

  const Channel& retail = market.channels[1];
  const Distributor& retail_its = *retail.distributor();
  EXPECT_EQ(retail_its.prospects, 1);
  EXPECT_TRUE(retail.markups.empty());
  expect_fixed(full(), retail.margin_on_price, "market.MA.channel.retail.margin_on_price", 0.2);
  EXPECT_EQ(retail.reference_price, -1);
  EXPECT_EQ(retail_its.uptake.kind, Uptake::Kind::ramp);
  expect_fixed(full(), retail_its.uptake.first, "market.MA.channel.retail.uptake.ramp.months", 12);
  EXPECT_EQ(full().markets[1].channels.at(0).distributor()->uptake.kind, Uptake::Kind::bass_euler);
}

constexpr const char* kEveryKind = R"(schema = 1
[scenario]
name = "Every kind"
currency = "EUR"
start = 2026-04-01
years = 2
[fx.MAD]
per = "EUR"
process = { fixed = { 2026 = 10, 2027 = 10, 2028 = 10 } }
[product]
unit = "kg"
price = 1
[market.MA]
currency = "MAD"
[market.MA.channel.shops]
kind = "retail"
chains = 7
listing_chance = 0.4
months_to_list = { uniform = [1, 3] }
listing_fee = { value = 90, currency = "MAD" }
stores = { uniform = [10, 20] }
units_per_store_per_month = 8
rollout_months = 6
delist_below = 2
delist_months = 5
margin_on_price = 0.3
[market.MA.channel.public]
kind = "tender"
tenders_per_year = 3
value = { lognormal = { mean = 500, sd = 100 } }
supplier_list_chance = 0.9
list_months = 4
award_months = 2
delivery_months = 12
acceptance_days = 30
payment_days = 90
bid_cost = 70
[market.MA.channel.public.win]
price_weight = 5
field_price = 11
rivals = 4
[market.MA.channel.public.call.zoo]
at = 2026-06-15
[market.MA.channel.public.call.bank]
at = 2027-01-01
value = 800
[market.MA.channel.base]
kind = "installed_base"
share = 0.2
life_years = 9
stock = { fixed = { 2025 = 1, 2026 = 10, 2028 = 14, 2027 = 12, 2029 = 15 } }
[market.MA.channel.curve]
kind = "installed_base"
share = 0.2
units_per_increment = 3
stock = { gompertz = { start = 10, ceiling = 90, rate_per_year = 0.7 } }
[market.TN.demand]
units_per_year = 100
[market.TN.channel.own]
kind = "direct"
reach_max = 0.6
reach_scale = 1_000
marketing_per_year = 500
conversion = 0.2
purchases_per_year = 4
[market.TN.channel.agent]
kind = "distributor"
prospects = 9
ceiling_share = 0.3
markup = 0.2
churn = 0.1
resign_chance = 0.5
months_to_resign = { uniform = [1, 4] }
exclusive = { markup = 0.4, minimum_units = 20, on_breach = "end" }
)";

TEST(Read, ChannelsOfEveryKind) {
  const Scenario s = read_scenario("s.toml", kEveryKind);
  const Market& morocco = s.markets.at(0);
  EXPECT_FALSE(morocco.demand.given);
  EXPECT_TRUE(s.markets.at(1).demand.given);
  const std::string below = "market.MA.channel.";

  const Retail& retail = *morocco.channels.at(0).retail();
  EXPECT_EQ(retail.chains, 7);
  expect_fixed(s, retail.listing_chance, below + "shops.listing_chance", 0.4);
  EXPECT_EQ(s.number(retail.months_to_list).drawn_for, "chain");
  EXPECT_EQ(s.number(retail.listing_fee).currency, "MAD");
  EXPECT_EQ(s.number(retail.stores).drawn_for, "chain");
  expect_fixed(s, retail.units_per_store_per_month, below + "shops.units_per_store_per_month", 8);
  expect_fixed(s, retail.rollout_months, below + "shops.rollout_months", 6);
  expect_fixed(s, retail.delist_below, below + "shops.delist_below", 2);
  expect_fixed(s, retail.delist_months, below + "shops.delist_months", 5);
  expect_fixed(s, morocco.channels[0].margin_on_price, below + "shops.margin_on_price", 0.3);

  const Tender& tender = *morocco.channels.at(1).tender();
  expect_fixed(s, tender.tenders_per_year, below + "public.tenders_per_year", 3);
  EXPECT_TRUE(tender.by_value);
  EXPECT_EQ(s.number(tender.size).drawn_for, "tender");
  EXPECT_EQ(s.number(tender.size).currency, "EUR");
  EXPECT_FALSE(tender.has_chance);
  expect_fixed(s, tender.intercept, below + "public.win.intercept", 0);
  expect_fixed(s, tender.price_weight, below + "public.win.price_weight", 5);
  EXPECT_EQ(s.number(tender.field_price).currency, "MAD");
  expect_fixed(s, tender.rivals, below + "public.win.rivals", 4);
  ASSERT_EQ(tender.calls.size(), 2u);  // by name
  EXPECT_EQ(tender.calls[0].name, "bank");
  EXPECT_EQ(tender.calls[0].period, 9);
  expect_fixed(s, tender.calls[0].size, below + "public.call.bank.value", 800);
  EXPECT_EQ(tender.calls[1].period, 3);  // from the first period that starts on or after it
  EXPECT_EQ(tender.calls[1].size, -1);
  expect_fixed(s, tender.acceptance_days, below + "public.acceptance_days", 30);
  expect_fixed(s, tender.payment_days, below + "public.payment_days", 90);
  expect_fixed(s, tender.bid_cost, below + "public.bid_cost", 70);

  const InstalledBase& base = *morocco.channels.at(2).installed_base();
  EXPECT_EQ(base.curve, InstalledBase::Curve::fixed);
  ASSERT_EQ(base.fixed.size(), 4u);  // years before the start are left out
  expect_fixed(s, base.fixed[0], below + "base.stock.fixed.2026", 10);
  expect_fixed(s, base.fixed[2], below + "base.stock.fixed.2028", 14);
  expect_fixed(s, base.life_years, below + "base.life_years", 9);
  expect_fixed(s, base.units_per_increment, below + "base.units_per_increment", 1);
  const InstalledBase& curve = *morocco.channels.at(3).installed_base();
  EXPECT_EQ(curve.curve, InstalledBase::Curve::gompertz);
  expect_fixed(s, curve.start, below + "curve.stock.gompertz.start", 10);
  EXPECT_EQ(curve.turn_years, -1);
  EXPECT_EQ(curve.life_years, -1);

  const Direct& direct = *s.markets[1].channels.at(0).direct();
  EXPECT_EQ(direct.reach, -1);
  expect_fixed(s, direct.reach_max, "market.TN.channel.own.reach_max", 0.6);
  expect_fixed(s, direct.repeat_share, "market.TN.channel.own.repeat_share", 1);
  expect_fixed(s, direct.purchases_per_year, "market.TN.channel.own.purchases_per_year", 4);

  const Channel& agent = s.markets[1].channels.at(1);
  EXPECT_EQ(agent.distributor()->prospects, 1);  // those of the exclusive contract
  ASSERT_EQ(agent.markups.size(), 1u);
  expect_fixed(s, agent.markups[0], "market.TN.channel.agent.exclusive.markup", 0.4);
  EXPECT_EQ(agent.distributor()->exclusive.on_breach, Exclusive::Breach::end);
  EXPECT_EQ(s.number(agent.distributor()->months_to_resign).drawn_for, "prospect");
}

TEST(Read, EveryCurveOfUptake) {
  const auto uptake = [](const std::string& typed) {
    const Scenario s = read(std::string(kLeast) + "uptake = " + typed + "\n");
    return s.markets[0].channels[0].distributor()->uptake.kind;
  };
  EXPECT_EQ(uptake("\"immediate\""), Uptake::Kind::immediate);
  EXPECT_EQ(uptake("{ immediate = true }"), Uptake::Kind::immediate);
  EXPECT_EQ(uptake("{ bass = { p = 0.1, q = 0.2, method = \"exact\" } }"), Uptake::Kind::bass);
  EXPECT_EQ(uptake("{ logistic = { midpoint_years = 2, rate_per_year = 1 } }"),
            Uptake::Kind::logistic);
  EXPECT_EQ(uptake("{ gompertz = { inflection_years = 2, rate_per_year = 1 } }"),
            Uptake::Kind::gompertz);
}

TEST(Read, NotesAreInheritedUnlessGiven) {
  const Scenario& s = full();
  EXPECT_EQ(at(s, "scenario.discount").note.source, "board");
  EXPECT_EQ(at(s, "fx.MAD.process.gbm.start").note.source, "central bank");  // of [fx.MAD]
  EXPECT_EQ(at(s, "fx.MAD.process.gbm.volatility").note.source, "");
  EXPECT_EQ(at(s, "fx.MAD.process.gbm.volatility").note.assumption, "measured");
  EXPECT_EQ(at(s, "shared.freight").note.assumption, "the firm");
  EXPECT_EQ(at(s, "shared.rate").note.source, "insurer");
  EXPECT_EQ(at(s, "shared.rate").note.assumption, "");
  EXPECT_EQ(at(s, "product.price").note.assumption, "list price");
  EXPECT_EQ(at(s, "product.cost").note.source, "works");
  EXPECT_TRUE(at(s, "market.MA.inflation").note.empty());
}

TEST(Read, StatedAreTheNumbersOfTheFileAndNoOthers) {
  const Scenario s = read(kLeast);
  std::vector<std::string> stated;
  for (const Stated& one : s.stated) stated.push_back(one.address + " = " + one.value);
  EXPECT_EQ(stated,
            (std::vector<std::string>{"scenario.years = 3", "product.price = 4",
                                      "market.MA.demand.units_per_year = 1000",
                                      "market.MA.channel.distributor.ceiling_share = 0.1"}));
}

TEST(Read, DefaultsOfTheLeastScenario) {
  const Scenario s = read(kLeast);
  EXPECT_EQ(s.step, Step::month);
  EXPECT_EQ(s.periods, 36);
  EXPECT_EQ(s.paths, 100'000u);
  EXPECT_EQ(s.seed, 1u);
  EXPECT_EQ(s.sampler, "sobol");
  EXPECT_EQ(s.products[0].unit, "unit");
  EXPECT_EQ(s.products[0].currency, "EUR");
  EXPECT_EQ(s.products[0].incoterm, Incoterm::FCA);
  EXPECT_EQ(s.products[0].capacity_units_per_year, -1);
  EXPECT_TRUE(s.thresholds.empty());
  EXPECT_TRUE(s.groups.empty());
  EXPECT_TRUE(s.warnings.empty());
  const Market& market = s.markets.at(0);
  EXPECT_EQ(market.name, "MA");
  EXPECT_EQ(market.currency, "EUR");
  EXPECT_EQ(market.enter_period, 0);
  EXPECT_EQ(market.demand.carried_years, 0);
  EXPECT_EQ(market.channels.at(0).distributor()->prospects, 1);
  EXPECT_EQ(market.channels.at(0).distributor()->uptake.kind, Uptake::Kind::immediate);
  for (const char* zero : {"scenario.discount",
                           "product.cost",
                           "product.escalation",
                           "market.MA.inflation",
                           "market.MA.demand.growth",
                           "market.MA.demand.volatility",
                           "market.MA.tariff.ad_valorem",
                           "market.MA.tariff.specific",
                           "market.MA.tariff.vat",
                           "market.MA.logistics.freight",
                           "market.MA.logistics.insurance",
                           "market.MA.logistics.carriage",
                           "market.MA.logistics.inland",
                           "market.MA.logistics.lead_time_days",
                           "market.MA.access.registration_months",
                           "market.MA.access.registration_fee",
                           "market.MA.access.retry_after_months",
                           "market.MA.payment.days",
                           "market.MA.payment.default_share",
                           "market.MA.payment.recovery",
                           "market.MA.payment.cover",
                           "market.MA.payment.premium",
                           "market.MA.channel.distributor.months_to_sign",
                           "market.MA.channel.distributor.churn",
                           "market.MA.channel.distributor.entry_cost",
                           "market.MA.channel.distributor.marketing_per_year",
                           "market.MA.channel.distributor.fixed_per_year"}) {
    EXPECT_EQ(at(s, zero).fixed(), 0) << zero;
    EXPECT_FALSE(at(s, zero).given) << zero;
  }
  for (const char* one :
       {"market.MA.access.approval_chance", "market.MA.channel.distributor.sign_chance",
        "market.MA.channel.distributor.addressable"})
    EXPECT_EQ(at(s, one).fixed(), 1) << one;
}

struct Entry {
  const char *step, *enter;
  int period;
};

// A date acts from the first period that starts on or after it.
TEST(Read, TheFirmsOwnMoney) {
  const Scenario least = read(kLeast);
  EXPECT_EQ(least.firm.fixed_per_year, -1);
  EXPECT_TRUE(least.firm.investments.empty());
  EXPECT_EQ(least.products[0].goods.stock_months, -1);
  EXPECT_FALSE(has_taxes(least));
  EXPECT_EQ(least.firm.terminal.kind, Terminal::Kind::none);
  const Scenario s =
      read(kLeast, {"firm.fixed_per_year=900", "investment.plant.at=2026-07-15",
                    "investment.plant.amount={ uniform = [5, 6] }", "product.stock_months=2",
                    "product.supplier_days=30", "market.MA.logistics.minimum_order_units=40",
                    "market.MA.tax.withholding_rate=0.1", "terminal.growth=-0.02",
                    "tax.corporate_rate=0.2", "report.thresholds.tax=5"});
  expect_fixed(s, s.firm.fixed_per_year, "firm.fixed_per_year", 900);
  ASSERT_EQ(s.firm.investments.size(), 1u);
  EXPECT_EQ(s.firm.investments[0].period, 4);  // August
  EXPECT_TRUE(s.number(s.firm.investments[0].amount).is_drawn());
  EXPECT_EQ(s.number(s.firm.investments[0].amount).currency, "EUR");
  expect_fixed(s, s.products[0].goods.stock_months, "product.stock_months", 2);
  expect_fixed(s, s.products[0].goods.supplier_days, "product.supplier_days", 30);
  const Market& market = s.markets.at(0);
  expect_fixed(s, market.logistics.minimum_order_units, "market.MA.logistics.minimum_order_units",
               40);
  expect_fixed(s, market.withholding.rate, "market.MA.tax.withholding_rate", 0.1);
  expect_fixed(s, market.withholding.creditable_share, "market.MA.tax.creditable_share", 0);
  EXPECT_EQ(s.firm.tax.loss_years, -1);
  expect_fixed(s, s.firm.tax.months_after, "tax.months_after", 0);
  expect_fixed(s, s.firm.terminal.value, "terminal.growth", -0.02);
}

TEST(Read, DatesBecomePeriods) {
  constexpr Entry kEntries[] = {
      {"month", "2026-04-01", 0},   {"month", "2026-04-02", 1},   {"month", "2026-05-01", 1},
      {"month", "2027-03-31", 12},  {"quarter", "2026-06-30", 1}, {"quarter", "2026-07-01", 1},
      {"quarter", "2026-07-02", 2}, {"year", "2026-04-02", 1},    {"year", "2027-04-01", 1},
      {"year", "2027-04-02", 2},
  };
  for (const Entry& entry : kEntries) {
    const std::string text = replaced(
        replaced(kLeast, "years = 3", std::string("years = 3\nstep = \"") + entry.step + "\""),
        "[market.MA.demand]",
        std::string("[market.MA]\nenter = ") + entry.enter + "\n[market.MA.demand]");
    EXPECT_EQ(read(text).markets[0].enter_period, entry.period) << entry.step << entry.enter;
  }
}

// Text is kept as it stands, whatever it looks like: reports know how to show it.
TEST(Read, NamesMayLookLikeAnything) {
  for (const char* name :
       {"<script>alert(1)</script>", "=1+1", "@x", "../../x", "Maroc 🐟", "a, b; c"}) {
    const std::string quoted = std::string("\"") + name + "\"";
    const Scenario s = read(replaced(replaced(kLeast, "\"Least\"", quoted), "[market.MA.demand]",
                                     "[market.MA]\nname = " + quoted + "\n[market.MA.demand]"));
    EXPECT_EQ(s.name, name);
    EXPECT_EQ(s.markets[0].name, name);
  }
  const Scenario s =
      read(replaced(replaced(kLeast, "[market.MA.demand]", "[market.\"=1+1\".demand]"),
                    "[market.MA.channel.distributor]", "[market.\"=1+1\".channel.\"<b>\"]"));
  EXPECT_EQ(s.markets[0].id, "=1+1");
  EXPECT_EQ(s.markets[0].channels[0].name, "<b>");
}

TEST(ReadOverridden, NumbersTablesAndParameters) {
  const Scenario s =
      read(kFull, {"market.MA.tariff.ad_valorem=0", "product.cost={ uniform = [1, 3] }",
                   "market.MA.channel.distributor.uptake.bass.p.uniform.high=0.09",
                   "scenario.years=2", "fx.MAD.process.gbm.start=11"});
  EXPECT_EQ(at(s, "market.MA.tariff.ad_valorem").fixed(), 0);
  EXPECT_EQ(at(s, "product.cost").marginal().family, random::Family::uniform);
  EXPECT_EQ(at(s, "product.cost").note.assumption, "list price");  // its own source went with it
  const random::Marginal& p = at(s, "market.MA.channel.distributor.uptake.bass.p").marginal();
  EXPECT_EQ(p.a, 0.01);
  EXPECT_EQ(p.b, 0.09);
  EXPECT_EQ(s.periods, 8);
  EXPECT_EQ(at(s, "fx.MAD.process.gbm.start").fixed(), 11);
  EXPECT_EQ(s.overrides.size(), 5u);
  EXPECT_EQ(s.sha256, sha256_hex(kFull));  // of the file, as it is
  EXPECT_EQ(s.sources.size(), 6u);
}

TEST(ReadOverridden, KeysAndTablesThatTheFileDoesNotHave) {
  const Scenario s = read(kLeast, {"simulation.seed=0", "market.MA.payment.days=60",
                                   "market.MA.channel.distributor.uptake={ ramp = { months = 6 } }",
                                   "report.thresholds.revenue.MA=7"});
  EXPECT_EQ(s.seed, 0u);
  EXPECT_EQ(at(s, "market.MA.payment.days").fixed(), 60);
  EXPECT_EQ(at(s, "market.MA.payment.days").place.source, 2);
  EXPECT_EQ(s.markets[0].channels[0].distributor()->uptake.kind, Uptake::Kind::ramp);
  ASSERT_EQ(s.thresholds.size(), 1u);
  EXPECT_EQ(s.thresholds[0].metric, "revenue.MA");
}

TEST(ReadOverridden, TheLastOneCounts) {
  EXPECT_EQ(read(kLeast, {"product.price=5", "product.price=6"}).numbers.size(),
            read(kLeast).numbers.size());
  const Scenario s = read(kLeast, {"product.price=5", "product.price=6"});
  EXPECT_EQ(at(s, "product.price").fixed(), 6);
}

}  // namespace
}  // namespace landfall::scenario
