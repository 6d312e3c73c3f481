// Duty schedules: fields, the steps in which they change, and the rows of each state.
#include <algorithm>

#include "simulate/compiler.hpp"

namespace landfall::simulate {

namespace {

Charge charge_of(const scenario::Levy& levy) {
  if (levy.creditable) return Charge::none;
  switch (levy.base) {
    case scenario::LevyBase::customs_value:
      return Charge::levy_on_value;
    case scenario::LevyBase::duty:
      return Charge::levy_on_duty;
    case scenario::LevyBase::customs_value_and_duty:
      return Charge::levy_on_both;
  }
  return Charge::none;
}

/// The fields of a tariff beyond the first three, each with its base row.
struct Fields {
  std::vector<Charge> charges;
  std::vector<Slot> base;
  int excise_rate = -1, excise_amount = -1;  ///< fields; -1: no state has one
};

bool names_excise_rate(const scenario::Tariff& tariff) {
  return tariff.excise.ad_valorem >= 0 ||
         std::any_of(tariff.changes.begin(), tariff.changes.end(),
                     [](const auto& change) { return change.excise.ad_valorem >= 0; });
}

bool names_excise_amount(const scenario::Tariff& tariff) {
  return tariff.excise.specific >= 0 ||
         std::any_of(tariff.changes.begin(), tariff.changes.end(),
                     [](const auto& change) { return change.excise.specific >= 0; });
}

}  // namespace

/// Steps of the schedule in the making.
struct Compiler::TariffSteps {
  int fields = 0;
  std::vector<ChangeStep> steps;
  std::vector<std::vector<Slot>> changed;  ///< of each step, by field

