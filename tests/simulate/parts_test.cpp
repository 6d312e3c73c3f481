// Runs that several processes share, that threads join, or that go on from a checkpoint: the same
// numbers as a run by one process.
#include <gtest/gtest.h>

#include <algorithm>
#include <thread>

#include "simulate/crew.hpp"
#include "simulate/run.hpp"
#include "simulate/two_markets.hpp"

namespace landfall::simulate {
namespace {

scenario::Scenario read(const std::vector<std::string>& overrides = {}) {
  return scenario::read_scenario("test.toml", test::kTwoMarkets, overrides);
}

constexpr std::uint64_t kPaths = 3000;  // twelve blocks, the last not full

/// A run that writes nothing and concludes nowhere: its part of the stretches given.
std::string part(const Plan& plan, std::vector<Stretch> stretches, RunOptions options = {}) {
  std::string bytes;
  std::size_t next = 0;
  const Share share{.begin = [](Stretch) {},
                    .take = [&] { return next < stretches.size() ? stretches[next++] : Stretch{}; },
                    .exchange = [&](const std::function<std::string()>& of) -> PartsOfOthers {
                      bytes = of();
                      return {};
                    },
                    .agree = [](std::uint64_t number) { return number; }};
  options.share = &share;
  EXPECT_FALSE(GrowingRun({&plan}, kPaths, options).grow_to(kPaths).is_here());
  return bytes;
}

/// What a process makes of the stretch that it takes itself, and of others' parts.
Growth merged(const Plan& plan, const Stretch& own, const std::vector<std::string>& parts,
              RunOptions options = {}) {
  Stretch left = own;
  const Share share{.begin = [](Stretch) {},
                    .take = [&] { return std::exchange(left, {}); },
                    .exchange = [&](const std::function<std::string()>&) -> PartsOfOthers {
                      return [&, next = std::size_t{0}]() mutable {
                        return next < parts.size() ? std::optional(parts[next++]) : std::nullopt;
                      };
                    },
                    .agree = [](std::uint64_t number) { return number; }};
  options.share = &share;
  return GrowingRun({&plan}, kPaths, options).grow_to(kPaths);
}

void expect_same(const Growth& one, const Growth& other) {
  ASSERT_EQ(one.summaries.size(), other.summaries.size());
  for (std::size_t i = 0; i < one.summaries.size(); ++i)
    EXPECT_TRUE(one.summaries[i] == other.summaries[i]);
  ASSERT_EQ(one.drivers.size(), other.drivers.size());
  for (std::size_t i = 0; i < one.drivers.size(); ++i) {
    EXPECT_EQ(one.drivers[i].mean.value, other.drivers[i].mean.value);
    ASSERT_EQ(one.drivers[i].told.size(), other.drivers[i].told.size());
    for (std::size_t k = 0; k < one.drivers[i].told.size(); ++k) {
      EXPECT_EQ(one.drivers[i].told[k].address, other.drivers[i].told[k].address);
      EXPECT_TRUE(one.drivers[i].told[k].effect == other.drivers[i].told[k].effect);
    }
  }
}

TEST(Parts, MakeTheRunThatOneProcessMakes) {
  for (const char* sampler : {"independent", "antithetic", "latin-hypercube", "sobol"}) {
    const scenario::Scenario scenario = read({"simulation.sampler=\"" + std::string(sampler) + "\"",
                                              "simulation.paths=" + std::to_string(kPaths)});
    const Plan plan = compile(scenario, {.drivers = true});
    const RunOptions options{.threads = 2, .drivers = true};
    const Growth alone = grow(plan, kPaths, options);
    const std::string first = part(plan, {{0, 2}, {7, 9}}, options);
    const std::string second = part(plan, {{2, 3}, {10, 12}}, options);
    expect_same(merged(plan, {3, 7}, {second, first, part(plan, {{9, 10}}, options)}, options),
                alone);
  }
}

TEST(Parts, OfAProcessThatTookNothing) {
  const Plan plan = compile(read());
  const Growth alone = grow(plan, kPaths, {});
  expect_same(merged(plan, {}, {part(plan, {{0, 12}}), part(plan, {})}), alone);
}

TEST(Parts, ThatAreMissingOrThereTwiceAreRefused) {
  const Plan plan = compile(read());
  const std::string first = part(plan, {{0, 5}}), second = part(plan, {{5, 12}});
  EXPECT_NO_THROW(merged(plan, {}, {first, second}));
  EXPECT_THROW(merged(plan, {}, {first}), DamagedArchive);
  EXPECT_THROW(merged(plan, {}, {first, second, first}), DamagedArchive);
  EXPECT_THROW(merged(plan, {4, 6}, {first, second}), DamagedArchive);
}

TEST(Parts, OfAnotherRunAreRefused) {
  const Plan plan = compile(read()), other = compile(read({"simulation.seed=8"}));
  EXPECT_THROW(merged(plan, {0, 5}, {part(other, {{5, 12}})}), DamagedArchive);
  EXPECT_THROW(merged(plan, {0, 5}, {"", "not a part"}), DamagedArchive);
}

// Each byte decides something: the values that are kept stand in it as they are.
TEST(Parts, CutShortAreRefused) {
  const Plan plan = compile(read());
  const std::string whole = part(plan, {{5, 12}});
  for (std::size_t size = 0; size < whole.size(); size += whole.size() / 50)
    EXPECT_THROW(merged(plan, {0, 5}, {whole.substr(0, size)}), DamagedArchive) << size;
}

TEST(Checkpoints, AreGoneOnFrom) {
  const Plan plan = compile(read(), {.drivers = true});
  const Growth alone = grow(plan, kPaths, {.threads = 1, .drivers = true});
  std::atomic<int> asked = 0;
  std::atomic<bool> stop = false;
  std::vector<std::string> saved;
  std::string kept;
  const Checkpoint checkpoint{.asked = &asked,
                              .load = [&] { return kept; },
                              .save = [&](const std::string& part) { saved.push_back(part); }};
  const auto at = [&](std::uint64_t path, const std::function<void()>& what) {
    return [=](std::uint64_t first, int, const std::vector<const double*>&) {
      if (first == path) what();
    };
  };
  RunOptions options{.threads = 2, .stop = &stop, .drivers = true, .checkpoint = &checkpoint};
  // A checkpoint on the way changes nothing.
  options.draws = at(1024, [&] { ++asked; });
  expect_same(GrowingRun({&plan}, kPaths, options).grow_to(kPaths), alone);
  ASSERT_EQ(saved.size(), 1u);
  // Neither does going on from it, nor from what is saved when a run is stopped.
  kept = saved.front();
  options.draws = at(2048, [&] { stop = true; });
  EXPECT_THROW(GrowingRun({&plan}, kPaths, options).grow_to(kPaths), Interrupted);
  ASSERT_EQ(saved.size(), 2u);
  kept = saved.back();
  stop = false;
  std::uint64_t first_path = kPaths;
  options.draws = [&](std::uint64_t first, int, const std::vector<const double*>&) {
    first_path = std::min(first_path, first);
  };
  expect_same(GrowingRun({&plan}, kPaths, options).grow_to(kPaths), alone);
  EXPECT_GT(first_path, 2048u);
}

// Three helpers and one who calls: all blocks are done once, whoever takes them.
TEST(Crew, HelpsWithARun) {
  const Plan plan = compile(read());
  const Growth alone = grow(plan, 20'000, {});
  Crew crew;
  std::vector<std::thread> helpers;
  std::atomic<bool> ended = false;
  for (int i = 0; i < 3; ++i)
    helpers.emplace_back([&] {
      while (!ended) crew.help();
    });
  for (int round = 0; round < 3; ++round)
    expect_same(grow(plan, 20'000, {.threads = 4, .crew = &crew}), alone);
  ended = true;
  crew.release();
  for (std::thread& helper : helpers) helper.join();
}

TEST(Crew, AFailureOfAHelperIsTheRuns) {
  const Plan plan = compile(
      read({"market.MA.demand.growth={normal=[0, 10], min=-10, max=10}", "scenario.years=100"}));
  Crew crew;
  std::thread helper([&] { crew.help(); });
  EXPECT_THROW(grow(plan, kPaths, {.crew = &crew}), WorldError);
  crew.release();
  helper.join();
}

}  // namespace
}  // namespace landfall::simulate
