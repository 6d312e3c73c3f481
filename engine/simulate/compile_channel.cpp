// Channels: what all kinds share. Each kind has a file of its own.
#include <algorithm>

#include "simulate/compiler.hpp"

namespace landfall::simulate {

using scenario::Channel;
using scenario::Market;

double Compiler::first_sale(const Market& market, NumberId months) const {
  const double per_period = scenario_.months_per_period();
  const int enter = earliest_entry(static_cast<int>(plan_.markets.size()), market);
  const double opening = enter + least_registration(market) / per_period;
  const double agreed = enter + (months < 0 ? 0 : least(months)) / per_period;
  const double lead_days =
      lead_time_waits(market)
          ? std::min(least(market.logistics.lead_time_days), least(market.route.lead_time_days))
          : least(lead_time_of(market));
  return std::max(opening, agreed) + lead_days / 365.25 * scenario_.periods_per_year();
}

/// How the channel's units answer the price.
void Compiler::compile_response(const Market& market, const Channel& channel,
                                const MarketStep& step, ChannelStep& out) {
  out.reference = out.elasticity = out.log_cross = kNone;
  NumberId reference = -1, elasticity = -1;
  if (const scenario::Tender* tender = channel.tender()) {
    reference = tender->field_price;
    elasticity = tender->price_weight;
    out.before_vat = true;  // rivals pay it too
  } else if (market.response.given) {
    reference =
        channel.reference_price >= 0 ? channel.reference_price : market.response.reference_price;
    elasticity = market.response.elasticity;
  }
  if (reference < 0) return;
  out.reference = number(reference);
  out.elasticity = number(elasticity);
  if (step.response != nullptr && channel.tender() == nullptr) {
    // The row takes the ln of the price over its base.
    if (minus_ones_ < 0) {
      minus_ones_ = new_row(Life::fixed);
      plan_.fixed_rows.emplace_back(minus_ones_, -1.0);
    }
    out.elasticity = minus_ones_;
  }
  const Slot cross = log_cross(scenario_.number(reference).currency, market.product.currency);
  out.log_cross = channel.tender() == nullptr ? passed_on(market, cross) : cross;
}

ChannelStep Compiler::compile_channel(const Market& market, const Channel& channel,
                                      MarketStep& step) {
  ChannelStep out{};
  static_assert(static_cast<int>(ChannelKind::direct) == 4);  // the order of the variant
  out.kind = static_cast<ChannelKind>(channel.is.index());
  out.addressable = number(channel.addressable);
  out.revenue_now = out.signed_count = out.first_months = kNone;
  std::vector<Slot> markups;
  for (const NumberId id : channel.markups) markups.push_back(number(id));
  plan_.slots.push_back(markups);
  out.markups = plan_.slots.back().data();
  out.markup_count = static_cast<int>(markups.size());
  out.margin_on_price = channel.margin_on_price < 0 ? kNone : number(channel.margin_on_price);

  const auto cost = [&](NumberId id) {
    return is_fixed(id, 0) ? kNone : amount_in(id, scenario_.currency);
  };
  out.entry_cost = cost(channel.entry_cost);
  out.marketing_per_year = cost(channel.marketing_per_year);
  out.fixed_per_year = cost(channel.fixed_per_year);

  out.uptake_now = new_tile();
  out.curve_step = new_row(Life::path);
  out.curve = new_row(Life::period);
  if (const auto* distributor = channel.distributor())
    out.failure = failure_of(market, channel.name, distributor->prospects, 0);
  if (const auto* retail = channel.retail())
    out.failure = failure_of(market, channel.name, retail->chains, retail->chains);
  if (const auto* distributor = channel.distributor())
    compile_distributor(market, *distributor, out);
  if (const auto* retail = channel.retail()) compile_retail(market, *retail, out);
  if (channel.tender() != nullptr) compile_tender(market, channel, out);
  if (const auto* base = channel.installed_base()) compile_installed_base(market, *base, out);
  if (const auto* direct = channel.direct()) compile_direct(market, *direct, out);
  step.has_schedule_costs = step.has_schedule_costs || out.entry_cost >= 0 ||
                            out.marketing_per_year >= 0 || out.fixed_per_year >= 0 ||
                            (out.retail != nullptr && out.retail->fee >= 0) ||
                            (out.tender != nullptr && out.tender->bid_cost >= 0);

  out.chain = new_row(Life::path);
  out.ceiling_units = new_row(Life::path);
  out.log_factor = new_rows(step.tariff.changes + 1, Life::path);
  out.log_ratio = step.moving_ladder ? new_tile() : new_rows(step.tariff.changes + 1, Life::path);
  out.log_response = new_tile();
  out.units = new_tile();
  out.revenue = new_row(Life::path);
  compile_response(market, channel, step, out);
  return out;
}

}  // namespace landfall::simulate
