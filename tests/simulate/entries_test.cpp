// Entries of every kind of channel that are decided on the way, against entries on their dates.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "simulate/two_markets.hpp"
#include "support/simulated.hpp"

namespace landfall::simulate {
namespace {

using test::Rows;
using test::rows_of;

const std::string kChains = R"(
[market.MA.channel.chains]
kind                      = "retail"
chains                    = 5
listing_chance            = 0.6
months_to_list            = { uniform = [1, 9] }
listing_fee               = { value = 40_000, currency = "MAD" }
stores                    = { uniform = [40, 120] }
units_per_store_per_month = { lognormal = { mean = 6, sd = 2 } }
rollout_months            = 4
markup                    = 0.25
delist_below              = 5
delist_months             = 3
fixed_per_year            = 30_000
)";

const std::string kArmy = R"(
[market.MA.channel.army]
kind                 = "tender"
tenders_per_year     = 4
units                = { lognormal = { mean = 3_000, sd = 1_200 } }
supplier_list_chance = 0.8
list_months          = 5
award_months         = 3
delivery_months      = 6
acceptance_days      = 30
payment_days         = 120
bid_cost             = 2_000
win                  = { price_weight = 3, field_price = 1600, rivals = 2 }
[market.MA.channel.army.call.schools]
at    = 2027-09-01
units = 5_000
)";

const std::string kStock = R"(
[market.MA.channel.chargers]
kind       = "installed_base"
share      = { triangular = [0.05, 0.1, 0.2] }
life_years = 10
stock      = { logistic = { start = 16_000, ceiling = 200_000, rate_per_year = 0.5 } }
markup     = 0.2
entry_cost = 10_000
)";

const std::string kOnline = R"(
[market.MA.channel.online]
kind               = "direct"
reach_max          = 0.3
reach_scale        = 80_000
marketing_per_year = 60_000
conversion         = { triangular = [0.02, 0.05, 0.1] }
repeat_share       = 0.4
purchases_per_year = 12
uptake             = { bass = { p = 0.8, q = 0.2 } }
)";

const std::string kOnlineByEuler = R"(
[market.MA.channel.mail]
kind       = "direct"
reach      = 0.2
conversion = 0.3
uptake     = { bass = { p = 0.4, q = 0.2, method = "euler" } }
)";

const std::string kAgents = R"(
[market.MA.channel.agents]
kind             = "distributor"
prospects        = 6
sign_chance      = 0.5
months_to_sign   = { triangular = [1, 3, 8] }
ceiling_share    = 0.08
uptake           = { bass = { p = 0.2, q = 0.5 } }
churn            = 0.7
resign_chance    = 0.8
months_to_resign = { uniform = [1, 5] }
entry_cost       = 40_000
)";

const std::string kSole = R"(
[market.MA.channel.sole]
kind          = "distributor"
ceiling_share = 0.05
exclusive     = { markup = 0.30, minimum_units = 4_000, on_breach = "pay" }
[market.MA.channel.bound]
kind          = "distributor"
ceiling_share = 0.05
uptake        = { ramp = { months = 9 } }
exclusive     = { markup = 0.30, minimum_units = 3_000, on_breach = "end" }
)";

const std::string kQuota = R"(
[market.MA.tariff.quota]
units      = 5_000
ad_valorem = 0.1
)";

/// A way around that is in use from the second year on.
const std::string kRoute = R"(
[market.MA.route]
via             = ["DZ"]
forbids_transit = ["DZ"]
since           = 2027-03-01
alternative     = { freight = 20, lead_time_days = 75 }
)";

const std::string kEvent = R"(
[event.drought]
on     = "market.MA.demand"
factor = 0.6
rate   = 0.4
months = { uniform = [2, 8] }
[event.duty]
on     = "market.MA.tariff.ad_valorem"
add    = 0.1
rate   = 0.3
months = 5
)";

std::string morocco() {
  std::string text = test::kHead + test::kMoney + test::kProduct + test::kMorocco;
  text.replace(text.find("enter     = 2026-05-01"), 22, "");
  return text;
}

