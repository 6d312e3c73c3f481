#include "base/archive.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <span>
#include <string>
#include <vector>

#include "base/lanes.hpp"
#include "summary/comparison.hpp"
#include "summary/summariser.hpp"
#include "support/generator.hpp"

namespace landfall::summary {
namespace {

constexpr double kNever = std::numeric_limits<double>::infinity();
constexpr int kMetrics = 4, kPeriods = 3, kYears = 2, kShards = 3;
constexpr Grouping kGroupings[] = {Grouping::none, Grouping::by_path, Grouping::by_pair};

/// A run: `rows[r]` holds the values of all paths, of metrics, then of periods, then of years.
struct Inputs {
  Plan plan;
  std::vector<std::vector<double>> rows;

  int blocks() const { return static_cast<int>((plan.paths + kLanes - 1) / kLanes); }
  std::uint64_t first_of(int block) const { return static_cast<std::uint64_t>(block) * kLanes; }
  int count_of(int block) const {
    return static_cast<int>(std::min<std::uint64_t>(kLanes, plan.paths - first_of(block)));
  }
  std::vector<const double*> starts(int block) const {
    std::vector<const double*> all;
    for (const auto& row : rows) all.push_back(&row[first_of(block)]);
    return all;
  }
  void add_block(int block, Summariser& into) const {
    const auto all = starts(block);
    into.add_block(first_of(block), count_of(block), all.data(), all.data() + kMetrics,
                   all.data() + kMetrics + kPeriods);
  }
};

Inputs random_run(std::uint64_t paths, Grouping grouping, bool keeps) {
  Inputs run;
  test::Generator generator(paths);
  for (int row = 0; row < kMetrics + kPeriods + kYears; ++row) {
    run.rows.emplace_back(paths);
    for (double& x : run.rows.back()) x = 1e5 * std::exp(generator.normal()) - (row < 2 ? 2e5 : 0);
  }
  for (double& x : run.rows[1])
    if (x > 0) x = kNever;
  for (double& x : run.rows[3]) x = 7;                 // the same on all paths
  for (double& x : run.rows[kMetrics]) x = 0;          // a period before the first sale
  for (double& x : run.rows[kMetrics + 1]) x *= 1e50;  // whose powers no double holds
  run.plan = {.paths = paths,
              .grouping = grouping,
              .metrics = {{.name = "npv", .thresholds = {-1e5, 0}, .wants_examples = true},
                          {.name = "payback_months",
                           .tail = Tail::upper,
                           .thresholds = {-1e5},
                           .absent_is_never = true,
                           .wants_examples = true},
                          {.name = "revenue"},
                          {.name = "bids"}},
              .periods = kPeriods,
              .period_labels = {"2026-01", "2026-02", "2026-03"},
              .year_labels = {"2026", "2027"},
              .exact_values_max = keeps ? kExactValuesMax : 0,
              .settling = 0};
  for (int row = 0; row < kMetrics + kPeriods + kYears; ++row) {
    auto& centres = row < kMetrics              ? run.plan.centres
                    : row < kMetrics + kPeriods ? run.plan.period_centres
                                                : run.plan.year_centres;
    centres.push_back(block_mean(run.rows[row].data(), run.count_of(0)));
  }
  return run;
}

/// What a process of its own has of some blocks of a run: its summariser as bytes, and its values.
struct Shard {
  std::string bytes;
  std::vector<int> blocks;
  std::optional<ValueStore> store;
};

Shard shard_of(const Inputs& run, const std::vector<int>& blocks) {
  Shard shard{.bytes = {}, .blocks = blocks, .store = make_value_store(run.plan)};
  Summariser summariser(run.plan, shard.store ? &*shard.store : nullptr);
  for (const int block : blocks) run.add_block(block, summariser);
  shard.bytes = save(summariser);
  return shard;
}

void take_values(const Inputs& run, Shard& shard, ValueStore& store) {
  for (const int block : shard.blocks)
    for (std::size_t metric = 0; metric < kMetrics; ++metric) {
      const auto count = static_cast<std::size_t>(run.count_of(block));
      const auto theirs = shard.store->column(metric).subspan(run.first_of(block), count);
      std::copy(theirs.begin(), theirs.end(),
                store.column(metric).subspan(run.first_of(block)).begin());
    }
}

std::vector<std::vector<int>> dealt_blocks(const Inputs& run, test::Generator& generator) {
  std::vector<std::vector<int>> dealt(kShards);
  for (int block = 0; block < run.blocks(); ++block)
    dealt[generator.below(kShards)].push_back(block);
  for (auto& blocks : dealt) test::shuffle(blocks, generator);
  return dealt;
}

// Law: blocks dealt to summarisers in any way, each saved, loaded elsewhere and merged in any
// order, give the summary of one that saw all of them; and the bytes that this one saves.
TEST(ArchiveOfSummaries, ShardsMergeToTheSameSummary) {
  test::Generator generator(1);
  for (const Grouping grouping : kGroupings)
    for (const bool keeps : {false, true})
      for (const std::uint64_t paths : {std::uint64_t{12 * kLanes}, std::uint64_t{3001}}) {
        const Inputs run = random_run(paths, grouping, keeps);
        auto store = make_value_store(run.plan), merged_store = make_value_store(run.plan);
        Summariser straight(run.plan, store ? &*store : nullptr);
        for (int block = 0; block < run.blocks(); ++block) run.add_block(block, straight);

        std::vector<Shard> shards;
        for (const auto& blocks : dealt_blocks(run, generator))
          shards.push_back(shard_of(run, blocks));
        test::shuffle(shards, generator);
        ValueStore* const into = merged_store ? &*merged_store : nullptr;
        Summariser total(run.plan, into);
        for (Shard& shard : shards) {
          Summariser loaded(run.plan, into);
          load(loaded, shard.bytes);
          EXPECT_EQ(save(loaded), shard.bytes);
          total.merge(loaded);
          if (into != nullptr) take_values(run, shard, *into);
        }
        EXPECT_EQ(total.finish(), straight.finish());
        EXPECT_TRUE(save(total) == save(straight));
      }
}

TEST(ArchiveOfSummaries, NothingSeenReturns) {
  const Inputs run = random_run(600, Grouping::none, false);
  Summariser empty(run.plan, nullptr), loaded(run.plan, nullptr), total(run.plan, nullptr);
  run.add_block(0, loaded);
  load(loaded, save(empty));  // what it held before is gone
  for (int block = 0; block < run.blocks(); ++block) run.add_block(block, total);
  const Summary summary = total.finish();
  total.merge(loaded);
  EXPECT_EQ(total.finish(), summary);
}

// Values that were kept and then counted are saved as counted.
TEST(ArchiveOfSummaries, CountedValuesGoAlong) {
  const Inputs run = random_run(3001, Grouping::by_path, true);
  auto store = make_value_store(run.plan);
  Summariser straight(run.plan, &*store), loaded(run.plan, nullptr);
  for (int block = 0; block < run.blocks(); ++block) run.add_block(block, straight);
  EXPECT_THROW(load(loaded, save(straight)), DamagedArchive);
  straight.count_values();
  load(loaded, save(straight));
  EXPECT_EQ(loaded.finish(), straight.finish());
}

/// Three ways of a run, which take rows of it for their metrics.
struct Ways {
  Inputs run;
  std::vector<ComparedMetric> metrics;

