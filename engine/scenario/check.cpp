// What only the whole file can tell: references, currencies, thresholds, and what cannot be.
#include <algorithm>
#include <cmath>

#include "base/text.hpp"
#include "base/utf8.hpp"
#include "scenario/distribution.hpp"
#include "scenario/read_channel.hpp"
#include "scenario/read_product.hpp"

namespace landfall::scenario {

namespace {

std::vector<std::string> all_addresses(const Scenario& scenario) {
  std::vector<std::string> addresses;
  for (const Number& number : scenario.numbers)
    if (number.given) addresses.push_back(number.address);
  return addresses;
}

/// What an address without a number may have meant.
std::string hint_for_address(const Scenario& scenario, const std::string& address) {
  std::string below;
  for (const std::string& one : all_addresses(scenario))
    if (one.starts_with(address + ".") && std::count(below.begin(), below.end(), ',') < 2)
      below += (below.empty() ? "" : ", ") + one;
  if (!below.empty()) return "numbers below it: " + below;
  const std::string close = nearest(address, all_addresses(scenario));
  return close.empty() ? "" : "did you mean '" + close + "'?";
}

void resolve_references(Reader& reader) {
  Scenario& scenario = reader.scenario();
  for (Number& number : scenario.numbers) {
    if (!number.is_reference()) continue;
    Reference& reference = std::get<Reference>(number.is);
    reference.target = find_number(scenario, reference.address);
    if (reference.target < 0) {
      reader.absent(reference.address, number.place,
                    "there is no number at '" + sanitise(reference.address) + "'",
                    hint_for_address(scenario, reference.address));
      continue;
    }
    Number& target = scenario.numbers[static_cast<std::size_t>(reference.target)];
    if (reader.is_faulty(target.address)) {
      reader.mark_faulty(number.address);
      continue;
    }
    if (target.is_process() || target.repeated()) {
      reader.error(number.place,
                   "'" + reference.address + "' cannot be taken over: " +
                       (target.repeated() ? "it is drawn anew for each " + target.drawn_for
                                          : "it is a process, with a value each period"),
                   target.repeated()
                       ? ""
                       : "one of its parameters can be, as " +
                             scenario.number(target.process().parameters.at(0)).address);
      number.is = 1.0;
      reader.mark_faulty(number.address);
      continue;
    }
  }
  for (Number& number : scenario.numbers) {
    NumberId at = number.is_reference() ? number.reference().target : -1;
    for (std::size_t steps = 0; at >= 0 && scenario.number(at).is_reference(); ++steps) {
      if (steps > scenario.numbers.size()) {
        reader.error(number.place, "'" + number.address + "' is taken from itself, in a circle");
        reader.mark_faulty(number.address);
        number.is = 1.0;
        break;
      }
      at = scenario.number(at).reference().target;
    }
  }
  // An amount that states no currency has that of the nearest number it is taken from that does.
  for (Number& number : scenario.numbers) {
    if (number.currency_stated || !number.is_reference()) continue;
    for (NumberId at = number.reference().target; at >= 0;) {
      const Number& target = scenario.number(at);
      if (target.currency_stated) number.currency = target.currency;
      at = target.currency_stated || !target.is_reference() ? -1 : target.reference().target;
    }
  }
}

void check_reference_ranges(Reader& reader) {
  for (const Number& number : reader.scenario().numbers) {
    if (!number.is_reference() || number.reference().target < 0) continue;
    const NumberId id = static_cast<NumberId>(&number - reader.scenario().numbers.data());
    const random::Support of = reach(reader.scenario(), id);
    const Range range{number.range_low, number.range_high, number.range_low_open};
    const bool inside =
        of.low >= range.low && of.high <= range.high && !(range.low_open && of.low <= range.low);
    if (inside || reader.is_faulty(number.address)) continue;
    reader.mark_faulty(number.address);
    const auto shown = [](double value) { return shortest(std::round(value * 1e4) / 1e4); };
    const std::string takes = of.low == of.high
                                  ? " makes it " + shown(of.low)
                                  : " takes it from " + shown(of.low) + " to " + shown(of.high);
    reader.error(number.place, "'" + number.address + "' " + in_words(range) + ", but '" +
                                   number.reference().address + "'" + takes);
  }
}

bool is_code(const std::string& code) {
  return code.size() == 3 && std::all_of(code.begin(), code.end(), [](char letter) {
           return letter >= 'A' && letter <= 'Z';
         });
}

void check_currencies(Reader& reader, Fields& root) {
  const Scenario& scenario = reader.scenario();
  const std::string& home = scenario.currency;
  if (reader.is_faulty("scenario.currency") || home.empty()) return;
  if (!is_code(home)) {
    reader.error(root.table("scenario").place_of("currency"),
                 "a currency has three capital letters, not \"" + sanitise(home) + "\"",
                 "for example \"EUR\"");
    return;
  }
  // Follow the rates outwards from the scenario's currency; a rate between two known ones is one
  // too many.
  std::vector<std::string> known = {home};
  for (const Fx& fx : scenario.fx)
    if (fx.per.empty()) known.push_back(fx.code);  // its missing rate has been reported
  const auto knows = [&](const std::string& code) {
    return std::find(known.begin(), known.end(), code) != known.end();
  };
  std::vector<bool> used(scenario.fx.size(), false);
  for (bool grew = true; grew;) {
    grew = false;
    for (std::size_t i = 0; i < scenario.fx.size(); ++i) {
      const Fx& fx = scenario.fx[i];
      if (used[i] || (!knows(fx.code) && !knows(fx.per))) continue;
      used[i] = grew = true;
      if (knows(fx.code) && knows(fx.per)) {
        reader.error(
            fx.place,
            "[fx." + fx.code + "] gives a second rate between " + fx.code + " and " + fx.per,
            "the other rates of the file already join them");
        continue;
      }
      known.push_back(knows(fx.code) ? fx.per : fx.code);
    }
  }
  for (const Fx& fx : scenario.fx)
    for (const std::string& code : {fx.code, fx.per})
      if (!is_code(code) && !code.empty())
        reader.error(fx.place,
                     "a currency has three capital letters, not \"" + sanitise(code) + "\"");

  std::vector<std::string> reported;
  const auto need = [&](const std::string& code, Place place) {
    if (code.empty() || knows(code) || reader.is_faulty("fx." + code) ||
        std::find(reported.begin(), reported.end(), code) != reported.end())
      return;
    reported.push_back(code);
    const std::string close = nearest(code, known);
    reader.error(place, "the currency \"" + sanitise(code) + "\" has no rate to " + home,
                 is_code(code)   ? "add [fx." + code + "] with per = \"" + home + "\" and a process"
                 : close.empty() ? "a currency has three capital letters"
                                 : "did you mean \"" + close + "\"?");
  };
  for (const Product& product : scenario.products)
    if (product.currency != home) need(product.currency, product.currency_place);
  for (const Market& market : scenario.markets)
    if (market.product.currency != home)
      need(market.product.currency, market.product.currency_place);
  for (auto& [id, market] : root.tables("market"))
    if (market.has("currency")) {
      const Node* code = market.peek("currency");
      if (code->kind == Node::Kind::string) need(code->text, code->place);
    }
  for (const Number& number : scenario.numbers)
    if (number.currency_stated) need(number.currency, number.place);
}

/// The currencies of a basket must have rates that do not hang on baskets.
void check_baskets(Reader& reader) {
  const Scenario& scenario = reader.scenario();
  for (const Fx& fx : scenario.fx) {
    const Number& number = scenario.number(fx.rate);
    if (!number.is_process() || number.process().kind != Process::Kind::basket) continue;
    if (reader.is_faulty(number.address) || fx.per.empty()) continue;
    std::vector<std::string> known = {fx.per};
    const auto knows = [&](const std::string& code) {
      return std::find(known.begin(), known.end(), code) != known.end();
    };
    for (bool grew = true; grew;) {
      grew = false;
      for (const Fx& other : scenario.fx) {
        const Number& rate = scenario.number(other.rate);
        if (rate.is_process() && rate.process().kind == Process::Kind::basket) continue;
        if (knows(other.code) == knows(other.per)) continue;
        known.push_back(knows(other.code) ? other.per : other.code);
        grew = true;
      }
    }
    for (const std::string& code : number.process().names)
      if (code == fx.code)
        reader.error(number.place, "the basket of " + fx.code + " holds " + code + " itself",
                     "take it out");
      else if (!knows(code) && !reader.is_faulty("fx." + code))
        reader.error(number.place,
                     "the basket of " + fx.code + " holds " + sanitise(code) +
                         ", which has no rate to " + fx.per + " but by baskets",
                     "add [fx." + (is_code(code) ? code : "EUR") + "] with per = \"" + fx.per +
                         "\" and a process");
  }
}

/// The customs value must be positive: what the seller bears cannot exceed the price.
void check_customs_value(Reader& reader) {
  const Scenario& scenario = reader.scenario();
  for (const Market& market : scenario.markets) {
    const Product& product = market.product;
    if (product.incoterm < Incoterm::DAP) continue;
    const Number& inland = scenario.number(market.logistics.inland);
    const Number& price = scenario.number(product.price);
    if (price.is_process() || inland.currency != price.currency) continue;
    if (reader.is_faulty(price.address) || reader.is_faulty(inland.address)) continue;
    double borne = reach(scenario, market.logistics.inland).high;
    if (product.incoterm == Incoterm::DDP)
      for (const NumberId id : {market.tariff.specific, market.tariff.excise.specific})
        if (id >= 0 && scenario.number(id).currency == price.currency)
          borne += reach(scenario, id).high;
    if (reach(scenario, product.price).low <= borne)
      reader.error(inland.given ? inland.place : market.place,
                   "the customs value can fall to 0: inland carriage and specific duty of " +
                       market.id + " reach " + shortest(borne) + ", the price falls to " +
                       shortest(reach(scenario, product.price).low));
  }
}

void check_markets(Reader& reader) {
  const Scenario& scenario = reader.scenario();
  for (const Market& market : scenario.markets) {
    for (const Channel& channel : market.channels)
      if (channel.reference_price >= 0 && !market.response.given)
        reader.error(
            scenario.number(channel.reference_price).place,
            "a reference price needs an elasticity: market '" + market.id + "' has no response",
            "add [market." + market.id + ".response] with elasticity and reference_price");
    std::string currency;
    for (const NumberId id : amounts_charged(market.tariff)) {
      if (!scenario.number(id).given) continue;
      if (currency.empty()) currency = scenario.number(id).currency;
      if (scenario.number(id).currency != currency)
        reader.error(scenario.number(id).place,
                     "all specific duties of a market must be in one currency: " + currency +
                         " or " + scenario.number(id).currency);
    }
  }
}

/// The names of all metrics; reports a market whose metric would have another's name.
std::vector<std::string> metric_names(Reader& reader) {
  const Scenario& scenario = reader.scenario();
  std::vector<std::string> metrics = {"revenue",        "margin",       "npv",
                                      "payback_months", "peak_funding", "market_share"};
  if (has_taxes(scenario)) metrics.push_back("tax");
  if (scenario.firm.terminal.kind != Terminal::Kind::none) metrics.push_back("terminal_value");
  for (int year = 1; year <= scenario.years; ++year)
    metrics.push_back("revenue.year_" + std::to_string(year));
  for (const Product& product : scenario.products)
    if (!product.id.empty()) metrics.push_back("revenue.product." + product.id);
  for (const Market& market : scenario.markets) {
    if (market.line > 0) continue;
    metrics.push_back("revenue." + market.id);
    for (const Channel& channel : market.channels)
      metrics.push_back("revenue." + market.id + "." + channel.name);
    if (market.id.starts_with("year_") || (market.id == "product" && has_named_products(scenario)))
      reader.error(market.place,
                   "a market cannot be called '" + market.id + "': its metric is taken");
  }
  return metrics;
}

void check_thresholds(Reader& reader, Fields& root, const std::vector<std::string>& metrics) {
  Scenario& scenario = reader.scenario();
  Fields report = root.table("report");
  Fields thresholds = report.table("thresholds");
  const auto add = [&](const std::string& metric, const Node& node) {
    std::vector<double> values;
    if (const auto value = constant_of(node)) {
      values.push_back(*value);
    } else if (node.kind == Node::Kind::array) {
      for (const Node& item : node.children)
        if (const auto one = constant_of(item)) {
          values.push_back(*one);
        } else if (!item.poisoned) {
          reader.error(item.place, "a threshold must be a number, not " + kind_in_words(item));
        }
    } else if (!node.poisoned) {
      reader.error(node.place, "thresholds of '" + metric + "' must be a number or a list, not " +
                                   kind_in_words(node));
    }
    if (std::find(metrics.begin(), metrics.end(), metric) == metrics.end()) {
      const std::string close = nearest(metric, metrics);
      reader.error(node.key_place, "there is no metric '" + sanitise(metric) + "'",
                   close.empty() ? "" : "did you mean '" + close + "'?");
      return;
    }
    scenario.thresholds.push_back({metric, values});
  };
  // `revenue.MA = 0` is read as a table `revenue` with a key `MA`.
  const auto walk = [&](const auto& self, const std::string& prefix, const Node& node) -> void {
    if (!node.is_table()) return add(prefix, node);
    for (const Node& child : node.children)
      self(self, prefix.empty() ? child.key : prefix + "." + child.key, child);
  };
  for (const Node* member : thresholds.members(shape_asked("threshold")))
    walk(walk, member->key, *member);
}

}  // namespace

random::Support reach(const Scenario& scenario, NumberId id) {
  const Number& number = scenario.number(id);
  if (number.is_fixed()) return {number.fixed(), number.fixed()};
  if (number.is_drawn()) return reachable(number.marginal());
  if (number.is_sip()) return random::sip_support(number.sip());
  if (number.is_reference() && number.reference().target >= 0) {
    const Reference& by = number.reference();
    const random::Support of = reach(scenario, by.target);
    const double one = by.times * of.low + by.plus, other = by.times * of.high + by.plus;
    return {std::min(one, other), std::max(one, other)};
  }
  return {number.range_low, number.range_high};
}

NumberId find_number(const Scenario& scenario, std::string_view address) {
  for (std::size_t i = 0; i < scenario.numbers.size(); ++i)
    if (scenario.numbers[i].address == address) return static_cast<NumberId>(i);
  return -1;
}

void check(Reader& reader, Fields& root) {
  resolve_references(reader);
  check_reference_ranges(reader);
  check_currencies(reader, root);
  check_baskets(reader);
  check_channels(reader);
  check_customs_value(reader);
  check_markets(reader);
  check_products(reader);
  check_responses_and_quotas(reader);
  check_terminal(reader);
  const std::vector<std::string> metrics = metric_names(reader);
  check_thresholds(reader, root, metrics);
  check_stop(reader, metrics);
  if (reader.scenario().numbers.size() > static_cast<std::size_t>(kKeysMax))
    reader.error({}, "the file has more than 10 000 numbers");
}

}  // namespace landfall::scenario
