// Rows filled with the trials of SIPs.
#pragma once

#include "random/sip_kernel.hpp"
#include "simulate/block_setup.hpp"

namespace landfall::simulate {

inline constexpr int kSipStreamsMax = 256;  ///< streams of a copula

/// Path p takes trial p + 1 whatever the sampler and the seed: trials belong to their library.
static inline void fill_sips(const BlockContext* block) {
  const KernelPlan* plan = block->plan;
  double* u = scratch(block, 0);
  double* v = scratch(block, 1);
  const std::uint64_t trial = block->first_path + 1;
  for (int i = 0; i < plan->sip_score_count; ++i) {
    const SipScoreStep* step = &plan->sip_scores[i];
    random::hdr_scores(step->seeds, trial, u, v, row_of(block, step->into), kWidth);
  }
  for (int i = 0; i < plan->sip_count; ++i) {
    const SipStep* step = &plan->sips[i];
    const double* scores[kSipStreamsMax];
    for (int j = 0; j < step->sip.weight_count; ++j) scores[j] = row_of(block, step->scores[j]);
    random::draw_sip(step->sip, trial, scores, u, v, row_of(block, step->into), kWidth);
  }
}

}  // namespace landfall::simulate
