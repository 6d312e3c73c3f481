// The steps of a block that have no outcome of their own to be seen in.
#include <gtest/gtest.h>

#include <limits>
#include <vector>

#include "simulate/block_channels.hpp"

namespace landfall::simulate {
namespace {

using Matrix = std::vector<std::vector<double>>;

constexpr double kInfinity = std::numeric_limits<double>::infinity();

/// A lower factor of small integers: sums of their products are exact in any order.
std::vector<double> factor_of(int size) {
  std::vector<double> factor(static_cast<std::size_t>(size * size), 1e300);  // never to be read
  for (int member = 0; member < size; ++member)
    for (int other = 0; other <= member; ++other)
      factor[static_cast<std::size_t>(member * size + other)] =
          member == 0 ? 1 : (5 * member + 3 * other) % 13 - 6;
  return factor;
}

// Four terms are added in a pass: sizes around 5 and 9 have a last pass of one, two or three.
TEST(Block, CorrelateIsTheProductWithTheFactor) {
  const int count = 24;
  for (int size = 1; size <= 14; ++size) {
    const std::vector<double> factor = factor_of(size);
    Matrix rows, expected;
    for (int member = 0; member < size; ++member) {
      rows.emplace_back();
      for (int i = 0; i < count; ++i) rows.back().push_back((7 * member + 11 * i) % 29 - 14);
    }
    for (int member = 0; member < size; ++member) {
      expected.emplace_back(count, 0.0);
      for (std::size_t i = 0; i < count; ++i)
        for (int other = 0; other <= member; ++other)
          expected.back()[i] += factor[static_cast<std::size_t>(member * size + other)] *
                                rows[static_cast<std::size_t>(other)][i];
    }
    std::vector<double*> pointers;
    for (std::vector<double>& row : rows) pointers.push_back(row.data());
    correlate(factor.data(), size, pointers.data(), count);
    EXPECT_EQ(rows, expected) << "a group of " << size;
  }
}

/// Memory for a list and for its columns, large enough for `places` prospects a lane.
struct Dealt {
  explicit Dealt(std::size_t places)
      : first_column(kWidth / kColumnLanes + 1),
        place_of(kWidth, -1),
        lane_at(kWidth + 1, -1),
        opens(places * kWidth, -1),
        leaves(places * kWidth, -1) {
    columns.first_column = first_column.data();
    columns.place_of = place_of.data();
    columns.lane_at = lane_at.data();
    columns.opens = opens.data();
    columns.leaves = leaves.data();
  }
  std::vector<int> first_column, place_of, lane_at;
  std::vector<double> opens, leaves;
  ColumnMemory columns{};
};

TEST(Block, ProspectsAreDealtToTheColumnsOfTheirLanes) {
  // Lane l has l % 4 prospects.
  const auto prospects_of = [](int lane) { return lane % 4; };
  std::vector<std::uint32_t> lanes;
  std::vector<double> months, stays;
  for (int prospect = 0; prospect < 3; ++prospect)
    for (int lane = 0; lane < kWidth; ++lane)
      if (prospect < prospects_of(lane)) {
        lanes.push_back(static_cast<std::uint32_t>(lane));
        months.push_back(100 * prospect + lane);
        stays.push_back(0.5 / (1 + 100 * prospect + lane));
      }
  ListMemory list{};
  list.lane = lanes.data();
  list.months = months.data();
  list.v = stays.data();
  Dealt dealt(3);
  deal_columns(&list, static_cast<int>(lanes.size()), &dealt.columns);

  // A quarter of the lanes each: three columns in the first four groups, then two, one, none.
  EXPECT_EQ(dealt.first_column,
            (std::vector<int>{0, 3, 6, 9, 12, 14, 16, 18, 20, 21, 22, 23, 24, 24, 24, 24, 24}));
  for (int lane = 0; lane < kWidth; ++lane) {
    const int at_place = dealt.place_of[static_cast<std::size_t>(lane)];
    EXPECT_EQ(at_place, (3 - lane % 4) * kWidth / 4 + lane / 4);
    EXPECT_EQ(dealt.lane_at[static_cast<std::size_t>(at_place)], lane);
    const auto first = dealt.first_column[static_cast<std::size_t>(at_place / kColumnLanes)];
    for (int prospect = 0; prospect < prospects_of(lane); ++prospect) {
      const auto at =
          static_cast<std::size_t>((first + prospect) * kColumnLanes + at_place % kColumnLanes);
      EXPECT_EQ(dealt.opens[at], 100 * prospect + lane) << lane;
      EXPECT_EQ(dealt.leaves[at], 0.5 / (1 + 100 * prospect + lane)) << lane;
    }
  }
}

TEST(Block, EntriesOfLanesWithFewerProspectsStayEmpty) {
  std::vector<std::uint32_t> lanes = {5, 3, 5};
  std::vector<double> months = {1, 2, 3}, stays = {0.1, 0.2, 0.3};
  ListMemory list{};
  list.lane = lanes.data();
  list.months = months.data();
  list.v = stays.data();
  Dealt dealt(2);
  deal_columns(&list, 3, &dealt.columns);
  const auto opens_at = [&](int column, int place) {
    return dealt.opens[static_cast<std::size_t>(column * kColumnLanes + place)];
  };
  EXPECT_EQ(dealt.lane_at[0], 5);
  EXPECT_EQ(dealt.lane_at[1], 3);
  EXPECT_EQ(opens_at(0, 0), 1);
  EXPECT_EQ(opens_at(1, 0), 3);
  EXPECT_EQ(opens_at(0, 1), 2);
  EXPECT_EQ(opens_at(1, 1), kInfinity);
  EXPECT_EQ(opens_at(0, 2), kInfinity);
}

TEST(Block, NobodySignedLeavesNoColumn) {
  Dealt dealt(1);
  const ListMemory list{};
  deal_columns(&list, 0, &dealt.columns);
  EXPECT_EQ(dealt.first_column, std::vector<int>(kWidth / kColumnLanes + 1, 0));
}

/// One column dated: the first lane signs after `months`, the others of its group never.
struct Dated {
  double opens, leaves, opens_least, opens_most;
};

Dated dated(double months, double opening, double lead_days, double churn_uniform) {
  std::vector<double> openings(kWidth, opening), lead(kWidth, lead_days), hazard(kWidth, 0.5);
  const DateRows rows = {openings.data(), lead.data(), hazard.data()};
  KernelPlan plan{};
  plan.months_per_period = 3;
  plan.periods_per_year = 4;
  Dealt dealt(1);
  double least = -1, most = -1;
  dealt.columns.opens_least = &least;
  dealt.columns.opens_most = &most;
  for (std::size_t lane = 0; lane < kColumnLanes; ++lane) {
    dealt.opens[lane] = lane == 0 ? months : kInfinity;
    dealt.leaves[lane] = lane == 0 ? churn_uniform : 1;
  }
  date_prospects(&plan, 2, churn_uniform < 1, &rows, 0, dealt.columns.opens, dealt.columns.leaves);
  bound_column(&dealt.columns, 0);
  for (std::size_t lane = 1; lane < kColumnLanes; ++lane) {  // nobody: never active
    EXPECT_EQ(dealt.opens[lane], 0);
    EXPECT_EQ(dealt.leaves[lane], 0);
  }
  return {dealt.opens[0], dealt.leaves[0], least, most};
}

TEST(Block, ProspectsSellFromTheLaterOfSigningAndOpening) {
  // Entry in period 2; six months are two quarters; 91.3125 days are one.
  const Dated signs_later = dated(6, 3, 91.3125, 1);
  EXPECT_EQ(signs_later.opens, 5);
  EXPECT_EQ(signs_later.leaves, kInfinity);
  EXPECT_EQ(signs_later.opens_least, 5);
  EXPECT_EQ(signs_later.opens_most, 5);
  EXPECT_EQ(dated(6, 4.5, 91.3125, 1).opens, 5.5);
  EXPECT_EQ(dated(6, 4.5, 0, 1).opens, 4.5);
}

TEST(Block, StaysAreExponential) {
  // -ln(1/e) / 0.5 a year = 2 years = 8 quarters.
  const Dated leaves = dated(0, 0, 0, 0.36787944117144233);
  EXPECT_EQ(leaves.opens, 2);
  EXPECT_NEAR(leaves.leaves, 10, 1e-14 * 10);
}

}  // namespace
}  // namespace landfall::simulate
