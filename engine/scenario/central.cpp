#include "scenario/central.hpp"

#include <cmath>
#include <map>

#include "base/contract.hpp"
#include "base/text.hpp"
#include "maths/power.hpp"
#include "model/price_ladder.hpp"

namespace landfall::scenario {

namespace {

/// Units of `to` for one unit of `from` at the start, by the rates of the file; of baskets only if
/// asked. 0: nothing joins them.
double rate_at_start(const Scenario& scenario, const std::string& from, const std::string& to,
                     bool by_baskets) {
  std::map<std::string, double> units = {{from, 1.0}};  // of each currency for one of `from`
  for (bool grew = true; grew && units.count(to) == 0;) {
    grew = false;
    for (const Fx& fx : scenario.fx) {
      const Number& number = scenario.number(fx.rate);
      if (!by_baskets && number.is_process() && number.process().kind == Process::Kind::basket)
        continue;
      const bool knows_per = units.count(fx.per) > 0, knows_code = units.count(fx.code) > 0;
      if (knows_per == knows_code) continue;
      const double rate = central(scenario, fx.rate);
      if (knows_per) {
        units[fx.code] = units[fx.per] * rate;
      } else {
        units[fx.per] = units[fx.code] / rate;
      }
      grew = true;
    }
  }
  return units.count(to) == 1 ? units[to] : 0;
}

/// The rate of a pegged currency: its parity, times its place in the band (model/basket.hpp).
double basket_at_start(const Scenario& scenario, const Process& process) {
  double value = 0;
  for (std::size_t i = 0; i < process.names.size(); ++i)
    value += process.weights[i] * rate_at_start(scenario, process.names[i], process.per, false) /
             central(scenario, process.parameters[i]);
  return central(scenario, process.within) / value;
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
  const double rate = rate_at_start(scenario, from, to, true);
  ENSURES(rate > 0);
  return rate;
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

CentralLadder central_ladder(const Scenario& scenario, const Market& market,
                             const Channel& channel) {
  const Product& product = scenario.product;
  const std::string& invoice = product.currency;
  const auto mean = [&](NumberId id) { return central(scenario, id); };
  const auto amount = [&](NumberId id) {
    const std::string& own = scenario.number(id).currency;
    return own.empty() || own == invoice ? mean(id)
                                         : mean(id) * central_rate(scenario, own, invoice);
  };
  CentralLadder out{};
  out.price = amount(product.price);
  out.carriage = amount(market.logistics.carriage);
  out.insurance = mean(market.logistics.insurance);
  out.freight = amount(market.logistics.freight);
  out.inland = amount(market.logistics.inland);
  out.ad_valorem = mean(market.tariff.ad_valorem);
  out.specific = amount(market.tariff.specific);
  out.vat = mean(market.tariff.vat);
  for (const Levy& levy : market.tariff.levies) out.levies += mean(levy.rate);

  const auto ladder = static_cast<model::Ladder>(ladder_group(product.incoterm));
  const model::LadderRows rows = {&out.price,  &out.carriage, &out.insurance,  &out.freight,
                                  &out.inland, &out.specific, &out.ad_valorem, &out.levies};
  model::customs_value(ladder, &rows, 1, &out.customs_value);
  model::landed_cost(&out.customs_value, &out.ad_valorem, &out.specific, &out.levies, 1,
                     &out.landed);
  model::borne_cost(ladder, &rows, &out.customs_value, 1, &out.borne);
  out.duty = out.ad_valorem * out.customs_value + out.specific;
  out.levies_paid = out.levies * out.customs_value;
  out.goods = amount(product.cost);
  out.kept = out.price - out.goods - out.borne;

  out.chain = 1;
  for (const NumberId markup : channel.markups) out.chain *= 1 + mean(markup);
  if (channel.margin_on_price >= 0)
    out.chain *= 1 + mean(channel.margin_on_price) / (1 - mean(channel.margin_on_price));
  out.trade = out.landed * out.chain;
  out.shelf = out.trade * (1 + out.vat);
  out.rate = central_rate(scenario, invoice, market.currency);
  out.shelf_local = out.shelf * out.rate;
  out.response = 1;
  if (!market.response.given || !channel.answers_response()) return out;
  const NumberId reference =
      channel.reference_price >= 0 ? channel.reference_price : market.response.reference_price;
  out.reference = mean(reference);
  out.reference_currency = scenario.number(reference).currency;
  const double ratio =
      out.shelf * central_rate(scenario, invoice, out.reference_currency) / out.reference;
  out.response = maths::power(ratio, -mean(market.response.elasticity));
  return out;
}

void check_responses(Scenario& scenario) {
  for (const Market& market : scenario.markets)
    for (const Channel& channel : market.channels) {
      const CentralLadder ladder = central_ladder(scenario, market, channel);
      if (!market.response.given || !channel.answers_response() ||
          (ladder.response >= 0.5 && ladder.response <= 2))
        continue;
      const NumberId reference =
          channel.reference_price >= 0 ? channel.reference_price : market.response.reference_price;
      const double shelf = std::round(ladder.shelf_local * 100) / 100;
      scenario.warnings.push_back(
          {Severity::warning, scenario.number(reference).place,
           "the reference price of " + market.id + "." + channel.name +
               " does not fit the price ladder: the price response is " +
               shortest(std::round(ladder.response * 1000) / 1000) + " at central values",
           "the shelf price there is " + shortest(shelf) + " " + market.currency});
    }
}

}  // namespace landfall::scenario
