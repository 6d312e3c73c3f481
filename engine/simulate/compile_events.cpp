// Events: the rows that they need, and the numbers that they act on.
#include "simulate/compiler.hpp"

namespace landfall::simulate {

using scenario::Event;

std::vector<const Event*> Compiler::all_events() const {
  std::vector<const Event*> all;
  for (const Event& event : scenario_.events) all.push_back(&event);
  for (const scenario::Market& market : scenario_.markets)
    for (const Event& stop : market.payment.stops) all.push_back(&stop);
  return all;
}

void Compiler::index_events() {
  for (const Event& event : scenario_.events) {
    const Slot share = new_tile();
    plan_.events.push_back({.share = share});
    for (const scenario::EventTarget& target : event.on)
      effects_[target.number].push_back({share, event.factor < 0 ? kNone : number(event.factor),
                                         event.add < 0 ? kNone : number(event.add)});
  }
  for (std::size_t i = scenario_.events.size(); i < all_events().size(); ++i)
    plan_.events.push_back({.share = new_tile()});
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

/// The receipts of a market that stops may hold, or null. Their rows come once it is known how many
/// receipts there are to come (allot_transfers).
const TransferStep* Compiler::compile_transfers(const scenario::Market& market) {
  if (market.payment.stops.empty()) return nullptr;
  const std::vector<const Event*> all = all_events();
  std::vector<Slot> shares;
  for (const Event& stop : market.payment.stops)
    for (std::size_t i = 0; i < all.size(); ++i)
      if (all[i] == &stop) shares.push_back(plan_.events[i].share);
  plan_.slots.push_back(shares);
  plan_.transfers.push_back({.shares = plan_.slots.back().data(),
                             .stop_count = static_cast<int>(shares.size()),
                             .due = kNone,
                             .worth = kNone,
                             .held = new_row(Life::period)});
  plan_.kernel.has_transfers = plan_.kernel.has_outflows = true;
  return &plan_.transfers.back();
}

void Compiler::allot_transfers() {
  for (TransferStep& transfers : plan_.transfers) {
    transfers.due = new_rows(plan_.kernel.ring, Life::period);
    transfers.worth = new_rows(plan_.kernel.ring, Life::period);
  }
}

void Compiler::compile_events() {
  const std::vector<const Event*> all = all_events();
  for (std::size_t i = 0; i < all.size(); ++i) {
    const Event& event = *all[i];
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
    const std::string address = event.address + (dated ? ".probability" : ".rate");
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
