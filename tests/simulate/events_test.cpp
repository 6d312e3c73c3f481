// Events: what they do to what they act on, by hand, and what they leave alone.
#include <gtest/gtest.h>

#include "support/simulated.hpp"

namespace landfall::test {
namespace {

const std::string kQuarters = R"(schema = 1
[scenario]
name = "Quarters"
currency = "EUR"
start = 2026-01-01
years = 2
step = "quarter"
[product]
price = 10
cost = 4
incoterm = "CIF"
[market.A.demand]
units_per_year = 4_000
[market.A.logistics]
freight = 1
[market.A.channel.distributor]
kind = "distributor"
ceiling_share = 0.1
[market.B.demand]
units_per_year = { normal = [8_000, 800] }
volatility = 0.2
[market.B.channel.distributor]
kind = "distributor"
ceiling_share = 0.1
)";

std::string event(const std::string& name, const std::string& on, const std::string& rest) {
  return "[event." + name + "]\non = " + on + "\n" + rest + "\n";
}

double only(const Rows& rows, const std::string& name) {
  return rows.at(name)[5];
}

// Five months from April are one quarter and two thirds of the next: A sells 100 units a quarter,
// then 40, then 100 (1 - 0.6 2/3) = 60.
TEST(Events, LastPartOfAPeriod) {
  const Rows rows = rows_of(kQuarters + event("strike", "'market.A.demand'",
                                              "at = 2026-04-01\nfactor = 0.4\nmonths = 5"));
  EXPECT_NEAR(only(rows, "revenue.A"), 10 * (6 * 100 + 40 + 60), 1e-9);
}

TEST(Events, ActOnPricesCostsAndFreight) {
  const std::vector<std::string> no_b = {"market.B.demand.units_per_year=0",
                                         "market.B.demand.volatility=0"};
  const auto margin = [&](const std::string& events) {
    return only(rows_of(kQuarters + events, no_b), "margin");
  };
  EXPECT_NEAR(margin(""), 800 * (10 - 4 - 1), 1e-9);
  EXPECT_NEAR(margin(event("glut", "'product.price'", "at = 2027-01-01\nfactor = 0.8")),
              400 * 5 + 400 * 3, 1e-9);
  EXPECT_NEAR(margin(event("drought", "'product.cost'", "at = 2027-01-01\nadd = 1.5")),
              400 * 5 + 400 * 3.5, 1e-9);
  EXPECT_NEAR(margin(event("canal", "'market.*.logistics.freight'",
                           "at = 2027-01-01\nfactor = 3\nmonths = 6")),
              600 * 5 + 200 * 3, 1e-9);
  EXPECT_NEAR(margin(event("canal", "'market.A.logistics.freight'", "at = 2027-01-01\nfactor = 3") +
                     event("fuel", "'market.A.logistics.freight'", "at = 2027-01-01\nadd = 0.5")),
              400 * 5 + 400 * 2.5, 1e-9);
}

// A carriage that the file does not have is 0, and can be added to.
TEST(Events, ActOnWhatIsNotInTheFile) {
  const Rows rows = rows_of(
      kQuarters + event("canal", "'market.A.logistics.carriage'", "at = 2026-01-01\nadd = 0.5"),
      {"market.B.demand.units_per_year=0", "market.B.demand.volatility=0"});
  EXPECT_NEAR(only(rows, "margin"), 800 * (5 - 0.5), 1e-9);
}

TEST(Events, APatternNamesAllMarkets) {
  const std::vector<std::string> plain = {"market.B.demand.units_per_year=8_000",
                                          "market.B.demand.volatility=0"};
  const Rows rows = rows_of(
      kQuarters + event("crisis", "'market.*.demand'", "at = 2027-01-01\nfactor = 0.5"), plain);
  EXPECT_NEAR(only(rows, "revenue.A"), 4000 + 2000, 1e-9);
  EXPECT_NEAR(only(rows, "revenue.B"), 8000 + 4000, 1e-9);
}

// Law: an event on A changes nothing of B, nor does the order in which events stand.
TEST(Events, ChangeNothingElse) {
  const std::string strike =
      event("strike", "'market.A.demand'", "rate = 0.8\nfactor = 0.4\nmonths = 4");
  const std::string flood = event("flood", "'market.A.demand'",
                                  "rate = 0.3\nfactor = { uniform = [0.2, 0.5] }\nmonths = 4");
  const Rows before = rows_of(kQuarters), after = rows_of(kQuarters + strike);
  EXPECT_TRUE(same_bits(test::only(before, {"revenue.B", "market."}), after, 3));
  EXPECT_NE(before.at("revenue.A"), after.at("revenue.A"));
  const Rows one = rows_of(kQuarters + strike + flood), other = rows_of(kQuarters + flood + strike);
  for (std::size_t path = 0; path < one.at("revenue.A").size(); ++path)
    EXPECT_NEAR(one.at("revenue.A")[path], other.at("revenue.A")[path], 1e-9);
}

// Law: an event that changes nothing changes nothing, and one that never comes neither.
TEST(Events, OfNoConsequence) {
  const Rows before = rows_of(kQuarters);
  for (const char* rest : {"rate = 5\nfactor = 1", "rate = 0\nfactor = 0.5",
                           "at = 2026-04-01\nprobability = 0\nfactor = 0.5"}) {
    const Rows after =
        rows_of(kQuarters + event("nothing", "['market.*.demand', 'product.price']", rest));
    for (const char* name : {"revenue.A", "revenue.B", "margin"})
      for (std::size_t path = 0; path < 256; ++path)
        EXPECT_NEAR(after.at(name)[path], before.at(name)[path], 1e-11 * before.at(name)[path]);
  }
}

// Law: in a regime that never ends an event with rates by regime is one with the rate of that
// regime; in one without arrivals it never comes.
TEST(Events, FollowTheRatesOfTheirRegime) {
  const std::string base = kQuarters + R"([fx.USD]
per = "EUR"
[fx.USD.process.regime]
start = 1.1
begins = "crisis"
[fx.USD.process.regime.states]
calm = { drift = 0, volatility = 0.1, switches = { crisis = 0 } }
crisis = { drift = 0, volatility = 0.3, switches = { calm = 0 } }
)";
  const std::string rest = "factor = 0.4\nmonths = 6\n";
  const std::string by_regime =
      base + event("strike", "'market.A.demand'",
                   rest + "rates = { calm = 0, crisis = 1.5 }\nregime = 'fx.USD'");
  const std::string plain = base + event("strike", "'market.A.demand'", rest + "rate = 1.5");
  EXPECT_TRUE(same_bits(rows_of(by_regime), rows_of(plain), 15));
  const Rows calm = rows_of(by_regime, {"fx.USD.process.regime.begins='calm'"});
  for (std::size_t path = 0; path < 256; ++path)
    EXPECT_NEAR(calm.at("revenue.A")[path], 8000, 1e-9);
}

}  // namespace
}  // namespace landfall::test
