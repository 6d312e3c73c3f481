// The way of a unit from the works to the shelf, at central values.
#include "scenario/central.hpp"
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

}  // namespace

Table ladder_table(const scenario::Scenario& scenario, const scenario::Market& market,
                   const scenario::Channel& channel) {
  const scenario::CentralLadder at = scenario::central_ladder(scenario, market, channel);
  const std::string& invoice = scenario.product.currency;
  const std::string term = incoterm_name(scenario.product.incoterm);
  Table table{.title = "One " + scenario.product.unit +
                       " from the invoice to the shelf: " + market.id + "." + channel.name,
              .columns = {{"step", ""}, {"amount", invoice}, {"of the shelf price", "%"}},
              .rows = {},
              .notes = {}};
  const auto add = [&](const std::string& step, double amount) {
    table.rows.push_back({text(step), figure(amount, 4), figure(100 * amount / at.shelf, 1)});
  };
  const int group = scenario::ladder_group(scenario.product.incoterm);
  add("price at " + term, at.price);
  if (group == 0 && at.carriage != 0) add("+ carriage to the port", at.carriage);
  if (group <= 2 && at.insurance != 0)
    add("+ insurance " + percent(at.insurance),
        (at.price + (group == 0 ? at.carriage : 0)) * at.insurance);
  if (group <= 1 && at.freight != 0) add("+ freight", at.freight);
  if (group == 4 && at.inland != 0) add("- inland carriage", -at.inland);
  if (group == 5)
    add("- inland carriage, duty and levies in the price", at.customs_value - at.price);
  add("= customs value", at.customs_value);
  if (at.ad_valorem != 0) add("+ duty " + percent(at.ad_valorem), at.ad_valorem * at.customs_value);
  if (at.specific != 0) add("+ specific duty", at.specific);
  for (const scenario::ChargePaid& charge : at.charges) add("+ " + charge.name, charge.amount);
  add("= landed cost", at.landed);
  add("+ trade margins", at.trade - at.landed);
  if (at.vat != 0) add("+ VAT " + percent(at.vat), at.shelf - at.trade);
  add("= shelf price", at.shelf);
  std::string note = "Shelf price in " + market.currency + ": " + rounded(at.shelf_local);
  if (at.rate != 1)
    note += " at " + rounded(at.rate) + " " + market.currency + " for one " + invoice;
  table.notes.push_back(note + ".");
  const std::string border = border_note(at, invoice);
  if (!border.empty()) table.notes.push_back(border);
  table.notes.push_back(response_note(scenario, market.response, at));
  table.notes.push_back("Of the price the firm keeps " + rounded(at.kept) + " " + invoice + " a " +
                        scenario.product.unit + ", after goods " + rounded(at.goods) +
                        " and what " + term + " lays on it " + rounded(at.borne) + ".");
  return table;
}

}  // namespace landfall::simulate
