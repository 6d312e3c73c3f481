// Processes: which rows and streams a series needs to move.
#include <map>

#include "maths/log.hpp"
#include "maths/markov.hpp"
#include "simulate/compiler.hpp"

namespace landfall::simulate {

using scenario::Fx;
using scenario::Number;
using scenario::Process;

void Compiler::compile_jumps(const Process& process, SeriesStep& series) {
  const auto at = [&](std::size_t i) { return process.parameters[i]; };
  plan_.jumps.push_back({.per_year = number(at(3)),
                         .mean = number(at(4)),
                         .sd = number(at(5)),
                         .count_key = key(scenario_.number(at(3)).address, random::Role::outcome),
                         .size_shock = shock(scenario_.number(at(5)).address),
                         .expected = new_row(Life::path),
                         .none = new_row(Life::path)});
  series.jumps = &plan_.jumps.back();
}

void Compiler::compile_regime(const Number& it, SeriesStep& series) {
  const Process& process = it.process();
  const std::string address = it.address + ".regime";
  maths::Matrix rates(static_cast<int>(process.names.size()));
  rates.entries = process.rates;
  const maths::Matrix step = maths::transition_matrix(rates, scenario_.dt_years());
  std::vector<double> passes, shares;
  for (int from = 0; from < step.size; ++from) {
    double below = 0;
    for (int to = 0; to + 1 < step.size; ++to) passes.push_back(below += step.at(from, to));
  }
  if (process.begins < 0) {
    double below = 0;
    for (const double share : maths::stationary_shares(rates)) shares.push_back(below += share);
  }
  std::vector<Slot> drifts, spreads;
  for (std::size_t i = 0; i < process.names.size(); ++i) {
    drifts.push_back(number(process.parameters[1 + 2 * i]));
    spreads.push_back(number(process.parameters[2 + 2 * i]));
  }
  const auto kept = [](auto& all, auto values) {
    all.push_back(std::move(values));
    return all.back().data();
  };
  plan_.regimes.push_back(
      {.states = step.size,
       .passes = kept(plan_.doubles, passes),
       .shares = kept(plan_.doubles, shares),
       .begins = process.begins,
       .start_key = key(address, random::Role::value),
       .switch_key = key(address, random::Role::outcome),
       .start_directions = process.begins < 0 ? directions(address, random::Role::value) : nullptr,
       .now = new_tile(),
       .drifts = kept(plan_.slots, drifts),
       .spreads = kept(plan_.slots, spreads),
       .drift = new_rows(step.size, Life::path),
       .volatility = new_rows(step.size, Life::path)});
  series.kind = SeriesKind::regime;
  series.start = number(process.parameters[0]);
  series.shock = shock(it.address);
  series.regime = &plan_.regimes.back();
}

/// The way from the quoting currency to one of the basket, along rates that are no baskets.
BasketPart Compiler::basket_part(const Process& process, std::size_t which) {
  struct Leg {
    NumberId rate;
    double sign;
    std::string before;
  };
  std::map<std::string, Leg> reached = {{process.per, {-1, 0, ""}}};
  for (bool grew = true; grew;) {
    grew = false;
    for (const Fx& fx : scenario_.fx) {
      const Number& rate = scenario_.number(fx.rate);
      if (rate.is_process() && rate.process().kind == Process::Kind::basket) continue;
      const bool knows_per = reached.count(fx.per) > 0, knows_code = reached.count(fx.code) > 0;
      if (knows_per == knows_code) continue;
      if (knows_per) {  // one of code is 1 / rate of per
        reached[fx.code] = {fx.rate, -1, fx.per};
      } else {
        reached[fx.per] = {fx.rate, 1, fx.code};
      }
      grew = true;
    }
  }
  std::vector<Slot> legs;
  std::vector<double> signs;
  for (std::string at = process.names[which]; at != process.per; at = reached.at(at).before) {
    const int index = compile_series(reached.at(at).rate, false);
    legs.push_back(plan_.series[static_cast<std::size_t>(index)].log_seen);
    signs.push_back(reached.at(at).sign);
  }
  plan_.slots.push_back(legs);
  plan_.doubles.push_back(signs);
  return {.weight = process.weights[which],
          .parity = number(process.parameters[which]),
          .legs = plan_.slots.back().data(),
          .signs = plan_.doubles.back().data(),
          .leg_count = static_cast<int>(legs.size())};
}

void Compiler::compile_basket(const Process& process, SeriesStep& series) {
  std::vector<BasketPart> parts;
  for (std::size_t i = 0; i < process.names.size(); ++i) parts.push_back(basket_part(process, i));
  const int within = compile_series(process.within, false);
  SeriesStep& place = plan_.series[static_cast<std::size_t>(within)];
  if (place.kind == SeriesKind::gbm || place.kind == SeriesKind::mean_reverting) {
    if (place.shock < 0) place.shock = shock(scenario_.number(process.within).address);
    plan_.bands.push_back({maths::log(1 - process.band), maths::log(1 + process.band),
                           process.clamps ? model::AtBand::clamp : model::AtBand::reflect});
    place.band = &plan_.bands.back();
  }
  plan_.basket_parts.push_back(std::move(parts));
  plan_.baskets.push_back({plan_.basket_parts.back().data(),
                           static_cast<int>(plan_.basket_parts.back().size()), place.log_value});
  series.kind = SeriesKind::basket;
  series.start = number(process.parameters[0]);
  series.basket = &plan_.baskets.back();
}

void Compiler::compile_process(const Number& it, SeriesStep& series) {
  const Process& process = it.process();
  if (process.kind == Process::Kind::regime) return compile_regime(it, series);
  if (process.kind == Process::Kind::basket) return compile_basket(process, series);
  const auto parameter = [&](std::size_t i) { return number(process.parameters[i]); };
  series.start = parameter(0);
  series.step_drift = new_row(Life::path);
  series.step_volatility = new_row(Life::path);
  if (process.kind == Process::Kind::mean_reverting) {
    series.kind = SeriesKind::mean_reverting;
    series.level = parameter(1);
    series.speed = parameter(2);
    series.volatility = parameter(3);
    series.step_keep = new_row(Life::path);
    series.shock = shock(it.address);
    return;
  }
  const bool jumps = process.kind == Process::Kind::jump_diffusion;
  series.kind = jumps ? SeriesKind::jump_diffusion : SeriesKind::gbm;
  series.drift = parameter(1);
  series.volatility = parameter(2);
  if (jumps || !is_fixed(process.parameters[2], 0)) series.shock = shock(it.address);
  if (jumps) compile_jumps(process, series);
}

}  // namespace landfall::simulate
