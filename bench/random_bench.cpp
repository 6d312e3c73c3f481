// Words, normals and draws: what each costs a lane. Built like any target, so for the baseline; to
// see the AVX2 path of the kernels: cmake -DCMAKE_CXX_FLAGS="-mavx2 -mfma".
#include <benchmark/benchmark.h>

#include <cstdint>
#include <vector>

#include "random/normals.hpp"
#include "random/philox.hpp"
#include "random/table_marginal.hpp"
#include "random/uniform.hpp"

namespace landfall {
namespace {

using random::Family;

/// The compiler must believe that someone reads what lies there.
template <class... Rows>
void read(Rows*... rows) {
  (benchmark::DoNotOptimize(rows), ...);
  benchmark::ClobberMemory();
}

void report(benchmark::State& state, int numbers_per_lane) {
  state.SetItemsProcessed(state.iterations() * kLanes * numbers_per_lane);
}

void philox_rows(benchmark::State& state) {
  std::uint32_t words[4][kLanes];
  std::uint64_t path = 0;
  for (auto _ : state) {
    random::philox_rows(1, path, 0, 0, kLanes, words[0]);
    path += kLanes;
    read(words);
  }
  report(state, 4);
}
BENCHMARK(philox_rows);

void philox_list(benchmark::State& state) {
  std::uint32_t lanes[kLanes], indexes[kLanes] = {}, words[2][kLanes];
  for (std::uint32_t lane = 0; lane < kLanes; ++lane) lanes[lane] = lane;
  for (auto _ : state) {
    random::philox_list(1, 0, lanes, indexes, kLanes, words[0], words[1]);
    read(words);
  }
  report(state, 2);
}
BENCHMARK(philox_list);

void box_muller(benchmark::State& state) {
  std::uint32_t words[4][kLanes];
  double za[kLanes], zb[kLanes];
  random::philox_rows(1, 0, 0, 0, kLanes, words[0]);
  for (auto _ : state) {
    random::box_muller(words[0], words[1], kLanes, za, zb);
    read(za, zb);
  }
  report(state, 2);
}
BENCHMARK(box_muller);

void draw(benchmark::State& state, const random::Marginal& marginal, bool from_score) {
  random::MarginalTables tables;
  const random::MarginalKernel kernel = random::compile_marginal(marginal, tables);
  std::uint32_t words[4][kLanes];
  double u[kLanes], v[kLanes], z[kLanes], other[kLanes], x[kLanes];
  random::philox_rows(1, 0, 0, 0, kLanes, words[0]);
  random::unit_from_words(words[0], words[1], u, v, kLanes);
  random::box_muller(words[2], words[3], kLanes, z, other);
  for (auto _ : state) {
    if (from_score)
      random::draw_marginal_from_score(kernel, z, x, kLanes);
    else
      random::draw_marginal(kernel, u, v, x, kLanes);
    read(x);
  }
  report(state, 1);
}

const random::Marginal kNormal{.family = Family::normal, .a = 0, .b = 1};
const random::Marginal kTriangular{.family = Family::triangular, .a = 1, .b = 2, .c = 4};
const random::Marginal kPert{.family = Family::pert, .a = 1, .b = 2, .c = 4};
const random::Marginal kExponential{.family = Family::exponential, .a = 6};
const random::Marginal kGamma{.family = Family::gamma, .a = 2, .b = 3};
const random::Marginal kStudent{.family = Family::student_t, .a = 0, .b = 1, .c = 4};
BENCHMARK_CAPTURE(draw, normal, kNormal, false);
BENCHMARK_CAPTURE(draw, triangular, kTriangular, false);
BENCHMARK_CAPTURE(draw, triangular_from_score, kTriangular, true);
BENCHMARK_CAPTURE(draw, pert, kPert, false);
BENCHMARK_CAPTURE(draw, pert_from_score, kPert, true);
BENCHMARK_CAPTURE(draw, exponential, kExponential, false);
BENCHMARK_CAPTURE(draw, gamma, kGamma, false);
BENCHMARK_CAPTURE(draw, gamma_from_score, kGamma, true);
BENCHMARK_CAPTURE(draw, student_t, kStudent, false);
BENCHMARK_CAPTURE(draw, student_t_from_score, kStudent, true);

void build_table(benchmark::State& state, const random::Marginal& marginal) {
  for (auto _ : state) {
    random::MarginalTables tables;
    benchmark::DoNotOptimize(random::compile_marginal(marginal, tables));
  }
}
const random::Marginal kLargeGamma{.family = Family::gamma, .a = 1e6, .b = 1};
const random::Marginal kNearlyNormal{.family = Family::student_t, .a = 0, .b = 1, .c = 1e6};
BENCHMARK_CAPTURE(build_table, pert, kPert)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(build_table, gamma, kGamma)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(build_table, gamma_of_large_shape, kLargeGamma)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(build_table, student_t, kStudent)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(build_table, student_t_nearly_normal, kNearlyNormal)
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace landfall
