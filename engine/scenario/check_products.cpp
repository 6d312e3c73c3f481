// What products that share a market must have in common, or say each for itself.
#include <algorithm>

#include "base/text.hpp"
#include "base/utf8.hpp"
#include "scenario/read_product.hpp"

namespace landfall::scenario {

namespace {

/// "kg and piece", each once.
std::string listed(std::vector<std::string> all) {
  std::string text;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (std::find(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(i), all[i]) !=
        all.begin() + static_cast<std::ptrdiff_t>(i))
      continue;
    text += (text.empty() ? "" : " and ") + all[i];
  }
  return text;
}

/// Whether a number is stated by the market for all its products, in a table of one of these names,
/// and is not 0, which is the same in any unit.
bool stands_in(const Number& number, const std::string& market,
               std::initializer_list<const char*> tables) {
  const bool is_zero = number.is_fixed() && number.fixed() == 0;
  return number.given && !is_zero &&
         std::any_of(tables.begin(), tables.end(), [&](const char* table) {
           return number.address.starts_with("market." + market + "." + table + ".");
         });
}

void check_shared_numbers(Reader& reader, const Market& market, int count) {
  const Scenario& scenario = reader.scenario();
  std::vector<std::string> units, currencies;
  const auto* lines = &market;
  for (int i = 0; i < count; ++i) {
    units.push_back(lines[i].product.unit);
    currencies.push_back(lines[i].product.currency);
  }
  const auto differ = [](const std::vector<std::string>& all) {
    return std::any_of(all.begin(), all.end(), [&](const auto& one) { return one != all[0]; });
  };
  for (const Number& number : scenario.numbers) {
    const std::string key = number.address.substr(number.address.rfind('.') + 1);
    if (differ(units) &&
        stands_in(number, market.id,
                  {"demand", "response", "tariff", "logistics", "route", "channel"}) &&
        (number.unit.starts_with("/unit") || number.unit.starts_with("unit")))
      reader.error(number.place,
                   "'" + number.address + "' is counted in " + listed(units) + " at once",
                   "give each product its own below [market." + market.id + ".product.NAME]");
    else if (differ(currencies) && !number.currency.empty() && !number.currency_stated &&
             stands_in(number, market.id, {"tariff", "logistics", "route"}))
      reader.error(number.place,
                   "'" + key + "' needs a currency: the products of " + market.id +
                       " are invoiced in " + listed(currencies),
                   "write " + key + " = { value = ..., currency = \"" + currencies[0] + "\" }");
  }
}

}  // namespace

int lines_of(const Scenario& scenario, std::size_t first) {
  std::size_t end = first + 1;
  while (end < scenario.markets.size() && scenario.markets[end].line > 0) ++end;
  return static_cast<int>(end - first);
}

std::string name_of(const Market& market, const Channel& channel) {
  return market.id + "." + channel.name +
         (market.product.id.empty() ? "" : ", " + market.product.id);
}

void check_products(Reader& reader) {
  const Scenario& scenario = reader.scenario();
  for (std::size_t i = 0; i < scenario.products.size(); ++i) {
    const Product& product = scenario.products[i];
    for (const NumberId id : {product.goods.stock_months, product.goods.supplier_days})
      if (id >= 0 && scenario.products.size() > 1)
        reader.error(scenario.number(id).place,
                     "'" + scenario.number(id).address + "' is of a firm with one product",
                     "take it out");
    const auto sells = [&](const Market& market) {
      return market.product_index == static_cast<int>(i);
    };
    if (!product.id.empty() &&
        std::none_of(scenario.markets.begin(), scenario.markets.end(), sells))
      reader.error(product.place, "no market sells the product '" + product.id + "'",
                   "name it in the products of a market, or take it out");
  }
  for (std::size_t first = 0; first < scenario.markets.size(); ++first) {
    const Market& market = scenario.markets[first];
    if (market.line > 0) continue;
    const int count = lines_of(scenario, first);
    if (count == 1) continue;
    check_shared_numbers(reader, market, count);
    for (const NumberId id : {market.withholding.rate, market.logistics.minimum_order_units})
      if (id >= 0)
        reader.error(scenario.number(id).place,
                     "'" + scenario.number(id).address + "' is of one product, and '" + market.id +
                         "' sells " + std::to_string(count),
                     "name the one in products = [...], or take it out");
    for (const Channel& channel : market.channels)
      if (channel.distributor() != nullptr && channel.distributor()->exclusive.given)
        reader.error(channel.place,
                     "an exclusive contract is of one product, and '" + market.id + "' sells " +
                         std::to_string(count),
                     "name the one in products = [...], or take the contract out");
  }
}

}  // namespace landfall::scenario
