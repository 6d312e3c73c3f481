// Duty schedules, laid out once a path: the rates of every state, and when each begins.
#pragma once

#include "model/charges.hpp"
#include "model/tariff.hpp"
#include "simulate/block_setup.hpp"

namespace landfall::simulate {

static inline double* tariff_state(const BlockContext* block, const TariffStep* tariff, int field,
                                   int state) {
  return row_of(block, tariff->states + field * (tariff->changes + 1) + state);
}

/// When each change begins, into its row and `begins`; infinite where it does not happen.
static inline void begin_changes(const BlockContext* block, const TariffStep* tariff,
                                 const double** begins) {
  for (int which = 0; which < tariff->changes; ++which) {
    const ChangeStep* change = &tariff->change[which];
    double* __restrict begin = row_of(block, tariff->begins + which);
    begins[which] = begin;
    if (change->follows >= 0) {
      const double* __restrict before = begins[change->follows];
      if (change->lasts >= 0) {
        const double* __restrict lasts = row_of(block, change->lasts);
        for (int lane = 0; lane < kWidth; ++lane) begin[lane] = before[lane] + lasts[lane];
      } else {
        const double later = change->date_years;
        for (int lane = 0; lane < kWidth; ++lane) begin[lane] = before[lane] + later;
      }
      continue;
    }
    if (change->after_years >= 0) {
      copy(row_of(block, change->after_years), begin);
    } else {
      fill(begin, change->date_years);
    }
    if (!change->sure) {
      double* __restrict u = scratch(block, 0);
      outcome_row(block, change->probability_key, change->directions, u);
      const double* __restrict probability = row_of(block, change->probability);
      for (int lane = 0; lane < kWidth; ++lane)
        begin[lane] = u[lane] < probability[lane] ? begin[lane] : __builtin_inf();
    }
  }
}

/// The rates of a field in every state, each change building on the state before it.
static inline void lay_out_field(const BlockContext* block, const TariffStep* tariff, int field) {
  const int changes = tariff->changes;
  copy(row_of(block, tariff->base[field]), tariff_state(block, tariff, field, 0));
  for (int state = 1; state <= changes; ++state) {
    const double* before = tariff_state(block, tariff, field, state - 1);
    double* after = tariff_state(block, tariff, field, state);
    copy(before, after);
    for (int which = 0; which < changes; ++which) {
      const Slot changed = tariff->changed[which * tariff->fields + field];
      if (changed < 0) continue;
      model::apply_change(row_of(block, tariff->ranks + which), state - 1,
                          row_of(block, tariff->change[which].utilisation), row_of(block, changed),
                          before, kWidth, after);
    }
  }
}

/// The same where changes have phases: each state from the base on, without phases that another
/// has superseded.
static inline void lay_out_phases(const BlockContext* block, const TariffStep* tariff, int field) {
  const int changes = tariff->changes;
  double* never = scratch(block, 0);
  fill(never, __builtin_inf());
  for (int state = 0; state <= changes; ++state) {
    double* rate = tariff_state(block, tariff, field, state);
    copy(row_of(block, tariff->base[field]), rate);
    for (int rank = 0; rank < state; ++rank)
      for (int which = 0; which < changes; ++which) {
        const Slot changed = tariff->changed[which * tariff->fields + field];
        if (changed < 0) continue;
        const ChangeStep* change = &tariff->change[which];
        const double* next =
            change->is_superseded ? row_of(block, tariff->ranks + which + 1) : never;
        model::apply_phase(row_of(block, tariff->ranks + which), rank, next, state,
                           row_of(block, change->utilisation), change->part, row_of(block, changed),
                           kWidth, rate);
      }
  }
}

/// Fold levies on other bases, extra duties and excise into the rows that the ladder reads.
static inline void fold_state(const BlockContext* block, const TariffStep* tariff, int state) {
  double* duty = tariff_state(block, tariff, kAdValorem, state);
  double* specific = tariff_state(block, tariff, kSpecific, state);
  double* on_value = scratch(block, 0);
  double* on_duty = scratch(block, 1);
  double* excise = scratch(block, 2);
  double* amount = scratch(block, 3);
  fill(on_value, 0);
  fill(on_duty, 0);
  fill(excise, 0);
  fill(amount, 0);
  for (int field = kFirstLevy; field < tariff->fields; ++field) {
    const double* rate = tariff_state(block, tariff, field, state);
    switch (tariff->charge[field - kFirstLevy]) {
      case Charge::levy_on_value:
        add_to(on_value, rate);
        break;
      case Charge::levy_on_duty:
        add_to(on_duty, rate);
        break;
      case Charge::levy_on_both:
        add_to(on_value, rate);
        add_to(on_duty, rate);
        break;
      case Charge::extra_rate:
        add_to(duty, rate);
        break;
      case Charge::extra_amount:
        add_to(specific, rate);
        break;
      case Charge::excise_rate:
        add_to(excise, rate);
        break;
      case Charge::excise_amount:
        add_to(amount, rate);
        break;
      case Charge::none:
        break;
    }
  }
  model::fold_charges(duty, on_value, on_duty, excise, amount, kWidth, specific,
                      row_of(block, tariff->levies + state));
}

/// Order the changes by their beginnings, lane by lane, and lay out the rates of each state.
static inline void lay_out_tariff(const BlockContext* block, const TariffStep* tariff) {
  const int changes = tariff->changes;
  const double* begins[kGroupMax];
  begin_changes(block, tariff, begins);
  for (int which = 0; which < changes; ++which)
    model::rank_change(begins, changes, which, kWidth, row_of(block, tariff->ranks + which));
  for (int state = 0; state < changes; ++state)
    for (int which = 0; which < changes; ++which)
      model::take_ranked(row_of(block, tariff->ranks + which), state, begins[which], kWidth,
                         row_of(block, tariff->starts + state));
  for (int field = 0; field < tariff->fields; ++field) {
    if (tariff->has_phases)
      lay_out_phases(block, tariff, field);
    else
      lay_out_field(block, tariff, field);
  }
  for (int state = 0; state <= changes; ++state) {
    if (tariff->folds) {
      fold_state(block, tariff, state);
      continue;
    }
    double* sum = row_of(block, tariff->levies + state);
    fill(sum, 0);
    for (int field = kFirstLevy; field < tariff->fields; ++field)
      add_to(sum, tariff_state(block, tariff, field, state));
  }
}

}  // namespace landfall::simulate
