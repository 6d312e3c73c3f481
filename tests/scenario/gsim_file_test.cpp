// What is said about a wrong file of `landfall gsim`, to the letter.
#include "scenario/gsim_file.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

namespace landfall::scenario {
namespace {

std::string good() {
  std::ifstream file(SOURCE_DIR "/scenarios/gsim/free-trade-us-eu.toml");
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

std::string said(const std::string& right, const std::string& wrong) {
  std::string text = good();
  const std::size_t at = text.find(right);
  EXPECT_NE(at, std::string::npos) << right;
  try {
    const GsimFile file = read_gsim("g.toml", text.replace(at, right.size(), wrong));
    return render(file.warnings, file.sources);
  } catch (const ScenarioError& error) {
    return render(error.diagnostics, error.sources);
  }
}

TEST(GsimFile, IsRead) {
  const GsimFile file = read_gsim("g.toml", good());
  EXPECT_EQ(file.unit, "M USD");
  EXPECT_EQ(file.source.substr(0, 22), "Francois & Hall (2003)");
  ASSERT_EQ(file.problem.regions.size(), 4u);
  EXPECT_EQ(file.problem.regions[3].name, "RW");
  EXPECT_EQ(file.problem.regions[3].export_supply, 1.5);
  EXPECT_EQ(file.problem.flows[4], 500);    // from JP to US
  EXPECT_EQ(file.problem.before[2], 1.41);  // of EU on US
  EXPECT_EQ(file.problem.after[2], 1);
  EXPECT_EQ(file.problem.after[8], 1);
  EXPECT_EQ(file.problem.after[1], 1.21);
}

TEST(GsimFile, ARegionMayHaveElasticitiesOfItsOwn) {
  std::string text = good() + "\n[region.JP]\nexport_supply = 0.5\n";
  const GsimFile file = read_gsim("g.toml", text);
  EXPECT_EQ(file.problem.regions[1].export_supply, 0.5);
  EXPECT_EQ(file.problem.regions[1].substitution, 5);
}

TEST(GsimFile, ARowThatIsTooShort) {
  EXPECT_EQ(said("  [500,   0, 150, 200],", "  [500,   0, 150],"),
            "g.toml:17:3: error: each row of 'flows' must have 4 numbers, one an importer\n"
            "  17 |   [500,   0, 150],\n"
            "     |   ^^^^^^^^^^^^^^^\n");
}

TEST(GsimFile, ANegativeFlow) {
  EXPECT_EQ(said("  [300, 100, 200, 200],", "  [300, -100, 200, 200],"),
            "g.toml:18:9: error: a number of 'flows' must be at least 0, not -100\n"
            "  18 |   [300, -100, 200, 200],\n"
            "     |         ^^^^\n");
}

TEST(GsimFile, ATariffInWords) {
  EXPECT_EQ(
      said("  [0.37, 0.00, 0.31, 0.23],", "  [0.37, \"none\", 0.31, 0.23],"),
      "g.toml:25:10: error: a number of 'tariffs' must lie between 0 and 10000, not text \"none\"\n"
      "  25 |   [0.37, \"none\", 0.31, 0.23],\n"
      "     |          ^^^^^^\n");
}

TEST(GsimFile, TooFewRows) {
  EXPECT_EQ(said("order  = [\"US\", \"JP\", \"EU\", \"RW\"]",
                 "order  = [\"US\", \"JP\", \"EU\", \"RW\", \"CN\"]"),
            "g.toml:15:9: error: 'flows' must be 5 lists of 5 numbers: a row an exporter, a column "
            "an importer\n"
            "  15 | flows = [\n"
            "     |         ^\n"
            "g.toml:23:11: error: 'tariffs' must be 5 lists of 5 numbers: a row an exporter, a "
            "column an importer\n"
            "  23 | tariffs = [\n"
            "     |           ^\n");
}

TEST(GsimFile, ARegionTwice) {
  EXPECT_EQ(said("order  = [\"US\", \"JP\", \"EU\", \"RW\"]",
                 "order  = [\"US\", \"JP\", \"EU\", \"US\"]"),
            "g.toml:12:10: error: 'order' names US twice\n"
            "  12 | order  = [\"US\", \"JP\", \"EU\", \"US\"]\n"
            "     |          ^^^^^^^^^^^^^^^^^^^^^^^^\n");
}

TEST(GsimFile, AnUnknownRegion) {
  EXPECT_EQ(said("importer  = \"EU\"", "importer  = \"UE\""),
            "g.toml:37:13: error: there is no region 'UE' in order\n"
            "  37 | importer  = \"UE\"\n"
            "     |             ^^^^\n");
}

TEST(GsimFile, ARegionOfNobody) {
  EXPECT_EQ(said("[change.agreement]", "[region.USA]\nsubstitution = 3\n\n[change.agreement]"),
            "g.toml:35:1: error: there is no region 'USA' in order\n"
            "  35 | [region.USA]\n"
            "     | ^^^^^^^^^^^^ did you mean 'US'?\n");
}

TEST(GsimFile, NoSubstitution) {
  EXPECT_EQ(
      said("substitution  = 5\n", "\n"),
      "g.toml:30:1: error: region 'US' has no substitution\n"
      "  30 | [elasticity]                # of every region; [region.US] would state its own\n"
      "     | ^^^^^^^^^^^^ write it for all, [elasticity] with substitution, or for one, "
      "[region.US]\n");
}

TEST(GsimFile, ANegativeElasticity) {
  EXPECT_EQ(said("import_demand = 1.25", "import_demand = -1.25"),
            "g.toml:31:17: error: 'import_demand' must lie between 0 and 1000, not -1.25\n"
            "  31 | import_demand = -1.25\n"
            "     |                 ^^^^^\n");
}

TEST(GsimFile, NoChange) {
  EXPECT_EQ(said("[change.agreement]\nexporter  = \"US\"\nimporter  = \"EU\"\nboth_ways = "
                 "true\ntariff    = 0\n",
                 ""),
            "g.toml:8:1: error: no tariff changes\n"
            "  8 | [gsim]\n"
            "    | ^^^^^^ add [change.NAME] with exporter, importer and tariff, or new_tariffs\n");
}

TEST(GsimFile, TwoWaysToChange) {
  EXPECT_EQ(
      said(
          "[elasticity]",
          "new_tariffs = [[0, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0]]\n\n[elasticity]"),
      "g.toml:30:15: error: new_tariffs and [change] both say what changes\n"
      "  30 | new_tariffs = [[0, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0]]\n"
      "     |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ keep one of "
      "them\n");
}

TEST(GsimFile, AnUnknownKey) {
  EXPECT_EQ(said("unit   = \"M USD\"", "units   = \"M USD\""),
            "g.toml:11:1: error: unknown key 'units' in gsim\n"
            "  11 | units   = \"M USD\"\n"
            "     | ^^^^^ did you mean 'unit'?\n");
}

TEST(GsimFile, NoFlows) {
  EXPECT_EQ(said("flows = [", "flow = ["),
            "g.toml:15:1: error: unknown key 'flow' in gsim\n"
            "  15 | flow = [\n"
            "     | ^^^^ did you mean 'flows'?\n");
}

}  // namespace
}  // namespace landfall::scenario
