// Retail channels: rows for each chain.
#include "simulate/compiler.hpp"

namespace landfall::simulate {

void Compiler::compile_retail(const scenario::Market& market, const scenario::Retail& retail,
                              ChannelStep& out) {
  RetailStep step{};
  const int chains = retail.chains;
  step.chains = chains;
  step.listing = outcome(retail.listing_chance, chains);
  step.months = drawn_each(retail.months_to_list, chains);
  step.stores = drawn_each(retail.stores, chains);
  step.velocity = drawn_each(retail.units_per_store_per_month, chains);
  step.rollout_months = number(retail.rollout_months);
  step.fee =
      is_fixed(retail.listing_fee, 0) ? kNone : amount_in(retail.listing_fee, scenario_.currency);
  step.delist_below = retail.delist_below < 0 ? kNone : number(retail.delist_below);
  step.delist_months = retail.delist_months < 0 ? kNone : number(retail.delist_months);
  for (Slot* rows : {&step.listed, &step.opens, &step.leaves, &step.full, &step.sells, &step.below})
    *rows = new_rows(chains, Life::path);
  const bool waits = is_decided(static_cast<int>(plan_.markets.size()));
  step.listed_after = waits ? new_rows(chains, Life::path) : kNone;
  plan_.retails.push_back(step);
  out.retail = &plan_.retails.back();
  out.first_period =
      static_cast<int>(first_sale(market, step.months.row >= 0 ? retail.months_to_list : -1));
}

}  // namespace landfall::simulate
