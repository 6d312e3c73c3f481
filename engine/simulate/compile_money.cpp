// Series, currencies and the rates that join them.
#include "base/contract.hpp"
#include "simulate/compiler.hpp"

namespace landfall::simulate {

using scenario::Fx;
using scenario::Number;
using scenario::Process;

int Compiler::compile_series(NumberId id, bool needs_value) {
  const auto found = series_.find(id);
  if (found != series_.end()) {
    SeriesStep& known = plan_.series[static_cast<std::size_t>(found->second)];
    if (needs_value && (known.kind != SeriesKind::constant || known.hit != nullptr) &&
        known.value < 0)
      known.value = new_tile();
    return found->second;
  }
  const Number& it = scenario_.number(id);
  SeriesStep series{};
  series.kind = SeriesKind::constant;
  series.shock = -1;
  for (Slot* slot : {&series.log_value, &series.log_seen, &series.value, &series.level,
                     &series.drift, &series.volatility, &series.speed, &series.step_drift,
                     &series.step_volatility, &series.step_keep})
    *slot = kNone;
  series.start = number(id);
  if (it.is_process()) {
    const Process& process = it.process();
    lives_[static_cast<std::size_t>(id)] = Life::period;
    if (needs_value) series.value = new_tile();
    if (process.kind == Process::Kind::fixed) {
      series.kind = SeriesKind::fixed;
      std::vector<Slot> in_force;
      for (int period = 0; period < scenario_.periods; ++period) {
        const int months = scenario_.start.month - 1 + period * scenario_.months_per_period();
        const int year = scenario_.start.year + months / 12;
        std::size_t at = 0;
        while (process.years[at] != year) ++at;
        in_force.push_back(number(process.parameters[at]));
      }
      plan_.slots.push_back(in_force);
      series.by_period = plan_.slots.back().data();
    } else {
      compile_process(it, series);
    }
  }
  series.log_value = it.is_process() ? new_tile() : new_row(life(number(id)));
  series.hit = hit_on(id);
  series.log_seen = series.hit == nullptr ? series.log_value : new_tile();
  if (needs_value && series.hit != nullptr && series.value < 0) series.value = new_tile();
  if (it.is_process())
    plan_.series_rows.push_back({id, static_cast<int>(plan_.series.size()), series.log_seen});
  plan_.series.push_back(series);
  series_[id] = static_cast<int>(plan_.series.size()) - 1;
  return series_[id];
}

Slot Compiler::log_sum(Slot left, Slot right, double sign) {
  const bool by_period = (left >= 0 && life(left) == Life::period) || life(right) == Life::period;
  const Slot into = new_row_or_tile(by_period);
  plan_.log_sums.push_back({into, left, right, sign, by_period});
  return into;
}

/// Walk outwards from the scenario's currency along the rates of the file.
void Compiler::compile_currencies() {
  log_home_[scenario_.currency] = kNone;
  for (bool grew = true; grew;) {
    grew = false;
    for (const Fx& fx : scenario_.fx) {
      const bool knows_per = log_home_.count(fx.per) > 0, knows_code = log_home_.count(fx.code) > 0;
      if (knows_per == knows_code) continue;
      const int index = compile_series(fx.rate, false);
      const Slot log_rate = plan_.series[static_cast<std::size_t>(index)].log_seen;
      if (knows_per) {  // units of code for one of per
        const Slot per = log_home_[fx.per];
        log_home_[fx.code] = per < 0 ? log_rate : log_sum(per, log_rate, 1);
      } else {
        log_home_[fx.per] = log_sum(log_home_[fx.code], log_rate, -1);
      }
      grew = true;
    }
  }
}

Slot Compiler::log_home(const std::string& currency) {
  const auto found = log_home_.find(currency);
  EXPECTS(found != log_home_.end());
  return found->second;
}

Slot Compiler::log_cross(const std::string& to, const std::string& from) {
  if (to == from) return kNone;
  if (from == scenario_.currency) return log_home(to);
  const auto found = crosses_.find({to, from});
  if (found != crosses_.end()) return found->second;
  const Slot slot = log_sum(log_home(to), log_home(from), -1);
  crosses_[{to, from}] = slot;
  return slot;
}

Slot Compiler::rate(const std::string& from, const std::string& to) {
  if (to == from) return kNone;
  const auto found = rates_.find({from, to});
  if (found != rates_.end()) return found->second;
  const bool home = to == scenario_.currency;
  const Slot log = home ? log_home(from) : log_cross(to, from);
  const bool by_period = life(log) == Life::period;
  const Slot into = new_row_or_tile(by_period);
  plan_.exps.push_back({into, log, home ? -1.0 : 1.0, by_period});
  rates_[{from, to}] = into;
  return into;
}

Slot Compiler::amount_in(NumberId id, const std::string& currency) {
  const Number& amount = scenario_.number(id);
  const Slot row = amount.is_process() || is_hit(id)
                       ? plan_.series[static_cast<std::size_t>(compile_series(id, true))].value
                       : number(id);
  const std::string& own = amount.currency;
  if (own.empty() || own == currency || is_fixed(id, 0)) return row;
  const Slot by = rate(own, currency);
  const bool by_period = life(by) == Life::period || life(row) == Life::period;
  const Slot into = new_row_or_tile(by_period);
  plan_.converts.push_back({into, row, by, by_period});
  return into;
}

}  // namespace landfall::simulate
