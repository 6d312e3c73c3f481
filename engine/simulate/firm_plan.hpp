// The part of a plan that belongs to the firm's own money: what it pays besides what its markets
// cost, stocks and suppliers, orders that wait, taxes, the value at the end. Plain data without
// functions, as in plan.hpp.
#pragma once

#include "simulate/slot.hpp"

namespace landfall::simulate {

/// An amount that falls due a while after its period: a part of it in each of `count` periods.
struct DelayStep {
  int first, count;
  Slot weights;  ///< count rows
};

struct InvestmentStep {
  int period;
  Slot amount;  ///< scenario currency
};

/// How goods are bought.
struct GoodsStep {
  Slot stock_months;  ///< a row of zeros where nothing is held
  bool pays_later;
  Slot supplier_days;
  DelayStep delay;
  Slot later;   ///< discount for the days until goods are paid
  Slot bought;  ///< a tile: what the goods bought in a period cost; kNone where paid at once
};

/// The goods that are held for a market.
struct StockStep {
  Slot cost;   ///< of a unit, scenario currency, before escalation
  Slot units;  ///< in stock
};

/// What is ordered from a market waits until it fills a shipment.
struct OrderStep {
  Slot minimum_units;
  Slot waiting;  ///< a row for each channel
};

/// What a market withholds of the margin earned there.
struct WithholdingStep {
  Slot rate, creditable_share;
  Slot margin_now;   ///< a tile: of the period
  Slot year_margin;  ///< of the present twelve months
};

struct TaxStep {
  Slot rate;  ///< of the firm's own state; kNone: it takes nothing
  int loss_rows;
  bool forgets;      ///< a loss row for each of the latest years; otherwise one for all of them
  Slot losses;       ///< loss_rows rows: what no profit has been set against
  Slot year_margin;  ///< of the present twelve months
  bool pays_later;
  Slot months_after;
  DelayStep delay;
  Slot later;             ///< discount for the months until it is paid
  Slot withheld, credit;  ///< of the year that has just ended
  Slot paid_now;
  Slot tax;  ///< total (a metric)
};

struct TerminalStep {
  bool by_growth;
  Slot factor;   ///< the multiple, or the growth
  Slot margin;   ///< of the last twelve months
  Slot stocked;  ///< cost of the goods bought in them beyond those sold
  Slot value;    ///< discounted to the start (a metric)
};

struct FirmStep {
  const InvestmentStep* investments;
  int investment_count;
  Slot fixed_per_year;           ///< scenario currency; kNone: nothing
  const GoodsStep* goods;        ///< null: bought and paid as they are sold
  const TaxStep* tax;            ///< null: none
  const TerminalStep* terminal;  ///< null: none
  bool counts_apart;  ///< margin, npv and cash do not see the same flows, but for receipts
  Slot owed_goods, owed_taxes;  ///< rows of a ring, as those of receipts; kNone: nothing owed
};

}  // namespace landfall::simulate
