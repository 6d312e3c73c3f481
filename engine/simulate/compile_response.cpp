// Rivals and flows of a market's response, its quota, and how its shelf prices follow the rate.
#include "simulate/compiler.hpp"

namespace landfall::simulate {

using scenario::Market;
using scenario::Response;

/// One rival: its weight, how its price moves, and its duties.
RivalStep Compiler::compile_rival(const scenario::Rival& rival) {
  RivalStep out{};
  out.weight = number(rival.share >= 0 ? rival.share : rival.flow);
  out.log_price =
      rival.price < 0
          ? kNone
          : plan_.series[static_cast<std::size_t>(compile_series(rival.price, false))].log_value;
  out.has_duty = rival.ad_valorem >= 0;
  if (!out.has_duty) return out;
  scenario::Tariff duties;
  duties.ad_valorem = rival.ad_valorem;
  duties.changes = rival.changes;
  compile_tariff(duties, out.tariff);
  out.by_state = new_rows(out.tariff.changes + 1, Life::path);
  return out;
}

void Compiler::compile_origins(const Market& market, MarketStep& step) {
  const Response& response = market.response;
  if (!response.given || response.kind == Response::Kind::elasticity) return;
  const bool smart = response.kind == Response::Kind::smart;
  std::vector<RivalStep> rivals;
  for (const scenario::Rival& rival : response.rivals) rivals.push_back(compile_rival(rival));
  plan_.rivals.push_back(std::move(rivals));
  ResponseStep out{};
  out.kind = smart ? ResponseKind::smart : ResponseKind::armington;
  out.substitution = number(response.substitution);
  out.elasticity = number(response.elasticity);
  out.own_share = smart ? kNone : new_row(Life::path);
  out.base_flow = smart ? number(response.base_flow) : kNone;
  out.export_supply = response.export_supply < 0 ? kNone : number(response.export_supply);
  out.by_state = smart ? new_rows(step.tariff.changes + 1, Life::path) : kNone;
  out.rivals = plan_.rivals.back().data();
  out.rival_count = static_cast<int>(plan_.rivals.back().size());
  plan_.responses.push_back(out);
  step.response = &plan_.responses.back();
}

/// Whether a period is the first of its calendar year that the scenario has.
std::vector<unsigned char> Compiler::new_years() const {
  std::vector<unsigned char> first;
  int before = -1;
  for (int period = 0; period < scenario_.periods; ++period) {
    const int year = (scenario_.start.month - 1 + period * scenario_.months_per_period()) / 12;
    first.push_back(year != before ? 1 : 0);
    before = year;
  }
  return first;
}

void Compiler::compile_quota(const Market& market, MarketStep& step) {
  const scenario::Quota& quota = market.tariff.quota;
  if (!quota.given) return;
  plan_.kernel.by_period = true;
  plan_.flags.push_back(new_years());
  QuotaStep out{};
  out.units = number(quota.units);
  out.others_share = number(quota.others_share);
  out.rate = number(quota.ad_valorem);
  out.new_year = plan_.flags.back().data();
  out.beyond = new_rows(static_cast<int>(market.channels.size()), Life::period);
  for (Slot* slot : {&out.left, &out.rate_within, &out.cost_within, &out.cost_beyond})
    *slot = new_row(Life::period);
  plan_.quotas.push_back(out);
  step.quota = &plan_.quotas.back();
}

/// The logarithm of an exchange rate as shelf prices follow it: the rate itself, or a share of its
/// change since the start.
Slot Compiler::passed_on(const Market& market, Slot log_cross) {
  const NumberId share = market.pass_through;
  if (share < 0 || log_cross < 0 || life(log_cross) != Life::period || is_fixed(share, 1))
    return log_cross;
  const auto found = passes_.find({log_cross, share});
  if (found != passes_.end()) return found->second;
  const Slot into = new_tile();
  plan_.passes.push_back({into, log_cross, new_row(Life::path), number(share)});
  passes_[{log_cross, share}] = into;
  return into;
}

/// A unit's freight, or carriage, on the route in use: the usual one, until it is forbidden.
Slot Compiler::on_route(const Market& market, NumberId usual, NumberId other) {
  const std::string& invoice = market.product.currency;
  const scenario::Route& route = market.route;
  if (!route.is_forbidden || other < 0 || route.since_period >= scenario_.periods)
    return amount_in(usual, invoice);
  if (route.since_period <= 0) return amount_in(other, invoice);
  const Slot before = amount_in(usual, invoice), after = amount_in(other, invoice);
  const Slot into = new_tile();
  plan_.switches.push_back({into, before, after, route.since_period});
  return into;
}

}  // namespace landfall::simulate
