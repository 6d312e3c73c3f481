// Reading [product], and the terms of a market of its own: [market.*.product].
#include <algorithm>

#include "scenario/read.hpp"

namespace landfall::scenario {

namespace {

const std::vector<std::string> kTerms = {"EXW", "FCA", "FAS", "FOB", "CFR", "CPT",
                                         "CIF", "CIP", "DAP", "DPU", "DDP"};

Ask amount_ask(const Product& product, const Range& range) {
  return {.unit = "/" + product.unit,
          .range = range,
          .currency = product.currency,
          .may_be_process = true};
}

const Ask kEscalation{.unit = "a year",
                      .range = within(-10, 10),
                      .fallback = 0,
                      .suspicious_above = 1,
                      .suspicion = "an escalation looks too large"};

Incoterm read_incoterm(Fields& fields, Incoterm fallback) {
  const std::string term = fields.choice("incoterm", kTerms, in_words(fallback));
  return static_cast<Incoterm>(std::find(kTerms.begin(), kTerms.end(), term) - kTerms.begin());
}

void read_currency(Fields& fields, const std::string& fallback, Product& product) {
  product.currency = fields.text("currency", fallback);
  if (fields.has("currency")) product.currency_place = fields.place_of("currency");
}

/// Whether every market names a price of its own.
bool all_markets_price(Fields& root) {
  const Node* markets = root.peek("market");
  if (markets == nullptr || !markets->is_table()) return false;
  return !markets->children.empty() &&
         std::all_of(markets->children.begin(), markets->children.end(), [](const Node& market) {
           const Node* own = market.is_table() ? market.find("product") : nullptr;
           return own != nullptr && own->is_table() && own->find("price") != nullptr;
         });
}

}  // namespace

const char* in_words(Incoterm term) {
  return kTerms[static_cast<std::size_t>(term)].c_str();
}

void read_product(Reader& reader, Fields& root) {
  Scenario& scenario = reader.scenario();
  Product& product = scenario.products.emplace_back();
  Fields fields = root.table("product");
  product.name = fields.text("name", "");
  product.hs = fields.text("hs", "");
  product.hs_vintage = static_cast<int>(fields.integer("hs_vintage", 1988, 2100, 0));
  product.unit = fields.text("unit", "unit");
  read_currency(fields, scenario.currency, product);
  Ask price = amount_ask(product, above(0));
  if (all_markets_price(root)) price.fallback = 1;
  product.price = fields.number("price", price);
  Ask cost = amount_ask(product, at_least(0));
  cost.fallback = 0;
  product.cost = fields.number("cost", cost);
  product.escalation = fields.number("escalation", kEscalation);
  product.incoterm = read_incoterm(fields, Incoterm::FCA);
  if (fields.has("capacity_units_per_year"))
    product.capacity_units_per_year = fields.number(
        "capacity_units_per_year", {.unit = product.unit + " a year", .range = at_least(0)});
  fields.peek("capacity_units_per_year");
}

Product read_own_terms(Fields fields, Product product) {
  product.hs = fields.text("hs", product.hs);
  read_currency(fields, product.currency, product);
  for (const char* key : {"price", "cost", "escalation"}) fields.peek(key);
  if (fields.has("price")) product.price = fields.number("price", amount_ask(product, above(0)));
  if (fields.has("cost")) product.cost = fields.number("cost", amount_ask(product, at_least(0)));
  if (fields.has("escalation")) product.escalation = fields.number("escalation", kEscalation);
  product.incoterm = read_incoterm(fields, product.incoterm);
  return product;
}

}  // namespace landfall::scenario
