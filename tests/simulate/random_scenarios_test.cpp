// Laws that hold for every scenario, tried on scenarios made at random.
#include "simulate/random_scenarios.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "simulate/trace.hpp"
#include "support/simulated.hpp"

namespace landfall::test {
namespace {

constexpr int kRounds = 60;

scenario::Scenario read(const std::string& text, const std::vector<std::string>& overrides = {}) {
  try {
    return scenario::read_scenario("random.toml", text, overrides);
  } catch (const ScenarioError& error) {
    ADD_FAILURE() << render(error.diagnostics, error.sources) << text;
    throw;
  }
}

Rows rows(const std::string& text, const std::vector<std::string>& overrides = {},
          const std::vector<int>& blocks = {0, 1}) {
  return rows_of(simulate::compile(read(text, overrides)), blocks);
}

/// What a change does to a row on every path: how often it rose, fell, and by how much it fell at
/// most, as a share.
struct Moved {
  int rose = 0, fell = 0;
  double worst = 0;
};
Moved moved(const Rows& before, const Rows& after, const std::string& name) {
  Moved found;
  for (std::size_t path = 0; path < before.at(name).size(); ++path) {
    const double was = before.at(name)[path], is = after.at(name)[path];
    found.rose += is > was ? 1 : 0;
    found.fell += is < was ? 1 : 0;
    found.worst = std::fmax(found.worst, (was - is) / std::fmax(1, was));
  }
  return found;
}

// The price of a unit does not depend on the duty, so revenue stands for units.
TEST(RandomScenarios, ALowerTariffNeverLowersTheFirmsVolume) {
  Generator generator(1);
  int rose = 0;
  for (int round = 0; round < kRounds; ++round) {
    const std::string text = RandomScenario(generator).text();
    const Moved change =
        moved(rows(text), rows(text, {"market.MA.tariff.ad_valorem=0.01"}), "revenue.MA");
    ASSERT_LE(change.worst, 1e-9) << text;
    rose += change.rose > 0 ? 1 : 0;
  }
  EXPECT_GT(rose, kRounds / 2);
}

TEST(RandomScenarios, APreferenceForARivalNeverRaisesIt) {
  Generator generator(2);
  int fell = 0, tried = 0;
  for (int round = 0; tried < 20; ++round) {
    const RandomScenario scenario(generator);
    if (!scenario.has_rivals()) continue;
    ++tried;
    const Rows before = rows(scenario.text());
    const Rows after = rows(scenario.text(), {"market.MA.response.rival.union.change.deal={ "
                                              "ad_valorem = 0, starts_after_years = 0.5 }"});
    const Moved change = moved(after, before, "revenue.MA");
    ASSERT_LE(change.worst, 1e-9) << scenario.text();
    fell += change.rose > 0 ? 1 : 0;
  }
  EXPECT_GT(fell, 10);
}

TEST(RandomScenarios, AStrategyWithoutRulesIsThePlainScenario) {
  Generator generator(3);
  for (int round = 0; round < kRounds; ++round) {
    const std::string text = RandomScenario(generator).text();
    const scenario::Scenario scenario =
        read(text + "[strategy.plain]\n[strategy.plain.enter.MA]\n[strategy.plain.enter.TN]\n");
    ASSERT_EQ(scenario.strategies.size(), 1u);
    ASSERT_TRUE(same_bits(rows(text, {}, {0}),
                          rows_of(simulate::compile(scenario.strategies.front()), {0}), 20))
        << text;
  }
}

TEST(RandomScenarios, AMarketAddedLastChangesNoDrawOfAnother) {
  Generator generator(4);
  for (int round = 0; round < kRounds; ++round) {
    const RandomScenario scenario(generator);
    Rows alone = rows(scenario.text(false), {}, {0});
    std::erase_if(alone, [](const auto& row) {
      return row.first.find("MA") == std::string::npos && row.first.find("product") != 0;
    });
    ASSERT_TRUE(same_bits(alone, rows(scenario.text(), {}, {0}), 5)) << scenario.text();
  }
}

std::vector<double> column(const simulate::Table& table, const std::string& name) {
  std::vector<double> values;
  for (std::size_t at = 0; at < table.columns.size(); ++at)
    if (table.columns[at].name == name)
      for (const auto& row : table.rows) values.push_back(row[at].is_number ? row[at].number : 0);
  return values;
}

const simulate::Table* table_of(const simulate::Trace& trace, const std::string& title) {
  for (const simulate::Table& table : trace.tables)
    if (table.title == title) return &table;
  return nullptr;
}

// Whatever the channels, in each period the market buys no more than it wants.
TEST(RandomScenarios, NoChannelSetExceedsDemand) {
  Generator generator(5);
  int sold = 0, full = 0;
  for (int round = 0; round < kRounds; ++round) {
    const std::string text = RandomScenario(generator).text(false);
    const scenario::Scenario scenario = read(text);
    for (const std::uint64_t path : {0, 1}) {
      const simulate::Trace trace = simulate::replay(scenario, path);
      std::vector<double> demand, all;
      for (const scenario::Channel& channel : scenario.markets[0].channels) {
        const simulate::Table* table = table_of(trace, "MA." + channel.name);
        ASSERT_NE(table, nullptr);
        const std::vector<double> units = column(*table, "units");
        demand = column(*table, "demand");
        all.resize(units.size());
        for (std::size_t i = 0; i < units.size(); ++i) all[i] += units[i];
      }
      for (std::size_t i = 0; i < all.size(); ++i) {
        ASSERT_LE(all[i], demand[i] * (1 + 1e-9)) << text;
        sold += all[i] > 0 ? 1 : 0;
        full += all[i] > demand[i] * (1 - 1e-9) ? 1 : 0;
      }
    }
  }
  EXPECT_GT(sold, 1000);
  EXPECT_GT(full, 50);
}

/// Stocks, debts, orders that wait and taxes of every size.
std::vector<std::string> own_money(Generator& generator) {
  const auto up_to = [&](double most) { return std::to_string(most * generator.uniform()); };
  return {"product.stock_months=" + up_to(4),
          "product.supplier_days=" + up_to(100),
          "market.MA.logistics.minimum_order_units=" + up_to(2000),
          "firm.fixed_per_year=" + up_to(50'000),
          "investment.plant.at=2026-11-15",
          "investment.plant.amount=" + up_to(200'000),
          "tax.corporate_rate=" + up_to(0.4),
          "tax.loss_years=" + std::to_string(generator.below(4)),
          "tax.months_after=" + up_to(15),
          "market.TN.tax.withholding_rate=" + up_to(0.3),
          "market.TN.tax.creditable_share=" + up_to(1),
          "terminal.multiple=" + up_to(5)};
}

// Money of every kind goes where the ledger says, and once: cash is what came less what went, and
// ends at the margin less tax.
TEST(RandomScenarios, FlowsAddUpToCash) {
  Generator generator(6);
  int taxed = 0;
  for (int round = 0; round < kRounds; ++round) {
    const std::string text = RandomScenario(generator).text();
    const bool plain = round % 2 == 0;
    const simulate::Trace trace =
        simulate::replay(read(text, plain ? std::vector<std::string>{} : own_money(generator)), 3);
    const simulate::Table& firm = trace.tables.back();
    const std::vector<double> cash = column(firm, "cash"), out = column(firm, "outflows"),
                              receipts = column(firm, "receipts");
    std::vector<double> taxes = column(firm, "taxes");
    taxes.resize(cash.size());
    double before = 0, flows = 0, ends = 0;
    for (std::size_t i = 0; i < cash.size(); ++i) flows += out[i] + receipts[i];
    for (std::size_t i = 0; i < cash.size(); ++i) {
      ASSERT_NEAR(cash[i], before - out[i] - taxes[i] + receipts[i], 1e-9 * flows) << text;
      before = cash[i];
    }
    for (const auto& row : trace.outcomes.rows) {
      if (row[0].text == "margin") ends += row[1].number;
      if (row[0].text == "tax") {
        ends -= row[1].number;
        taxed += row[1].number > 0 ? 1 : 0;
      }
    }
    ASSERT_NEAR(before, ends, 1e-9 * flows) << text;
  }
  EXPECT_GT(taxed, 5);
}

}  // namespace
}  // namespace landfall::test
