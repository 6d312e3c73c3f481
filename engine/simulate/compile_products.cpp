// Several products: what each makes at most, and what their sales come to together.
#include "scenario/scenario.hpp"
#include "simulate/compiler.hpp"

namespace landfall::simulate {

void Compiler::compile_capacities() {
  for (std::size_t i = 0; i < scenario_.products.size(); ++i) {
    const NumberId capacity = scenario_.products[i].capacity_units_per_year;
    if (capacity >= 0)
      plan_.capacities.push_back({.units = number(capacity), .product = static_cast<int>(i)});
  }
}

/// What makes a market one of several lines: it pays nothing that the first pays for all, and
/// demand that it shares with a line before it counts once.
void Compiler::share_market(const scenario::Market& market, MarketStep& step) {
  step.product = market.product_index;
  const std::vector<scenario::Product>& products = scenario_.products;
  step.counts_share = true;
  for (const scenario::Product& product : products)
    step.counts_share = step.counts_share && product.unit == products[0].unit;
  step.counts_demand = step.counts_share;
  if (market.line == 0) return;
  step.has_schedule_costs = false;
  const std::size_t at = plan_.markets.size();
  for (int before = 1; before <= market.line; ++before) {
    const scenario::Demand& other = scenario_.markets[at - static_cast<std::size_t>(before)].demand;
    if (other.units_per_year == market.demand.units_per_year) step.counts_demand = false;
  }
}

/// A row that adds up others, or the only one of them.
Slot Compiler::sum_of(std::vector<Slot> rows) {
  if (rows.size() == 1) return rows[0];
  const Slot into = new_row(Life::path);
  plan_.slots.push_back(std::move(rows));
  const std::vector<Slot>& kept = plan_.slots.back();
  plan_.sums.push_back({into, kept.data(), static_cast<int>(kept.size())});
  return into;
}

/// Revenue of the market whose first line is at `first`, or of one of its channels, of all lines.
Slot Compiler::revenue_of_market(std::size_t first, int channel) {
  std::vector<Slot> rows;
  const auto end = first + static_cast<std::size_t>(scenario::lines_of(scenario_, first));
  for (std::size_t at = first; at < end; ++at)
    rows.push_back(channel < 0 ? plan_.markets[at].revenue
                               : plan_.markets[at].channels[channel].revenue);
  return sum_of(std::move(rows));
}

/// Revenue of a product in all markets.
Slot Compiler::revenue_of_product(int product) {
  std::vector<Slot> rows;
  for (const MarketStep& market : plan_.markets)
    if (market.product == product) rows.push_back(market.revenue);
  return sum_of(std::move(rows));
}

}  // namespace landfall::simulate
