#include "model/distributor.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
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

/// When a prospect sells, in periods.
struct Stay {
  double opens, leaves;
};

using Row = std::array<double, kColumnLanes>;

Row row_of(double value) {
  Row row;
  row.fill(value);
  return row;
}

/// The prospects of eight lanes, set up as the engine does: w at the end of the period of opening,
/// and entries that stand for nobody where a lane has fewer than its neighbours.
class Columns {
 public:
  Columns(Curve curve, const std::array<std::vector<Stay>, kColumnLanes>& lanes) : curve_(curve) {
    std::size_t columns = 0;
    for (const auto& stays : lanes) columns = std::max(columns, stays.size());
    for (std::size_t column = 0; column < columns; ++column) {
      double least = kStays, most = 0;
      for (const auto& stays : lanes) {
        const bool somebody = column < stays.size();
        const Stay stay = somebody ? stays[column] : Stay{0, 0};
        add(stay);
        if (somebody) least = std::min(least, stay.opens);
        most = std::max(most, stay.opens);
      }
      opens_least_.push_back(least);
      opens_most_.push_back(most);
    }
  }

  ProspectColumns rows() {
    return {.columns = static_cast<int>(opens_least_.size()),
            .opens = opens_.data(),
            .leaves = leaves_.data(),
            .last = last_.data(),
            .opens_least = opens_least_.data(),
            .opens_most = opens_most_.data(),
            .w = w_.data(),
            .now = now_.data()};
  }

  /// Uptake of the lanes in the period; to be asked of every period in turn.
  Row step(double period) {
    const Row first = row_of(p), second = row_of(q);
    const Row steps = row_of(std::exp(-(curve_ == Curve::bass ? p + q : rate) * kMonth));
    const ProspectColumns its = rows();
    Row uptake = row_of(0);
    step_columns(curve_, &its, period, first.data(), second.data(), steps.data(), uptake.data());
    return uptake;
  }

 private:
  void add(const Stay& stay) {
    opens_.push_back(stay.opens);
    leaves_.push_back(stay.leaves);
    last_.push_back(uptake_after(curve_, (stay.leaves - stay.opens) * kMonth));
    w_.push_back(w_at(curve_, (std::floor(stay.opens) + 1 - stay.opens) * kMonth));
    now_.push_back(uptake_after(curve_, 0));
  }

