// The way of a unit from the works to the shelf, at central values.
#include <algorithm>
#include <cmath>

#include "base/text.hpp"
#include "scenario/central.hpp"
#include "simulate/drawn_values.hpp"
#include "simulate/explain_channels.hpp"
#include "simulate/explain_parts.hpp"

namespace landfall::simulate {

namespace {

std::string response_note(const scenario::Scenario& scenario, const scenario::Response& response,
                          const scenario::CentralLadder& at) {
  using Kind = scenario::Response::Kind;
  if (!response.given) return "Units do not answer the price: the market has no response.";
  const auto mean = [&](scenario::NumberId id) { return rounded(scenario::central(scenario, id)); };
  std::string note = "Price response R = " + rounded(at.response);
  if (response.kind != Kind::smart)
    note += " against the reference price of " + rounded(at.reference) + " " +
            at.reference_currency + ", elasticity " + mean(response.elasticity);
  if (response.kind == Kind::elasticity) return note + ".";
  double own = 1;
  std::string origins;
  for (const scenario::Rival& rival : response.rivals) {
    const bool shares = response.kind == Kind::armington;
    const double weight = scenario::central(scenario, shares ? rival.share : rival.flow);
    if (shares) own -= weight;
    origins += ", " + rival.name + " " + (shares ? percent(weight) : rounded(weight));
    if (rival.ad_valorem >= 0)
      origins += " at a duty of " + percent(scenario::central(scenario, rival.ad_valorem));
  }
  if (response.kind == Kind::armington)
    return note + ", substitution " + mean(response.substitution) + " among origins: the firm " +
           percent(own) + origins + ".";
  return note + " on a flow of " + mean(response.base_flow) + ": imports answer duties with " +
         mean(response.elasticity) + ", substitution " + mean(response.substitution) + origins +
         ".";
}

/// What the importer pays at the border and gets back.
std::string border_note(const scenario::CentralLadder& at, const std::string& invoice) {
  if (at.import_vat == 0 && at.credited.empty()) return "";
  std::string note = "Paid at the border and no cost:";
  if (at.import_vat != 0)
    note +=
        " VAT " + rounded(at.import_vat) + " " + invoice + ", which a registered importer recovers";
  for (std::size_t i = 0; i < at.credited.size(); ++i)
    note += (i > 0 || at.import_vat != 0 ? "; " : " ") + at.credited[i].name + ", " +
            rounded(at.credited[i].amount) + " " + invoice + ", set against income tax";
  return note + ".";
}

struct Step {
  std::string name;
  double amount = 0;
  std::string paid_by;  ///< empty: a sum
};

/// From the works to the shelf. Which steps there are does not depend on the values.
std::vector<Step> steps_of(const scenario::CentralLadder& at, const std::string& term, int group) {
  const auto payer = [&](int from) { return group >= from ? "firm" : "buyer"; };
  const double works = at.price - at.borne;
  const double insurance = group >= 3   ? at.customs_value * at.insurance / (1 + at.insurance)
                           : group == 0 ? (at.price + at.carriage) * at.insurance
                                        : at.price * at.insurance;
  const Step price{"= price at " + term, at.price, ""};
  std::vector<Step> steps = {{"ex-works value", works, "buyer"}};
  if (group == 0) steps.push_back(price);
  steps.push_back({"+ carriage to the port", at.carriage, payer(1)});
  if (group == 1) steps.push_back(price);
  const Step freight{"+ freight", at.freight, payer(2)};
  const Step insured{"+ insurance " + percent(at.insurance), insurance, payer(3)};
  if (group == 2) {
    steps.insert(steps.end(), {freight, price, insured});
  } else {
    steps.insert(steps.end(), {freight, insured});
  }
  if (group == 3) steps.push_back(price);
  steps.push_back({"= customs value", at.customs_value, ""});
  steps.push_back({"+ duty " + percent(at.ad_valorem), at.ad_valorem * at.customs_value, payer(5)});
  steps.push_back({"+ specific duty", at.specific, payer(5)});
  for (const scenario::ChargePaid& charge : at.charges)
    steps.push_back({"+ " + charge.name, charge.amount, payer(5)});
  steps.push_back({"= landed cost", at.landed, ""});
  steps.push_back({"+ trade margins", at.trade - at.landed, "consumer"});
  steps.push_back({"+ VAT " + percent(at.vat), at.shelf - at.trade, "consumer"});
  steps.push_back({"= shelf price", at.shelf, ""});
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
  return shortest(std::round(error * scale) / scale);
}

/// "The shelf price is 12.3 on average, with a standard error of 0.02, over 4 096 paths ...".
std::string sample_note(const std::vector<double>& shelf, const std::string& invoice) {
  double sum = 0, squares = 0;
  const double count = static_cast<double>(shelf.size());
  for (const double value : shelf) sum += value;
  const double mean = sum / count;
  for (const double value : shelf) squares += (value - mean) * (value - mean);
  return "P5 and P95 are those of " + grouped(count, 0) +
         " paths, rates and prices as they start; there the shelf price is " + rounded(mean) + " " +
         invoice + " on average, with a standard error of " +
         error_in_words(std::sqrt(squares / (count - 1) / count)) + ".";
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
  Table table{.title = "One " + market.product.unit +
                       " from the works to the shelf: " + name_of(market, channel),
              .columns = {{"step", ""}, {"amount", invoice}},
              .rows = {},
              .notes = {}};
  if (uncertain) table.columns.insert(table.columns.end(), {{"P5", invoice}, {"P95", invoice}});
  table.columns.insert(table.columns.end(), {{"of shelf", "%"}, {"paid by", ""}});
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const Step& step = steps[i];
    const bool varies = uncertain && sampled[i].front() != sampled[i].back();
    if (step.amount == 0 && !varies && step.name != "+ trade margins") continue;
    std::vector<Table::Cell> row = {text(step.name), figure(step.amount, 4)};
    if (uncertain)
      for (const double level : {0.05, 0.95})
        row.push_back(varies ? figure(percentile(sampled[i], level), 4) : text(""));
    row.push_back(figure(100 * step.amount / at.shelf, 1));
    row.push_back(text(step.paid_by));
    table.rows.push_back(row);
  }
  std::string note = "Shelf price in " + market.currency + ": " + rounded(at.shelf_local);
  if (at.rate != 1)
    note += " at " + rounded(at.rate) + " " + market.currency + " for one " + invoice;
  table.notes.push_back(note + ".");
  if (uncertain) table.notes.push_back(sample_note(sampled.back(), invoice));
  if (group >= 4) {
    std::string inside = "The price at " + term + " is " + rounded(at.price) + " " + invoice;
    if (at.inland != 0)
      inside += ": inland carriage of " + rounded(at.inland) + " in it is no part of the value";
    table.notes.push_back(inside + ".");
  }
  const std::string border = border_note(at, invoice);
  if (!border.empty()) table.notes.push_back(border);
  table.notes.push_back(channel.tender() != nullptr
                            ? winning(scenario, *channel.tender(), at, invoice)
                            : response_note(scenario, market.response, at));
  table.notes.push_back("Of the price the firm keeps " + rounded(at.kept) + " " + invoice + " a " +
                        market.product.unit + ", after goods " + rounded(at.goods) + " and what " +
                        term + " lays on it " + rounded(at.borne) + ".");
  return table;
}

}  // namespace landfall::simulate
