// The ledger of single paths adds up to their outcomes.
#include <gtest/gtest.h>

#include <cmath>

#include "simulate/trace.hpp"
#include "simulate/two_markets.hpp"
#include "support/simulated.hpp"

namespace landfall::simulate {
namespace {

using test::kTwoMarkets;

scenario::Scenario read(const std::string& text, const std::vector<std::string>& overrides = {}) {
  return scenario::read_scenario("test.toml", text, overrides);
}

/// A column of numbers of a table; the empty cells of periods after the end are left out.
std::vector<double> column(const Table& table, const std::string& name) {
  std::vector<double> values;
  for (std::size_t at = 0; at < table.columns.size(); ++at)
    if (table.columns[at].name == name)
      for (const auto& row : table.rows)
        if (row[at].is_number) values.push_back(row[at].number);
  EXPECT_FALSE(values.empty()) << name;
  return values;
}

/// The same of a column that not every scenario has: zeros where it is not there.
std::vector<double> column_if_any(const Table& table, const std::string& name) {
  for (const Table::Column& one : table.columns)
    if (one.name == name) return column(table, name);
  return std::vector<double>(table.rows.size(), 0.0);
}

double sum(const std::vector<double>& values) {
  double total = 0;
  for (const double value : values) total += value;
  return total;
}

const Table& firm(const Trace& trace) {
  return trace.tables.back();
}

/// An outcome; infinite where it says never.
double outcome(const Trace& trace, const std::string& name) {
  for (const auto& row : trace.outcomes.rows)
    if (row[0].text == name) return row[1].is_number ? row[1].number : HUGE_VAL;
  ADD_FAILURE() << "no outcome " << name;
  return 0;
}

const char* const kFiles[] = {"canned-fish-morocco.toml",     "medical-equipment-morocco.toml",
                              "analytic/uniform_price.toml",  "analytic/refusal.toml",
                              "analytic/channels_share.toml", "analytic/tenders.toml",
                              "analytic/retail.toml",         "analytic/distributor_contracts.toml",
                              "analytic/access_stages.toml",  "analytic/renewal.toml",
                              "analytic/failing_buyers.toml", "analytic/transfer_stops.toml"};

/// Everything that moves money to another time, or takes it.
const std::vector<std::string> kOwnMoney = {
    "firm.fixed_per_year=20_000",
    "investment.plant.at=2027-01-01",
    "investment.plant.amount={ value = 90_000, currency = 'USD' }",
    "product.stock_months={ uniform = [0.5, 3] }",
    "product.supplier_days={ uniform = [10, 70] }",
    "market.MA.logistics.minimum_order_units=900",
    "tax.corporate_rate=0.2",
    "tax.months_after=2.5",
    "market.MA.tax.withholding_rate=0.1",
    "market.MA.tax.creditable_share=0.5",
    "terminal.multiple=3"};

std::vector<Trace> traces() {
  std::vector<Trace> all;
  for (const std::uint64_t path : {0, 1, 2, 3, 300}) {
    all.push_back(replay(read(kTwoMarkets), path));
    all.push_back(replay(read(kTwoMarkets, kOwnMoney), path));
    for (const char* file : kFiles)
      all.push_back(
          replay(scenario::read_scenario(
                     {.file = std::string(SOURCE_DIR "/scenarios/") + file, .overrides = {}}),
                 path));
  }
  return all;
}

TEST(Ledger, PeriodsAddUpToRevenue) {
  for (const Trace& trace : traces()) {
    const double revenue = outcome(trace, "revenue"), slack = 1e-9 * revenue;
    EXPECT_NEAR(sum(column(firm(trace), "revenue")), revenue, slack) << trace.provenance.name;
    double channels = 0, markets = 0, years = 0;
    for (std::size_t i = 0; i + 1 < trace.tables.size(); ++i) {
      const auto& columns = trace.tables[i].columns;
      if (columns.size() < 9 || columns[8].name != "revenue") continue;  // of no channel
      const double its = sum(column(trace.tables[i], "revenue"));
      EXPECT_NEAR(its, outcome(trace, "revenue." + trace.tables[i].title), slack);
      channels += its;
    }
    for (const std::string& market : trace.provenance.markets)
      markets += outcome(trace, "revenue." + market);
    for (int year = 1; year <= trace.provenance.years; ++year)
      years += outcome(trace, "revenue.year_" + std::to_string(year));
    EXPECT_NEAR(channels, revenue, slack);
    EXPECT_NEAR(markets, revenue, slack);
    EXPECT_NEAR(years, revenue, slack);
  }
}

TEST(Ledger, CashAddsUpPeriodByPeriod) {
  for (const Trace& trace : traces()) {
    const auto cash = column(firm(trace), "cash"), out = column(firm(trace), "outflows");
    const auto receipts = column(firm(trace), "receipts");
    const auto taxes = column_if_any(firm(trace), "taxes");
    const double slack = 1e-9 * (sum(receipts) + sum(out));
    double before = 0, low = 0;
    std::size_t last_negative = 0, trough = 0;
    for (std::size_t period = 0; period < cash.size(); ++period) {
      const double need = before - out[period] - taxes[period];
      if (need < low) {
        low = need;
        trough = period;
      }
      EXPECT_NEAR(cash[period], need + receipts[period], slack)
          << trace.provenance.name << " " << period;
      if (cash[period] < 0) last_negative = period + 1;
      before = cash[period];
    }
    EXPECT_NEAR(outcome(trace, "peak_funding"), -low, slack) << trace.provenance.name;
    const double periods = static_cast<double>(std::max(last_negative, trough)) + 1;
    const double months = trace.provenance.step == "month"     ? 1
                          : trace.provenance.step == "quarter" ? 3
                                                               : 12;
    const double payback = low == 0 ? 0 : cash.back() < 0 ? HUGE_VAL : months * periods;
    EXPECT_EQ(outcome(trace, "payback_months"), payback) << trace.provenance.name;
  }
}

// What comes in is what was kept of the invoices, and what goes out what was booked, whenever it
// does: margin is receipts less outflows, and cash ends at what taxes leave of it.
TEST(Ledger, MarginIsWhatIsLeft) {
  for (const Trace& trace : traces()) {
    const double in = sum(column(firm(trace), "receipts")),
                 out = sum(column(firm(trace), "outflows"));
    EXPECT_NEAR(outcome(trace, "margin"), in - out, 1e-9 * (in + out)) << trace.provenance.name;
    const double taxes = sum(column_if_any(firm(trace), "taxes"));
    EXPECT_NEAR(column(firm(trace), "cash").back(), outcome(trace, "margin") - taxes,
                1e-9 * (in + out));
    if (taxes > 0) {
      EXPECT_NEAR(outcome(trace, "tax"), taxes, 1e-9 * taxes);
    }
  }
}

// Goods come and go whole: what was bought is sold or still there, and only what fills a shipment
// leaves.
TEST(Ledger, GoodsAreBoughtBeforeTheyAreSold) {
  int held = 0, waited = 0;
  for (const std::uint64_t path : {0, 1, 2, 3, 300}) {
    const Trace trace = replay(read(kTwoMarkets, kOwnMoney), path);
    const auto stock = column(firm(trace), "in stock"), waiting = column(firm(trace), "waiting");
    ASSERT_EQ(stock.size(), 36u);
    for (std::size_t i = 0; i < stock.size(); ++i) {
      EXPECT_GE(stock[i], 0) << path << " " << i;
      EXPECT_LT(waiting[i], 900) << path << " " << i;
      held += stock[i] > 0 ? 1 : 0;
      waited += waiting[i] > 0 ? 1 : 0;
      const double units = trace.tables[0].rows[i][6].number + trace.tables[1].rows[i][6].number;
      EXPECT_TRUE(units == 0 || units >= 900 * (1 - 1e-12)) << units;
    }
  }
  EXPECT_GT(held, 60);
  EXPECT_GT(waited, 30);
}

// npv again from the ledger: outflows at the start of their period, what is kept of an invoice
// `days` later.
TEST(Ledger, NpvIsTheDiscountedFlows) {
  const scenario::Scenario scenario =
      read(kTwoMarkets, {"market.MA.payment.days=75", "market.TN.payment.days=75",
                         "market.MA.payment.default_share=0.03",
                         "market.TN.payment.default_share=0.03", "market.TN.payment.recovery=0.4"});
  for (std::uint64_t path = 0; path < 20; ++path) {
    const Trace trace = replay(scenario, path);
    const auto revenue = column(firm(trace), "revenue"), out = column(firm(trace), "outflows");
    const auto factor = column(firm(trace), "discount factor");
    double npv = 0, flows = 0;
    for (std::size_t i = 0; i < factor.size(); ++i) {
      EXPECT_NEAR(factor[i], std::pow(1.1, -static_cast<double>(i) / 12), 1e-12);
      const double kept = revenue[i] * (1 - 0.03 * (1 - 0.4));
      npv += factor[i] * (kept * std::pow(1.1, -75 / 365.25) - out[i]);
      flows += factor[i] * (kept + out[i]);
    }
    EXPECT_NEAR(outcome(trace, "npv"), npv, 1e-9 * flows) << path;
  }
}

// Units, price and exchange rate of a row give its revenue; landed cost follows from the row's
// duty.
TEST(Ledger, ARowOfAChannelIsConsistent) {
  const Trace trace = replay(read(kTwoMarkets), 5);
  const Table& wholesale = trace.tables[0];
  EXPECT_EQ(wholesale.title, "MA.wholesale");
  const auto units = column(wholesale, "units"), price = column(wholesale, "price");
  const auto duty = column(wholesale, "duty"), landed = column(wholesale, "landed");
  const auto revenue = column(wholesale, "revenue");
  const Table& other = trace.tables[2];
  const auto other_units = column(other, "units"), other_revenue = column(other, "revenue");
  ASSERT_EQ(units.size(), 36u);
  int sold = 0;
  for (std::size_t i = 0; i < 36; ++i) {
    EXPECT_NEAR(price[i], price[0] * std::exp(0.02 * static_cast<double>(i) / 12), 1e-9);
    if (units[i] == 0 || other_units[i] == 0) continue;
    ++sold;  // both are invoiced at the same price
    EXPECT_NEAR(revenue[i] / units[i], other_revenue[i] / other_units[i], 1e-9 * price[i]);
  }
  EXPECT_GT(sold, 20);
  for (std::size_t i = 0; i < landed.size();
       ++i) {  // from the entry in May on; CIF: value is price
    const std::size_t period = 36 - landed.size() + i;
    const double levy = 2026 + static_cast<int>(period + 2) / 12 >= 2027 ? 0.01 : 0.0025;
    EXPECT_NEAR(landed[i], price[period] * (1 + duty[i] / 100 + levy), 1e-9 * price[period])
        << period;
  }
}

// The values drawn once print with about six significant digits, large and small.
TEST(Ledger, DrawnValuesShowSixDigits) {
  const Trace trace = replay(read(kTwoMarkets), 0);
  for (const auto& row : trace.drawn.rows) {
    const double value = std::abs(row[1].number);
    const double last_digit = std::pow(10, -row[1].decimals);
    if (value == 0) continue;
    EXPECT_GT(value, 9e4 * last_digit) << row[0].text << " " << value;
    if (row[1].decimals > 0) {
      EXPECT_LT(value, 1.1e6 * last_digit) << row[0].text << " " << value;
    }
  }
}

}  // namespace
}  // namespace landfall::simulate
