// Trials of SIPs for the lanes of a block.
#pragma once

#include <cstdint>

#include "maths/normal_cdf.hpp"
#include "maths/normal_quantile.hpp"
#include "random/hdr.hpp"
#include "random/metalog_kernel.hpp"

namespace landfall::random {

/// A SIP as the kernel wants it. Its u comes from an HDR stream of its own, from the scores of a
/// copula's streams, or from an array; a metalog makes the value of it, or without one the array
/// holds the values themselves.
struct SipKernel {
  HdrSeeds seeds;         ///< of its own stream, where there is neither weight nor array
  const double* weights;  ///< [weight_count] row of the copula's Cholesky factor; null: none
  int weight_count;
  const double* array;  ///< [array_count]; null: none
  std::uint64_t array_count;
  bool has_metalog;
  MetalogTerms terms;
  MetalogBounds bounds;
  double low, high;
};

/// Scores beyond it are not told apart: their u is within 1e-16 of 0 or 1.
static const double kSipScoreMax = 8.3;

/// Normal scores of `count` trials of a stream.
static inline void hdr_scores(const HdrSeeds& seeds, std::uint64_t first_trial, double* u,
                              double* v, double* __restrict score, int count) {
  hdr_row(seeds, first_trial, u, v, count);
  for (int i = 0; i < count; ++i) score[i] = maths::normal_quantile(u[i], v[i]);
}

/// u and v = 1 - u of a copula's layer: Phi(sum_j w_j z_j), scores[weight_count] the rows of the
/// streams' normal scores, z a row to work in.
static inline void copula_row(const double* weights, int weight_count, const double* const* scores,
                              double* __restrict z, double* __restrict u, double* __restrict v,
                              int count) {
  for (int i = 0; i < count; ++i) z[i] = 0;
  for (int j = 0; j < weight_count; ++j) {
    const double weight = weights[j];
    const double* __restrict score = scores[j];
    for (int i = 0; i < count; ++i) z[i] += weight * score[i];
  }
  for (int i = 0; i < count; ++i) {
    const double above = z[i] > -kSipScoreMax ? z[i] : -kSipScoreMax;
    z[i] = above < kSipScoreMax ? above : kSipScoreMax;
  }
  for (int i = 0; i < count; ++i) u[i] = maths::normal_cdf(z[i]);
  for (int i = 0; i < count; ++i) v[i] = maths::normal_cdf(-z[i]);
}

/// x[count], the trials first_trial, first_trial + 1, ... of a SIP, counted from 1; an array begins
/// again after its last value. u, v and x must not overlap; x serves as a row to work in.
static inline void draw_sip(const SipKernel& sip, std::uint64_t first_trial,
                            const double* const* scores, double* __restrict u, double* __restrict v,
                            double* __restrict x, int count) {
  if (sip.array != nullptr) {
    std::uint64_t at = (first_trial - 1) % sip.array_count;
    for (int i = 0; i < count; ++i) {
      u[i] = sip.array[at];
      v[i] = 1 - u[i];
      at = at + 1 == sip.array_count ? 0 : at + 1;
    }
  } else if (sip.weights != nullptr) {
    copula_row(sip.weights, sip.weight_count, scores, x, u, v, count);
  } else {
    hdr_row(sip.seeds, first_trial, u, v, count);
  }
  if (sip.has_metalog) {
    draw_metalog(sip.terms, sip.bounds, sip.low, sip.high, u, v, x, count);
  } else {
    for (int i = 0; i < count; ++i) x[i] = u[i];
  }
}

}  // namespace landfall::random
