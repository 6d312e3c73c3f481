// The functions of maths/ over a block of lanes: nanoseconds a value are 1e9 / items_per_second.
// Built like any target, so with fma emulated; to see the AVX2 path: cmake
// -DCMAKE_CXX_FLAGS="-mavx2 -mfma".
#include <benchmark/benchmark.h>

#include "base/lanes.hpp"
#include "maths/exp.hpp"
#include "maths/log.hpp"
#include "maths/log1p.hpp"
#include "maths/normal_cdf.hpp"
#include "maths/normal_quantile.hpp"
#include "maths/sine.hpp"

namespace landfall {
namespace {

/// Times `function` over lanes that hold 1/512, 3/512, ..., 511/512.
template <class Function>
void over_lanes(benchmark::State& state, Function function) {
  double x[kLanes], y[kLanes];
  for (int lane = 0; lane < kLanes; ++lane) x[lane] = (lane + 0.5) / kLanes;
  for (auto _ : state) {
    benchmark::DoNotOptimize(&x);
    for (int lane = 0; lane < kLanes; ++lane) y[lane] = function(x[lane]);
    benchmark::DoNotOptimize(&y);
    benchmark::ClobberMemory();
  }
  state.SetItemsProcessed(state.iterations() * kLanes);
}

BENCHMARK_CAPTURE(over_lanes, exp, [](double x) { return maths::exp(x); });
BENCHMARK_CAPTURE(over_lanes, log, [](double x) { return maths::log(x); });
BENCHMARK_CAPTURE(over_lanes, log1p, [](double x) { return maths::log1p(x); });
BENCHMARK_CAPTURE(over_lanes, normal_cdf, [](double x) { return maths::normal_cdf(x); });
BENCHMARK_CAPTURE(over_lanes, normal_quantile,
                  [](double x) { return maths::normal_quantile(x, 1 - x); });
BENCHMARK_CAPTURE(over_lanes, sine_cosine, [](double x) {
  double sine = 0, cosine = 0;
  maths::sine_cosine(x, sine, cosine);
  return sine + cosine;
});

}  // namespace
}  // namespace landfall
