// The scenario at its central values: every uncertain number at its mean, rates as they start.
#pragma once

#include <string>

#include "scenario/scenario.hpp"

namespace landfall::scenario {

/// The mean of a number; of a process, the value it starts from.
double central(const Scenario& scenario, NumberId id);

/// Units of `to` for one unit of `from` at the start, along the rates of the file.
double central_rate(const Scenario& scenario, const std::string& from, const std::string& to);

/// The price of a unit from the invoice to the shelf, all in the invoice currency a unit unless
/// said.
struct CentralLadder {
  double price, carriage, insurance, freight, inland;
  double ad_valorem, levies;  ///< rates
  double specific;
  double customs_value, duty, levies_paid, landed;
  double chain, trade, vat, shelf;
  double rate;         ///< of the market's currency for one of the invoice
  double shelf_local;  ///< in the market's currency
  double reference;    ///< in its own currency; 0 without a response
  std::string reference_currency;
  double response;  ///< R; 1 without a response
  double borne;     ///< what the incoterm lays on the seller
  double goods;     ///< cost of the goods
  double kept;      ///< price less goods and borne
};
CentralLadder central_ladder(const Scenario& scenario, const Market& market,
                             const Channel& channel);

/// Group of the incoterm, as the customs value sees it.
int ladder_group(Incoterm term);

/// Warn about price responses far from 1: then the reference price does not fit the ladder.
void check_responses(Scenario& scenario);

}  // namespace landfall::scenario
