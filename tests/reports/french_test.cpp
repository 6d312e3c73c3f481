// What commands besides a run say in French, whole: a scenario explained, a path replayed, trade.
#include <gtest/gtest.h>

#include "base/language.hpp"
#include "reports/gsim.hpp"
#include "reports/reports.hpp"
#include "scenario/read.hpp"
#include "simulate/explain.hpp"
#include "simulate/trace.hpp"
#include "tests/reports/golden.hpp"

namespace landfall::reports {
namespace {

constexpr const char* kFish = R"(
schema = 1
[scenario]
name     = "Thon"
currency = "EUR"
start    = 2026-01-01
years    = 1
step     = "quarter"
discount = 0.1
[fx.MAD]
per     = "EUR"
process = 10.8
[product]
unit  = "carton"
price = { triangular = [40, 50, 61] }
[market.MA]
currency = "MAD"
[market.MA.demand]
units_per_year = 12_000
[market.MA.tariff]
ad_valorem = 0.025
[market.MA.tariff.change.accord]
starts      = 2026-07-01
ad_valorem  = 0
probability = 0.4
[market.MA.channel.importer]
kind          = "distributor"
ceiling_share = 0.5
)";

scenario::Scenario fish() {
  return scenario::read_scenario("thon.toml", kFish, {});
}

TEST(French, ExplainsAScenario) {
  const std::string english = explanation_json(simulate::explain(fish()));
  const Speaking scope(Language::french);
  test::expect_golden("french_explanation.txt", explanation_text(simulate::explain(fish()), {}));
  const Speaking inner(Language::english);
  EXPECT_EQ(explanation_json(simulate::explain(fish())), english);
}

TEST(French, ReplaysAPath) {
  const Speaking scope(Language::french);
  const std::string text = trace_text(simulate::replay(fish(), 3), {});
  test::expect_golden("french_trace.txt", text.substr(0, text.find("\nRefaire ce calcul")));
}

TEST(French, SolvesTrade) {
  GsimReport report{"", "", "Thon", "M EUR", "Eurostat", {}, {}};
  report.problem.regions = {{"UE", 1.25, 5, 1.5}, {"Maroc", 1.25, 5, 1.5}};
  report.problem.flows = {0, 1250, 80.5, 0};
  report.problem.before = {1, 1.25, 1, 1};
  report.problem.after = {1, 1, 1, 1};
  report.result = model::solve_gsim(report.problem).value();
  const std::string english = gsim_json(report, "1.2.3");
  const Speaking scope(Language::french);
  EXPECT_EQ(gsim_json(report, "1.2.3"), english);
  test::expect_golden("french_gsim.txt", gsim_text(report, {}));
}

}  // namespace
}  // namespace landfall::reports
