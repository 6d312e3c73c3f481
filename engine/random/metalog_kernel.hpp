// Draws from metalog distributions for the lanes of a block.
#pragma once

#include "maths/exp.hpp"
#include "maths/log.hpp"

namespace landfall::random {

/// Most terms a metalog may have: two polynomials in h of kMetalogPowers coefficients each.
static const int kMetalogPowers = 8;
static const int kMetalogTermsMax = 2 * kMetalogPowers;

/// What is done to the unbounded metalog M to keep it within its bounds.
enum class MetalogBounds { none, low, high, both };

/// Terms of a metalog by the powers of h = y - 1/2: `centre` holds a1, a4, a5, a7, a9 ... and
/// `scale`, which goes with the logit, a2, a3, a6, a8, a10 ...; what is not used is 0.
struct MetalogTerms {
  double centre[kMetalogPowers];
  double scale[kMetalogPowers];
};

/// M(y) = centre(h) + scale(h) ln(y / (1 - y)), h = y - 1/2, from y = u and 1 - y = v, each exact
/// in its own tail (Keelin 2016, Decision Analysis 13(4), 243-277, doi:10.1287/deca.2016.0338,
/// equation 6, not checked).
[[gnu::always_inline]] static inline double metalog_unbounded(const MetalogTerms& terms, double u,
                                                              double v) {
  const double h = 0.5 * (u - v);
  const double logit = maths::log(u / v);
  double centre = terms.centre[kMetalogPowers - 1];
  double scale = terms.scale[kMetalogPowers - 1];
  for (int power = kMetalogPowers - 2; power >= 0; --power) {
    centre = centre * h + terms.centre[power];
    scale = scale * h + terms.scale[power];
  }
  return centre + scale * logit;
}

/// low + (high - low) e^M / (1 + e^M), from the nearer end.
[[gnu::always_inline]] static inline double metalog_between(double low, double high, double m) {
  const double away = maths::exp(m < 0 ? m : -m);
  const double part = (high - low) * (away / (1 + away));
  return m < 0 ? low + part : high - part;
}

/// x[count] from u[count] in (0, 1) and v = 1 - u. x must not overlap them; `low` and `high` count
/// only where `bounds` names them.
static inline void draw_metalog(const MetalogTerms& of, MetalogBounds bounds, double low,
                                double high, const double* __restrict u, const double* __restrict v,
                                double* __restrict x, int count) {
  const MetalogTerms terms = of;  // a copy no store can change
  for (int i = 0; i < count; ++i) x[i] = metalog_unbounded(terms, u[i], v[i]);
  switch (bounds) {
    case MetalogBounds::none:
      break;
    case MetalogBounds::low:
      for (int i = 0; i < count; ++i) x[i] = low + maths::exp(x[i]);
      break;
    case MetalogBounds::high:
      for (int i = 0; i < count; ++i) x[i] = high - maths::exp(-x[i]);
      break;
    case MetalogBounds::both:
      for (int i = 0; i < count; ++i) x[i] = metalog_between(low, high, x[i]);
      break;
  }
}

}  // namespace landfall::random
