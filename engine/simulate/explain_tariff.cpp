// Changes of duty and extra duties in words.
#include "base/language.hpp"
#include "base/units.hpp"
#include "scenario/central.hpp"
#include "scenario/read.hpp"
#include "simulate/explain_parts.hpp"

namespace landfall::simulate {

namespace {

using scenario::NumberId;
using scenario::Scenario;

std::string number_of(int period) {
  return std::to_string(period + 1);
}

/// "after 2 years on average", "from period 13".
std::string beginning(const Scenario& scenario, NumberId after_years, int period) {
  if (after_years < 0) return say("from period {n}", {{"n", number_of(period)}});
  return say("after {years} years on average",
             {{"years", rounded(scenario::central(scenario, after_years))}});
}

/// What a change brings, clause by clause.
std::string change_terms(const Scenario& scenario, const scenario::TariffChange& change) {
  const auto mean = [&](NumberId id) { return percent(scenario::central(scenario, id)); };
  const int starts =
      change.schedule.empty() ? change.starts_period : change.schedule.front().starts_period;
  std::vector<std::string> terms = {
      beginning(scenario, change.starts_after_years, starts),
      say("with a chance of {chance}", {{"chance", mean(change.probability)}})};
  if (change.ad_valorem >= 0)
    terms.push_back(say("duty {rate}", {{"rate", mean(change.ad_valorem)}}));
  for (std::size_t i = 0; i < change.schedule.size(); ++i) {
    const std::string rate = mean(change.schedule[i].ad_valorem);
    const std::string year = std::to_string(change.schedule[i].year);
    terms.push_back(i == 0 ? say("duty {rate} from {year}", {{"rate", rate}, {"year", year}})
                           : say("{rate} from {year}", {{"rate", rate}, {"year", year}}));
  }
  if (change.excise.ad_valorem >= 0)
    terms.push_back(say("excise {rate}", {{"rate", mean(change.excise.ad_valorem)}}));
  if (change.vat >= 0) terms.push_back(say("VAT {rate}", {{"rate", mean(change.vat)}}));
  if (change.phased_over_years > 1)
    terms.push_back(say("in {n} yearly steps", {{"n", std::to_string(change.phased_over_years)}}));
  return by_commas(terms);
}

std::string change_in_words(const Scenario& scenario, const std::string& whose,
                            const scenario::TariffChange& change) {
  return say("{market}: duty change '{name}' {terms}; used by {share} of shipments.",
             {{"market", whose},
              {"name", change.name},
              {"terms", change_terms(scenario, change)},
              {"share", percent(scenario::central(scenario, change.utilisation))}});
}

/// "5 %", "0.4 EUR a kg", or both.
std::string height(const Scenario& scenario, const scenario::Market& market,
                   const scenario::ExtraDuty& extra) {
  const std::string rate =
      extra.ad_valorem < 0 ? "" : percent(scenario::central(scenario, extra.ad_valorem));
  if (extra.specific < 0) return rate;
  const std::string amount = say("{amount} {currency} a {unit}",
                                 {{"amount", rounded(scenario::central(scenario, extra.specific))},
                                  {"currency", scenario.number(extra.specific).currency},
                                  {"unit", unit_in_words(market.product.unit)}});
  return rate.empty() ? amount : say("{rate} and {amount}", {{"rate", rate}, {"amount", amount}});
}

std::string extra_in_words(const Scenario& scenario, const scenario::Market& market,
                           const scenario::ExtraDuty& extra) {
  const auto mean = [&](NumberId id) { return scenario::central(scenario, id); };
  std::vector<std::string> terms = {
      beginning(scenario, extra.starts_after_years, extra.starts_period)};
  if (extra.ends_period >= 0)
    terms.push_back(say("until period {n} begins", {{"n", number_of(extra.ends_period)}}));
  if (extra.lasts_years >= 0)
    terms.push_back(say("for {years} years", {{"years", rounded(mean(extra.lasts_years))}}));
  terms.push_back(say("with a chance of {chance}", {{"chance", percent(mean(extra.probability))}}));
  return say("{market}: extra duty '{name}' of {height} {terms}.",
             {{"market", market.id},
              {"name", extra.name},
              {"height", height(scenario, market, extra)},
              {"terms", by_commas(terms)}});
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
    lines.push_back(say(
        "{market}: a quota of {units} {unit} a calendar year at a duty of {rate}, {share} of it "
        "used by others.",
        {{"market", market.id},
         {"units", mean(quota.units)},
         {"unit", unit_in_words(market.product.unit)},
         {"rate", percent(scenario::central(scenario, quota.ad_valorem))},
         {"share", percent(scenario::central(scenario, quota.others_share))}}));
  for (const scenario::Rival& rival : market.response.rivals)
    for (const scenario::TariffChange& change : rival.changes)
      lines.push_back(change_in_words(
          scenario, say("{market}, rival '{name}'", {{"market", market.id}, {"name", rival.name}}),
          change));
  const scenario::Route& route = market.route;
  if (route.is_forbidden)
    lines.push_back(
        say("{market}: goods must not pass {places} from period {n}: the alternative "
            "route is taken.",
            {{"market", market.id},
             {"places", by_commas(route.forbids_transit)},
             {"n", number_of(route.since_period)}}));
  if (market.pass_through >= 0)
    lines.push_back(
        say("{market}: of a change of the exchange rate {share} reaches the shelf price.",
            {{"market", market.id},
             {"share", percent(scenario::central(scenario, market.pass_through))}}));
  return lines;
}

}  // namespace landfall::simulate
