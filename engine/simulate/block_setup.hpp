// Rows and what fills them: draws, references, the start of series, currencies.
#pragma once

#include "base/lanes.hpp"
#include "maths/exp.hpp"
#include "maths/log.hpp"
#include "maths/log1p.hpp"
#include "maths/normal_quantile.hpp"
#include "random/normals.hpp"
#include "random/philox.hpp"
#include "random/sampler.hpp"
#include "random/uniform.hpp"
#include "simulate/plan.hpp"

namespace landfall::simulate {

/// Everything a step needs: the plan, this thread's memory, and which paths are computed.
struct BlockContext {
  const KernelPlan* plan;
  BlockMemory* memory;
  std::uint64_t first_path;
};

/// The row of a slot; null for kNone.
static inline double* row_of(const BlockContext* block, Slot slot) {
  return slot < 0 ? nullptr : block->memory->rows + static_cast<std::int64_t>(slot) * kWidth;
}

/// The row of a slot in a period: of a tile that of the period, of any other row itself.
static inline double* row_at(const BlockContext* block, Slot slot, int period) {
  if (slot < 0) return nullptr;
  return row_of(block, slot + (block->plan->is_tile[slot] != 0 ? period % kTile : 0));
}

static inline double* scratch(const BlockContext* block, int which) {
  return row_of(block, block->plan->scratch + which);
}

/// Four rows of words, one after the other: those of (key, path, period_block, index) of each lane.
static inline std::uint32_t* four_words(const BlockContext* block, std::uint64_t key,
                                        std::uint32_t period_block, std::uint32_t index) {
  std::uint32_t* words = block->memory->words;
  random::philox_rows(key, block->first_path, period_block, index, kWidth, words);
  return words;
}

/// u and v = 1 - u of a stream that gives a path one number for each index, spread over the paths
/// as the sampler of the plan has it. `directions` matter under Sobol sampling alone.
static inline void path_uniforms(const BlockContext* block, std::uint64_t key, std::uint32_t index,
                                 const std::uint32_t* directions, double* u, double* v) {
  const KernelPlan* plan = block->plan;
  std::uint32_t* words = four_words(block, key, 0, index);
  switch (plan->sampler) {
    case random::Sampler::latin_hypercube:
      random::latin_units(random::mix_key(key, index), block->first_path, plan->paths, words,
                          kWidth, u, v);
      return;
    case random::Sampler::sobol:  // the lower half of 64 bits stays as it is
      random::sobol_words(directions, random::mix_key(key, index), block->first_path, kWidth,
                          words + kWidth);
      random::unit_from_words(words, words + kWidth, u, v, kWidth);
      return;
    case random::Sampler::antithetic:
      random::pair_words(words, 2 * kWidth);
      random::unit_from_words(words, words + kWidth, u, v, kWidth);
      random::mirror_units(u, v, kWidth);
      return;
    case random::Sampler::independent:
      random::unit_from_words(words, words + kWidth, u, v, kWidth);
  }
}

static inline void fill(double* __restrict row, double value) {
  for (int lane = 0; lane < kWidth; ++lane) row[lane] = value;
}

static inline void copy(const double* __restrict from, double* __restrict into) {
  for (int lane = 0; lane < kWidth; ++lane) into[lane] = from[lane];
}

static inline void add_to(double* __restrict sum, const double* __restrict row) {
  for (int lane = 0; lane < kWidth; ++lane) sum[lane] += row[lane];
}

static inline void multiply_by(double* __restrict row, const double* __restrict factor) {
  for (int lane = 0; lane < kWidth; ++lane) row[lane] *= factor[lane];
}

/// out = left * right
static inline void multiply(const double* __restrict left, const double* __restrict right,
                            double* __restrict out) {
  for (int lane = 0; lane < kWidth; ++lane) out[lane] = left[lane] * right[lane];
}

/// The period whose row holds a market's demand: where nothing moves it, that of the start.
static inline int demand_period(const MarketStep* market, int period) {
  return market->demand_moves || market->demand_series >= 0 ? period : kTile - 1;
}

/// Make members that were drawn alone move together: z_k = sum_j L[k][j] z_j, in place from the
/// last; the first stays, L[0][0] = 1. rows[size] are of `count` values each. Four terms a pass
/// (missing ones weigh 0), for a pass a term would wait for memory.
static inline void correlate(const double* factor, int size, double* const* rows, int count) {
  for (int member = size - 1; member > 0; --member) {
    const double* weights = factor + member * size;
    double* __restrict target = rows[member];
    for (int other = 0; other < member; other += 4) {
      const double own = other == 0 ? weights[member] : 1;
      double weight[4];
      const double* source[4];
      for (int term = 0; term < 4; ++term) {
        const bool missing = other + term >= member;
        weight[term] = missing ? 0 : weights[other + term];
        source[term] = rows[missing ? 0 : other + term];
      }
      const double w0 = weight[0], w1 = weight[1], w2 = weight[2], w3 = weight[3];
      const double* s0 = source[0];
      const double* s1 = source[1];
      const double* s2 = source[2];
      const double* s3 = source[3];
      for (int i = 0; i < count; ++i)
        target[i] = own * target[i] + w0 * s0[i] + w1 * s1[i] + w2 * s2[i] + w3 * s3[i];
    }
  }
}

/// Give correlated draws the divisor of their path.
static inline void share_divisor(const BlockContext* block, const StudentStep* student, int size,
                                 double* const* rows) {
  double* u = scratch(block, 0);
  double* v = scratch(block, 1);
  double* inverse = scratch(block, 2);
  const std::uint32_t* words = four_words(block, student->key, 0, 0);
  random::unit_from_words(words, words + kWidth, u, v, kWidth);
  random::inverse_divisor(student->copula, u, v, inverse, kWidth);
  for (int member = 0; member < size; ++member)
    random::student_scores(student->copula, inverse, rows[member], kWidth);
}

/// Give correlated shocks the divisors of the periods of their tile, a word each.
static inline void share_divisors(const BlockContext* block, const StudentStep* student, int period,
                                  int size, double* const* tiles) {
  double* u = scratch(block, 0);
  double* v = scratch(block, 1);
  double* inverse = scratch(block, 2);
  const std::uint32_t* words =
      four_words(block, student->key, static_cast<std::uint32_t>(period / kTile), 0);
  for (int j = 0; j < kTile; ++j) {
    random::unit_from_word(words + j * kWidth, u, kWidth);
    for (int lane = 0; lane < kWidth; ++lane) v[lane] = 1 - u[lane];
    random::inverse_divisor(student->copula, u, v, inverse, kWidth);
    for (int member = 0; member < size; ++member)
      random::student_scores(student->copula, inverse, tiles[member] + j * kWidth, kWidth);
  }
}

inline constexpr int kGroupMax = 256;  ///< members of a correlation group

/// Rows that the plan before this one has filled with what this one would.
static inline void take_rows(const BlockContext* block, const TakenRow* rows, int count) {
  for (int i = 0; i < count; ++i)
    copy(block->memory->first_rows + static_cast<std::int64_t>(rows[i].from) * kWidth,
         row_of(block, rows[i].into));
}

static inline bool is_taken(const unsigned char* taken, int step) {
  return taken != nullptr && taken[step] != 0;
}

static inline void fill_draws(const BlockContext* block) {
  const KernelPlan* plan = block->plan;
  double* u = scratch(block, 0);
  double* v = scratch(block, 1);
  take_rows(block, plan->path_rows, plan->path_row_count);
  for (int i = 0; i < plan->draw_count; ++i) {
    if (is_taken(plan->draw_taken, i)) continue;
    const DrawStep* draw = &plan->draws[i];
    path_uniforms(block, draw->key, 0, draw->directions, u, v);
    if (draw->score < 0) {
      random::draw_marginal(draw->marginal, u, v, row_of(block, draw->into), kWidth);
    } else {
      double* __restrict score = row_of(block, draw->score);
      for (int lane = 0; lane < kWidth; ++lane)
        score[lane] = maths::normal_quantile(u[lane], v[lane]);
    }
  }
  for (int i = 0; i < plan->draw_group_count; ++i) {
    const DrawGroup* group = &plan->draw_groups[i];
    if (is_taken(plan->draw_taken, group->first)) continue;
    double* rows[kGroupMax];
    for (int member = 0; member < group->size; ++member)
      rows[member] = row_of(block, plan->draws[group->first + member].score);
    correlate(group->factor, group->size, rows, kWidth);
    if (group->student != nullptr) share_divisor(block, group->student, group->size, rows);
    for (int member = 0; member < group->size; ++member) {
      const DrawStep* draw = &plan->draws[group->first + member];
      double* __restrict score = rows[member];
      for (int lane = 0; lane < kWidth; ++lane) {  // the support was checked up to 8.3
        const double low = score[lane] > -8.3 ? score[lane] : -8.3;
        score[lane] = low < 8.3 ? low : 8.3;
      }
      random::draw_marginal_from_score(draw->marginal, score, row_of(block, draw->into), kWidth);
    }
  }
  for (int i = 0; i < plan->trial_count; ++i) {
    const TrialStep* step = &plan->trials[i];
    copy(step->values + block->first_path % step->trials, row_of(block, step->into));
  }
  for (int i = 0; i < plan->reference_count; ++i) {
    const ReferenceStep* step = &plan->references[i];
    const double* __restrict from = row_of(block, step->from);
    double* __restrict into = row_of(block, step->into);
    const double times = step->times, plus = step->plus;
    for (int lane = 0; lane < kWidth; ++lane) into[lane] = times * from[lane] + plus;
  }
}

/// One uniform row for a decision: the first word of (key, path), or what another sampler has for
/// it. Takes scratch row 2.
static inline void outcome_row(const BlockContext* block, std::uint64_t key,
                               const std::uint32_t* directions, double* u) {
  if (block->plan->sampler == random::Sampler::independent)
    random::unit_from_word(four_words(block, key, 0, 0), u, kWidth);
  else
    path_uniforms(block, key, 0, directions, u, scratch(block, 2));
}

static inline void log_row(const double* value, double* log_value) {
  maths::log_row(value, kWidth, log_value);
}

/// A period's worth of drift of a geometric Brownian motion: (mu - sigma^2 / 2) dt, and sigma
/// sqrt(dt).
static inline void gbm_step_rows(const double* __restrict drift,
                                 const double* __restrict volatility, double dt_years,
                                 double* __restrict step_drift,
                                 double* __restrict step_volatility) {
  const double root = __builtin_sqrt(dt_years);
  for (int lane = 0; lane < kWidth; ++lane) {
    step_drift[lane] = (drift[lane] - 0.5 * volatility[lane] * volatility[lane]) * dt_years;
    step_volatility[lane] = volatility[lane] * root;
  }
}

static inline void start_series(const BlockContext* block) {
  const KernelPlan* plan = block->plan;
  for (int i = 0; i < plan->series_count; ++i) {
    const SeriesStep* series = &plan->series[i];
    if (series->kind == SeriesKind::fixed) continue;
    // A state that moves begins in the place of the period before the first.
    log_row(row_of(block, series->start), row_at(block, series->log_value, kTile - 1));
    if (series->kind == SeriesKind::gbm)
      gbm_step_rows(row_of(block, series->drift), row_of(block, series->volatility), plan->dt_years,
                    row_of(block, series->step_drift), row_of(block, series->step_volatility));
    if (series->kind == SeriesKind::mean_reverting) {
      log_row(row_of(block, series->level), row_of(block, series->step_drift));
      const double* __restrict speed = row_of(block, series->speed);
      const double* __restrict volatility = row_of(block, series->volatility);
      double* __restrict keep = row_of(block, series->step_keep);
      double* __restrict step = row_of(block, series->step_volatility);
      for (int lane = 0; lane < kWidth; ++lane) {
        keep[lane] = maths::exp(-speed[lane] * plan->dt_years);
        step[lane] =
            volatility[lane] * __builtin_sqrt((1 - keep[lane] * keep[lane]) / (2 * speed[lane]));
      }
    }
  }
}

/// Rows from one period to the next: 0 where one row serves all.
static inline int stride_of(const BlockContext* block, Slot slot) {
  return slot >= 0 && block->plan->is_tile[slot] != 0 ? kWidth : 0;
}

/// `periods` rows: out = left * right. Constant where it is called, 1 or kTile.
[[gnu::always_inline]] static inline void multiply_rows(const double* __restrict left,
                                                        int left_stride,
                                                        const double* __restrict right,
                                                        int right_stride, int periods,
                                                        double* __restrict out) {
  for (int lane = 0; lane < kWidth; ++lane)
    for (int j = 0; j < periods; ++j)
      out[j * kWidth + lane] = left[j * left_stride + lane] * right[j * right_stride + lane];
}

/// Where the rates stand that shelf prices follow in part: before the first period.
static inline void start_passes(const BlockContext* block) {
  const KernelPlan* plan = block->plan;
  if (plan->pass_count == 0) return;
  for (int i = 0; i < plan->series_count; ++i) {
    const SeriesStep* series = &plan->series[i];
    if (series->kind == SeriesKind::fixed)
      log_row(row_of(block, series->by_period[0]), row_at(block, series->log_value, kTile - 1));
  }
  for (int i = 0; i < plan->log_sum_count; ++i) {
    const LogSumStep* sum = &plan->log_sums[i];
    if (!sum->by_period) continue;
    const double* __restrict left =
        row_at(block, sum->left >= 0 ? sum->left : plan->zeros, kTile - 1);
    const double* __restrict right = row_at(block, sum->right, kTile - 1);
    double* __restrict into = row_at(block, sum->into, kTile - 1);
    const double sign = sum->right_sign;
    for (int lane = 0; lane < kWidth; ++lane) into[lane] = left[lane] + sign * right[lane];
  }
  for (int i = 0; i < plan->pass_count; ++i)
    copy(row_at(block, plan->passes[i].cross, kTile - 1), row_of(block, plan->passes[i].start));
}

/// What shelf prices follow of the rates in a tile.
static inline void pass_rates_on(const BlockContext* block) {
  const KernelPlan* plan = block->plan;
  for (int i = 0; i < plan->pass_count; ++i) {
    const PassStep* pass = &plan->passes[i];
    const double* __restrict start = row_of(block, pass->start);
    const double* __restrict share = row_of(block, pass->share);
    const double* __restrict cross = row_of(block, pass->cross);
    double* __restrict into = row_of(block, pass->into);
    for (int lane = 0; lane < kWidth; ++lane)
      for (int j = 0; j < kTile; ++j)
        into[j * kWidth + lane] =
            start[lane] + share[lane] * (cross[j * kWidth + lane] - start[lane]);
  }
}

/// Amounts that are others from some period on.
static inline void switch_amounts(const BlockContext* block, int first) {
  const KernelPlan* plan = block->plan;
  for (int i = 0; i < plan->switch_count; ++i) {
    const SwitchStep* step = &plan->switches[i];
    for (int period = first; period < first + kTile; ++period)
      copy(row_at(block, period < step->period ? step->before : step->after, period),
           row_at(block, step->into, period));
  }
}

/// Rates and amounts in other currencies: `periods` is 1 for those that stand still, kTile for
/// those that move.
[[gnu::always_inline]] static inline void convert(const BlockContext* block, int periods) {
  const KernelPlan* plan = block->plan;
  const bool by_period = periods > 1;
  for (int i = 0; i < plan->log_sum_count; ++i) {
    const LogSumStep* sum = &plan->log_sums[i];
    if (sum->by_period != by_period || is_taken(plan->log_sum_taken, i)) continue;
    const Slot left_slot = sum->left >= 0 ? sum->left : plan->zeros;
    const double* __restrict left = row_of(block, left_slot);
    const double* __restrict right = row_of(block, sum->right);
    double* __restrict into = row_of(block, sum->into);
    const int left_stride = stride_of(block, left_slot),
              right_stride = stride_of(block, sum->right);
    const double sign = sum->right_sign;
    for (int lane = 0; lane < kWidth; ++lane)
      for (int j = 0; j < periods; ++j)
        into[j * kWidth + lane] =
            left[j * left_stride + lane] + sign * right[j * right_stride + lane];
  }
  for (int i = 0; i < plan->exp_count; ++i) {
    const ExpStep* step = &plan->exps[i];
    if (step->by_period != by_period || is_taken(plan->exp_taken, i)) continue;
    const double* __restrict from = row_of(block, step->log);
    double* __restrict exponent = scratch(block, 0);
    const double sign = step->sign;
    for (int at = 0; at < periods * kWidth; ++at) exponent[at] = sign * from[at];
    maths::exp_row(exponent, periods * kWidth, row_of(block, step->into));
  }
  for (int i = 0; i < plan->convert_count; ++i) {
    const ConvertStep* step = &plan->converts[i];
    if (step->by_period == by_period)
      multiply_rows(row_of(block, step->amount), stride_of(block, step->amount),
                    row_of(block, step->rate), stride_of(block, step->rate), periods,
                    row_of(block, step->into));
  }
}

}  // namespace landfall::simulate
