// The way of a unit from the works to the shelf, at central values.
#include <algorithm>
#include <cmath>

#include "base/language.hpp"
#include "base/text.hpp"
#include "base/units.hpp"
#include "scenario/central.hpp"
#include "simulate/drawn_values.hpp"
#include "simulate/explain_channels.hpp"
#include "simulate/explain_parts.hpp"

namespace landfall::simulate {

namespace {

/// "the firm 40 %, Turkey 35 % at a duty of 5 %": what each origin sells, of shares beginning with
/// the firm.
std::string origins_in_words(const scenario::Scenario& scenario,
                             const scenario::Response& response) {
  const bool shares = response.kind == scenario::Response::Kind::armington;
  double own = 1;
  std::vector<std::string> origins;
  for (const scenario::Rival& rival : response.rivals) {
    const double weight = scenario::central(scenario, shares ? rival.share : rival.flow);
    if (shares) own -= weight;
    const std::string sold = rival.name + " " + (shares ? percent(weight) : rounded(weight));
    origins.push_back(
        rival.ad_valorem < 0
            ? sold
            : say("{origin} at a duty of {rate}",
                  {{"origin", sold},
                   {"rate", percent(scenario::central(scenario, rival.ad_valorem))}}));
  }
  if (shares) origins.insert(origins.begin(), say("the firm {share}", {{"share", percent(own)}}));
  return by_commas(origins);
}

std::string response_note(const scenario::Scenario& scenario, const scenario::Response& response,
                          const scenario::CentralLadder& at) {
  using Kind = scenario::Response::Kind;
  if (!response.given) return say("Units do not answer the price: the market has no response.");
  const auto mean = [&](scenario::NumberId id) { return rounded(scenario::central(scenario, id)); };
  const std::string answer = rounded(at.response), elasticity = mean(response.elasticity);
  if (response.kind == Kind::elasticity)
    return say(
        "Price response R = {response} against the reference price of {price} {currency}, "
        "elasticity {elasticity}.",
        {{"response", answer},
         {"price", rounded(at.reference)},
         {"currency", at.reference_currency},
         {"elasticity", elasticity}});
  if (response.kind == Kind::armington)
    return say(
        "Price response R = {response} against the reference price of {price} {currency}, "
        "elasticity {elasticity}, substitution {substitution} among origins: {origins}.",
        {{"response", answer},
         {"price", rounded(at.reference)},
         {"currency", at.reference_currency},
         {"elasticity", elasticity},
         {"substitution", mean(response.substitution)},
         {"origins", origins_in_words(scenario, response)}});
  const std::string origins = origins_in_words(scenario, response);
  const std::string substitution =
      say("substitution {number}", {{"number", mean(response.substitution)}});
  return say(
      "Price response R = {response} on a flow of {flow}: imports answer duties with {elasticity}, "
      "{terms}.",
      {{"response", answer},
       {"flow", mean(response.base_flow)},
       {"elasticity", elasticity},
       {"terms", origins.empty() ? substitution : by_commas({substitution, origins})}});
}

/// What the importer pays at the border and gets back.
std::string border_note(const scenario::CentralLadder& at, const std::string& invoice) {
  if (at.import_vat == 0 && at.credited.empty()) return "";
  std::vector<std::string> parts;
  if (at.import_vat != 0)
    parts.push_back(say("VAT {amount} {currency}, which a registered importer recovers",
                        {{"amount", rounded(at.import_vat)}, {"currency", invoice}}));
  for (const scenario::ChargePaid& charge : at.credited)
    parts.push_back(
        say("{charge}, {amount} {currency}, set against income tax",
            {{"charge", charge.name}, {"amount", rounded(charge.amount)}, {"currency", invoice}}));
  return say("Paid at the border and no cost: {parts}.", {{"parts", by_semicolons(parts)}});
}

struct Step {
  std::string name;
  double amount = 0;
  std::string paid_by;  ///< empty: a sum
  bool is_shown_at_zero = false;
};

/// From the works to the shelf. Which steps there are does not depend on the values.
std::vector<Step> steps_of(const scenario::CentralLadder& at, const std::string& term, int group) {
  const std::string buyer = say_in("who pays", "buyer"), consumer = say_in("who pays", "consumer");
  const auto payer = [&](int from) { return group >= from ? say_in("who pays", "firm") : buyer; };
  const double works = at.price - at.borne;
  const double insurance = group >= 3   ? at.customs_value * at.insurance / (1 + at.insurance)
                           : group == 0 ? (at.price + at.carriage) * at.insurance
                                        : at.price * at.insurance;
  const Step price{say("= price at {incoterm}", {{"incoterm", term}}), at.price, ""};
  std::vector<Step> steps = {{say("ex-works value"), works, buyer}};
  if (group == 0) steps.push_back(price);
  steps.push_back({say("+ carriage to the port"), at.carriage, payer(1)});
  if (group == 1) steps.push_back(price);
  const Step freight{say("+ freight"), at.freight, payer(2)};
  const Step insured{say("+ insurance {rate}", {{"rate", percent(at.insurance)}}), insurance,
                     payer(3)};
  if (group == 2) {
    steps.insert(steps.end(), {freight, price, insured});
  } else {
    steps.insert(steps.end(), {freight, insured});
  }
  if (group == 3) steps.push_back(price);
  steps.push_back({say("= customs value"), at.customs_value, ""});
  steps.push_back({say("+ duty {rate}", {{"rate", percent(at.ad_valorem)}}),
                   at.ad_valorem * at.customs_value, payer(5)});
  steps.push_back({say("+ specific duty"), at.specific, payer(5)});
  for (const scenario::ChargePaid& charge : at.charges)
    steps.push_back({"+ " + charge.name, charge.amount, payer(5)});
  steps.push_back({say("= landed cost"), at.landed, ""});
  steps.push_back({say("+ trade margins"), at.trade - at.landed, consumer, true});
  steps.push_back(
      {say("+ VAT {rate}", {{"rate", percent(at.vat)}}), at.shelf - at.trade, consumer});
  steps.push_back({say("= shelf price"), at.shelf, ""});
  return steps;
}

/// Percentile of sorted values, type 7.
double percentile(const std::vector<double>& sorted, double level) {
  const double at = static_cast<double>(sorted.size() - 1) * level;
  const auto below = static_cast<std::size_t>(at);
  if (below + 1 >= sorted.size()) return sorted.back();
  return sorted[below] + (at - static_cast<double>(below)) * (sorted[below + 1] - sorted[below]);
}

/// Each step on every path that was drawn, [steps][paths], sorted.
std::vector<std::vector<double>> sampled_steps(const scenario::Scenario& scenario,
                                               const scenario::Market& market,
                                               const scenario::Channel& channel,
                                               const DrawnValues& drawn, int group) {
  const Speaking english(Language::english);  // amounts alone are asked for: translate no name
  std::vector<std::vector<double>> sampled;
  for (std::size_t path = 0; path < drawn.paths; ++path) {
    const scenario::CentralLadder at = scenario::ladder_at(
        scenario, market, channel,
        [&](scenario::NumberId id) { return drawn_value(scenario, drawn, id, path); });
    const std::vector<Step> steps = steps_of(at, "", group);
    sampled.resize(steps.size());
    for (std::size_t i = 0; i < steps.size(); ++i) sampled[i].push_back(steps[i].amount);
  }
  for (std::vector<double>& values : sampled) std::sort(values.begin(), values.end());
  return sampled;
}

/// Two significant digits, as errors are shown.
std::string error_in_words(double error) {
  double scale = 1;
  while (error > 0 && error * scale < 10 && scale < 1e12) scale *= 10;
  return localised(shortest(std::round(error * scale) / scale));
}

/// "The shelf price is 12.3 on average, with a standard error of 0.02, over 4 096 paths ...".
std::string sample_note(const std::vector<double>& shelf, const std::string& invoice) {
  double sum = 0, squares = 0;
  const double count = static_cast<double>(shelf.size());
  for (const double value : shelf) sum += value;
  const double mean = sum / count;
  for (const double value : shelf) squares += (value - mean) * (value - mean);
  return say(
      "P5 and P95 are those of {n} paths, rates and prices as they start; there the shelf price is "
      "{price} {currency} on average, with a standard error of {error}.",
      {{"n", localised(grouped(count, 0))},
       {"price", rounded(mean)},
       {"currency", invoice},
       {"error", error_in_words(std::sqrt(squares / (count - 1) / count))}});
}

std::string shelf_note(const scenario::Market& market, const scenario::CentralLadder& at,
                       const std::string& invoice) {
  const std::string price = rounded(at.shelf_local);
  if (at.rate == 1)
    return say("Shelf price in {currency}: {price}.",
               {{"currency", market.currency}, {"price", price}});
  return say("Shelf price in {currency}: {price} at {rate} {currency} for one {invoice}.",
             {{"currency", market.currency},
              {"price", price},
              {"rate", rounded(at.rate)},
              {"invoice", invoice}});
}

std::string term_note(const scenario::CentralLadder& at, const std::string& term,
                      const std::string& invoice) {
  const std::string price = rounded(at.price);
  if (at.inland == 0)
    return say("The price at {incoterm} is {price} {currency}.",
               {{"incoterm", term}, {"price", price}, {"currency", invoice}});
  return say(
      "The price at {incoterm} is {price} {currency}: inland carriage of {inland} in it is no part "
      "of the value.",
      {{"incoterm", term},
       {"price", price},
       {"currency", invoice},
       {"inland", rounded(at.inland)}});
}

}  // namespace

Table ladder_table(const scenario::Scenario& scenario, const scenario::Market& market,
                   const scenario::Channel& channel, const DrawnValues& drawn) {
  const scenario::CentralLadder at = scenario::central_ladder(scenario, market, channel);
  const std::string& invoice = market.product.currency;
  const std::string term = in_words(market.product.incoterm);
  const int group = scenario::ladder_group(market.product.incoterm);
  const std::vector<Step> steps = steps_of(at, term, group);
  const auto sampled = sampled_steps(scenario, market, channel, drawn, group);
  const bool uncertain =
      !sampled.empty() && std::any_of(sampled.begin(), sampled.end(), [](const auto& values) {
        return values.front() != values.back();
      });
  Table table{.title = say("One {unit} from the works to the shelf: {channel}",
                           {{"unit", unit_in_words(market.product.unit)},
                            {"channel", name_of(market, channel)}}),
              .columns = {{say("step"), ""}, {say("amount"), invoice}},
              .rows = {},
              .notes = {}};
  if (uncertain) table.columns.insert(table.columns.end(), {{"P5", invoice}, {"P95", invoice}});
  table.columns.insert(table.columns.end(), {{say("of shelf"), "%"}, {say("paid by"), ""}});
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const Step& step = steps[i];
    const bool varies = uncertain && sampled[i].front() != sampled[i].back();
    if (step.amount == 0 && !varies && !step.is_shown_at_zero) continue;
    std::vector<Table::Cell> row = {text(step.name), figure(step.amount, 4)};
    if (uncertain)
      for (const double level : {0.05, 0.95})
        row.push_back(varies ? figure(percentile(sampled[i], level), 4) : text(""));
    row.push_back(figure(100 * step.amount / at.shelf, 1));
    row.push_back(text(step.paid_by));
    table.rows.push_back(row);
  }
  table.notes.push_back(shelf_note(market, at, invoice));
  if (uncertain) table.notes.push_back(sample_note(sampled.back(), invoice));
  if (group >= 4) table.notes.push_back(term_note(at, term, invoice));
  const std::string border = border_note(at, invoice);
  if (!border.empty()) table.notes.push_back(border);
  table.notes.push_back(channel.tender() != nullptr
                            ? winning(scenario, *channel.tender(), at, invoice)
                            : response_note(scenario, market.response, at));
  table.notes.push_back(
      say("Of the price the firm keeps {kept} {currency} a {unit}, after goods {goods} and what "
          "{incoterm} lays on it {borne}.",
          {{"kept", rounded(at.kept)},
           {"currency", invoice},
           {"unit", unit_in_words(market.product.unit)},
           {"goods", rounded(at.goods)},
           {"incoterm", term},
           {"borne", rounded(at.borne)}}));
  return table;
}

}  // namespace landfall::simulate
