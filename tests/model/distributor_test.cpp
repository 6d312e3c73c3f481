#include "model/distributor.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "support/generator.hpp"
#include "support/statistics.hpp"

namespace landfall::model {
namespace {

constexpr double kStays = std::numeric_limits<double>::infinity();
constexpr double kMonth = 1.0 / 12;
constexpr double p = 0.03, q = 0.38, midpoint = 1.5, rate = 2;

double uptake_after(Curve curve, double years) {
  switch (curve) {
    case Curve::bass:
      return (1 - std::exp(-(p + q) * years)) / (1 + q / p * std::exp(-(p + q) * years));
    case Curve::logistic:
      return 1 / (1 + std::exp(-rate * (years - midpoint)));
    case Curve::gompertz:
      return std::exp(-std::exp(-rate * (years - midpoint)));
  }
  return 0;
}

double w_at(Curve curve, double years) {
  return curve == Curve::bass ? std::exp(-(p + q) * years) : std::exp(-rate * (years - midpoint));
}

/// A list of prospects, set up as the engine does: w at the end of the period of opening.
struct List {
  std::vector<std::uint32_t> lane;
  std::vector<double> opens, leaves, last, w, now, contribution;

  void add(Curve curve, std::uint32_t to, double opening, double leaving) {
    lane.push_back(to);
    opens.push_back(opening);
    leaves.push_back(leaving);
    last.push_back(uptake_after(curve, (leaving - opening) * kMonth));
    w.push_back(w_at(curve, (std::floor(opening) + 1 - opening) * kMonth));
    now.push_back(uptake_after(curve, 0));
    contribution.push_back(0);
  }
  ListRows rows() {
    return {static_cast<int>(lane.size()),
            lane.data(),
            opens.data(),
            leaves.data(),
            last.data(),
            w.data(),
            now.data()};
  }
  void step(Curve curve, double period, const std::vector<double>& steps,
            std::vector<double>& uptake) {
    const std::vector<double> first(uptake.size(), p), second(uptake.size(), q);
    const ListRows its = rows();
    step_list(curve, &its, period, first.data(), second.data(), steps.data(), contribution.data(),
              uptake.data());
  }
};

/// Average uptake over a period of one prospect, from the closed form.
double expected(Curve curve, int period, double opens, double leaves) {
  const double from = std::max<double>(period, opens), to = std::min<double>(period + 1, leaves);
  if (to <= from) return 0;
  return 0.5 *
         (uptake_after(curve, (from - opens) * kMonth) +
          uptake_after(curve, (to - opens) * kMonth)) *
         (to - from);
}

TEST(ActivePart, ByHand) {
  EXPECT_EQ(active_part(3, 0, kStays), 1);
  EXPECT_EQ(active_part(3, 3.25, kStays), 0.75);
  EXPECT_EQ(active_part(3, 4, kStays), 0);
  EXPECT_EQ(active_part(3, 0, 3.5), 0.5);
  EXPECT_EQ(active_part(3, 0, 3), 0);
  EXPECT_EQ(active_part(3, 3.25, 3.5), 0.25);
  EXPECT_EQ(active_part(3, kStays, kStays), 0);
}

// One entry against the closed form, wherever in a period it opens and leaves.
TEST(DistributorList, OneEntryFollowsItsCurve) {
  for (const Curve curve : {Curve::bass, Curve::logistic, Curve::gompertz})
    for (const double opens : {0.0, 2.0, 2.3, 5.999})
      for (const double stay : {kStays, 0.2, 0.7, 1.0, 7.4, 12.0}) {
        List list;
        list.add(curve, 0, opens, opens + stay);
        const std::vector<double> steps = {
            std::exp(-(curve == Curve::bass ? p + q : rate) * kMonth)};
        for (int period = 0; period < 36; ++period) {
          std::vector<double> uptake = {0};
          list.step(curve, period, steps, uptake);
          EXPECT_NEAR(uptake[0], expected(curve, period, opens, opens + stay), 1e-13)
              << "curve " << static_cast<int>(curve) << " opens " << opens << " stays " << stay
              << " period " << period;
        }
      }
}

TEST(DistributorList, EntriesOfALaneAddUp) {
  List list;
  list.add(Curve::bass, 1, 0, kStays);
  list.add(Curve::bass, 0, 3.5, 9.25);
  list.add(Curve::bass, 1, 4.75, kStays);
  const std::vector<double> steps(3, std::exp(-(p + q) * kMonth));
  for (int period = 0; period < 24; ++period) {
    std::vector<double> uptake = {0, 0, 0};
    list.step(Curve::bass, period, steps, uptake);
    EXPECT_NEAR(uptake[0], expected(Curve::bass, period, 3.5, 9.25), 1e-13);
    EXPECT_NEAR(
        uptake[1],
        expected(Curve::bass, period, 0, kStays) + expected(Curve::bass, period, 4.75, kStays),
        1e-13);
    EXPECT_EQ(uptake[2], 0);
  }
}

TEST(DistributorList, ARampRisesInAStraightLine) {
  List list;
  list.add(Curve::bass, 0, 1.5, 12.25);
  const ListRows rows = list.rows();
  const std::vector<double> ramp = {8};
  const auto F = [](double age) { return std::min(1.0, age / 8); };
  for (int period = 0; period < 16; ++period) {
    std::vector<double> uptake = {0};
    step_ramp_list(&rows, period, ramp.data(), uptake.data());
    const double from = std::max(period - 1.5, 0.0), to = std::min(period + 1 - 1.5, 10.75);
    const double part = std::max(0.0, to - from);
    EXPECT_NEAR(uptake[0], part > 0 ? 0.5 * (F(from) + F(to)) * part : 0, 1e-15) << period;
  }
  const std::vector<double> immediate = {0};
  std::vector<double> uptake = {0};
  step_ramp_list(&rows, 1, immediate.data(), uptake.data());
  EXPECT_EQ(uptake[0], 0.5);
}

TEST(DistributorList, EulerAdvancesByTheActivePart) {
  List list;
  list.add(Curve::bass, 0, 1.5, kStays);
  list.now[0] = 0;
  const ListRows rows = list.rows();
  const std::vector<double> first = {p}, second = {q};
  double F = 0;
  for (int period = 0; period < 12; ++period) {
    std::vector<double> uptake = {0};
    step_euler_list(&rows, period, kMonth, first.data(), second.data(), uptake.data());
    const double part = period < 1 ? 0 : period == 1 ? 0.5 : 1;
    F += (p + q * F) * (1 - F) * part * kMonth;
    EXPECT_NEAR(uptake[0], F * part, 1e-16) << period;
  }
}

// Claim: without churn E[u] = s E[F(t - T)]: 8 prospects sign with probability s = 0.3, and sell
// from
//        the start of a month T of 0 ... 5, all as likely. Over month 12 the right side is a finite
//        sum.
// Power: one MCSE at 4 096 lanes is 0.84 % of the mean (signing alone spreads u by 54 %). A
// prospect
//        that opened a month late would have u 11 % lower, some thirteen MCSE.
TEST(DistributorList, AverageUptakeIsTheChanceTimesTheCurve) {
  constexpr int lanes = 4096, prospects = 8, period = 12;
  constexpr double s = 0.3;
  test::Generator generator(20250917);
  List list;
  for (std::uint32_t lane = 0; lane < lanes; ++lane)
    for (int prospect = 0; prospect < prospects; ++prospect) {
      const double month = static_cast<double>(generator.below(6));
      if (generator.uniform() < s) list.add(Curve::bass, lane, month, kStays);
    }
  const std::vector<double> steps(lanes, std::exp(-(p + q) * kMonth));
  std::vector<double> uptake(lanes);
  for (int now = 0; now <= period; ++now) {
    std::fill(uptake.begin(), uptake.end(), 0);
    list.step(Curve::bass, now, steps, uptake);
  }
  double truth = 0;
  for (int month = 0; month < 6; ++month)
    truth += s / 6 * expected(Curve::bass, period, month, kStays);
  summary::Moments sample(truth);
  for (const double u : uptake) sample.add(u / prospects);
  EXPECT_TRUE(test::mean_is(truth, sample));
}

}  // namespace
}  // namespace landfall::model