  Curve curve_;
  std::vector<double> opens_, leaves_, last_, opens_least_, opens_most_, w_, now_;
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

// One prospect alone against the closed form, in whichever lane, wherever in a period it opens and
// leaves; its neighbours' places stand for nobody.
TEST(DistributorColumns, OneProspectFollowsItsCurve) {
  std::size_t at = 0;
  for (const Curve curve : {Curve::bass, Curve::logistic, Curve::gompertz})
    for (const double opens : {0.0, 2.0, 2.3, 5.999})
      for (const double stay : {kStays, 0.2, 0.7, 1.0, 7.4, 12.0}) {
        std::array<std::vector<Stay>, kColumnLanes> lanes;
        at = (at + 3) % kColumnLanes;
        lanes[at] = {{opens, opens + stay}};
        Columns columns(curve, lanes);
        for (int period = 0; period < 36; ++period) {
          const Row uptake = columns.step(period);
          EXPECT_NEAR(uptake[at], expected(curve, period, opens, opens + stay), 1e-13)
              << "curve " << static_cast<int>(curve) << " opens " << opens << " stays " << stay
              << " period " << period;
          for (std::size_t lane = 0; lane < kColumnLanes; ++lane) {
            if (lane == at) continue;
            EXPECT_EQ(uptake[lane], 0) << "period " << period;
          }
        }
      }
}

// Neighbours that open in different periods: while some of a column have opened and some have not,
// and after that, each follows its own curve.
TEST(DistributorColumns, NeighboursDoNotWaitForEachOther) {
  const double opens[kColumnLanes] = {4, 0, 7.25, 3.5, 3, 11.999, 4.5, 20};
  const double stays[kColumnLanes] = {kStays, 6.5, kStays, 0.25, kStays, 3, 15, kStays};
  for (const Curve curve : {Curve::bass, Curve::logistic, Curve::gompertz}) {
    std::array<std::vector<Stay>, kColumnLanes> lanes;
    for (std::size_t lane = 0; lane < kColumnLanes; ++lane)
      lanes[lane] = {{opens[lane], opens[lane] + stays[lane]}};
    Columns columns(curve, lanes);
    for (int period = 0; period < 36; ++period) {
      const Row uptake = columns.step(period);
      for (std::size_t lane = 0; lane < kColumnLanes; ++lane)
        EXPECT_NEAR(uptake[lane], expected(curve, period, opens[lane], opens[lane] + stays[lane]),
                    1e-13)
            << "curve " << static_cast<int>(curve) << " lane " << lane << " period " << period;
    }
  }
}

TEST(DistributorColumns, ProspectsOfALaneAddUp) {
  std::array<std::vector<Stay>, kColumnLanes> lanes;
  lanes[0] = {{3.5, 9.25}};
  lanes[1] = {{0, kStays}, {4.75, kStays}};
  Columns columns(Curve::bass, lanes);
  for (int period = 0; period < 24; ++period) {
    const Row uptake = columns.step(period);
    EXPECT_NEAR(uptake[0], expected(Curve::bass, period, 3.5, 9.25), 1e-13);
    EXPECT_NEAR(
        uptake[1],
        expected(Curve::bass, period, 0, kStays) + expected(Curve::bass, period, 4.75, kStays),
        1e-13);
    EXPECT_EQ(uptake[2], 0);
  }
}

TEST(DistributorColumns, ARampRisesInAStraightLine) {
  std::array<std::vector<Stay>, kColumnLanes> lanes;
  lanes[5] = {{1.5, 12.25}};
  Columns columns(Curve::bass, lanes);
  const ProspectColumns rows = columns.rows();
  const Row ramp = row_of(8);
  const auto F = [](double age) { return std::min(1.0, age / 8); };
  for (int period = 0; period < 16; ++period) {
    Row uptake = row_of(0);
    step_ramp_columns(&rows, period, ramp.data(), uptake.data());
    const double from = std::max(period - 1.5, 0.0), to = std::min(period + 1 - 1.5, 10.75);
    const double part = std::max(0.0, to - from);
    EXPECT_NEAR(uptake[5], part > 0 ? 0.5 * (F(from) + F(to)) * part : 0, 1e-15) << period;
    EXPECT_EQ(uptake[4], 0);
  }
  const Row immediate = row_of(0);
  Row uptake = row_of(0);
  step_ramp_columns(&rows, 1, immediate.data(), uptake.data());
  EXPECT_EQ(uptake[5], 0.5);
  EXPECT_EQ(uptake[4], 0);
}

TEST(DistributorColumns, EulerAdvancesByTheActivePart) {
  std::array<std::vector<Stay>, kColumnLanes> lanes;
  lanes[2] = {{1.5, kStays}};
  Columns columns(Curve::bass, lanes);
  const ProspectColumns rows = columns.rows();
  const Row first = row_of(p), second = row_of(q);
  double F = 0;
  for (int period = 0; period < 12; ++period) {
    Row uptake = row_of(0);
    step_euler_columns(&rows, period, kMonth, first.data(), second.data(), uptake.data());
    const double part = period < 1 ? 0 : period == 1 ? 0.5 : 1;
    F += (p + q * F) * (1 - F) * part * kMonth;
    EXPECT_NEAR(uptake[2], F * part, 1e-16) << period;
    EXPECT_EQ(uptake[3], 0);
  }
}

TEST(DistributorColumns, WithoutACurveOnlyTheActivePartCounts) {
  std::array<std::vector<Stay>, kColumnLanes> lanes;
  lanes[0] = {{0, kStays}, {2.25, 4.5}};
  lanes[7] = {{3, 3.5}};
  Columns columns(Curve::bass, lanes);
  const ProspectColumns rows = columns.rows();
  const double first[] = {1, 1, 1.75, 2, 1.5, 1}, last[] = {0, 0, 0, 0.5, 0, 0};
  for (int period = 0; period < 6; ++period) {
    Row uptake = row_of(0);
    add_active_columns(&rows, period, uptake.data());
    EXPECT_EQ(uptake[0], first[period]) << period;
    EXPECT_EQ(uptake[7], last[period]) << period;
    EXPECT_EQ(uptake[3], 0) << period;
  }
}

// Claim: without churn E[u] = s E[F(t - T)]: 8 prospects sign with probability s = 0.3, and sell
//        from the start of a month T of 0 ... 5, all as likely. Over month 12 the right side is a
//        finite sum.
// Power: one MCSE at 4 096 lanes is 0.84 % of the mean (signing alone spreads u by 54 %). A
//        prospect that opened a month late would have u 11 % lower, some thirteen MCSE.
TEST(DistributorColumns, AverageUptakeIsTheChanceTimesTheCurve) {
  constexpr int groups = 4096 / kColumnLanes, prospects = 8, period = 12;
  constexpr double s = 0.3;
  test::Generator generator(20250917);
  double truth = 0;
  for (int month = 0; month < 6; ++month)
    truth += s / 6 * expected(Curve::bass, period, month, kStays);
  summary::Moments sample(truth);
  for (int group = 0; group < groups; ++group) {
    std::array<std::vector<Stay>, kColumnLanes> lanes;
    for (auto& stays : lanes)
      for (int prospect = 0; prospect < prospects; ++prospect) {
        const double month = static_cast<double>(generator.below(6));
        if (generator.uniform() < s) stays.push_back({month, kStays});
      }
    Columns columns(Curve::bass, lanes);
    for (int now = 0; now < period; ++now) columns.step(now);
    for (const double u : columns.step(period)) sample.add(u / prospects);
  }
  EXPECT_TRUE(test::mean_is(truth, sample));
}

}  // namespace
}  // namespace landfall::model
