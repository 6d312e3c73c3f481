// Reading [firm], [investment.*], [tax] and [terminal], and the keys of other tables that are about
// the same money.
#include <cmath>

#include "base/language.hpp"
#include "base/text.hpp"
#include "maths/log1p.hpp"
#include "scenario/read_channel.hpp"

namespace landfall::scenario {

namespace {

/// A number that may be left out: -1 then.
NumberId if_given(Fields& fields, const std::string& key, const Ask& ask) {
  fields.peek(key);
  return fields.has(key) ? fields.number(key, ask) : -1;
}

Investment read_investment(Reader& reader, const std::string& name, Fields& fields) {
  Investment investment{.name = name};
  if (const auto at = fields.date("at")) {
    investment.date = in_words(*at);
    investment.period = first_period(reader, "at", *at, fields.place_of("at"));
  } else if (!fields.has("at")) {
    fields.missing("at", "write when it is paid: at = " + in_words(reader.scenario().start));
  }
  investment.amount =
      fields.number("amount", {.range = at_least(0), .currency = reader.scenario().currency});
  return investment;
}

CorporateTax read_tax(Fields fields) {
  CorporateTax tax;
  tax.given = fields.given();
  if (!tax.given) return tax;
  tax.rate = fields.number("corporate_rate", share_ask(std::nullopt));
  tax.loss_years = static_cast<int>(fields.integer("loss_years", 0, 100, -1));
  tax.months_after =
      fields.number("months_after", {.unit = "months", .range = within(0, 120), .fallback = 0});
  return tax;
}

Terminal read_terminal(Reader& reader, Fields fields) {
  Terminal terminal;
  if (!fields.given()) return terminal;
  const NumberId multiple = if_given(
      fields, "multiple",
      {.range = at_least(0),
       .suspicious_above = 25,
       .suspicion =
           noted("a terminal value of more than 25 yearly margins looks too large: {percent} %")});
  const NumberId growth = if_given(fields, "growth", {.unit = "a year", .range = within(-10, 10)});
  if (multiple >= 0 && growth >= 0) {
    reader.error(
        fields.place_of("growth"),
        "'multiple' and 'growth' are two ways to say what the business is worth at the end",
        "keep one of them");
  } else if (multiple < 0 && growth < 0) {
    reader.error(fields.place(), "'terminal' needs 'multiple' or 'growth'",
                 "for example multiple = 4, or growth = 0.01");
  }
  terminal.kind = growth >= 0 ? Terminal::Kind::growth : Terminal::Kind::multiple;
  terminal.value = growth >= 0 ? growth : multiple;
  return terminal;
}

}  // namespace

void read_firm(Reader& reader, Fields& root) {
  Firm& firm = reader.scenario().firm;
  Fields fields = root.table("firm");
  firm.fixed_per_year =
      if_given(fields, "fixed_per_year",
               {.unit = " a year", .range = at_least(0), .currency = reader.scenario().currency});
  for (auto& [name, investment] : root.tables("investment"))
    firm.investments.push_back(read_investment(reader, name, investment));
  firm.tax = read_tax(root.table("tax"));
  firm.terminal = read_terminal(reader, root.table("terminal"));
}

Goods read_goods(Fields& product) {
  Goods goods;
  goods.stock_months =
      if_given(product, "stock_months", {.unit = "months", .range = within(0, 120)});
  goods.supplier_days =
      if_given(product, "supplier_days", {.unit = "days", .range = within(0, 3652)});
  return goods;
}

NumberId read_minimum_order(Fields& logistics, const std::string& unit) {
  return if_given(logistics, "minimum_order_units", {.unit = unit, .range = at_least(0)});
}

WithholdingTax read_withholding(Fields fields) {
  WithholdingTax tax;
  if (!fields.given()) return tax;
  tax.rate = fields.number("withholding_rate", share_ask(std::nullopt));
  tax.creditable_share = fields.number("creditable_share", share_ask(0));
  return tax;
}

void check_terminal(Reader& reader) {
  const Scenario& scenario = reader.scenario();
  const Terminal& terminal = scenario.firm.terminal;
  if (terminal.kind != Terminal::Kind::growth || terminal.value < 0) return;
  const Number& growth = scenario.number(terminal.value);
  if (reader.is_faulty(growth.address) || reader.is_faulty("scenario.discount")) return;
  const double most = reach(scenario, terminal.value).high;
  const double least = reach(scenario, scenario.discount).low;
  if (most < maths::log1p(least)) return;
  const auto shown = [](double value) { return shortest(std::round(value * 1e4) / 1e4); };
  reader.error(growth.place,
               "'growth' must stay below the discount rate on every path: it reaches " +
                   shown(most) + ", and ln(1 + discount) falls to " + shown(maths::log1p(least)),
               "a margin that grows as fast as it is discounted is worth infinitely much");
}

bool has_taxes(const Scenario& scenario) {
  bool any = scenario.firm.tax.given;
  for (const Market& market : scenario.markets) any = any || market.withholding.rate >= 0;
  return any;
}

}  // namespace landfall::scenario
