// The scenario at its central values: every uncertain number at its mean, rates as they start.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "scenario/scenario.hpp"

namespace landfall::scenario {

/// The mean of a number; of a process, the value it starts from.
double central(const Scenario& scenario, NumberId id);

/// Units of `to` for one unit of `from` at the start, along the rates of the file.
double central_rate(const Scenario& scenario, const std::string& from, const std::string& to);

/// One charge at the border beside the duty of the tariff: an amount a unit.
struct ChargePaid {
  std::string name;  ///< as a step of the ladder: "levy port 1 %"
  double amount = 0;
};

/// The price of a unit from the invoice to the shelf, all in the invoice currency a unit unless
/// said.
struct CentralLadder {
  double price, carriage, insurance, freight, inland;
  double ad_valorem, specific;  ///< with extra duties in force from the start
  double levies, amounts;       ///< levies and excise as a rate; all that is charged by the unit
  double customs_value, duty, levies_paid, excise_paid, landed;
  std::vector<ChargePaid> charges;   ///< extra duties, levies, excise, in the order of the ladder
  std::vector<ChargePaid> credited;  ///< levies that are no cost
  double import_vat;                 ///< recovered by a registered importer
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

/// The value of a number on a path; of a process, where it starts.
using Value = std::function<double(NumberId)>;

/// The same at other values of the numbers; the response stays that of central values.
CentralLadder ladder_at(const Scenario& scenario, const Market& market, const Channel& channel,
                        const Value& value);

/// R where the shelf price is `ratio` times its reference, or the duty has gone from one to another
/// (1 + t, all that is charged in percent).
double central_response(const Scenario& scenario, const Response& response, double ratio,
                        double duty_before, double duty_now);

/// Group of the incoterm, as the customs value sees it.
int ladder_group(Incoterm term);

/// Warn about price responses far from 1: then the reference price does not fit the ladder.
void check_responses(Scenario& scenario);

}  // namespace landfall::scenario
