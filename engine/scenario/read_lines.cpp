// Several products in one market: [market.*.product.NAME] over what the market has for all.
#include <algorithm>

#include "base/text.hpp"
#include "base/utf8.hpp"
#include "scenario/read_channel.hpp"
#include "scenario/read_product.hpp"

namespace landfall::scenario {

namespace {

bool contains(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

std::vector<std::string> ids_of(const std::vector<Product>& products) {
  std::vector<std::string> ids;
  for (const Product& product : products) ids.push_back(product.id);
  return ids;
}

void report_unknown(Reader& reader, const std::string& name, Place place) {
  const std::string close = nearest(name, ids_of(reader.scenario().products));
  reader.error(place, "there is no product '" + sanitise(name) + "'",
               close.empty() ? "" : "did you mean '" + close + "'?");
}

/// `products = ["a", "b"]`: those that the market sells; all where it does not say.
std::vector<std::string> read_names(Reader& reader, Fields& market) {
  std::vector<std::string> known = ids_of(reader.scenario().products);
  const Node* list = market.peek("products");
  if (list == nullptr) return known;
  const std::vector<std::string> named = market.texts("products");
  for (std::size_t i = 0; i < named.size(); ++i)
    if (!contains(known, named[i]))
      report_unknown(reader, named[i],
                     i < list->children.size() ? list->children[i].place : list->place);
  std::erase_if(known, [&](const std::string& id) { return !contains(named, id); });
  if (list->kind == Node::Kind::array && list->children.empty())
    reader.error(list->place, "'products' is empty",
                 "name what the market sells, or leave it out: then it sells every product");
  return known;
}

/// What a product may have of its own in a channel: the rest is the channel's, which is one and the
/// same for all products.
std::vector<std::string> own_keys(const Channel& channel) {
  std::vector<std::string> keys = {"source", "assumption", "addressable"};
  const auto add = [&](std::initializer_list<const char*> more) {
    keys.insert(keys.end(), more.begin(), more.end());
  };
  if (channel.answers_response()) add({"markup", "margin_on_price", "markups", "reference_price"});
  if (channel.distributor() != nullptr) add({"ceiling_share"});
  if (channel.retail() != nullptr) add({"units_per_store_per_month", "delist_below"});
  if (channel.tender() != nullptr) add({"units", "value", "win_chance", "win"});
  if (channel.installed_base() != nullptr) add({"share", "units_per_increment"});
  if (channel.direct() != nullptr) add({"conversion", "repeat_share", "purchases_per_year"});
  return keys;
}

bool is_own(Reader& reader, const Fields& fields, const Market& market, const Channel& channel) {
  const std::vector<std::string> keys = own_keys(channel);
  bool fits = true;
  for (const Node& child : fields.node()->children) {
    if (contains(keys, child.key)) continue;
    fits = false;
    const std::string close = nearest(child.key, keys);
    std::string list;
    for (std::size_t i = 2; i < keys.size(); ++i) list += (i == 2 ? "" : ", ") + keys[i];
    reader.error(child.key_place,
                 "'" + sanitise(child.key) + "' cannot differ by product: all products of '" +
                     market.id + "' share the channel '" + channel.name + "'",
                 close.empty() ? "of a product's own: " + list : "did you mean '" + close + "'?");
  }
  return fits;
}

/// [market.X.product.NAME.channel.CHANNEL] over [market.X.channel.CHANNEL].
void read_own_channels(Reader& reader, Fields& own, Fields& all, Market& line) {
  std::vector<std::pair<std::string, Fields>> usual = all.tables("channel");
  for (auto& [name, fields] : own.tables("channel")) {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < line.channels.size(); ++i) {
      names.push_back(line.channels[i].name);
      if (names.back() != name) continue;
      fields.accept_any_names();  // what cannot stand here is told below
      if (!is_own(reader, fields, line, line.channels[i])) break;
      for (auto& [id, base] : usual)
        if (id == name) {
          Fields both = fields.over(base);
          line.channels[i] = read_channel(reader, name, both, line);
        }
      break;
    }
    if (contains(names, name)) continue;
    fields.accept_any_names();
    const std::string close = nearest(name, names);
    reader.error(fields.place(), "market '" + line.id + "' has no channel '" + sanitise(name) + "'",
                 close.empty() ? "" : "did you mean '" + close + "'?");
  }
}

/// The tables that a product has of its own, each over that of the market.
void read_line(Reader& reader, Fields& own, Fields& all, Market& line) {
  const auto has = [&](const char* key) {
    own.peek(key);
    return own.has(key);
  };
  if (has("demand"))
    line.demand =
        read_demand(reader, own.table("demand").over(all.table("demand")), needs_demand(all));
  if (has("response"))
    line.response = read_response(reader, own.table("response").over(all.table("response")), line);
  if (has("tariff"))
    line.tariff = read_tariff(reader, own.table("tariff").over(all.table("tariff")));
  if (has("logistics"))
    line.logistics = read_logistics(reader, own.table("logistics").over(all.table("logistics")));
  if (has("channel")) read_own_channels(reader, own, all, line);
}

}  // namespace

std::vector<Sold> read_sold(Reader& reader, Fields& market) {
  const Scenario& scenario = reader.scenario();
  if (!has_named_products(scenario)) {
    Fields own = market.table("product");
    return {{0, read_own_terms(own, scenario.products[0])}};
  }
  const std::vector<std::string> names = read_names(reader, market);
  const std::vector<std::string> known = ids_of(scenario.products);
  std::vector<Sold> sold;
  for (std::size_t i = 0; i < known.size(); ++i)
    if (contains(names, known[i])) sold.push_back({static_cast<int>(i), scenario.products[i]});
  for (auto& [name, fields] : market.tables("product")) {
    const auto its = std::find_if(sold.begin(), sold.end(),
                                  [&, id = name](const Sold& one) { return one.product.id == id; });
    if (its != sold.end()) {
      its->product = read_own_terms(fields, its->product);
      continue;
    }
    fields.accept_any_names();  // what stands below it is no news
    if (!contains(known, name))
      report_unknown(reader, name, fields.place());
    else
      reader.error(fields.place(), "this market does not sell the product '" + name + "'",
                   "add it to products, or take this table out");
  }
  if (sold.empty()) sold.push_back({0, scenario.products[0]});  // the mistake has been told
  return sold;
}

Product in_common(const Scenario& scenario, const std::vector<Sold>& sold) {
  Product common = sold[0].product;
  for (const Sold& one : sold) {
    if (one.product.unit != common.unit) common.unit = "unit";
    if (one.product.currency != common.currency) common.currency = scenario.currency;
  }
  return common;
}

bool all_have_demand(Fields& market, const std::vector<Sold>& sold) {
  const Node* products = market.peek("product");
  return !sold[0].product.id.empty() && products != nullptr && products->is_table() &&
         std::all_of(sold.begin(), sold.end(), [&](const Sold& one) {
           const Node* own = products->find(one.product.id);
           return own != nullptr && own->is_table() && own->find("demand") != nullptr;
         });
}

std::vector<Market> read_lines(Reader& reader, Fields& fields, const Market& market,
                               const std::vector<Sold>& sold) {
  std::vector<Market> lines;
  reader.read_again(true);
  for (const Sold& one : sold) {
    Market line = market;
    line.line = static_cast<int>(lines.size());
    line.product_index = one.index;
    line.product = one.product;
    reader.set_product(one.product);
    if (!one.product.id.empty())
      for (auto& [name, own] : fields.tables("product"))
        if (name == one.product.id) read_line(reader, own, fields, line);
    lines.push_back(std::move(line));
  }
  reader.read_again(false);
  return lines;
}

}  // namespace landfall::scenario
