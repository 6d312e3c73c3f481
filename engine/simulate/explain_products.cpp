// What the firm sells, and where it does so on other terms, in words.
#include "base/language.hpp"
#include "base/units.hpp"
#include "scenario/central.hpp"
#include "simulate/explain_parts.hpp"

namespace landfall::simulate {

namespace {

using scenario::Product;
using scenario::Scenario;

std::string amount(const Scenario& scenario, scenario::NumberId id) {
  const scenario::Number& number = scenario.number(id);
  return rounded(scenario::central(scenario, id)) + " " +
         unit_in_words(number.currency + number.unit);
}

void describe(const Scenario& scenario, const Product& product, std::vector<std::string>& out) {
  const std::string& name = product.name.empty() ? scenario.name : product.name;
  const std::string goods =
      product.hs.empty() ? name
                         : say("{product} (HS {code})", {{"product", name}, {"code", product.hs}});
  out.push_back(say("The firm sells {product} by the {unit}, invoiced in {currency} at {incoterm}.",
                    {{"product", goods},
                     {"unit", unit_in_words(product.unit)},
                     {"currency", product.currency},
                     {"incoterm", in_words(product.incoterm)}}));
  const bool is_alone = product.id.empty();
  const double escalation = scenario::central(scenario, product.escalation);
  const std::string rate = yearly(escalation);
  if (escalation != 0)
    out.push_back(is_alone ? say("Price and cost rise by {rate}.", {{"rate", rate}})
                           : say("Its price and cost rise by {rate}.", {{"rate", rate}}));
  if (product.capacity_units_per_year < 0) return;
  const std::string units = rounded(scenario::central(scenario, product.capacity_units_per_year));
  const std::string unit = unit_in_words(product.unit);
  const Values values = {{"units", units}, {"unit", unit}};
  out.push_back(
      is_alone
          ? say("It makes at most {units} {unit} a year; beyond that markets give way pro rata.",
                values)
          : say("It makes at most, of this, {units} {unit} a year; beyond that markets give way "
                "pro "
                "rata.",
                values));
}

/// What a market has of its own, or nothing.
std::string own_terms(const Scenario& scenario, const Product& usual, const Product& own) {
  std::vector<std::string> terms;
  if (own.hs != usual.hs) terms.push_back(say("HS {code}", {{"code", own.hs}}));
  if (own.currency != usual.currency || own.incoterm != usual.incoterm)
    terms.push_back(say("invoiced in {currency} at {incoterm}",
                        {{"currency", own.currency}, {"incoterm", in_words(own.incoterm)}}));
  if (own.price != usual.price)
    terms.push_back(say("at a price of {amount}", {{"amount", amount(scenario, own.price)}}));
  if (own.cost != usual.cost)
    terms.push_back(say("goods cost {amount}", {{"amount", amount(scenario, own.cost)}}));
  if (own.escalation != usual.escalation)
    terms.push_back(say("price and cost rise by {rate}",
                        {{"rate", yearly(scenario::central(scenario, own.escalation))}}));
  return by_commas(terms);
}

}  // namespace

std::vector<std::string> products_in_words(const Scenario& scenario) {
  std::vector<std::string> out;
  for (const Product& product : scenario.products) describe(scenario, product, out);
  for (const scenario::Market& market : scenario.markets) {
    const Product& usual = scenario.products[static_cast<std::size_t>(market.product_index)];
    const std::string own = own_terms(scenario, usual, market.product);
    if (own.empty()) continue;
    out.push_back(
        market.product.id.empty()
            ? say("{market} has terms of its own: {terms}.",
                  {{"market", market.id}, {"terms", own}})
            : say("{market} has terms of its own for {product}: {terms}.",
                  {{"market", market.id}, {"product", market.product.id}, {"terms", own}}));
  }
  return out;
}

}  // namespace landfall::simulate