std::string with_armington() {
  std::string text = morocco();
  const std::string before = "kind            = \"elasticity\"";
  text.replace(text.find(before), before.size(), "kind = \"armington\"\nsubstitution = 3");
  return text + R"(
[market.MA.response.rival.union]
share      = 0.5
ad_valorem = 0.3
[market.MA.response.rival.union.change.agreement]
ad_valorem  = 0
starts      = 2027-06-01
probability = 0.5
)";
}

std::string replaced(std::string text, const std::string& before, const std::string& after) {
  return text.replace(text.find(before), before.size(), after);
}

/// Buyers that fail one by one, transfers that stop, and a registration that ends.
std::string with_doubtful_payers() {
  const std::string payers = replaced(morocco(), "default_share = { beta = [2, 60] }",
                                      "default = { by = \"buyer\", hazard = 0.5 }");
  return replaced(payers, "approval_chance     = 0.9",
                  "approval_chance     = 0.9\nrenewal_years = 0.75\nrenewal_chance = 0.5\n"
                  "renewal_months = 4\nrenewal_fee = 1_000") +
         R"(
[market.MA.payment.transfer_stop.queue]
rate   = 0.8
months = { uniform = [1, 6] }
)";
}

/// Stages of access, stocks, full containers, taxes and a value at the end.
std::string with_own_money() {
  const std::string stages = replaced(
      morocco(), "registration_months = { triangular = [1, 2, 5] }\napproval_chance     = 0.9", R"(
[market.MA.access.stage.dossier]
months          = { triangular = [1, 2, 5] }
approval_chance = 0.7
attempts        = 2
fee             = 3_000
[market.MA.access.stage.price]
months          = 2
)");
  const std::string full =
      replaced(stages, "carriage       = 1", "carriage = 1\nminimum_order_units = 800");
  return replaced(full, "escalation = 0.02",
                  "escalation = 0.02\nstock_months = 2\nsupplier_days = 45") +
         R"(
[firm]
fixed_per_year = 10_000
[tax]
corporate_rate = 0.25
months_after   = 4
[terminal]
multiple = 2
)";
}

/// The same without a demand that is shared.
std::string without_demand() {
  std::string text = morocco();
  const auto from = text.find("[market.MA.demand]"), to = text.find("[market.MA.response]");
  text.erase(from, to - from);
  const auto groups = text.find("[correlation");
  return groups == std::string::npos ? text : text.substr(0, groups);
}

Rows entered(const std::string& text, const std::string& how) {
  const scenario::Scenario all =
      scenario::read_scenario("test.toml", text + "\n[strategy.one.enter.MA]\n" + how + "\n");
  return rows_of(compile(all.strategies.at(0)), {0, 1});
}

/// Every row of `dated` within 1e-12 of the largest number of its kind in `ruled`; `least` of them
/// say something.
void expect_alike(const Rows& dated, const Rows& ruled, std::size_t least) {
  double most = 0;
  std::size_t says = 0;
  for (const double revenue : dated.at("revenue")) most = std::max(most, revenue);
  for (const auto& [name, row] : dated) {
    says += *std::max_element(row.begin(), row.end()) > *std::min_element(row.begin(), row.end());
    for (std::size_t path = 0; path < row.size(); ++path) {
      const double other = ruled.at(name)[path];
      if (row[path] - row[path] == 0)
        ASSERT_NEAR(other, row[path], 1e-12 * std::max(most, 1.0)) << name << " " << path;
      else
        ASSERT_EQ(other, row[path]) << name << " " << path;
    }
  }
  EXPECT_GE(says, least);
}

struct Case {
  const char* name;
  std::string text;
};

