// Compiled once for each instruction set, with the flags of the kernels, and like them including
// nothing but our own headers: templates that the rest of the program shares would hold AVX code.
#include "parts.hpp"

#include "model/diffusion.hpp"
#include "model/price_process.hpp"
#include "simulate/block_cash.hpp"
#include "simulate/block_sales.hpp"

#define LANDFALL_JOIN(name, isa) name##isa
#define LANDFALL_NAME(name, isa) LANDFALL_JOIN(name, isa)

namespace landfall::bench {

namespace {

constexpr int kTileLanes = kTile * kWidth;
constexpr int kMembers = 6, kColumns = 4, kChain = 16;

void words(PartRows& rows) {
  random::philox_rows(1, rows.path, 0, 0, kWidth, rows.words);
  rows.path += kWidth;
}

void normals(PartRows& rows) {
  random::box_muller(rows.words, rows.words + kWidth, kWidth, rows.out[0], rows.out[1]);
}

void correlated(PartRows& rows) {
  double factor[kMembers * kMembers];
  double* tiles[kMembers];
  for (double& weight : factor) weight = 0.4;
  for (int member = 0; member < kMembers; ++member) tiles[member] = rows.out[member];
  simulate::correlate(factor, kMembers, tiles, kTileLanes);
}

void gbm(PartRows& rows) {
  model::step_log_gbm(rows.about_one[0], rows.about_one[1], rows.about_one[2], rows.out[0]);
}

void uptake(PartRows& rows) {
  for (int lane = 0; lane < kWidth; ++lane) {
    double F = 0;
    for (int j = 0; j < kTile; ++j) {
      F = model::step_uptake(rows.about_one[0][lane], rows.about_one[1][lane], 0.08, F);
      rows.out[0][j * kWidth + lane] = F;
    }
  }
}

void response(PartRows& rows) {
  model::log_elasticity_response_of_two(rows.about_one[0], rows.about_one[1], rows.about_one[2],
                                        kWidth, rows.about_one[3], rows.now_years,
                                        rows.about_one[3] + kWidth, kTile, rows.out[0]);
}

void units(PartRows& rows) {
  model::wanted_units(rows.about_one[0], rows.now_years, rows.about_one[1], rows.about_one[2],
                      kWidth, rows.about_one[3], kTile, rows.out[0]);
}

void largest(PartRows& rows) {
  rows.out[0][0] = simulate::largest(rows.about_one[0], kTileLanes);
}

void invoice(PartRows& rows) {
  simulate::invoice_one(rows.about_one[0], rows.about_one[1], kWidth, kTile, rows.out[0],
                        rows.out[1], rows.out[2]);
}

/// Columns that have all opened: curves stand still, for a factor below 1 would end in subnormals.
void prospects(PartRows& rows) {
  double opens_least[kColumns] = {}, opens_most[kColumns] = {};
  double one[kColumnLanes];
  for (double& factor : one) factor = 1;
  for (int lane = 0; lane < kWidth; lane += kColumnLanes) {
    const int at = lane * kColumns;
    const model::ProspectColumns columns = {
        kColumns,   rows.about_one[0] + at, rows.many[0] + at, rows.about_one[1] + at, opens_least,
        opens_most, rows.out[0] + at,       rows.out[1] + at};
    model::step_columns(model::Curve::bass, &columns, 5, rows.about_one[2] + lane,
                        rows.about_one[3] + lane, one, rows.out[2] + lane);
  }
}

void exp_row(PartRows& rows) {
  maths::exp_row(rows.about_one[0], kTileLanes, rows.out[0]);
}

void log_row(PartRows& rows) {
  maths::log_row(rows.about_one[0], kTileLanes, rows.out[0]);
}

// --- the processor's limits --------------------------------------------------------------------

void fused_multiply_add(PartRows& rows) {
  const double times = rows.about_one[1][0], plus = rows.about_one[1][1];
  for (int i = 0; i < kTileLanes; ++i) {
    double x = rows.about_one[0][i];
#pragma GCC unroll 16
    for (int link = 0; link < kChain; ++link) x = maths::fma(x, times, plus);
    rows.out[0][i] = x;
  }
}

void division(PartRows& rows) {
  for (int i = 0; i < kTileLanes; ++i) rows.out[0][i] = rows.about_one[0][i] / rows.about_one[1][i];
}

void square_root(PartRows& rows) {
  for (int i = 0; i < kTileLanes; ++i) rows.out[0][i] = __builtin_sqrt(rows.about_one[0][i]);
}

#if defined(__SSE2__)
constexpr int kVectors = 8;  // chains that do not wait for each other

void multiply_32_to_64(PartRows& rows) {
  random::PhiloxVector x[kVectors];
  const random::PhiloxVector multiplier = random::philox_set(random::kPhiloxMultiplier0);
  for (int i = 0; i < kVectors; ++i)  // unlike each other, or one chain would do for all
    x[i] = random::philox_load(rows.words + i * random::kPhiloxLanes);
#pragma GCC unroll 16
  for (int link = 0; link < kChain; ++link)
#pragma GCC unroll 8
    for (random::PhiloxVector& vector : x) vector = random::philox_multiply(vector, multiplier);
  for (int i = 0; i < kVectors; ++i)
    random::philox_store(rows.words + i * random::kPhiloxLanes, x[i]);
}
#endif

void copy_in_nearest_cache(PartRows& rows) {
  for (int j = 0; j < kTile; ++j)
    simulate::copy(rows.about_one[0] + j * kWidth, rows.out[0] + j * kWidth);
}

void copy_in_next_cache(PartRows& rows) {
  for (int at = 0; at < PartRows::kLong; at += kWidth)
    simulate::copy(rows.many[0] + at, rows.many[1] + at);
}

constexpr Part kParts[] = {
    {"words", words, 4 * kWidth},
    {"normals", normals, 2 * kWidth},
    {"correlated_of_6", correlated, kMembers* kTileLanes},
    {"gbm", gbm, kTileLanes},
    {"uptake", uptake, kTileLanes},
    {"response", response, kTileLanes},
    {"units", units, kTileLanes},
    {"largest", largest, kTileLanes},
    {"invoice", invoice, kTileLanes},
    {"prospects", prospects, kColumns* kWidth},
    {"exp_row", exp_row, kTileLanes},
    {"log_row", log_row, kTileLanes},
    {"limit_fused_multiply_add", fused_multiply_add, kChain* kTileLanes},
    {"limit_division", division, kTileLanes},
    {"limit_square_root", square_root, kTileLanes},
#if defined(__SSE2__)
    {"limit_multiply_32_to_64", multiply_32_to_64, kChain* kVectors* random::kPhiloxLanes},
#endif
    {"limit_copy_nearest_cache", copy_in_nearest_cache, kTileLanes},
    {"limit_copy_next_cache", copy_in_next_cache, PartRows::kLong},
};

}  // namespace

constinit const Parts LANDFALL_NAME(parts_, LANDFALL_ISA) = {kParts,
                                                             sizeof kParts / sizeof kParts[0]};

}  // namespace landfall::bench
