#include "reports/timing.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "base/language.hpp"
#include "tests/reports/golden.hpp"

namespace landfall::reports {
namespace {

study::Timing made_up() {
  study::Timing timing;
  timing.provenance.name = "Fish, in stages";
  timing.provenance.currency = "EUR";
  timing.provenance.markets = {"MA", "TN"};
  timing.provenance.market_names = {"Morocco", "Tunisia"};
  timing.provenance.start = "2026-01-01";
  timing.provenance.step = "month";
  timing.provenance.periods = 24;
  timing.provenance.discount = 0.12;
  timing.provenance.paths = 10'000;
  timing.provenance.seed = 7;
  timing.provenance.sampler = "independent";
  timing.provenance.strategy = "staged";
  timing.address = "staged.enter.TN";
  timing.title = "Tunisia";
  timing.rule = "entered once revenue.MA of 12 months was above 600 000 EUR";
  timing.states = {"revenue.MA", "cash"};
  timing.dates = {{"2026-01", {-250'000, 900}, {0.25, 0.0043}},
                  {"2027-01", {-120'000, 800}, {0, 0}},
                  {"never", {-130'000, 0}, {0.75, 0.0043}}};
  timing.best_date = 1;
  timing.rule_npv = {-140'000, 700};
  timing.rule_enters = summary::Estimate{0.3, 0.0046};
  timing.best_npv = {-90'000, 750};
  timing.best_enters = {0.25, 0.0043};
  timing.best_less_rule.mean_difference = {50'000, 400};
  timing.best_less_rule.probability_better = {0.4, 0.005};
  timing.date_less_rule.mean_difference = {20'000, 300};
  timing.hindsight_npv = {-50'000, 600};
  return timing;
}

TEST(Timing, TheWholeText) {
  EXPECT_EQ(timing_text(made_up(), {.width = 80}), R"(Fish, in stages
Morocco and Tunisia · 24 months from 2026-01-01 · discount 12 %
10 000 paths (simulated futures) · seed 7 · independent sampling · strategy
staged

When to enter Tunisia: staged.enter.TN, entered once revenue.MA of 12 months was
above 600 000 EUR.

What may be earned
                                      npv          less the rule  enters
                                      k EUR        k EUR          %
───────────────────────────────────────────────────────────────────────────
the rule as it is                     -140.0 ±0.7                 30.0 ±0.5
one date for all: 2027-01             -120.0 ±0.8  20.0 ±0.3      100
the best rule of revenue.MA and cash  -90.0 ±0.8   50.0 ±0.4      25.0 ±0.5
with hindsight                        -50.0 ±0.6
The best rule was learnt on half of the paths and valued on the other half, both
ways round. With hindsight: the best of these dates on each path, which nobody
can know.

Date by date
entered  npv          by the best rule
         k EUR        %
──────────────────────────────────────
2026-01  -250.0 ±0.9  25.0 ±0.5
2027-01  -120.0 ±0.8  below 0.03
never    -130 exact   75.0 ±0.5
)");
}

TEST(Timing, IsSaidInFrench) {
  const Speaking scope(Language::french);
  test::expect_golden("french_timing.txt", timing_text(made_up(), {}));
  EXPECT_NE(timing_json(made_up()).find(R"("entered": "never")"), std::string::npos);
}

TEST(Timing, JsonHasAllOfIt) {
  const auto json = nlohmann::json::parse(timing_json(made_up()));
  EXPECT_EQ(json["schema"], "landfall/timing/1");
  EXPECT_EQ(json["entry"], "staged.enter.TN");
  EXPECT_EQ(json["rule"]["npv"]["value"], -140'000);
  EXPECT_EQ(json["rule"]["enters"]["value"], 0.3);
  EXPECT_EQ(json["one_date"]["entered"], "2027-01");
  EXPECT_EQ(json["best_rule"]["less_the_rule"]["error"], 400);
  EXPECT_EQ(json["best_rule"]["better_than_the_rule"]["value"], 0.4);
  EXPECT_EQ(json["hindsight"]["npv"]["value"], -50'000);
  EXPECT_EQ(json["dates"][2]["entered"], "never");
  EXPECT_EQ(json["dates"][2]["best_rule_enters"]["value"], 0.75);
}

}  // namespace
}  // namespace landfall::reports
