// GSIM: one product traded among all regions, and what other tariffs do to prices, flows and
// welfare.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace landfall::model {

/// A region as importer and exporter. Elasticities are stored positive.
struct GsimRegion {
  std::string name;
  double import_demand = 0;             ///< E_m, of the composite of all origins
  double substitution = 0;              ///< E_s, between origins
  std::optional<double> export_supply;  ///< E_x; none: infinite, the price stands still
};

/// Rows are exporters, columns importers, both in the order of the regions, row by row.
struct GsimProblem {
  std::vector<GsimRegion> regions;
  std::vector<double> flows;   ///< at world prices, before; at least 0
  std::vector<double> before;  ///< 1 + tariff of the importer on the exporter, above 0
  std::vector<double> after;
};

/// Changes are shares of the value before; amounts are in the unit of the flows.
struct GsimResult {
  std::vector<double> world_price;     ///< of each exporter
  std::vector<double> consumer_price;  ///< of each importer's composite
  std::vector<double> quantity;        ///< of each flow, rows exporters
  std::vector<double> value;           ///< change of each flow at world prices, an amount
  std::vector<double> producer_surplus, consumer_surplus, tariff_revenue;  ///< of each region
  std::vector<double> welfare;                                             ///< their sum
};

/// Solve the model: world prices p that clear the market of every exporter.
///
///     q(r,v) = N_own (p_r + dT(r,v)) + sum_{s != r} N_cross(s) (p_s + dT(s,v)),  dT = T1/T0 - 1
///     N_own  = -theta(r,v) E_m - (1 - theta(r,v)) E_s,   N_cross(s) = theta(s,v) (E_s - E_m)
///     E_x(r) p_r = sum_v phi(r,v) q(r,v)
///
/// theta are the shares of an importer's spending at prices with tariff, phi those of an exporter's
/// sales at world prices, both before. Linear: exact for small changes. With E_x infinite, one
/// importer and equal tariffs before it is SMART: the changes of all flows add up to trade
/// creation.
///
/// Surplus by straight lines through the old point: producers X p (1 + E_x p / 2), X their sales
/// (without a price that moves: 0); consumers -Y (P - E_m P^2 / 2), Y their spending with tariff
/// and P = sum_r theta (p_r + dT) the change of their composite's price. Tariff revenue is
/// the tariff on the new value of every flow, M (1 + p)(1 + q), less that on the old.
///
/// A region without sales has a price that stands still, one without purchases no consumers.
/// Nothing where prices have no solution. Source: Francois & Hall (2003), Global Simulation
/// Analysis of Industry-Level Trade Policy (their worked example is reproduced in the tests).
std::optional<GsimResult> solve_gsim(const GsimProblem& problem);

}  // namespace landfall::model
