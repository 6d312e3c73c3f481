// The firm's own money in words.
#include <algorithm>

#include "base/language.hpp"
#include "base/units.hpp"
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

/// One, or more: a fraction counts as more.
std::uint64_t form_of(const std::string& number) {
  return number == "1" ? 1 : 2;
}

std::string months(const std::string& number) {
  return say_counted(form_of(number), "{number} month", "{number} months", {{"number", number}});
}

std::string days(const std::string& number) {
  return say_counted(form_of(number), "{number} day", "{number} days", {{"number", number}});
}

std::string goods_sentence(const Scenario& scenario, const scenario::Goods& goods) {
  if (goods.stock_months < 0 && goods.supplier_days < 0) return "";
  if (goods.stock_months < 0)
    return say("It pays for goods {days} after they are bought.",
               {{"days", days(mean(scenario, goods.supplier_days))}});
  const std::string held = months(mean(scenario, goods.stock_months));
  if (goods.supplier_days < 0)
    return say(
        "It holds goods for {months} of its latest sales, no more than for the months that are "
        "left.",
        {{"months", held}});
  return say(
      "It holds goods for {months} of its latest sales, no more than for the months that are left, "
      "and pays for them {days} after they are bought.",
      {{"months", held}, {"days", days(mean(scenario, goods.supplier_days))}});
}

std::string losses_in_words(int years) {
  if (years < 0) return say("losses are set against all years to come");
  if (years == 0) return say("losses are set against no other year");
  if (years == 1) return say("losses are set against the year after them");
  return say("losses are set against the {n} years after them", {{"n", std::to_string(years)}});
}

std::string tax_sentence(const Scenario& scenario, const scenario::CorporateTax& tax) {
  if (!tax.given) return "";
  const std::string rate = percent(scenario::central(scenario, tax.rate));
  const std::string losses = losses_in_words(tax.loss_years);
  if (scenario::central(scenario, tax.months_after) == 0)
    return say("Of the margin of each twelve months {rate} are paid as tax; {losses}.",
               {{"rate", rate}, {"losses", losses}});
  return say(
      "Of the margin of each twelve months {rate} are paid as tax, {months} after their end; "
      "{losses}.",
      {{"rate", rate}, {"months", months(mean(scenario, tax.months_after))}, {"losses", losses}});
}

std::string terminal_sentence(const Scenario& scenario, const scenario::Terminal& terminal) {
  using Kind = scenario::Terminal::Kind;
  if (terminal.kind == Kind::none) return "";
  const std::string year = std::to_string(scenario.years);
  if (terminal.kind == Kind::multiple)
    return say(
        "What comes after year {n} counts in npv as {times} times the margin of the last twelve "
        "months, after tax and never below 0.",
        {{"n", year}, {"times", mean(scenario, terminal.value)}});
  return say(
      "What comes after year {n} counts in npv as the margin of the last twelve months for ever, "
      "after tax and never below 0, growing by {rate}.",
      {{"n", year}, {"rate", yearly(scenario::central(scenario, terminal.value))}});
}

}  // namespace

std::vector<std::string> firm_in_words(const Scenario& scenario) {
  const scenario::Firm& firm = scenario.firm;
  std::vector<std::string> all;
  if (firm.fixed_per_year >= 0)
    all.push_back(say("The firm itself costs {amount} a year, from the start to the end.",
                      {{"amount", amount(scenario, firm.fixed_per_year)}}));
  for (const scenario::Investment& one : firm.investments)
    all.push_back(
        say("It invests {amount} in {what}, {date}.", {{"amount", amount(scenario, one.amount)},
                                                       {"what", one.name},
                                                       {"date", localised_date(one.date)}}));
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
    all.push_back(
        say("{market}: orders wait until they make up {units} {unit}, then ship together.",
            {{"market", market.id},
             {"units", mean(scenario, market.logistics.minimum_order_units)},
             {"unit", unit_in_words(market.product.unit)}}));
  const scenario::WithholdingTax& tax = market.withholding;
  if (tax.rate < 0) return all;
  all.push_back(
      say("{market}: of a positive margin of twelve months {rate} are withheld, of which {share} "
          "are set against the firm's own tax.",
          {{"market", market.id},
           {"rate", percent(scenario::central(scenario, tax.rate))},
           {"share", percent(scenario::central(scenario, tax.creditable_share))}}));
  return all;
}

}  // namespace landfall::simulate
