// Markets and channels: which rows they need, and what can be known before the first path.
#include <algorithm>
#include <cmath>

#include "base/lanes.hpp"
#include "model/price_ladder.hpp"
#include "random/stream.hpp"
#include "simulate/compiler.hpp"

namespace landfall::simulate {

using scenario::Market;
using scenario::Number;

void Compiler::compile_demand(const Market& market, MarketStep& step) {
  const scenario::Demand& demand = market.demand;
  std::vector<double> season_dt;
  const int months = scenario_.months_per_period();
  for (int period = 0; period < scenario_.periods; ++period) {
    double sum = 0;
    for (int month = 0; month < months; ++month)
      sum += demand.seasonality[static_cast<std::size_t>(
          (scenario_.start.month - 1 + period * months + month) % 12)];
    season_dt.push_back(sum / months * scenario_.dt_years());
  }
  plan_.doubles.push_back(season_dt);
  step.season_dt = plan_.doubles.back().data();
  step.carried_years = demand.carried_years;
  step.units_per_year = number(demand.units_per_year);
  step.growth = number(demand.growth);
  step.volatility = number(demand.volatility);
  step.has_demand = demand.given;
  step.demand_series = step.demand_shock = -1;
  step.demand_drift = step.demand_step = kNone;
  step.start_units = new_row(Life::path);
  if (scenario_.number(demand.units_per_year).is_process()) {
    step.demand_series = compile_series(demand.units_per_year, false);
    step.log_demand = plan_.series[static_cast<std::size_t>(step.demand_series)].log_seen;
    return;
  }
  step.demand_state = new_tile();
  step.demand_hit = hit_on(demand.units_per_year);
  step.log_demand = step.demand_hit == nullptr ? step.demand_state : new_tile();
  step.demand_moves =
      !is_fixed(demand.growth, 0) || !is_fixed(demand.volatility, 0) || step.demand_hit != nullptr;
  if (!step.demand_moves) return;
  step.demand_drift = new_row(Life::path);
  step.demand_step = new_row(Life::path);
  if (!is_fixed(demand.volatility, 0)) step.demand_shock = shock(demand.address);
}

void Compiler::compile_ladder(const Market& market, MarketStep& step) {
  const scenario::Logistics& logistics = market.logistics;
  const scenario::Product& product = market.product;
  const std::string& invoice = product.currency;
  const auto ladder = static_cast<model::Ladder>(step.price->ladder);
  const scenario::Route& route = market.route;
  step.freight = on_route(market, logistics.freight, route.freight);
  step.carriage = on_route(market, logistics.carriage, route.carriage);
  step.inland = amount_in(logistics.inland, invoice);
  step.insurance = number(logistics.insurance);
  step.inflation = number(market.inflation);

  std::string specific_currency = scenario_.number(market.tariff.specific).currency;
  for (const NumberId id : scenario::amounts_charged(market.tariff))
    if (scenario_.number(id).given) specific_currency = scenario_.number(id).currency;
  step.specific_rate = rate(specific_currency, invoice);

  step.cost_home = is_fixed(product.cost, 0) ? kNone : amount_in(product.cost, scenario_.currency);
  const auto matters = [&](model::Ladder from, NumberId id) {
    return ladder >= from && !is_fixed(id, 0);
  };
  const auto either = [&](model::Ladder from, NumberId usual, NumberId other) {
    return matters(from, usual) || (other >= 0 && matters(from, other));
  };
  step.bears_costs = either(model::Ladder::buyer_from_port, logistics.carriage, route.carriage) ||
                     either(model::Ladder::seller_freight, logistics.freight, route.freight) ||
                     matters(model::Ladder::seller_insured, logistics.insurance) ||
                     matters(model::Ladder::seller_delivers, logistics.inland) ||
                     ladder == model::Ladder::seller_pays_duty;
  step.has_unit_cost = step.cost_home >= 0 || step.bears_costs;

  const auto moves = [&](Slot slot) { return slot >= 0 && life(slot) == Life::period; };
  const PriceStep& price = *step.price;
  step.duty_hit = hit_on(market.tariff.ad_valorem);
  step.moving_ladder = options_.moving_ladder || options_.shown_ladders ||
                       step.duty_hit != nullptr || market.tariff.quota.given ||
                       moves(price.price_now) || moves(step.freight) || moves(step.carriage) ||
                       moves(step.inland) || step.specific_rate >= 0 ||
                       (step.cost_home >= 0 && (moves(step.cost_home) || price.escalates)) ||
                       (step.bears_costs && moves(price.invoice_rate)) ||
                       (ladder == model::Ladder::seller_pays_duty && step.tariff.changes > 0);
  const Life moving = step.moving_ladder ? Life::period : Life::path;
  step.duty_now = new_rows(kFirstLevy + 1, moving);
  step.customs_value = new_row(moving);
  step.landed = new_row(moving);
  step.unit_cost = new_row_or_tile(step.moving_ladder);
}

std::pair<double, double> limits_of_delay(const Number& number) {
  if (number.is_fixed()) return {number.fixed(), number.fixed()};
  const double low = std::max(0.0, number.range_low), high = number.range_high;
  if (!number.is_drawn() && !number.is_sip()) return {low, high};
  const random::Support support =
      number.is_sip() ? random::sip_support(number.sip()) : random::support(number.marginal());
  return {std::max(low, support.low), std::min(high, support.high)};
}

void Compiler::compile_payment(const scenario::Payment& payment, double least_more,
                               double most_more, PaymentStep& step) {
  step.days = number(payment.days);
  step.default_share = number(payment.default_share);
  step.recovery = number(payment.recovery);
  step.cover = number(payment.cover);
  step.premium = number(payment.premium);
  step.by_buyer = payment.hazard >= 0;
  step.has_losses = step.by_buyer || !is_fixed(payment.default_share, 0);
  step.has_premium = !is_fixed(payment.premium, 0);
  step.has_days = !is_fixed(payment.days, 0) || most_more > 0;
  const auto periods = [&](double days) { return days / 365.25 * scenario_.periods_per_year(); };
  const auto [least, most] = limits_of_delay(scenario_.number(payment.days));
  // A margin of 1e-9: which period a delay falls in must not hang on a rounding here. A row too
  // many holds weights of 0.
  step.delay_first = static_cast<int>(std::max(0.0, periods(least + least_more) - 1e-9));
  step.delay_count = static_cast<int>(periods(most + most_more) + 1e-9) + 2 - step.delay_first;
  step.delay_weights = new_rows(step.delay_count, Life::path);
  latest_receipt_ = std::max(latest_receipt_, step.delay_first + step.delay_count - 1);
  step.kept = new_row(Life::path);
  step.receipts_discount = new_row(Life::path);
}

/// Days on the route that is in use at entry.
scenario::NumberId Compiler::lead_time_of(const Market& market) const {
  const scenario::Route& route = market.route;
  const bool around =
      route.is_forbidden && route.lead_time_days >= 0 && route.since_period <= market.enter_period;
  return around ? route.lead_time_days : market.logistics.lead_time_days;
}

const PaymentStep* Compiler::own_payment(const Market& market, const scenario::Tender& tender) {
  if (tender.payment_days < 0 && is_fixed(tender.acceptance_days, 0)) return nullptr;
  scenario::Payment payment = market.payment;
  if (tender.payment_days >= 0) payment.days = tender.payment_days;
  const auto [least, most] = limits_of_delay(scenario_.number(tender.acceptance_days));
  PaymentStep& step = plan_.payments.emplace_back();
  own_payments_.push_back(&step);
  compile_payment(payment, least, most, step);
  step.payment_days = step.days;
  step.acceptance_days = number(tender.acceptance_days);
  step.days = new_row(Life::path);
  return &step;
}

const FailureStep* Compiler::failure_of(const Market& market, const std::string& channel,
                                        int buyers, int rows) {
  if (market.payment.hazard < 0) return nullptr;
  const std::string address = "market." + market.id + ".channel." + channel + ".default";
  const int sampled = std::min(buyers, kSampledProspects);
  plan_.failures.push_back({.hazard = number(market.payment.hazard),
                            .key = key(address, random::Role::outcome),
                            .sampled = sampled,
                            .directions = directions(address, random::Role::outcome, sampled),
                            .fails = rows == 0 ? kNone : new_rows(rows, Life::path),
                            .lost_share = new_tile(),
                            .keep = new_tile()});
  return &plan_.failures.back();
}

void Compiler::compile_market(const Market& market) {
  MarketStep step{};
  step.price = &plan_.prices[price_of_market_[plan_.markets.size()]];
  step.enter_period = market.enter_period;
  compile_demand(market, step);
  compile_tariff(market.tariff, step.tariff);
  compile_ladder(market, step);
  compile_stock(step);
  compile_payment(market.payment, 0, 0, step.payment);
  step.payment.transfers = compile_transfers(market);
  compile_origins(market, step);
  compile_quota(market, step);
  compile_access(market, step);
  compile_withholding(market, step);
  step.lead_time_days = number(lead_time_of(market));
  step.opening = new_row(Life::path);
  step.entry_until = new_row(Life::path);

  std::vector<ChannelStep> channels;
  for (const scenario::Channel& channel : market.channels)
    channels.push_back(compile_channel(market, channel, step));
  decide_market(market, step, channels);
  for (PaymentStep* own : own_payments_) own->transfers = step.payment.transfers;
  own_payments_.clear();
  for (const ChannelStep& channel : channels) {
    step.has_exclusive = step.has_exclusive || channel.exclusive != nullptr;
    step.has_contracts = step.has_contracts || channel.kind == ChannelKind::tender;
    step.by_channel = step.by_channel || channel.exclusive != nullptr ||
                      channel.payment != nullptr || channel.failure != nullptr;
  }
  if (step.by_channel)
    for (ChannelStep& channel : channels) channel.revenue_now = new_tile();
  step.stock_is_demand =
      !step.has_demand && channels.size() == 1 && channels[0].kind == ChannelKind::installed_base;
  step.demand_now = new_row(Life::period);
  compile_order(market, step, static_cast<int>(channels.size()));
  step.units_now = channels.size() == 1 ? channels[0].units : new_tile();
  step.revenue_now = new_tile();
  step.revenue = new_row(Life::path);
  share_market(market, step);
  plan_.channels.push_back(std::move(channels));
  step.channels = plan_.channels.back().data();
  step.channel_count = static_cast<int>(plan_.channels.back().size());
  step.first_sale = scenario_.periods;
  for (const ChannelStep& channel : plan_.channels.back())
    step.first_sale = std::min(step.first_sale, channel.first_period);
  if (options_.shown_ladders && step.first_sale < scenario_.periods) {
    plan_.shown.push_back({step.first_sale, new_rows(kShownRows, Life::period)});
    step.shown = &plan_.shown.back();
  }
  plan_.markets.push_back(step);
}

}  // namespace landfall::simulate
