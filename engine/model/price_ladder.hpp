// The price of a unit from the seller's door to the shelf: who pays what depends on the incoterm.
#pragma once

namespace landfall::model {

/// Groups of Incoterms 2020 that give the same customs value.
enum class Ladder : int {
  buyer_from_works,
  buyer_from_port,
  seller_freight,
  seller_insured,
  seller_delivers,
  seller_pays_duty
};

/// Rows of one rung, all a unit and in the invoice currency; rates are fractions.
struct LadderRows {
  const double *price, *carriage, *insurance, *freight, *inland, *specific, *ad_valorem, *levies;
};

static inline double positive_or_nan(double value) {
  return value > 0 ? value : __builtin_nan("");
}

/// Customs value V of a unit.
///
///     EXW FCA   V = (price + carriage) (1 + insurance) + freight
///     FAS FOB   V = price (1 + insurance) + freight          (the seller brings it to the port)
///     CFR CPT   V = price (1 + insurance)
///     CIF CIP   V = price
///     DAP DPU   V = price - inland
///     DDP       V = (price - inland - specific) / (1 + ad valorem + levies)
///
/// All [count], currency of the invoice a unit. A V of 0 or less (inland carriage eats the price
/// up) has no meaning: it becomes NaN, and the run stops with the number of the path. Source: ICC,
/// Incoterms 2020; WTO Customs Valuation Agreement, article 8 (not checked).
static inline void customs_value(Ladder ladder, const LadderRows* rows, int count,
                                 double* __restrict value) {
  const double* __restrict price = rows->price;
  const double* __restrict carriage = rows->carriage;
  const double* __restrict insurance = rows->insurance;
  const double* __restrict freight = rows->freight;
  const double* __restrict inland = rows->inland;
  const double* __restrict specific = rows->specific;
  const double* __restrict ad_valorem = rows->ad_valorem;
  const double* __restrict levies = rows->levies;
  switch (ladder) {
    case Ladder::buyer_from_works:
      for (int lane = 0; lane < count; ++lane)
        value[lane] = (price[lane] + carriage[lane]) * (1 + insurance[lane]) + freight[lane];
      break;
    case Ladder::buyer_from_port:
      for (int lane = 0; lane < count; ++lane)
        value[lane] = price[lane] * (1 + insurance[lane]) + freight[lane];
      break;
    case Ladder::seller_freight:
      for (int lane = 0; lane < count; ++lane) value[lane] = price[lane] * (1 + insurance[lane]);
      break;
    case Ladder::seller_insured:
      for (int lane = 0; lane < count; ++lane) value[lane] = price[lane];
      break;
    case Ladder::seller_delivers:
      for (int lane = 0; lane < count; ++lane)
        value[lane] = positive_or_nan(price[lane] - inland[lane]);
      break;
    case Ladder::seller_pays_duty:
      for (int lane = 0; lane < count; ++lane)
        value[lane] = positive_or_nan((price[lane] - inland[lane] - specific[lane]) /
                                      (1 + ad_valorem[lane] + levies[lane]));
      break;
  }
}

/// Landed cost before VAT, which a registered importer recovers.
///
///     duty = ad valorem * V + specific;   landed = V + duty + levies * V
static inline void landed_cost(const double* __restrict value, const double* __restrict ad_valorem,
                               const double* __restrict specific, const double* __restrict levies,
                               int count, double* __restrict landed) {
  for (int lane = 0; lane < count; ++lane)
    landed[lane] = value[lane] * (1 + ad_valorem[lane] + levies[lane]) + specific[lane];
}

/// What the incoterm lays on the seller for a unit, besides the goods: carriage, freight,
/// insurance, inland carriage, and under DDP the duty and levies. Insurance inside a price is V i /
/// (1 + i).
static inline void borne_cost(Ladder ladder, const LadderRows* rows, const double* __restrict value,
                              int count, double* __restrict borne) {
  const double* __restrict carriage = rows->carriage;
  const double* __restrict insurance = rows->insurance;
  const double* __restrict freight = rows->freight;
  const double* __restrict inland = rows->inland;
  for (int lane = 0; lane < count; ++lane) borne[lane] = 0;
  if (ladder >= Ladder::buyer_from_port)
    for (int lane = 0; lane < count; ++lane) borne[lane] += carriage[lane];
  if (ladder >= Ladder::seller_freight)
    for (int lane = 0; lane < count; ++lane) borne[lane] += freight[lane];
  if (ladder >= Ladder::seller_insured)
    for (int lane = 0; lane < count; ++lane)
      borne[lane] += value[lane] * insurance[lane] / (1 + insurance[lane]);
  if (ladder >= Ladder::seller_delivers)
    for (int lane = 0; lane < count; ++lane) borne[lane] += inland[lane];
  if (ladder == Ladder::seller_pays_duty) {
    const double* __restrict specific = rows->specific;
    const double* __restrict ad_valorem = rows->ad_valorem;
    const double* __restrict levies = rows->levies;
    for (int lane = 0; lane < count; ++lane)
      borne[lane] += value[lane] * (ad_valorem[lane] + levies[lane]) + specific[lane];
  }
}

/// What turns landed cost into the shelf price over the reference price, before the exchange rate.
///
///     trade = landed * chain;   shelf = trade (1 + vat);   factor = chain (1 + vat) / reference
static inline void shelf_factor(const double* __restrict chain, const double* __restrict vat,
                                const double* __restrict reference, int count,
                                double* __restrict factor) {
  for (int lane = 0; lane < count; ++lane)
    factor[lane] = chain[lane] * (1 + vat[lane]) / reference[lane];
}

}  // namespace landfall::model
