// Samples that keep their values: counts, dependence, and what leaves their table alone.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "base/diagnostic.hpp"
#include "scenario/exact_margins.hpp"
#include "simulate/dependence.hpp"
#include "simulate/explain.hpp"
#include "simulate/run.hpp"
#include "simulate/two_markets.hpp"
#include "support/simulated.hpp"

namespace landfall::test {
namespace {

// Ten prices and eleven costs, by hand: the least multiple of 110 from 16 384 on.
constexpr std::size_t kTrials = 16'390;

const std::string kHistory = R"(
[shared]
price = { empirical = [3, 4, 4.5, 5, 5.5, 6, 6.2, 7, 8, 20] }
cost  = { empirical = [1, 1.1, 1.2, 1.3, 1.4, 1.4, 1.4, 1.8, 2, 2.5, 9] }
[correlation.history]
of     = ["shared.price", "shared.cost"]
common = 0.6
margin = "exact"
)";

const std::vector<std::string> kDrawn = {"shared.price", "shared.cost"};

scenario::Scenario read(const std::string& more, const std::vector<std::string>& overrides = {}) {
  return scenario::read_scenario("test.toml", kTwoMarkets + more, overrides);
}

/// The blocks that hold the paths [0, count).
std::vector<int> blocks_of(std::size_t count) {
  std::vector<int> blocks;
  for (int block = 0; static_cast<std::size_t>(block) * kLanes < count; ++block)
    blocks.push_back(block);
  return blocks;
}

std::map<double, int> counts(const std::vector<double>& row, std::size_t from, std::size_t count) {
  std::map<double, int> found;
  for (std::size_t path = from; path < from + count; ++path) ++found[row.at(path)];
  return found;
}

/// Spearman's coefficient, mean ranks for ties.
double spearman(const std::vector<double>& x, const std::vector<double>& y, std::size_t n) {
  const auto ranks = [n](const std::vector<double>& values) {
    std::vector<double> sorted(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(n));
    std::sort(sorted.begin(), sorted.end());
    std::vector<double> all;
    for (std::size_t i = 0; i < n; ++i) {
      const auto [low, high] = std::equal_range(sorted.begin(), sorted.end(), values[i]);
      all.push_back(static_cast<double>((low - sorted.begin()) + (high - sorted.begin())) / 2 -
                    static_cast<double>(n) / 2);
    }
    return all;
  };
  const std::vector<double> a = ranks(x), b = ranks(y);
  double aa = 0, bb = 0, ab = 0;
  for (std::size_t i = 0; i < n; ++i) {
    aa += a[i] * a[i];
    bb += b[i] * b[i];
    ab += a[i] * b[i];
  }
  return ab / std::sqrt(aa * bb);
}

// Law: over `trials` paths, from whichever on, each value stands as often as any other.
TEST(ExactMargins, EachValueEquallyOften) {
  const simulate::Plan plan = simulate::compile(read(kHistory));
  const Rows rows = rows_of(plan, blocks_of(2 * kTrials));
  for (const std::size_t from : {std::size_t{0}, std::size_t{5000}, kTrials}) {
    const auto prices = counts(rows.at("shared.price"), from, kTrials);
    EXPECT_EQ(prices.size(), 10u);
    for (const auto& [value, count] : prices) EXPECT_EQ(count, 1639) << value;
    const auto costs = counts(rows.at("shared.cost"), from, kTrials);
    EXPECT_EQ(costs.size(), 9u);
    for (const auto& [value, count] : costs) EXPECT_EQ(count, value == 1.4 ? 4470 : 1490) << value;
  }
}

// The values are those within min and max, after times and plus.
TEST(ExactMargins, ValuesAreThoseOfTheDistribution) {
  const Rows rows = rows_of(
      simulate::compile(read(kHistory, {"shared.price={empirical=[1, 2, 3, 50], max=6, times=2}"})),
      blocks_of(16'500));
  const auto prices = counts(rows.at("shared.price"), 0, 16'401);  // by hand: 33 times 497
  EXPECT_EQ(prices, (std::map<double, int>{{2, 5467}, {4, 5467}, {6, 5467}}));
}

/// 400, 500 and 250 values that differ, and the matrix 0.5, -0.2, 0.2.
std::string three_samples(const std::string& more) {
  std::string text = "[shared]\n";
  const std::pair<const char*, int> samples[] = {{"a", 400}, {"b", 500}, {"c", 250}};
  for (const auto& [name, size] : samples) {
    text += std::string(name) + " = { empirical = [";
    for (int i = 0; i < size; ++i) text += std::to_string(i * i % 997 + i) + ".5, ";
    text += "] }\n";
  }
  return text +
         "[correlation.three]\nof = [\"shared.a\", \"shared.b\", \"shared.c\"]\n"
         "matrix = [[1, 0.5, -0.2], [0.5, 1, 0.2], [-0.2, 0.2, 1]]\nmargin = \"exact\"\n" +
         more;
}

// Claim: over the 18 000 trials of three samples Spearman's coefficients are within 0.01 of those
//        asked for, for each of eight seeds.
// Power: values of which the order is left to chance have 0 +- 0.0075; a Spearman's 0.5 taken as
//        that of the scores gives (6/pi) asin(0.25) = 0.483. Without the inverse of Q the spread
//        would be 0.0075 (1 - r^2), and some of the 24 would lie beyond.
TEST(ExactMargins, RanksFollowTheMatrix) {
  for (int seed = 1; seed <= 8; ++seed) {
    const Rows rows = rows_of(
        simulate::compile(read(three_samples(""), {"simulation.seed=" + std::to_string(seed)})),
        blocks_of(18'000));
    const auto &a = rows.at("shared.a"), &b = rows.at("shared.b"), &c = rows.at("shared.c");
    EXPECT_NEAR(spearman(a, b, 18'000), 0.5, 0.01);
    EXPECT_NEAR(spearman(a, c, 18'000), -0.2, 0.01);
    EXPECT_NEAR(spearman(b, c, 18'000), 0.2, 0.01);
  }
}

// Claim: what reports call achieved is near what was asked, in each measure, within five errors.
// Power: the errors are below 0.008; a group taken for another, or the scores of another member,
//        would be 0 or have another of the three values.
TEST(ExactMargins, AchievedIsReported) {
  for (const char* measure : {"spearman", "kendall", "pearson"}) {
    scenario::Scenario scenario =
        read(three_samples(std::string("measure = \"") + measure + "\"\n"));
    scenario.paths = 16'384;
    const auto groups = simulate::dependence_of(scenario, simulate::compile(scenario));
    ASSERT_EQ(groups.size(), 3u);
    const simulate::GroupDependence& group = groups[2];
    EXPECT_EQ(group.name, "three");
    EXPECT_EQ(group.trials, 18'000u);
    EXPECT_EQ(groups[0].trials, 0u);
    for (const simulate::PairDependence& pair : group.pairs) {
      EXPECT_LT(pair.achieved.error, 0.01);
      EXPECT_NEAR(pair.achieved.value, pair.asked, 5 * pair.achieved.error) << measure;
    }
  }
}

// Another uncertain number, another group, and the sampler leave the table as it is; it leaves all
// other draws as they are.
TEST(ExactMargins, NothingElseChangesTheTable) {
  const Rows alone = rows_of(simulate::compile(read(kHistory)), {0, 1});
  const Rows more = rows_of(simulate::compile(read(kHistory + R"(
[market.EG]
[market.EG.demand]
units_per_year = { uniform = [1, 2] }
[market.EG.channel.distributor]
kind          = "distributor"
ceiling_share = { uniform = [0.05, 0.15] }
[correlation.another]
of = ["market.EG.demand.units_per_year", "market.EG.channel.distributor.ceiling_share"]
common = 0.5
)")),
                            {0, 1});
  EXPECT_TRUE(same_bits(only(alone, kDrawn), more, 2));
  for (const char* sampler : {"antithetic", "latin-hypercube", "sobol"}) {
    const std::vector<std::string> set = {std::string("simulation.sampler='") + sampler + "'"};
    const Rows sampled = rows_of(simulate::compile(read(kHistory, set)), {0, 1});
    EXPECT_TRUE(same_bits(only(alone, kDrawn), sampled, 2)) << sampler;
    EXPECT_TRUE(same_bits(only(rows_of(simulate::compile(read("", set)), {0, 1}), {"product."}),
                          sampled, 2))
        << sampler;
  }
}

TEST(ExactMargins, AMemberAddedLastChangesNoOther) {
  const std::string third =
      "[shared]\nprice = { empirical = [3, 4, 5] }\ncost = { empirical = [1, 2, 9] }\n"
      "more = { empirical = [0, 5, 7] }\n";
  const std::string group = "[correlation.g]\ncommon = 0.5\nmargin = \"exact\"\nof = ";
  const Rows two = rows_of(
      simulate::compile(read(third + group + "[\"shared.price\", \"shared.cost\"]\n")), {0, 1});
  const Rows three =
      rows_of(simulate::compile(
                  read(third + group + "[\"shared.price\", \"shared.cost\", \"shared.more\"]\n")),
              {0, 1});
  EXPECT_TRUE(same_bits(only(two, kDrawn), three, 2));
}

TEST(ExactMargins, SameBytesWithEverySetOfKernelsAndInAnyOrder) {
  const simulate::Plan plan = simulate::compile(read(kHistory));
  const Rows forwards = rows_of(plan, {63, 64});  // the table ends within block 64
  const Rows backwards = rows_of(plan, {64, 63});
  for (const std::string& name : kDrawn) {
    std::vector<double> turned = backwards.at(name);
    std::rotate(turned.begin(), turned.begin() + kLanes, turned.end());
    EXPECT_EQ(forwards.at(name), turned);
  }
  for (const simulate::Kernels& kernels : simulate::built_kernels()) {
    if (!kernels.runs_here) continue;
    EXPECT_TRUE(same_bits(forwards, rows_of(plan, {63, 64}, kernels), 50)) << kernels.name;
  }
}

TEST(ExactMargins, SameBytesForAnyThreads) {
  const simulate::Plan plan = simulate::compile(read(kHistory));
  const auto drawn = [&](int threads) {
    std::vector<double> all;
    simulate::RunOptions options{.threads = threads};
    options.draws = [&](std::uint64_t, int count, const std::vector<const double*>& rows) {
      for (const double* row : rows) all.insert(all.end(), row, row + count);
    };
    simulate::simulate(plan, 3000, options);
    return all;
  };
  EXPECT_EQ(drawn(1), drawn(3));
}

TEST(ExactMargins, ExplainSaysHowManyTrials) {
  const simulate::Table groups = simulate::explain(read(kHistory)).tables.back();
  EXPECT_EQ(groups.title, "What moves together");
  EXPECT_EQ(groups.notes,
            (std::vector<std::string>{
                "'history' keeps its margins exactly: a path takes a row of 16 390 trials, in "
                "which each value of a sample stands equally often."}));
}

// By hand.
TEST(ExactMargins, TrialsAreACommonMultiple) {
  EXPECT_EQ(scenario::trials_of({10, 11}), 16'390u);
  EXPECT_EQ(scenario::trials_of({5, 5}), 16'385u);
  EXPECT_EQ(scenario::trials_of({16'384, 4096}), 16'384u);
  EXPECT_EQ(scenario::trials_of({20'000, 30'000}), 60'000u);
  EXPECT_EQ(scenario::trials_of({1, 1}), 16'384u);
  EXPECT_EQ(scenario::trials_of({2048, 4095}), 8'386'560u);  // below 2^23
  EXPECT_EQ(scenario::trials_of({2048, 4097}), 0u);          // 8 390 656 is above
}

TEST(ExactMargins, SamplesWithoutACommonLengthAreRefused) {
  std::string text = "[shared]\n", of;
  for (const int size : {8, 7, 9, 11, 13, 17, 19}) {
    const std::string name = "s" + std::to_string(size);
    text += name + " = { empirical = [";
    for (int i = 0; i < size; ++i) text += std::to_string(i) + ", ";
    text += "] }\n";
    of += "\"shared." + name + "\", ";
  }
  try {
    read(text + "[correlation.g]\nof = [" + of + "]\ncommon = 0.5\nmargin = \"exact\"\n");
    FAIL() << "takes a table of 23279256 rows";
  } catch (const ScenarioError& error) {
    ASSERT_EQ(error.diagnostics.size(), 1u);
    EXPECT_EQ(error.diagnostics[0].message,
              "the samples of 'g' have 7, 8, 9, 11, 13, 17, 19 values: no table of at most "
              "16777216 numbers "
              "holds each of them equally often");
    EXPECT_EQ(error.diagnostics[0].hint,
              "cut them to one length, or to lengths that divide each other");
  }
}

}  // namespace
}  // namespace landfall::test
