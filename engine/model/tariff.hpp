// The duty schedule: which rate is in force once changes have begun, in whatever order they come.
#pragma once

namespace landfall::model {

/// How many of the changes begin before change `which`; of two that begin at once the earlier name
/// comes first, so that the later name is the one in force.
static inline void rank_change(const double* const* begins, int changes, int which, int count,
                               double* __restrict rank) {
  for (int lane = 0; lane < count; ++lane) rank[lane] = 0;
  for (int other = 0; other < changes; ++other) {
    const double* __restrict its = begins[other];
    const double* __restrict mine = begins[which];
    if (other < which) {
      for (int lane = 0; lane < count; ++lane) rank[lane] += its[lane] <= mine[lane] ? 1.0 : 0.0;
    } else if (other > which) {
      for (int lane = 0; lane < count; ++lane) rank[lane] += its[lane] < mine[lane] ? 1.0 : 0.0;
    }
  }
}

/// Where `rank` is `wanted`, put `value` into `out`; elsewhere leave it.
static inline void take_ranked(const double* __restrict rank, double wanted,
                               const double* __restrict value, int count, double* __restrict out) {
  for (int lane = 0; lane < count; ++lane)
    out[lane] = rank[lane] == wanted ? value[lane] : out[lane];
}

/// The applied rate after a change: the share u of shipments that prove origin pays the new rate.
///
///     applied = u * changed + (1 - u) * otherwise
static inline void apply_change(const double* __restrict rank, double wanted,
                                const double* __restrict utilisation,
                                const double* __restrict changed,
                                const double* __restrict otherwise, int count,
                                double* __restrict applied) {
  for (int lane = 0; lane < count; ++lane) {
    const double mixed =
        utilisation[lane] * changed[lane] + (1 - utilisation[lane]) * otherwise[lane];
    applied[lane] = rank[lane] == wanted ? mixed : applied[lane];
  }
}

/// The same for one phase of a change, in place: `part` of the utilisation has come by now. A phase
/// is left out where the phase after it has begun too, at `next_rank` below `state` (infinite: none
/// comes after it); so a phase acts on the rate that would hold without the change.
static inline void apply_phase(const double* __restrict rank, double wanted,
                               const double* __restrict next_rank, double state,
                               const double* __restrict utilisation, double part,
                               const double* __restrict changed, int count,
                               double* __restrict applied) {
  for (int lane = 0; lane < count; ++lane) {
    const double used = utilisation[lane] * part;
    const double mixed = used * changed[lane] + (1 - used) * applied[lane];
    const bool acts = rank[lane] == wanted && !(next_rank[lane] < state);
    applied[lane] = acts ? mixed : applied[lane];
  }
}

/// Select a row by the state in force: `states` has changes + 1 rows, `starts` when each begins.
static inline void rate_in_force(double now_years, const double* starts, const double* states,
                                 int changes, int stride, int count, double* __restrict rate) {
  for (int lane = 0; lane < count; ++lane) rate[lane] = states[lane];
  for (int state = 1; state <= changes; ++state) {
    const double* __restrict begins = starts + (state - 1) * stride;
    const double* __restrict value = states + state * stride;
    for (int lane = 0; lane < count; ++lane)
      rate[lane] = now_years >= begins[lane] ? value[lane] : rate[lane];
  }
}

}  // namespace landfall::model
