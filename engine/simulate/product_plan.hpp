// The part of a plan that belongs to products: prices, capacities, and what lines add up to. Plain
// data without functions, as in plan.hpp.
#pragma once

#include "simulate/slot.hpp"

namespace landfall::simulate {

/// What a unit is sold for: shared by all markets with the same terms.
struct PriceStep {
  int ladder;         ///< model::Ladder of the incoterm
  Slot price;         ///< a unit, invoice currency, before escalation
  Slot invoice_rate;  ///< of the invoice currency into the scenario's; kNone: 1
  Slot escalation, escalation_step, escalation_now;
  bool escalates, moves;
  Slot price_now, price_home;  ///< a unit, this period: invoice and scenario currency
};

/// The most that the firm makes of a product.
struct CapacityStep {
  Slot units;  ///< a year
  int product;
};

/// A row that adds up others once a block is done.
struct SumStep {
  Slot into;
  const Slot* of;
  int count;
};

}  // namespace landfall::simulate