  ComparisonSummariser::Rows rows(int block) const {
    const auto starts = run.starts(block);
    return {{starts[0], starts[1], starts[2]},
            {starts[2], starts[1], starts[0]},
            {starts[4], starts[5]}};
  }
  ComparisonSummariser summariser() const {
    return {metrics, 3, run.plan.grouping, rows(0), run.count_of(0)};
  }
  ComparisonSummariser summariser(const std::vector<int>& blocks) const {
    ComparisonSummariser one = summariser();
    for (const int block : blocks)
      one.add_block(run.first_of(block), rows(block), run.count_of(block));
    return one;
  }
};

Ways random_ways(std::uint64_t paths, Grouping grouping) {
  Ways ways{.run = random_run(paths, grouping, false), .metrics = {}};
  const MetricSpec npv{.name = "npv"}, revenue{.name = "revenue"};
  const MetricSpec payback{.name = "payback", .tail = Tail::upper, .absent_is_never = true};
  ways.metrics = common_metrics({{npv, payback, revenue}, {npv, payback, revenue}, {npv, payback}});
  return ways;
}

void expect_equal(const Comparison& a, const Comparison& b) {
  EXPECT_EQ(a.pairs, b.pairs);
  EXPECT_EQ(a.regrets, b.regrets);
  EXPECT_EQ(a.ranks, b.ranks);
}

TEST(ArchiveOfSummaries, ShardsMergeToTheSameComparison) {
  test::Generator generator(2);
  for (const Grouping grouping : kGroupings) {
    const Ways ways = random_ways(3001, grouping);
    ComparisonSummariser straight = ways.summariser(), total = ways.summariser();
    for (int block = 0; block < ways.run.blocks(); ++block)
      straight.add_block(ways.run.first_of(block), ways.rows(block), ways.run.count_of(block));
    auto dealt = dealt_blocks(ways.run, generator);
    for (const auto& blocks : dealt) {
      ComparisonSummariser shard = ways.summariser(blocks), loaded = ways.summariser();
      const std::string bytes = save(shard);
      load(loaded, bytes);
      EXPECT_EQ(save(loaded), bytes);
      total.merge(loaded);
    }
    ASSERT_GT(straight.finish().pairs.size(), 6u);
    expect_equal(total.finish(), straight.finish());
    EXPECT_TRUE(save(total) == save(straight));
  }
}

TEST(ArchiveOfSummaries, AnotherPlanIsRefused) {
  const Inputs run = random_run(600, Grouping::none, false);
  Summariser summariser(run.plan, nullptr);
  run.add_block(0, summariser);
  const std::string bytes = save(summariser);
  const auto refuses = [&](const std::function<void(Plan&)>& alter) {
    Plan plan = run.plan;
    alter(plan);
    Summariser other(plan, nullptr);
    EXPECT_THROW(load(other, bytes), DamagedArchive);
  };
  refuses([](Plan& plan) { plan.grouping = Grouping::by_pair; });
  refuses([](Plan& plan) { plan.centres[2] += 1; });
  refuses([](Plan& plan) { plan.period_centres[2] += 1; });
  refuses([](Plan& plan) { plan.metrics[0].thresholds[1] = 1; });
  refuses([](Plan& plan) { plan.metrics[0].thresholds.pop_back(); });
  refuses([](Plan& plan) { plan.metrics[2].wants_examples = true; });
  refuses([](Plan& plan) { plan.settling.reset(); });
  refuses([](Plan& plan) { plan.year_labels.pop_back(), plan.year_centres.pop_back(); });
  refuses([](Plan& plan) { plan.metrics.pop_back(), plan.centres.pop_back(); });
  Plan longer = run.plan;  // of more paths
  longer.paths = 6000;
  Summariser other(longer, nullptr);
  EXPECT_NO_THROW(load(other, bytes));

  const Ways ways = random_ways(600, Grouping::none), others = random_ways(500, Grouping::none);
  ComparisonSummariser comparison = ways.summariser({0, 1}), of_others = others.summariser();
  EXPECT_THROW(load(of_others, save(comparison)), DamagedArchive);
}

/// Loads bytes that were cut short at a place, and with one bit of a byte turned; at each place, or
/// at so many about evenly spread. `fresh` makes an object to load into, and `use` makes use of one
/// that loaded.
template <class Fresh, class Use>
void expect_load_or_refuse(const std::string& bytes, std::size_t places, const Fresh& fresh,
                           const Use& use) {
  test::Generator generator(bytes.size());
  const std::size_t step = bytes.size() / places + 1;
  const auto next = [&](std::size_t at) { return at + 1 + generator.below(2 * step - 1); };
  for (std::size_t size = 0; size < bytes.size(); size = next(size)) {
    auto object = fresh();
    EXPECT_THROW(load(object, std::string_view(bytes).substr(0, size)), DamagedArchive);
  }
  int loaded = 0, refused = 0;
  for (std::size_t at = 0; at < bytes.size(); at = next(at)) {
    std::string flipped = bytes;
    flipped[at] = static_cast<char>(flipped[at] ^ 1 << generator.below(8));
    auto object = fresh();
    try {
      load(object, flipped);
      ++loaded;
    } catch (const DamagedArchive&) {
      ++refused;
      continue;
    }
    EXPECT_TRUE(save(object) == flipped);
    use(object);
  }
  EXPECT_GT(loaded, 0);
  EXPECT_GT(refused, 0);
}

TEST(ArchiveOfSummaries, DamagedBytesLoadOrAreRefused) {
  for (const Grouping grouping : kGroupings) {
    const Inputs run = random_run(100, grouping, false);
    const auto fresh = [&] { return Summariser(run.plan, nullptr); };
    Summariser summariser = fresh();
    for (int block = 0; block < run.blocks(); ++block) run.add_block(block, summariser);
    expect_load_or_refuse(save(summariser), 300, fresh, [&](const Summariser& loaded) {
      Summariser total = fresh();
      total.merge(loaded);
      try {
        total.finish();
      } catch (const std::logic_error&) {  // such as a sum of values near the largest double
      }
    });
  }
}

TEST(ArchiveOfSummaries, DamagedComparisonsLoadOrAreRefused) {
  const Ways ways = random_ways(300, Grouping::by_path);
  const auto fresh = [&] { return ways.summariser(); };
  ComparisonSummariser comparison = ways.summariser({0, 1});
  expect_load_or_refuse(save(comparison), 500, fresh, [&](const ComparisonSummariser& loaded) {
    ComparisonSummariser total = fresh();
    total.merge(loaded);
    total.finish();
  });
}

// Law: the sum that loads is the sum that was saved, to its last digit, whatever its sign and size.
TEST(ArchiveOfSummaries, ExactSumsReturn) {
  test::Generator generator(3);
  constexpr double kLargest = std::numeric_limits<double>::max();
  std::vector<ExactSum> sums(200);
  for (std::size_t i = 3; i < sums.size(); ++i)
    for (std::uint64_t adds = generator.below(40); adds > 0; --adds)
      sums[i].add(
          std::ldexp(generator.uniform() - 0.5, static_cast<int>(generator.below(2000)) - 1000));
  for (int i = 0; i < 1000; ++i) sums[1].add(kLargest), sums[2].add(-kLargest);
  for (ExactSum& sum : sums) {
    ExactSum loaded;
    loaded.add(1);
    const std::string bytes = save(sum);
    load(loaded, bytes);
    EXPECT_TRUE(loaded == sum);
    EXPECT_EQ(save(loaded), bytes);
    loaded.merge(sum), sum.merge(ExactSum(sum));
    EXPECT_EQ(loaded.value(), sum.value());
  }
  ExactSum million;
  for (int i = 0; i < 1000; ++i) million.add(-1e6 * generator.uniform());
  EXPECT_LT(save(million).size(), 20u);  // most of the 68 digits are 0
}

}  // namespace
}  // namespace landfall::summary
