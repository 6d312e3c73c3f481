// What the firm sells, and where it does so on other terms, in words.
#include "scenario/central.hpp"
#include "simulate/explain_parts.hpp"

namespace landfall::simulate {

namespace {

using scenario::Product;
using scenario::Scenario;

std::string amount(const Scenario& scenario, scenario::NumberId id) {
  const scenario::Number& number = scenario.number(id);
  return rounded(scenario::central(scenario, id)) + " " + number.currency + number.unit;
}

void describe(const Scenario& scenario, const Product& product, std::vector<std::string>& out) {
  std::string sells = "The firm sells " + (product.name.empty() ? scenario.name : product.name);
  if (!product.hs.empty()) sells += " (HS " + product.hs + ")";
  out.push_back(sells + " by the " + product.unit + ", invoiced in " + product.currency + " at " +
                in_words(product.incoterm) + ".");
  const double escalation = scenario::central(scenario, product.escalation);
  const std::string its = product.id.empty() ? "Price and cost" : "Its price and cost";
  if (escalation != 0) out.push_back(its + " rise by " + yearly(escalation) + ".");
  if (product.capacity_units_per_year >= 0)
    out.push_back((product.id.empty() ? "It makes at most " : "It makes at most, of this, ") +
                  rounded(scenario::central(scenario, product.capacity_units_per_year)) + " " +
                  product.unit + " a year; beyond that markets give way pro rata.");
}

/// What a market has of its own, or nothing.
std::string own_terms(const Scenario& scenario, const Product& usual, const Product& own) {
  std::string text;
  const auto add = [&](const std::string& what) { text += (text.empty() ? "" : ", ") + what; };
  if (own.hs != usual.hs) add("HS " + own.hs);
  if (own.currency != usual.currency || own.incoterm != usual.incoterm)
    add("invoiced in " + own.currency + " at " + in_words(own.incoterm));
  if (own.price != usual.price) add("at a price of " + amount(scenario, own.price));
  if (own.cost != usual.cost) add("goods cost " + amount(scenario, own.cost));
  if (own.escalation != usual.escalation)
    add("price and cost rise by " + yearly(scenario::central(scenario, own.escalation)));
  return text;
}

}  // namespace

std::vector<std::string> products_in_words(const Scenario& scenario) {
  std::vector<std::string> out;
  for (const Product& product : scenario.products) describe(scenario, product, out);
  for (const scenario::Market& market : scenario.markets) {
    const Product& usual = scenario.products[static_cast<std::size_t>(market.product_index)];
    const std::string own = own_terms(scenario, usual, market.product);
    const std::string of = market.product.id.empty() ? "" : " for " + market.product.id;
    if (!own.empty()) out.push_back(market.id + " has terms of its own" + of + ": " + own + ".");
  }
  return out;
}

}  // namespace landfall::simulate
