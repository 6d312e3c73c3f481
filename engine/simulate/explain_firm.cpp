// The firm's own money in words.
#include <algorithm>

#include "scenario/central.hpp"
#include "simulate/explain_parts.hpp"

namespace landfall::simulate {

namespace {

using scenario::NumberId;
using scenario::Scenario;

std::string mean(const Scenario& scenario, NumberId id) {
  return rounded(scenario::central(scenario, id));
}

std::string amount(const Scenario& scenario, NumberId id) {
  return mean(scenario, id) + " " + scenario.number(id).currency;
}

std::string counted_as(const std::string& number, const std::string& one) {
  return number + " " + one + (number == "1" ? "" : "s");
}

std::string goods_sentence(const Scenario& scenario, const scenario::Goods& goods) {
  std::string text;
  if (goods.stock_months >= 0)
    text = "It holds goods for " + counted_as(mean(scenario, goods.stock_months), "month") +
           " of its latest sales, no more than for the months that are left";
  if (goods.supplier_days >= 0)
    text += (text.empty() ? "It pays for goods " : ", and pays for them ") +
            counted_as(mean(scenario, goods.supplier_days), "day") + " after they are bought";
  return text.empty() ? "" : text + ".";
}

std::string tax_sentence(const Scenario& scenario, const scenario::CorporateTax& tax) {
  if (!tax.given) return "";
  std::string text = "Of the margin of each twelve months " +
                     percent(scenario::central(scenario, tax.rate)) + " are paid as tax";
  if (scenario::central(scenario, tax.months_after) != 0)
    text += ", " + counted_as(mean(scenario, tax.months_after), "month") + " after their end";
  if (tax.loss_years < 0) return text + "; losses are set against all years to come.";
  if (tax.loss_years == 0) return text + "; losses are set against no other year.";
  return text + "; losses are set against the " +
         (tax.loss_years == 1 ? "year" : std::to_string(tax.loss_years) + " years") +
         " after them.";
}

std::string terminal_sentence(const Scenario& scenario, const scenario::Terminal& terminal) {
  using Kind = scenario::Terminal::Kind;
  if (terminal.kind == Kind::none) return "";
  const std::string beyond =
      "What comes after year " + std::to_string(scenario.years) + " counts in npv as ";
  if (terminal.kind == Kind::multiple)
    return beyond + mean(scenario, terminal.value) +
           " times the margin of the last twelve months, after tax and never below 0.";
  return beyond +
         "the margin of the last twelve months for ever, after tax and never below 0, "
         "growing by " +
         yearly(scenario::central(scenario, terminal.value)) + ".";
}

}  // namespace

std::vector<std::string> firm_in_words(const Scenario& scenario) {
  const scenario::Firm& firm = scenario.firm;
  std::vector<std::string> all;
  if (firm.fixed_per_year >= 0)
    all.push_back("The firm itself costs " + amount(scenario, firm.fixed_per_year) +
                  " a year, from the start to the end.");
  for (const scenario::Investment& one : firm.investments)
    all.push_back("It invests " + amount(scenario, one.amount) + " in " + one.name + ", " +
                  one.date + ".");
  all.push_back(goods_sentence(scenario, scenario.products[0].goods));
  all.push_back(tax_sentence(scenario, firm.tax));
  all.push_back(terminal_sentence(scenario, firm.terminal));
  std::erase(all, "");
  return all;
}

std::vector<std::string> own_money_in_words(const Scenario& scenario,
                                            const scenario::Market& market) {
  std::vector<std::string> all;
  if (market.logistics.minimum_order_units >= 0)
    all.push_back(market.id + ": orders wait until they make up " +
                  mean(scenario, market.logistics.minimum_order_units) + " " + market.product.unit +
                  ", then ship together.");
  const scenario::WithholdingTax& tax = market.withholding;
  if (tax.rate < 0) return all;
  all.push_back(market.id + ": of a positive margin of twelve months " +
                percent(scenario::central(scenario, tax.rate)) + " are withheld, of which " +
                percent(scenario::central(scenario, tax.creditable_share)) +
                " are set against the firm's own tax.");
  return all;
}

}  // namespace landfall::simulate
