#include "summary/paired.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "base/lanes.hpp"
#include "support/generator.hpp"
#include "support/statistics.hpp"

namespace landfall::summary {
namespace {

constexpr double kNever = std::numeric_limits<double>::infinity();

PairedSummary compare(const PairedSpec& spec, const std::vector<double>& first,
                      const std::vector<double>& second) {
  const int of_first_block = std::min<int>(kLanes, static_cast<int>(first.size()));
  PairedSummariser paired(spec, paired_centre(first.data(), second.data(), of_first_block));
  for (std::size_t at = 0; at < first.size(); at += kLanes)
    paired.add_block(&first[at], &second[at],
                     static_cast<int>(std::min<std::size_t>(kLanes, first.size() - at)));
  return paired.finish();
}

TEST(Paired, FourPathsByHand) {
  const std::vector<double> first = {5, 1, 4, 2}, second = {3, 2, 4, 1};  // differ by 2 -1 0 1
  const PairedSummary npv = compare({}, first, second);
  EXPECT_EQ(npv.paths, 4u);
  EXPECT_DOUBLE_EQ(npv.mean_difference.value, 0.5);
  EXPECT_DOUBLE_EQ(npv.mean_difference.error, std::sqrt(5.0 / 3 / 4));  // s^2 = 5/3
  EXPECT_DOUBLE_EQ(npv.probability_better.value, 0.5);
  EXPECT_DOUBLE_EQ(npv.probability_equal.value, 0.25);
  const PairedSummary funding = compare({.tail = Tail::upper}, first, second);
  EXPECT_DOUBLE_EQ(funding.probability_better.value, 0.25);  // less is better
  EXPECT_EQ(funding.mean_difference, npv.mean_difference);
}

TEST(Paired, NeverIsLaterThanAnyNumber) {
  const PairedSpec spec{.tail = Tail::upper, .absent_is_never = true};
  const PairedSummary payback = compare(spec, {12, kNever, 20, kNever}, {kNever, 30, 21, kNever});
  EXPECT_EQ(payback.absent, 3u);
  EXPECT_EQ(payback.mean_difference.missing, "some paths never reach it");
  EXPECT_DOUBLE_EQ(payback.probability_better.value, 0.5);
  EXPECT_DOUBLE_EQ(payback.probability_equal.value, 0.25);
}

TEST(Paired, NothingIsSaidOfWhatIsUndefined) {
  const PairedSummary share = compare({}, {1, kNever}, {0, 1});
  EXPECT_EQ(share.mean_difference.missing, "some paths have no value");
  EXPECT_EQ(share.probability_better.missing, "some paths have no value");
  EXPECT_EQ(share.probability_equal.missing, "some paths have no value");
}

// Law: merged in any order, the same bits.
TEST(Paired, MergingInAnyOrderIsTheSame) {
  test::Generator generator(3);
  std::vector<double> first(5 * kLanes), second(5 * kLanes);
  for (std::size_t i = 0; i < first.size(); ++i) {
    first[i] = 1e6 * generator.normal();
    second[i] = first[i] + generator.normal();
  }
  const double centre = paired_centre(first.data(), second.data(), kLanes);
  PairedSummariser odd({}, centre), even({}, centre);
  for (int block = 4; block >= 0; --block)
    (block % 2 == 1 ? odd : even)
        .add_block(&first[block * kLanes], &second[block * kLanes], kLanes);
  odd.merge(even);
  EXPECT_EQ(odd.finish(), compare({}, first, second));
}

// Claim: the error is that of the differences. Power: an error from two independent means would be
// sqrt(2 / 0.02) = 10 times as large.
TEST(Paired, CommonDrawsMakeTheErrorSmall) {
  test::Generator generator(4);
  std::vector<double> first(10'000), second(first.size());
  for (std::size_t i = 0; i < first.size(); ++i) {
    const double z = generator.normal();
    first[i] = z;
    second[i] = 0.99 * z + std::sqrt(1 - 0.99 * 0.99) * generator.normal() - 0.05;
  }
  const PairedSummary paired = compare({}, first, second);
  EXPECT_TRUE(test::estimates(0.05, paired.mean_difference));
  const double error = std::sqrt(2 * (1 - 0.99) / 10'000);
  EXPECT_NEAR(paired.mean_difference.error, error, 5 * error / std::sqrt(2 * 10'000));
}

}  // namespace
}  // namespace landfall::summary
