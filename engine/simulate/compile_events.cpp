// Events: the rows that they need, and the numbers that they act on.
#include "simulate/compiler.hpp"

namespace landfall::simulate {

using scenario::Event;

void Compiler::index_events() {
  for (const Event& event : scenario_.events) {
    const Slot share = new_tile();
    plan_.events.push_back({.share = share});
    for (const scenario::EventTarget& target : event.on)
      effects_[target.number].push_back({share, event.factor < 0 ? kNone : number(event.factor),
                                         event.add < 0 ? kNone : number(event.add)});
  }
}

const HitStep* Compiler::hit_on(NumberId id) {
  const auto found = effects_.find(id);
  if (found == effects_.end()) return nullptr;
  plan_.effects.push_back(found->second);
  bool adds = false;
  for (const EffectStep& effect : found->second) adds = adds || effect.add >= 0;
  plan_.hits.push_back({plan_.effects.back().data(), static_cast<int>(found->second.size()), adds});
  return &plan_.hits.back();
}

void Compiler::compile_events() {
  for (std::size_t i = 0; i < scenario_.events.size(); ++i) {
    const Event& event = scenario_.events[i];
    EventStep& step = plan_.events[i];
    std::vector<Slot> rates;
    step.regime = kNone;
    if (event.regime >= 0) {
      const int index = compile_series(event.regime, false);
      step.regime = plan_.series[static_cast<std::size_t>(index)].regime->now;
      for (const NumberId rate : event.rates) rates.push_back(number(rate));
    } else {
      rates.push_back(event.rate < 0 ? kNone : number(event.rate));
    }
    const bool dated = event.at_period >= 0;
    const std::string address = "event." + event.name + (dated ? ".probability" : ".rate");
    step.at_period = event.at_period;
    step.key = key(address, random::Role::outcome);
    step.sure = dated && is_fixed(event.probability, 1);
    step.probability = dated ? number(event.probability) : kNone;
    step.directions = dated && !step.sure ? directions(address, random::Role::outcome) : nullptr;
    step.states = static_cast<int>(rates.size());
    plan_.slots.push_back(rates);
    step.rates = plan_.slots.back().data();
    step.chances = new_rows(step.states, Life::path);
    step.months = event.months < 0 ? kNone : number(event.months);
    step.length = new_row(Life::path);
    step.left = new_row(Life::period);
  }
}

}  // namespace landfall::simulate
