// By hand: a scenario with everything in it, and where each of its numbers ends up.
#include <gtest/gtest.h>

#include "base/sha256.hpp"
#include "scenario/whole_scenario.hpp"

namespace landfall::scenario {
namespace {

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

struct Entry {
  const char *step, *enter;
  int period;
};

// A date acts from the first period that starts on or after it.
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
