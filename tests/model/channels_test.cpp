// By hand: the formulas of the kinds of channel, in numbers that a reader can add.
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <limits>

#include "model/arrivals.hpp"
#include "model/direct.hpp"
#include "model/exclusive.hpp"
#include "model/installed_base.hpp"
#include "model/retail.hpp"
#include "model/tender.hpp"

namespace landfall::model {
namespace {

constexpr double kNever = std::numeric_limits<double>::infinity();
using Row = std::array<double, kWidth>;

Row row_of(double value) {
  Row row;
  row.fill(value);
  return row;
}

// P(N > n) summed from n + 1 on, in long double.
TEST(Arrivals, MoreThanTheMostComeOnNoPath) {
  for (const double mean : {0.001, 0.5, 3.0, 25.0, 180.0, 499.0, 501.0, 2000.0}) {
    const int most = most_arrivals(mean);
    long double term = -mean;
    for (int k = 1; k <= most + 1; ++k) term += std::log(static_cast<long double>(mean) / k);
    long double tail = 0, chance = std::exp(term);
    for (int k = most + 1; k < most + 2000; ++k, chance *= mean / k) tail += chance;
    EXPECT_LT(tail, 1e-15L) << mean;
    EXPECT_LT(most, mean + 12 * std::sqrt(mean) + 22) << mean;
  }
  EXPECT_EQ(most_arrivals(0), 0);
}

TEST(Retail, StoresRollOutByHand) {
  EXPECT_EQ(rolled_out(3, 0, kNever, 0), 1);
  EXPECT_EQ(rolled_out(0, 0, kNever, 4), 0.125);      // from 0 to a quarter
  EXPECT_EQ(rolled_out(2, 2.5, kNever, 4), 0.03125);  // from 0 to an eighth, half of the period
  EXPECT_EQ(rolled_out(9, 0, kNever, 4), 1);
  EXPECT_EQ(rolled_out(9, 0, 9.5, 4), 0.5);
  EXPECT_EQ(rolled_out(9, kNever, kNever, 4), 0);
}

// A chain with patience for two months of too little.
TEST(Retail, AChainGivesUpAfterMonthsInARow) {
  const Row sells = row_of(10), opens = row_of(0), limit = row_of(8), patience = row_of(2);
  Row below = row_of(0), leaves = row_of(kNever);
  const double response[] = {0.7, 0.9, 0.7, 0.79, 1.0};
  const double months[] = {1, 0, 1, 2, 2};
  for (int period = 0; period < 5; ++period) {
    judge_chain(period, 1, 1, sells.data(), row_of(response[period]).data(), opens.data(),
                limit.data(), patience.data(), below.data(), leaves.data());
    if (period < 4) {
      EXPECT_EQ(below[0], months[period]) << period;
    }
    EXPECT_EQ(leaves[0], period < 3 ? kNever : 4) << period;
  }
}

TEST(Tender, TheLogitByHand) {
  const auto chance = [](double intercept, double weight, double quality, double rivals,
                         double log_price) {
    Row out;
    win_chance(row_of(intercept).data(), row_of(weight).data(), row_of(quality).data(),
               row_of(rivals).data(), row_of(log_price).data(), out.data());
    return out[17];
  };
  EXPECT_EQ(chance(0, 0, 0, 1, 0), 0.5);
  EXPECT_EQ(chance(0, 3, 0, 4, 0), 0.2);  // one of five who are alike
  EXPECT_EQ(chance(-9, 0, 0, 0, 0), 1);   // alone
  EXPECT_NEAR(chance(0.2, 2, 0.5, 3, -5 * std::log(1.25)),
              1 / (1 + 3 * std::exp(-1.2 + 5 * std::log(1.25))), 1e-15);
  EXPECT_EQ(chance(-1000, 0, 0, 1, 0), 0);
}

TEST(Tender, AContractIsDeliveredOnce) {
  for (const double from : {0.0, 2.0, 3.25, 3.999})
    for (const double length : {0.0, 0.5, 1.0, 7.3}) {
      double all = 0;
      for (int period = 0; period < 20; ++period) all += due_part(period, from, length);
      EXPECT_NEAR(all, 1, 1e-12) << from << " " << length;
    }
  EXPECT_EQ(due_part(3, 3.25, 3), 0.25);
  EXPECT_EQ(due_part(2, 3.25, 0), 0);
  EXPECT_EQ(due_part(3, 3.25, 0), 1);
}

TEST(InstalledBase, CurvesPassThroughTheirStart) {
  EXPECT_NEAR(logistic_stock(1000, 0.6, logistic_turn(1000, 0.6, 40), 0), 40, 1e-11);
  EXPECT_NEAR(gompertz_stock(1000, 0.6, gompertz_turn(1000, 0.6, 40), 0), 40, 1e-11);
  EXPECT_EQ(logistic_stock(1000, 0.6, 2, 2), 500);
  EXPECT_NEAR(gompertz_stock(1000, 0.6, 2, 2), 1000 / std::exp(1), 1e-12);
}

TEST(InstalledBase, BoughtByHand) {
  EXPECT_EQ(bought(100, 130, 1, 0), 30);
  EXPECT_EQ(bought(100, 140, 0.5, 0.25), 40 + 15);  // 120 wear out at a quarter a year
  EXPECT_EQ(bought(100, 60, 1, 0.125), 0);
}

TEST(Direct, FirstAndRepeatPurchases) {
  // A third tries within a quarter, buyers buy 8 times a year: 1/3 / 2 of a quarter's purchases.
  EXPECT_NEAR(direct_share(0.6, 0, 1.0 / 3, 1.0 / 6, 0.5, 8, 0.25), 0.6 * (1.0 / 6 + 1.0 / 12),
              1e-15);
  Row reach;
  reach_by_marketing(row_of(0.5).data(), row_of(0).data(), row_of(10).data(), reach.data());
  EXPECT_EQ(reach[0], 0);
  reach_by_marketing(row_of(0.5).data(), row_of(10 * std::log(2)).data(), row_of(10).data(),
                     reach.data());
  EXPECT_NEAR(reach[0], 0.25, 1e-15);
}

/// An exclusive distributor with years of two periods that begins in the second period.
struct Promise {
  Row bought = row_of(0), passed = row_of(0), holds = row_of(1), paid = row_of(-1);
  void step(bool ends, double uptake, double units) {
    judge_exclusive(2, ends, row_of(100).data(), row_of(uptake).data(), row_of(units).data(),
                    bought.data(), passed.data(), holds.data(), paid.data());
  }
};

TEST(Exclusive, PaysWhatItDidNotTake) {
  Promise promise;
  const double uptake[] = {0, 1, 1, 1, 1, 1}, units[] = {0, 30, 45, 60, 60, 10};
  const double paid[] = {0, 0, 25, 0, 0, 0};
  for (int period = 0; period < 6; ++period) {
    promise.step(false, uptake[period], units[period]);
    EXPECT_EQ(promise.paid[5], paid[period]) << period;
    EXPECT_EQ(promise.holds[5], 1);
  }
}

TEST(Exclusive, EndsWithABreachUnlessItHasLeft) {
  Promise breaks, leaves;
  breaks.step(true, 1, 30);
  EXPECT_EQ(breaks.holds[0], 1);
  breaks.step(true, 1, 30);
  EXPECT_EQ(breaks.holds[0], 0);
  EXPECT_EQ(breaks.paid[0], 0);
  leaves.step(true, 1, 30);
  leaves.step(true, 0, 0);
  EXPECT_EQ(leaves.holds[0], 1);
}

}  // namespace
}  // namespace landfall::model
