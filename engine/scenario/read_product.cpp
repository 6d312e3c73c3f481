// Reading what the firm sells: [product], or a [product.NAME] for each of several products.
#include <algorithm>

#include "base/language.hpp"
#include "base/utf8.hpp"
#include "scenario/read_product.hpp"

namespace landfall::scenario {

namespace {

const std::vector<std::string> kTerms = {"EXW", "FCA", "FAS", "FOB", "CFR", "CPT",
                                         "CIF", "CIP", "DAP", "DPU", "DDP"};
const std::vector<std::string> kKeys = {
    "name",  "hs",   "hs_vintage", "unit",       "currency",
    "price", "cost", "incoterm",   "escalation", "capacity_units_per_year"};

bool is_key(const std::string& key) {
  return key == "source" || key == "assumption" ||
         std::find(kKeys.begin(), kKeys.end(), key) != kKeys.end();
}

/// Whether a table is that of a product, and not a number of one.
bool looks_like_product(const Node& node) {
  return node.is_table() &&
         std::any_of(node.children.begin(), node.children.end(), [](const Node& one) {
           return one.key != "source" && one.key != "assumption" && is_key(one.key);
         });
}

/// Whether the table has products with names and nothing of a product without one.
bool names_products(const Node* table) {
  if (table == nullptr || !table->is_table()) return false;
  const bool has_keys =
      std::any_of(table->children.begin(), table->children.end(), [](const Node& one) {
        return one.key != "source" && one.key != "assumption" && is_key(one.key);
      });
  return !has_keys && std::any_of(table->children.begin(), table->children.end(),
                                  [](const Node& one) { return looks_like_product(one); });
}

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
                      .suspicion = noted("an escalation looks too large: {percent} %")};

Incoterm read_incoterm(Fields& fields, Incoterm fallback) {
  const std::string term = fields.choice("incoterm", kTerms, in_words(fallback));
  return static_cast<Incoterm>(std::find(kTerms.begin(), kTerms.end(), term) - kTerms.begin());
}

void read_currency(Fields& fields, const std::string& fallback, Product& product) {
  product.currency = fields.currency("currency", fallback);
  if (fields.has("currency")) product.currency_place = fields.place_of("currency");
}

/// Whether every market names a price of its own for a product.
bool all_markets_price(Fields& root, const std::string& id) {
  const Node* markets = root.peek("market");
  if (markets == nullptr || !markets->is_table() || markets->children.empty()) return false;
  const auto below = [](const Node* node, const std::string& key) {
    return node != nullptr && node->is_table() ? node->find(key) : nullptr;
  };
  return std::all_of(markets->children.begin(), markets->children.end(), [&](const Node& market) {
    const Node* own = below(&market, "product");
    return below(id.empty() ? own : below(own, id), "price") != nullptr;
  });
}

void read_product(Reader& reader, Fields& root, const std::string& id, Fields fields) {
  const Scenario& scenario = reader.scenario();
  Product product;
  product.id = id;
  product.place = fields.place();
  product.name = fields.text("name", id);
  product.hs = fields.text("hs", "");
  product.hs_vintage = static_cast<int>(fields.integer("hs_vintage", 1988, 2100, 0));
  product.unit = fields.text("unit", "unit");
  read_currency(fields, scenario.currency, product);
  Ask price = amount_ask(product, above(0));
  if (all_markets_price(root, id)) price.fallback = 1;
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
  product.goods = read_goods(fields);
  reader.scenario().products.push_back(std::move(product));
}

/// One product without a name beside others with names.
void refuse_mixture(Reader& reader, Fields& root, Fields& fields) {
  if (!fields.given()) return;
  for (const Node& child : fields.node()->children) {
    if (is_key(child.key) || !looks_like_product(child)) continue;
    fields.peek(child.key);
    for (auto& [id, market] : root.tables("market"))  // what they have in markets is no news
      market.table("product").peek(child.key);
    reader.error(child.key_place,
                 "[product] is one product, and [product." + sanitise(child.key) + "] another",
                 "of several products each has a table of its own: [product.NAME]");
  }
}

}  // namespace

const char* in_words(Incoterm term) {
  return kTerms[static_cast<std::size_t>(term)].c_str();
}

bool has_named_products(const Scenario& scenario) {
  return !scenario.products.empty() && !scenario.products[0].id.empty();
}

std::string common_unit(const std::vector<Product>& products) {
  const bool same = std::all_of(products.begin(), products.end(),
                                [&](const Product& one) { return one.unit == products[0].unit; });
  return same ? products[0].unit : "unit";
}

void read_products(Reader& reader, Fields& root) {
  if (names_products(root.peek("product"))) {
    for (auto& [id, fields] : root.tables("product")) read_product(reader, root, id, fields);
    return;
  }
  Fields fields = root.table("product");
  read_product(reader, root, "", fields);
  refuse_mixture(reader, root, fields);
}

Product read_own_terms(Fields& fields, Product product) {
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
