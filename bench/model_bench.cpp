// The formulas of model/ over a block of lanes: nanoseconds a value are 1e9 / items_per_second.
// Built like any target, so for the baseline; to see the AVX2 path of the kernels: cmake
// -DCMAKE_CXX_FLAGS="-mavx2 -mfma".
#include <benchmark/benchmark.h>

#include <limits>
#include <vector>

#include "base/lanes.hpp"
#include "model/distributor.hpp"
#include "model/price_ladder.hpp"
#include "model/price_process.hpp"
#include "model/response.hpp"
#include "model/volume.hpp"

namespace landfall {
namespace {

using Row = std::vector<double>;

/// A value for every lane, a little different from one to the next.
Row row_about(double middle) {
  Row row(kLanes);
  for (int lane = 0; lane < kLanes; ++lane)
    row[static_cast<std::size_t>(lane)] = middle * (0.9 + 0.2 * lane / kLanes);
  return row;
}

/// The compiler must believe that someone reads what lies there.
void read(Row& row) {
  benchmark::DoNotOptimize(row.data());
  benchmark::ClobberMemory();
}

/// From the invoice to the shelf: customs value, landed cost, factor to the reference price.
void price_ladder(benchmark::State& state, model::Ladder ladder) {
  const Row price = row_about(10), carriage = row_about(0.2), insurance = row_about(0.01),
            freight = row_about(0.6), inland = row_about(0.3), specific = row_about(0.1),
            ad_valorem = row_about(0.25), levies = row_about(0.01), chain = row_about(1.25),
            vat = row_about(0.2), reference = row_about(19);
  const model::LadderRows rows{price.data(),  carriage.data(), insurance.data(),  freight.data(),
                               inland.data(), specific.data(), ad_valorem.data(), levies.data()};
  Row value(kLanes), landed(kLanes), factor(kLanes);
  for (auto _ : state) {
    model::customs_value(ladder, &rows, kLanes, value.data());
    model::landed_cost(value.data(), ad_valorem.data(), specific.data(), levies.data(), kLanes,
                       landed.data());
    model::shelf_factor(chain.data(), vat.data(), reference.data(), kLanes, factor.data());
    read(landed);
    read(factor);
  }
  state.SetItemsProcessed(state.iterations() * kLanes);
}
BENCHMARK_CAPTURE(price_ladder, fca, model::Ladder::buyer_from_works);
BENCHMARK_CAPTURE(price_ladder, ddp, model::Ladder::seller_pays_duty);

constexpr int kPeriods = 60;

/// Prospects of a channel that signed one after the other, over a whole horizon.
void distributor_columns(benchmark::State& state, model::Curve curve) {
  constexpr int kProspects = 3, kGroups = kWidth / kColumnLanes;
  constexpr int kColumns = kProspects * kGroups;
  constexpr std::size_t kEntries = static_cast<std::size_t>(kColumns) * kColumnLanes;
  Row opens(kEntries), leaves(kEntries, std::numeric_limits<double>::infinity()), last(kEntries);
  Row opens_least, opens_most;
  for (std::size_t entry = 0; entry < kEntries; ++entry) {
    opens[entry] = 3.0 + 9.0 * static_cast<double>(entry) / kEntries;
    if (entry % kColumnLanes == 0) opens_least.push_back(opens[entry]);
    if (entry % kColumnLanes == kColumnLanes - 1) opens_most.push_back(opens[entry]);
  }
  const Row p = row_about(0.03), q = row_about(0.38), step = row_about(0.96);
  Row w(kEntries), now(kEntries), uptake(kWidth);
  for (auto _ : state) {
    w.assign(kEntries, 0.9);
    now.assign(kEntries, 0);
    for (int period = 0; period < kPeriods; ++period) {
      uptake.assign(kWidth, 0);
      for (int group = 0; group < kGroups; ++group) {
        const int column = group * kProspects, entry = column * kColumnLanes;
        const int lane = group * kColumnLanes;
        const model::ProspectColumns prospects{.columns = kProspects,
                                               .opens = opens.data() + entry,
                                               .leaves = leaves.data() + entry,
                                               .last = last.data() + entry,
                                               .opens_least = opens_least.data() + column,
                                               .opens_most = opens_most.data() + column,
                                               .w = w.data() + entry,
                                               .now = now.data() + entry};
        model::step_columns(curve, &prospects, period, p.data() + lane, q.data() + lane,
                            step.data() + lane, uptake.data() + lane);
      }
      read(uptake);
    }
  }
  state.SetItemsProcessed(state.iterations() * kPeriods * static_cast<int>(kEntries));
}
BENCHMARK_CAPTURE(distributor_columns, bass, model::Curve::bass);
BENCHMARK_CAPTURE(distributor_columns, gompertz, model::Curve::gompertz);

/// A tile of four periods.
void log_gbm(benchmark::State& state) {
  const Row drift = row_about(0.0025), volatility = row_about(0.03), shocks(kTile * kWidth, 0.5);
  Row log_value(kTile * kWidth, 0.1);
  for (auto _ : state) {
    model::step_log_gbm(drift.data(), volatility.data(), shocks.data(), log_value.data());
    read(log_value);
  }
  state.SetItemsProcessed(state.iterations() * kTile * kWidth);
}
BENCHMARK(log_gbm);

/// What a channel wants at its price in a tile: the response, then units with an exp a lane.
void response_and_volume(benchmark::State& state) {
  const Row starts = row_about(2.5), log_ratio = row_about(0.1), log_cross(kTile * kWidth, 0.05),
            inflation = row_about(0.02), elasticity = row_about(1.4), ceiling = row_about(1.2e6),
            uptake(kTile * kWidth, 0.3), log_demand(kTile * kWidth, 0.04);
  const double now_years[kTile] = {2.25, 2.5, 2.75, 3};
  const double season_dt[kTile] = {0.1, 0.1, 0.1, 0.1};
  Row log_response(kTile * kWidth), want(kTile * kWidth);
  for (auto _ : state) {
    model::log_elasticity_response_of_two(starts.data(), log_ratio.data(), log_cross.data(), kWidth,
                                          inflation.data(), now_years, elasticity.data(), kTile,
                                          log_response.data());
    model::wanted_units(ceiling.data(), season_dt, uptake.data(), log_demand.data(), kWidth,
                        log_response.data(), kTile, want.data());
    read(want);
  }
  state.SetItemsProcessed(state.iterations() * kTile * kWidth);
}
BENCHMARK(response_and_volume);

}  // namespace
}  // namespace landfall
