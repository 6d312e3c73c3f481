#include "reports/timing.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

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
  EXPECT_EQ(timing_text(made_up(), {.width = 80}), R"(TEXT)");
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
