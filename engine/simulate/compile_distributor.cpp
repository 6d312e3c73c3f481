// Distributor channels: prospects, places that are signed again, exclusive contracts.
#include <algorithm>
#include <cmath>

#include "maths/log1p.hpp"
#include "model/arrivals.hpp"
#include "simulate/compiler.hpp"

namespace landfall::simulate {

using scenario::Distributor;
using scenario::Market;
using scenario::Number;
using scenario::Uptake;

void Compiler::compile_opening(const Market& market, const Distributor& distributor,
                               ChannelStep& out) {
  const double opens = first_sale(market, distributor.months_to_sign);
  out.first_period = static_cast<int>(opens);
  out.single = out.months_fixed && !out.churns && out.failure == nullptr;
  const bool certain = opens_surely(market) && is_fixed(distributor.months_to_sign) &&
                       is_fixed(lead_time_of(market));
  out.always_active = out.single && out.signs_surely && certain && opens == std::floor(opens) &&
                      out.uptake != UptakeKind::ramp &&
                      !is_decided(static_cast<int>(plan_.markets.size()));
}

void Compiler::compile_resigning(const Distributor& distributor, ChannelStep& out) {
  if (is_fixed(distributor.resign_chance, 0) || !out.churns) return;
  const std::string& months = scenario_.number(distributor.months_to_resign).address;
  const double hazard = -maths::log1p(-scenario::reach(scenario_, distributor.churn).high);
  ResignStep& resign = plan_.resigns.emplace_back();
  resign.stays = 1 + model::most_arrivals(hazard * scenario_.years);
  resign.again = {
      .chance = number(distributor.resign_chance),
      .key = key(scenario_.number(distributor.resign_chance).address, random::Role::outcome)};
  resign.months = drawn_each(distributor.months_to_resign, 0);
  resign.stay_key = key(months, random::Role::outcome);
  out.resign = &resign;
}

void Compiler::compile_exclusive(const scenario::Exclusive& exclusive, ChannelStep& out) {
  if (!exclusive.given || is_fixed(exclusive.minimum_units, 0)) return;
  plan_.exclusives.push_back({.minimum_units = number(exclusive.minimum_units),
                              .ends = exclusive.on_breach == scenario::Exclusive::Breach::end,
                              .bought = new_row(Life::period),
                              .passed = new_row(Life::period),
                              .holds = new_row(Life::period),
                              .paid = new_tile()});
  out.exclusive = &plan_.exclusives.back();
}

void Compiler::compile_distributor(const Market& market, const Distributor& distributor,
                                   ChannelStep& out) {
  const auto address_of = [&](NumberId id) { return scenario_.number(id).address; };
  out.sign_chance = number(distributor.sign_chance);
  out.months_to_sign = number(distributor.months_to_sign);
  out.ceiling_share = number(distributor.ceiling_share);
  out.churn = number(distributor.churn);
  out.prospects = distributor.prospects;
  out.sign_key = key(address_of(distributor.sign_chance), random::Role::outcome);
  out.months_key = key(address_of(distributor.months_to_sign), random::Role::value);
  out.stay_key = key(address_of(distributor.churn), random::Role::outcome);
  const Number& months = scenario_.number(distributor.months_to_sign);
  out.months_fixed = !months.is_drawn();
  if (months.is_drawn()) out.months = random::compile_marginal(months.marginal(), *plan_.tables);
  out.churns = !is_fixed(distributor.churn, 0);
  out.signs_surely = is_fixed(distributor.sign_chance, 1);
  sample_prospects(distributor, out);

  static_assert(static_cast<int>(UptakeKind::ramp) == static_cast<int>(Uptake::Kind::ramp));
  out.uptake = static_cast<UptakeKind>(distributor.uptake.kind);
  const Slot none = number(distributor.ceiling_share);  // a row that is read by nobody
  out.first = distributor.uptake.first < 0 ? none : number(distributor.uptake.first);
  out.second = distributor.uptake.second < 0 ? none : number(distributor.uptake.second);
  compile_opening(market, distributor, out);
  compile_resigning(distributor, out);
  compile_exclusive(distributor.exclusive, out);
  const int stays = out.resign != nullptr ? out.resign->stays : 1;
  out.list = static_cast<int>(plan_.list_prospects.size());
  plan_.list_prospects.push_back(out.always_active ? 0
                                 : out.single      ? 1
                                                   : distributor.prospects * stays);
  const bool waits = is_decided(static_cast<int>(plan_.markets.size()));
  plan_.list_waits.push_back(!waits ? 0 : out.resign == nullptr ? 1 : 2);
  plan_.list_fails.push_back(out.failure != nullptr ? 1 : 0);
  out.signed_scale = new_row(Life::path);
  if (!out.single) plan_.fixed_rows.emplace_back(out.signed_scale, 1.0 / distributor.prospects);
  if (options_.drivers && !out.single) out.signed_count = new_row(Life::path);
  if (options_.drivers && !out.single) out.first_months = new_row(Life::path);
  out.curve_now = new_row(Life::period);
  out.bounds = new_row(Life::path);
}

}  // namespace landfall::simulate
