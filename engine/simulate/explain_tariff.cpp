// Changes of duty and extra duties in words.
#include "scenario/central.hpp"
#include "scenario/read.hpp"
#include "simulate/explain_parts.hpp"

namespace landfall::simulate {

namespace {

using scenario::NumberId;
using scenario::Scenario;

std::string period_in_words(int period) {
  return "period " + std::to_string(period + 1);
}

std::string listed(const std::vector<std::string>& all) {
  std::string text;
  for (const std::string& one : all) text += (text.empty() ? "" : ", ") + one;
  return text;
}

std::string change_in_words(const Scenario& scenario, const std::string& market,
                            const scenario::TariffChange& change) {
  const auto mean = [&](NumberId id) { return scenario::central(scenario, id); };
  std::string line = market + ": duty change '" + change.name + "' ";
  line += change.starts_after_years >= 0
              ? "after " + rounded(mean(change.starts_after_years)) + " years on average"
              : "from " + period_in_words(change.schedule.empty()
                                              ? change.starts_period
                                              : change.schedule.front().starts_period);
  line += ", with a chance of " + percent(mean(change.probability));
  if (change.ad_valorem >= 0) line += ", duty " + percent(mean(change.ad_valorem));
  for (std::size_t i = 0; i < change.schedule.size(); ++i)
    line += (i == 0 ? ", duty " : ", ") + percent(mean(change.schedule[i].ad_valorem)) + " from " +
            std::to_string(change.schedule[i].year);
  if (change.excise.ad_valorem >= 0) line += ", excise " + percent(mean(change.excise.ad_valorem));
  if (change.vat >= 0) line += ", VAT " + percent(mean(change.vat));
  if (change.phased_over_years > 1)
    line += ", in " + std::to_string(change.phased_over_years) + " yearly steps";
  return line + "; used by " + percent(mean(change.utilisation)) + " of shipments.";
}

std::string extra_in_words(const Scenario& scenario, const scenario::Market& market,
                           const scenario::ExtraDuty& extra) {
  const auto mean = [&](NumberId id) { return scenario::central(scenario, id); };
  std::string line = market.id + ": extra duty '" + extra.name + "'";
  if (extra.ad_valorem >= 0) line += " of " + percent(mean(extra.ad_valorem));
  if (extra.specific >= 0)
    line += std::string(extra.ad_valorem >= 0 ? " and" : " of") + " " +
            rounded(mean(extra.specific)) + " " + scenario.number(extra.specific).currency + " a " +
            market.product.unit;
  line += extra.starts_after_years >= 0
              ? " after " + rounded(mean(extra.starts_after_years)) + " years on average"
              : " from " + period_in_words(extra.starts_period);
  if (extra.ends_period >= 0) line += ", until " + period_in_words(extra.ends_period) + " begins";
  if (extra.lasts_years >= 0) line += ", for " + rounded(mean(extra.lasts_years)) + " years";
  return line + ", with a chance of " + percent(mean(extra.probability)) + ".";
}

}  // namespace

std::vector<std::string> duties_in_words(const Scenario& scenario, const scenario::Market& market) {
  std::vector<std::string> lines;
  for (const scenario::TariffChange& change : market.tariff.changes)
    lines.push_back(change_in_words(scenario, market.id, change));
  for (const scenario::ExtraDuty& extra : market.tariff.extras)
    lines.push_back(extra_in_words(scenario, market, extra));
  const auto mean = [&](NumberId id) { return rounded(scenario::central(scenario, id)); };
  const scenario::Quota& quota = market.tariff.quota;
  if (quota.given)
    lines.push_back(
        market.id + ": a quota of " + mean(quota.units) + " " + market.product.unit +
        " a calendar year at a duty of " + percent(scenario::central(scenario, quota.ad_valorem)) +
        ", " + percent(scenario::central(scenario, quota.others_share)) + " of it used by others.");
  for (const scenario::Rival& rival : market.response.rivals)
    for (const scenario::TariffChange& change : rival.changes)
      lines.push_back(
          change_in_words(scenario, market.id + ", rival '" + rival.name + "'", change));
  const scenario::Route& route = market.route;
  if (route.is_forbidden)
    lines.push_back(market.id + ": goods must not pass " + listed(route.forbids_transit) +
                    " from " + period_in_words(route.since_period) +
                    ": the alternative route is taken.");
  if (market.pass_through >= 0)
    lines.push_back(market.id + ": of a change of the exchange rate " +
                    percent(scenario::central(scenario, market.pass_through)) +
                    " reaches the shelf price.");
  return lines;
}

}  // namespace landfall::simulate
