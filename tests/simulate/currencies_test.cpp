// A firm that costs in one currency, invoices in another, sells in a third and reports in a fourth.
#include <gtest/gtest.h>

#include <cmath>

#include "support/simulated.hpp"

namespace landfall::test {
namespace {

std::string firm(const std::string& reported, const std::string& kind) {
  const auto rate = [&](double start, const std::string& by_year) {
    return kind == "fixed" ? "{ fixed = { " + by_year + " } }"
                           : "{ gbm = { start = " + std::to_string(start) +
                                 ", drift = 0.02, volatility = 0.2 } }";
  };
  return R"(schema = 1
[scenario]
name = "Four currencies"
start = 2026-07-01
years = 2
currency = ")" +
         reported +
         "\"\n[fx.MAD]\nper = \"EUR\"\nprocess = " + rate(10, "2026 = 10, 2027 = 11, 2028 = 12.5") +
         "\n[fx.USD]\nper = \"EUR\"\nprocess = " +
         rate(1.1, "2026 = 1.1, 2027 = 1.2, 2028 = 1.25") +
         "\n[fx.TND]\nper = \"USD\"\nprocess = " + rate(3, "2026 = 3, 2027 = 3.1, 2028 = 3.2") + R"(
[product]
price = 10
currency = "MAD"
cost = { value = 0.5, currency = "USD" }
[market.A]
currency = "TND"
[market.A.demand]
units_per_year = 12_000
[market.A.response]
elasticity = 1
reference_price = 4
[market.A.logistics]
freight = { value = 0.1, currency = "EUR" }
[market.A.channel.distributor]
kind = "distributor"
ceiling_share = 0.1
marketing_per_year = { value = 240, currency = "TND" }
fixed_per_year = { value = 120, currency = "MAD" }
entry_cost = { value = 70, currency = "USD" }
)";
}

// By hand, in the half years before and after a new year's rates. Customs value: 10 MAD and 0.1 EUR
// of freight. At 10 MAD, 1.1 USD for a euro and 3 TND for a dollar the shelf price is
// 11 / 10 * 1.1 * 3 = 3.63 TND, so 4 / 3.63 of 100 units a month sell.
TEST(Currencies, AYearByHand) {
  const Rows rows = rows_of(firm("EUR", "fixed"));
  const double units = 100 * 4 / 3.63;
  EXPECT_NEAR(rows.at("revenue@2026-07")[7], units * 10 / 10, 1e-9);
  const double later = 100 * 4 / ((10 + 1.1) / 11 * 1.2 * 3.1);
  EXPECT_NEAR(rows.at("revenue@2027-01")[7], later * 10 / 11, 1e-9);
  double margin = -70 / 1.1;
  for (int month = 0; month < 24; ++month) {
    const int year = month < 6 ? 0 : month < 18 ? 1 : 2;
    const double mad[] = {10, 11, 12.5}, usd[] = {1.1, 1.2, 1.25}, tnd[] = {3, 3.1, 3.2};
    const double shelf = (10 + 0.1 * mad[year]) / mad[year] * usd[year] * tnd[year];
    const double sold = 100 * 4 / shelf;
    margin += sold * (10 / mad[year] - 0.5 / usd[year]);
    margin -= 20 / tnd[year] / usd[year] + 10 / mad[year];
  }
  EXPECT_NEAR(rows.at("margin")[7], margin, 1e-9);
}

// Law: on every path, what is reported in one currency is what is reported in another, at the rate
// of each period; costs too. Power: a yearly cost taken at the rate of another period of its tile
// shows at once, rates move by 6 % a month.
TEST(Currencies, ReportedInAnotherCurrencyItIsTheSameMoney) {
  const Rows euro = rows_of(firm("EUR", "gbm")), dollar = rows_of(firm("USD", "gbm"));
  // The price alone at 1 in euro gives the rate: revenue of a fixed number of units.
  const std::vector<std::string> rate = {"product.price={ value = 1, currency = 'EUR' }",
                                         "product.cost=0", "market.A.response.elasticity=0"};
  const Rows dollars_for_a_euro = rows_of(firm("USD", "gbm"), rate);
  for (const auto& [name, row] : euro) {
    if (name.rfind("revenue@", 0) != 0) continue;
    for (std::size_t path = 0; path < row.size(); ++path)
      EXPECT_NEAR(dollar.at(name)[path], row[path] * dollars_for_a_euro.at(name)[path] / 100,
                  1e-9 * dollar.at(name)[path])
          << name;
  }
}

// Law: a cost of 12 a year in a currency whose rate walks is, month by month, what a sale of one
// unit at a price of 1 in that currency brings in: together they come to nothing.
TEST(Currencies, ACostAndAPriceInOneCurrencyMeetAtTheRateOfTheirMonth) {
  for (const char* cost : {"marketing_per_year", "fixed_per_year"}) {
    const std::string at = "market.A.channel.distributor.";
    const Rows rows =
        rows_of(firm("EUR", "gbm"),
                {"product.price={ value = 1, currency = 'TND' }", "product.cost=0",
                 "market.A.response.elasticity=0", at + "entry_cost=0", at + "marketing_per_year=0",
                 at + "fixed_per_year=0", at + cost + "={ value = 1200, currency = 'TND' }"});
    for (std::size_t path = 0; path < 256; ++path) EXPECT_NEAR(rows.at("margin")[path], 0, 1e-9);
  }
}

}  // namespace
}  // namespace landfall::test
