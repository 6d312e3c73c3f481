#include "scenario/central.hpp"

#include <cmath>
#include <functional>
#include <map>

#include "base/contract.hpp"
#include "base/language.hpp"
#include "base/text.hpp"
#include "maths/power.hpp"
#include "model/charges.hpp"
#include "model/price_ladder.hpp"

namespace landfall::scenario {

namespace {

/// Units of `to` for one unit of `from`, by the rates of the file, each of which has this value; of
/// baskets only if asked.
double rate_at(const Scenario& scenario, const std::string& from, const std::string& to,
               bool by_baskets, const Value& value) {
  std::map<std::string, double> units = {{from, 1.0}};  // of each currency for one of `from`
  for (bool grew = true; grew && units.count(to) == 0;) {
    grew = false;
    for (const Fx& fx : scenario.fx) {
      const Number& number = scenario.number(fx.rate);
      if (!by_baskets && number.is_process() && number.process().kind == Process::Kind::basket)
        continue;
      const bool knows_per = units.count(fx.per) > 0, knows_code = units.count(fx.code) > 0;
      if (knows_per == knows_code) continue;
      const double rate = value(fx.rate);
      if (knows_per) {
        units[fx.code] = units[fx.per] * rate;
      } else {
        units[fx.per] = units[fx.code] / rate;
      }
      grew = true;
    }
  }
  ENSURES(units.count(to) == 1);
  return units[to];
}

/// The rate of a pegged currency: its parity, times its place in the band (model/basket.hpp).
double basket_at_start(const Scenario& scenario, const Process& process) {
  const Value mean = [&](NumberId id) { return central(scenario, id); };
  double value = 0;
  for (std::size_t i = 0; i < process.names.size(); ++i)
    value += process.weights[i] * rate_at(scenario, process.names[i], process.per, false, mean) /
             mean(process.parameters[i]);
  return mean(process.within) / value;
}

}  // namespace

double central(const Scenario& scenario, NumberId id) {
  const Number& number = scenario.number(id);
  if (number.is_fixed()) return number.fixed();
  if (number.is_drawn()) return random::mean(number.marginal());
  if (number.is_sip()) return random::sip_mean(number.sip());
  if (number.is_process() && number.process().kind == Process::Kind::basket)
    return basket_at_start(scenario, number.process());
  if (number.is_process()) return central(scenario, number.process().parameters.at(0));
  const Reference& by = number.reference();
  return by.times * central(scenario, by.target) + by.plus;
}

double central_rate(const Scenario& scenario, const std::string& from, const std::string& to) {
  return rate_at(scenario, from, to, true, [&](NumberId id) { return central(scenario, id); });
}

int ladder_group(Incoterm term) {
  using model::Ladder;
  switch (term) {
    case Incoterm::EXW:
    case Incoterm::FCA:
      return static_cast<int>(Ladder::buyer_from_works);
    case Incoterm::FAS:
    case Incoterm::FOB:
      return static_cast<int>(Ladder::buyer_from_port);
    case Incoterm::CFR:
    case Incoterm::CPT:
      return static_cast<int>(Ladder::seller_freight);
    case Incoterm::CIF:
    case Incoterm::CIP:
      return static_cast<int>(Ladder::seller_insured);
    case Incoterm::DAP:
    case Incoterm::DPU:
      return static_cast<int>(Ladder::seller_delivers);
    case Incoterm::DDP:
      return static_cast<int>(Ladder::seller_pays_duty);
  }
  return 0;
}

namespace {

/// Rates and amounts in force at the start, without what may never come.
struct Duties {
  double ad_valorem = 0, specific = 0;
  double on_value = 0, on_duty = 0, excise = 0, amount = 0;
};

bool holds_from_the_start(const Scenario& scenario, const ExtraDuty& extra) {
  const Number& probability = scenario.number(extra.probability);
  return extra.starts_period == 0 && extra.starts_after_years < 0 && probability.is_fixed() &&
         probability.fixed() == 1 && extra.ends_period != 0;
}

Duties duties_at_start(const Scenario& scenario, const Tariff& tariff, const Value& mean,
                       const Value& amount) {
  Duties duties;
  duties.ad_valorem = mean(tariff.ad_valorem);
  duties.specific = amount(tariff.specific);
  for (const ExtraDuty& extra : tariff.extras) {
    if (!holds_from_the_start(scenario, extra)) continue;
    if (extra.ad_valorem >= 0) duties.ad_valorem += mean(extra.ad_valorem);
    if (extra.specific >= 0) duties.specific += amount(extra.specific);
  }
  for (const Levy& levy : tariff.levies) {
    if (levy.creditable) continue;
    if (levy.base != LevyBase::duty) duties.on_value += mean(levy.rate);
    if (levy.base != LevyBase::customs_value) duties.on_duty += mean(levy.rate);
  }
  if (tariff.excise.ad_valorem >= 0) duties.excise = mean(tariff.excise.ad_valorem);
  if (tariff.excise.specific >= 0) duties.amount = amount(tariff.excise.specific);
  return duties;
}

/// One and all that the table of the tariff itself charges in percent.
double duty_factor_at_base(const Tariff& tariff, const Value& mean) {
  const double duty = mean(tariff.ad_valorem);
  double on_value = 0, on_duty = 0, amount = 0, specific = 0, levies = 0;
  for (const Levy& levy : tariff.levies) {
    if (levy.creditable) continue;
    if (levy.base != LevyBase::duty) on_value += mean(levy.rate);
    if (levy.base != LevyBase::customs_value) on_duty += mean(levy.rate);
  }
  const double excise = tariff.excise.ad_valorem >= 0 ? mean(tariff.excise.ad_valorem) : 0;
  model::fold_charges(&duty, &on_value, &on_duty, &excise, &amount, 1, &specific, &levies);
  return 1 + duty + levies;
}

std::string percent(double share) {
  return say("{number} %", {{"number", localised(shortest(std::round(share * 1e7) / 1e5))}});
}

/// What a levy costs, V and duty being known.
double levied(const Levy& levy, double rate, const CentralLadder& at) {
  switch (levy.base) {
    case LevyBase::customs_value:
      return rate * at.customs_value;
    case LevyBase::duty:
      return rate * at.duty;
    case LevyBase::customs_value_and_duty:
      return rate * (at.customs_value + at.duty);
  }
  return 0;
}

std::string levy_in_words(const Levy& levy, double rate) {
  const std::string share = percent(rate);
  const Values values = {{"name", levy.name}, {"rate", share}};
  switch (levy.base) {
    case LevyBase::customs_value:
      return say("levy {name} {rate}", values);
    case LevyBase::duty:
      return say("levy {name} {rate} of the duty", values);
    default:
      return say("levy {name} {rate} of value and duty", values);
  }
}

/// Levies and excise one by one, and the VAT that the importer pays at the border.
void list_charges(const Tariff& tariff, const Value& mean, const Value& amount,
                  CentralLadder& out) {
  double outside_vat = 0, credited_inside_vat = 0;
  for (const Levy& levy : tariff.levies) {
    const double rate = mean(levy.rate), paid = levied(levy, rate, out);
    (levy.creditable ? out.credited : out.charges).push_back({levy_in_words(levy, rate), paid});
    if (!levy.creditable) out.levies_paid += paid;
    if (!levy.creditable && !levy.in_vat_base) outside_vat += paid;
    if (levy.creditable && levy.in_vat_base) credited_inside_vat += paid;
  }
  const double before_excise = out.customs_value + out.duty + out.levies_paid;
  if (tariff.excise.ad_valorem >= 0) {
    const double rate = mean(tariff.excise.ad_valorem);
    out.charges.push_back({say("excise {rate}", {{"rate", percent(rate)}}), rate * before_excise});
  }
  if (tariff.excise.specific >= 0)
    out.charges.push_back({say("excise by the unit"), amount(tariff.excise.specific)});
  out.excise_paid = out.landed - before_excise;
  out.import_vat = out.vat * (out.landed - outside_vat + credited_inside_vat);
}

}  // namespace

CentralLadder central_ladder(const Scenario& scenario, const Market& market,
                             const Channel& channel) {
  return ladder_at(scenario, market, channel, [&](NumberId id) { return central(scenario, id); });
}

CentralLadder ladder_at(const Scenario& scenario, const Market& market, const Channel& channel,
                        const Value& mean) {
  const Product& product = market.product;
  const std::string& invoice = product.currency;
  const auto amount = [&](NumberId id) {
    const std::string& own = scenario.number(id).currency;
    return own.empty() || own == invoice ? mean(id)
                                         : mean(id) * rate_at(scenario, own, invoice, true, mean);
  };
  CentralLadder out{};
  out.price = amount(product.price);
  const Route& route = market.route;
  const bool around = route.is_forbidden && route.since_period == 0;
  out.carriage = amount(around && route.carriage >= 0 ? route.carriage : market.logistics.carriage);
  out.insurance = mean(market.logistics.insurance);
  out.freight = amount(around && route.freight >= 0 ? route.freight : market.logistics.freight);
  out.inland = amount(market.logistics.inland);
  out.vat = mean(market.tariff.vat);
  const Duties duties = duties_at_start(scenario, market.tariff, mean, amount);
  out.ad_valorem = duties.ad_valorem;
  out.specific = out.amounts = duties.specific;
  model::fold_charges(&duties.ad_valorem, &duties.on_value, &duties.on_duty, &duties.excise,
                      &duties.amount, 1, &out.amounts, &out.levies);

  const auto ladder = static_cast<model::Ladder>(ladder_group(product.incoterm));
  const model::LadderRows rows = {&out.price,  &out.carriage, &out.insurance,  &out.freight,
                                  &out.inland, &out.amounts,  &out.ad_valorem, &out.levies};
  model::customs_value(ladder, &rows, 1, &out.customs_value);
  model::landed_cost(&out.customs_value, &out.ad_valorem, &out.amounts, &out.levies, 1,
                     &out.landed);
  model::borne_cost(ladder, &rows, &out.customs_value, 1, &out.borne);
  out.duty = out.ad_valorem * out.customs_value + out.specific;
  list_charges(market.tariff, mean, amount, out);
  out.goods = amount(product.cost);
  out.kept = out.price - out.goods - out.borne;

  out.chain = 1;
  for (const NumberId markup : channel.markups) out.chain *= 1 + mean(markup);
  if (channel.margin_on_price >= 0)
    out.chain *= 1 + mean(channel.margin_on_price) / (1 - mean(channel.margin_on_price));
  out.trade = out.landed * out.chain;
  out.shelf = out.trade * (1 + out.vat);
  out.rate = rate_at(scenario, invoice, market.currency, true, mean);
  out.shelf_local = out.shelf * out.rate;
  out.response = 1;
  if (!market.response.given || !channel.answers_response()) return out;
  const NumberId reference =
      channel.reference_price >= 0 ? channel.reference_price : market.response.reference_price;
  double ratio = 1;
  if (reference >= 0) {
    out.reference = mean(reference);
    out.reference_currency = scenario.number(reference).currency;
    ratio = out.shelf * central_rate(scenario, invoice, out.reference_currency) / out.reference;
  }
  const double base = duty_factor_at_base(market.tariff, mean);
  out.response =
      central_response(scenario, market.response, ratio, base, 1 + out.ad_valorem + out.levies);
  return out;
}

void check_responses(Scenario& scenario) {
  for (const Market& market : scenario.markets)
    for (const Channel& channel : market.channels) {
      const CentralLadder ladder = central_ladder(scenario, market, channel);
      if (!market.response.given || !channel.answers_response() ||
          (ladder.response >= 0.5 && ladder.response <= 2))
        continue;
      if (market.response.reference_price < 0) continue;  // smart knows no reference price
      const NumberId reference =
          channel.reference_price >= 0 ? channel.reference_price : market.response.reference_price;
      const double shelf = std::round(ladder.shelf_local * 100) / 100;
      scenario.warnings.push_back(warn_of(
          scenario.number(reference).place,
          {noted("the reference price of {channel} does not fit the price ladder: the price "
                 "response is {response} at central values"),
           noted("the shelf price there is {price} {currency}"),
           {{"channel", name_of(market, channel)},
            {"response", shortest(std::round(ladder.response * 1000) / 1000)},
            {"price", shortest(shelf)},
            {"currency", market.currency}}}));
    }
}

}  // namespace landfall::scenario
