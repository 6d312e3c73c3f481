// What the firm sells, and on which terms.
#pragma once

#include <string>

#include "scenario/channel.hpp"
#include "scenario/firm.hpp"

namespace landfall::scenario {

/// Incoterms 2020, in the order of what the seller bears.
enum class Incoterm { EXW, FCA, FAS, FOB, CFR, CPT, CIF, CIP, DAP, DPU, DDP };

/// A product of the firm, or as a market buys it: there its own terms hold where it states some.
struct Product {
  std::string id;  ///< of [product.ID]; empty of the only one, which needs no name
  Place place;
  std::string name, hs, unit = "unit";
  std::string currency;  ///< of the invoice
  Place currency_place;  ///< where that is stated
  int hs_vintage = 0;
  NumberId price = -1, cost = -1;  ///< a unit
  NumberId escalation = -1;        ///< of price and cost, continuous, a year
  Incoterm incoterm = Incoterm::FCA;
  NumberId capacity_units_per_year = -1;  ///< -1: without limit
  Goods goods;
};

/// "CIF".
const char* in_words(Incoterm term);

}  // namespace landfall::scenario