std::vector<Case> cases() {
  const std::string& plain = test::kWholesale;
  return {{"retail", morocco() + kChains},
          {"tender", morocco() + kArmy},
          {"tender without demand", without_demand() + kArmy},
          {"installed base", morocco() + kStock},
          {"installed base without demand", without_demand() + kStock},
          {"direct", morocco() + kOnline + kOnlineByEuler},
          {"signed again", morocco() + kAgents},
          {"exclusive", morocco() + kSole},
          {"quota", morocco() + kQuota + plain + kSole + kAgents},
          {"route", morocco() + kRoute + plain + kArmy + kAgents},
          {"armington", with_armington() + plain + kChains + kOnline},
          {"doubtful payers", with_doubtful_payers() + plain + kChains},
          {"own money", with_own_money() + plain + kChains + kArmy + kOnline},
          {"all", morocco() + kEvent + plain + kAgents + kSole + kChains + kArmy + kStock +
                      kOnline + kOnlineByEuler}};
}

// Law: a rule that fires in period e is the entry on its date, whatever the channels are. Where
// both are decided on the way, to the last bit; a market with a date goes four periods at a time,
// and adds up receipts in another order.
TEST(Entries, ARuleThatAlwaysFiresIsADate) {
  for (const Case& it : cases()) {
    for (const char* date : {"2026-03-01", "2027-05-01"}) {
      SCOPED_TRACE(std::string(it.name) + " on " + date);
      const std::string at = date;
      const Rows ruled =
          entered(it.text, "when = { metric = \"cash\", above = -1e9 }\nnot_before = " + at);
      const Rows budget = entered(it.text, "cash_at_least = -1e9\nat = " + at);
      EXPECT_TRUE(test::same_bits(ruled, budget, 40));
      expect_alike(entered(it.text, "at = " + at), ruled, 30);
    }
  }
}

// Law: without registration, a channel that is entered after its market is the same as in a market
// that is entered then. The bits of stays differ, whose months are counted from another period.
TEST(Entries, AChannelThatComesLater) {
  std::string text = morocco() + kAgents + kChains + kArmy + kOnline + kStock;
  const std::string registration = "registration_months = { triangular = [1, 2, 5] }";
  text.replace(text.find(registration), registration.size(), "registration_months = 0");
  std::string both = text + test::kWholesale + "[strategy.one.enter.MA]\n";
  std::string alone = text;
  const std::vector<std::string> names = {"agents", "chains", "army", "online", "chargers"};
  for (const std::string& name : names) {
    const std::string entry = "[strategy.one.enter.MA.channel." + name + "]\nat = 2027-02-01\n";
    both += entry;
    alone += entry;
  }
  const auto run = [](const std::string& scenario) {
    return rows_of(compile(scenario::read_scenario("test.toml", scenario).strategies.at(0)), {0});
  };
  const Rows later = run(both), then = run(alone);
  for (const std::string& name : names) {
    const std::vector<double>& one = later.at("revenue.MA." + name);
    const std::vector<double>& other = then.at("revenue.MA." + name);
    EXPECT_GT(*std::max_element(one.begin(), one.end()), 0) << name;
    for (std::size_t path = 0; path < one.size(); ++path)
      ASSERT_NEAR(one[path], other[path], 1e-12 * (1 + one[path])) << name << " " << path;
  }
}

TEST(Entries, TheSameBitsFromEveryKernel) {
  const scenario::Scenario all = scenario::read_scenario("test.toml", cases().back().text + R"(
[strategy.one.enter.MA]
when = { metric = "cash", above = -1 }
not_before = 2026-06-01
[strategy.one.enter.MA.channel.army]
when = { metric = "revenue.MA", window_months = 3, above = 300_000 }
[strategy.one.exit.MA]
when = { metric = "revenue.MA", window_months = 6, below = 900_000 }
)");
  const Plan plan = compile(all.strategies.at(0));
  const Rows baseline = rows_of(plan, {0}, built_kernels().front());
  for (const Kernels& kernels : built_kernels())
    if (kernels.runs_here) {
      EXPECT_TRUE(test::same_bits(baseline, rows_of(plan, {0}, kernels), 40)) << kernels.name;
    }
}

}  // namespace
}  // namespace landfall::simulate