  std::vector<Slot>& add(const ChangeStep& step) {
    steps.push_back(step);
    changed.emplace_back(static_cast<std::size_t>(fields), kNone);
    return changed.back();
  }
};

/// When something begins that happens with a probability.
ChangeStep Compiler::beginning(NumberId probability, NumberId after_years, int period) {
  const std::string address = scenario_.number(probability).address;
  const bool sure = is_fixed(probability, 1);
  return {.probability = number(probability),
          .utilisation = plan_.kernel.ones,
          .probability_key = key(address, random::Role::outcome),
          .directions = sure ? nullptr : directions(address, random::Role::outcome),
          .sure = sure,
          .after_years = after_years < 0 ? kNone : number(after_years),
          .date_years = period * scenario_.dt_years(),
          .follows = -1,
          .lasts = kNone,
          .part = 1,
          .is_superseded = false};
}

/// All steps of a change: one, or one for each phase.
void Compiler::add_change(const scenario::Tariff& tariff, const scenario::TariffChange& change,
                          int excise_field, TariffSteps& out) {
  const int phases = std::max(static_cast<int>(change.schedule.size()), change.phased_over_years);
  const int first = static_cast<int>(out.steps.size());
  const bool scheduled = !change.schedule.empty();
  ChangeStep begin =
      beginning(change.probability, change.starts_after_years,
                scheduled ? change.schedule.front().starts_period : change.starts_period);
  begin.utilisation = number(change.utilisation);
  for (int phase = 0; phase < phases; ++phase) {
    ChangeStep step = begin;
    step.is_superseded = phase + 1 < phases;
    if (!scheduled) step.part = (phase + 1.0) / phases;
    if (phase > 0) {
      step.follows = first;
      step.date_years = scheduled ? change.schedule[static_cast<std::size_t>(phase)].starts_period *
                                            scenario_.dt_years() -
                                        begin.date_years
                                  : phase;
    }
    std::vector<Slot>& named = out.add(step);
    const auto name = [&](std::size_t field, NumberId id) {
      if (id >= 0) named[field] = number(id);
    };
    name(kAdValorem, scheduled ? change.schedule[static_cast<std::size_t>(phase)].ad_valorem
                               : change.ad_valorem);
    name(kSpecific, change.specific);
    name(kVat, change.vat);
    for (std::size_t i = 0; i < tariff.levies.size(); ++i)
      for (const scenario::Levy& levy : change.levies)
        if (levy.name == tariff.levies[i].name) name(kFirstLevy + i, levy.rate);
    std::size_t at = static_cast<std::size_t>(excise_field);
    if (names_excise_rate(tariff)) name(at++, change.excise.ad_valorem);
    if (names_excise_amount(tariff)) name(at, change.excise.specific);
  }
}

/// Both ends of an extra duty, whose fields begin at `field`.
void Compiler::add_extra(const scenario::ExtraDuty& extra, int field, TariffSteps& out) {
  ChangeStep begin = beginning(extra.probability, extra.starts_after_years, extra.starts_period);
  const int first = static_cast<int>(out.steps.size());
  const auto name = [&](std::vector<Slot>& named, auto slot_of) {
    std::size_t at = static_cast<std::size_t>(field);
    for (const NumberId id : {extra.ad_valorem, extra.specific})
      if (id >= 0) named[at++] = slot_of(id);
  };
  name(out.add(begin), [&](NumberId id) { return number(id); });
  if (extra.ends_period < 0 && extra.lasts_years < 0) return;
  begin.follows = first;
  begin.lasts = extra.lasts_years < 0 ? kNone : number(extra.lasts_years);
  begin.date_years = (extra.ends_period - extra.starts_period) * scenario_.dt_years();
  name(out.add(begin), [&](NumberId) { return plan_.kernel.zeros; });
}

void Compiler::compile_tariff(const scenario::Tariff& tariff, TariffStep& out) {
  Fields fields;
  const auto add = [&](Charge charge, Slot base) {
    fields.charges.push_back(charge);
    fields.base.push_back(base);
  };
  const Slot zeros = plan_.kernel.zeros;
  const auto slot_or_zeros = [&](NumberId id) { return id < 0 ? zeros : number(id); };
  for (const scenario::Levy& levy : tariff.levies) add(charge_of(levy), number(levy.rate));
  const int excise_field = kFirstLevy + static_cast<int>(fields.base.size());
  if (names_excise_rate(tariff)) add(Charge::excise_rate, slot_or_zeros(tariff.excise.ad_valorem));
  if (names_excise_amount(tariff))
    add(Charge::excise_amount, slot_or_zeros(tariff.excise.specific));
  std::vector<int> extra_fields;
  for (const scenario::ExtraDuty& extra : tariff.extras) {
    extra_fields.push_back(kFirstLevy + static_cast<int>(fields.base.size()));
    if (extra.ad_valorem >= 0) add(Charge::extra_rate, zeros);
    if (extra.specific >= 0) add(Charge::extra_amount, zeros);
  }

  TariffSteps steps;
  steps.fields = kFirstLevy + static_cast<int>(fields.base.size());
  for (const scenario::TariffChange& change : tariff.changes)
    add_change(tariff, change, excise_field, steps);
  for (std::size_t i = 0; i < tariff.extras.size(); ++i)
    add_extra(tariff.extras[i], extra_fields[i], steps);
  lay_out(steps,
          {number(tariff.ad_valorem), slot_or_zeros(tariff.specific), slot_or_zeros(tariff.vat)},
          fields.base, fields.charges, out);
}

/// Rows and lists of a schedule whose steps are known.
void Compiler::lay_out(const TariffSteps& steps, std::vector<Slot> base,
                       const std::vector<Slot>& further, const std::vector<Charge>& charges,
                       TariffStep& out) {
  out.changes = static_cast<int>(steps.steps.size());
  out.fields = steps.fields;
  out.folds = std::any_of(charges.begin(), charges.end(),
                          [](Charge charge) { return charge != Charge::levy_on_value; });
  std::vector<Slot> changed;
  for (const std::vector<Slot>& named : steps.changed) {
    changed.insert(changed.end(), named.begin(), named.end());
    for (int field = 0; field < out.fields; ++field) {
      if (named[static_cast<std::size_t>(field)] < 0) continue;
      out.moves[std::min(field, kFirstLevy)] = true;
      if (out.folds && field != kVat)
        out.moves[kAdValorem] = out.moves[kSpecific] = out.moves[kFirstLevy] = true;
    }
  }
  for (const ChangeStep& step : steps.steps) out.has_phases = out.has_phases || step.is_superseded;
  base.insert(base.end(), further.begin(), further.end());
  plan_.slots.push_back(base);
  out.base = plan_.slots.back().data();
  plan_.slots.push_back(changed);
  out.changed = plan_.slots.back().data();
  plan_.changes.push_back(steps.steps);
  out.change = plan_.changes.back().data();
  plan_.charges.push_back(charges);
  out.charge = plan_.charges.back().data();
  out.begins = new_rows(out.changes, Life::path);
  out.ranks = new_rows(out.changes, Life::path);
  out.starts = new_rows(out.changes, Life::path);
  out.states = new_rows(out.fields * (out.changes + 1), Life::path);
  out.levies = new_rows(out.changes + 1, Life::path);
}

}  // namespace landfall::simulate
