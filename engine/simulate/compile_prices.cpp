// Prices: what a unit is sold for, one step for all markets with the same terms.
#include <algorithm>

#include "scenario/central.hpp"
#include "simulate/compiler.hpp"

namespace landfall::simulate {

/// The rows of a price under these terms.
PriceStep Compiler::compile_price(const scenario::Product& product) {
  PriceStep out{};
  out.ladder = scenario::ladder_group(product.incoterm);
  out.price = amount_in(product.price, product.currency);
  out.invoice_rate = rate(product.currency, scenario_.currency);
  out.escalates = !is_fixed(product.escalation, 0);
  out.escalation = number(product.escalation);
  out.escalation_step = out.escalates ? new_row(Life::path) : kNone;
  out.escalation_now = out.escalates ? new_tile() : kNone;
  out.price_now = out.escalates ? new_tile() : out.price;
  const bool rate_moves = out.invoice_rate >= 0 && life(out.invoice_rate) == Life::period;
  out.moves = life(out.price_now) == Life::period || rate_moves;
  out.price_home = out.invoice_rate >= 0 ? new_row_or_tile(out.moves) : out.price_now;
  return out;
}

void Compiler::compile_prices() {
  const auto same = [](const scenario::Product& one, const scenario::Product& other) {
    return one.price == other.price && one.currency == other.currency &&
           one.escalation == other.escalation &&
           scenario::ladder_group(one.incoterm) == scenario::ladder_group(other.incoterm);
  };
  const std::vector<scenario::Market>& markets = scenario_.markets;
  for (std::size_t i = 0; i < markets.size(); ++i) {
    std::size_t first = 0;
    while (!same(markets[first].product, markets[i].product)) ++first;
    if (first == i) plan_.prices.push_back(compile_price(markets[i].product));
    price_of_market_.push_back(first == i ? plan_.prices.size() - 1 : price_of_market_[first]);
  }
}

}  // namespace landfall::simulate
