// Trade creation and diversion: how a flow of imports answers tariffs, without prices.
#pragma once

#include "maths/log.hpp"

namespace landfall::model {

/// Trade creation and diversion of a flow whose duty changes, as a share of the flow.
///
///     TC / M = E_m (t0 - t1) / ((1 + t0) (1 + E_m / E_x))
///     TD / M = M_o / (M + M_o) E_s (t0 - t1) / (1 + t0)      TD at most M_o
///
/// | argument  | symbol | shape   | unit | range | meaning                                     |
/// |-----------|--------|---------|------|-------|---------------------------------------------|
/// | before    | 1 + t0 | [count] | rate | >= 1  | one and the base duty                       |
/// | now       | 1 + t1 | [count] | rate | >= 1  | one and the duty in force                   |
/// | flow      | M      | [count] | any  | > 0   | the flow before the change                  |
/// | others    | M_o    | [count] | any  | >= 0  | the flows of all other exporters            |
/// | demand    | E_m    | [count] | 1    | >= 0  | of import demand, stored positive           |
/// | inverse   | 1/E_x  | [count] | 1    | >= 0  | of export supply; 0: the price stands still |
/// | exchanged | E_s    | [count] | 1    | >= 0  | substitution between exporters              |
///
/// Source: Laird & Yeats (1986), UNCTAD discussion paper 19; Jammes & Olarreaga (2005) (not
/// checked).
static inline void smart_change(const double* __restrict before, const double* __restrict now,
                                const double* __restrict flow, const double* __restrict others,
                                const double* __restrict demand, const double* __restrict inverse,
                                const double* __restrict exchanged, int count,
                                double* __restrict change) {
  for (int lane = 0; lane < count; ++lane) {
    const double cut = (before[lane] - now[lane]) / before[lane];
    const double created = demand[lane] * cut / (1 + demand[lane] * inverse[lane]);
    const double most = others[lane] / flow[lane];
    const double diverted = others[lane] / (flow[lane] + others[lane]) * exchanged[lane] * cut;
    change[lane] = created + (diverted < most ? diverted : most);
  }
}

/// What a rival's change of duty takes from every other exporter, as a share of their flows: its
/// trade diversion, spread over them pro rata. `flow` is the rival's, `others` that of all others,
/// the firm among them; a rival never takes more than all, nor gives more than it has.
static inline void smart_loss(const double* __restrict before, const double* __restrict now,
                              const double* __restrict flow, const double* __restrict others,
                              const double* __restrict exchanged, int count,
                              double* __restrict loss) {
  for (int lane = 0; lane < count; ++lane) {
    const double cut = (before[lane] - now[lane]) / before[lane];
    const double taken = flow[lane] / (flow[lane] + others[lane]) * exchanged[lane] * cut;
    const double least = -flow[lane] / others[lane];
    const double bounded = taken < 1 ? taken : 1;
    loss[lane] = bounded > least ? bounded : least;
  }
}

/// ln R of a flow: R = max(0, 1 + change), `change` [count] the sum of all of them.
static inline void log_smart_response(const double* __restrict change, int count,
                                      double* __restrict response) {
  for (int lane = 0; lane < count; ++lane) {
    const double R = 1 + change[lane];
    response[lane] = R > 0 ? maths::log(R) : -__builtin_inf();
  }
}

}  // namespace landfall::model
