#include "simulate/explain_channels.hpp"

#include <algorithm>

#include "base/language.hpp"
#include "base/units.hpp"
#include "maths/exp.hpp"
#include "maths/log.hpp"
#include "model/direct.hpp"
#include "model/installed_base.hpp"
#include "model/tender.hpp"
#include "simulate/explain_cells.hpp"

namespace landfall::simulate {

namespace {

using scenario::central;
using scenario::Channel;
using scenario::Market;
using scenario::NumberId;
using scenario::Scenario;

/// An amount at its mean in the scenario's currency.
double home(const Scenario& scenario, NumberId id) {
  const std::string& own = scenario.number(id).currency;
  return central(scenario, id) *
         (own.empty() ? 1 : scenario::central_rate(scenario, own, scenario.currency));
}

/// What is paid once for all products of a market stands beside the first.
Table::Cell paid(const Scenario& scenario, const Market& market, NumberId id) {
  return market.line == 0 ? figure(home(scenario, id), 0) : text("");
}

/// Those that are named after nobody have a name in each language.
constexpr const char* kCurves[] = {noted("immediate"), "bass",     "bass, euler",
                                   noted("logistic"),  "gompertz", noted("ramp")};

std::string curve_in_words(const scenario::Uptake& uptake) {
  return say(kCurves[static_cast<int>(uptake.kind)]);
}

Table distributors(const Scenario& scenario) {
  return {.title = say("Channels"),
          .columns = {{say("channel"), ""},
                      {say("prospects"), ""},
                      {say_in("distributors", "sign"), ""},
                      {say("ceiling"), say("of demand")},
                      {say("uptake"), ""},
                      {say("churn"), say("a year")},
                      {say("entry cost"), scenario.currency}},
          .rows = {},
          .notes = {}};
}

void add(Table& table, const Scenario& scenario, const Market& market, const Channel& channel,
         const scenario::Distributor& it) {
  const auto mean = [&](NumberId id) { return central(scenario, id); };
  const std::string name = name_of(market, channel);
  table.rows.push_back({text(name), figure(it.prospects, 0), text(percent(mean(it.sign_chance))),
                        text(percent(mean(it.ceiling_share))), text(curve_in_words(it.uptake)),
                        text(percent(mean(it.churn))), paid(scenario, market, channel.entry_cost)});
  if (it.exclusive.given) {
    const bool ends = it.exclusive.on_breach == scenario::Exclusive::Breach::end;
    const double least = mean(it.exclusive.minimum_units);
    const std::string units = rounded(least);
    const std::string unit = unit_in_words(market.product.unit);
    const Values values = {{"channel", name}, {"units", units}, {"unit", unit}};
    table.notes.push_back(
        least == 0 ? say("{channel}: exclusive.", {{"channel", name}})
        : ends     ? say("{channel}: exclusive; takes at least {units} {unit} a year, or the "
                             "contract ends.",
                         values)
                   : say("{channel}: exclusive; takes at least {units} {unit} a year, or pays for "
                             "what it did not take.",
                         values));
  }
  if (mean(it.resign_chance) > 0)
    table.notes.push_back(
        say("{channel}: a place that is left is signed again with a chance of "
            "{chance}, after {months} months.",
            {{"channel", name},
             {"chance", percent(mean(it.resign_chance))},
             {"months", rounded(mean(it.months_to_resign))}}));
}

Table retailers(const Scenario& scenario) {
  const std::string unit = unit_in_words(scenario::common_unit(scenario.products));
  return {.title = say("Retail channels"),
          .columns = {{say("channel"), ""},
                      {say("chains"), ""},
                      {say("list it"), ""},
                      {say("stores each"), ""},
                      {say("sold"), say("{unit} a store and month", {{"unit", unit}})},
                      {say("in all stores"), say("{unit} a year", {{"unit", unit}})},
                      {say("listing fee"), scenario.currency}},
          .rows = {},
          .notes = {say("Sold at the reference price, before seasons and delisting.")}};
}

void add(Table& table, const Scenario& scenario, const Market& market, const Channel& channel,
         const scenario::Retail& it) {
  const auto mean = [&](NumberId id) { return central(scenario, id); };
  const double stores = mean(it.stores), sold = mean(it.units_per_store_per_month);
  const double all = it.chains * mean(it.listing_chance) * stores * sold * 12;
  table.rows.push_back({text(name_of(market, channel)), figure(it.chains, 0),
                        text(percent(mean(it.listing_chance))), figure(stores, 0), figure(sold, 1),
                        figure(all, 0), paid(scenario, market, it.listing_fee)});
  if (it.delist_below >= 0)
    table.notes.push_back(
        say("{channel}: a chain that sells less than {units} a store and month "
            "for {months} months gives the product up.",
            {{"channel", name_of(market, channel)},
             {"units", rounded(mean(it.delist_below))},
             {"months", rounded(mean(it.delist_months))}}));
}

Table tenders(const Scenario& scenario) {
  return {.title = say("Tenders"),
          .columns = {{say("channel"), ""},
                      {say("calls"), say("a year")},
                      {say("dated calls"), ""},
                      {say("on the list"), ""},
                      {say("won"), ""},
                      {say("a contract"), ""},
                      {say("bid cost"), scenario.currency}},
          .rows = {},
          .notes = {}};
}

void add(Table& table, const Scenario& scenario, const Market& market, const Channel& channel,
         const scenario::Tender& it) {
  const auto mean = [&](NumberId id) { return central(scenario, id); };
  const double won = central_win_chance(
      scenario, it, scenario::central_ladder(scenario, market, channel), market.product.currency);
  const std::string brings =
      rounded(mean(it.size)) + " " +
      (it.by_value ? scenario.number(it.size).currency : unit_in_words(market.product.unit));
  table.rows.push_back({text(name_of(market, channel)), figure(mean(it.tenders_per_year), 2),
                        figure(static_cast<double>(it.calls.size()), 0),
                        text(percent(mean(it.supplier_list_chance))), text(percent(won)),
                        text(brings), paid(scenario, market, it.bid_cost)});
}

Table installed_bases(const Scenario& scenario) {
  return {.title = say("Installed bases"),
          .columns = {{say("channel"), ""},
                      {say("at the start"), say("installed")},
                      {say("at the end"), say("installed")},
                      {say("bought in all years"), say("each")},
                      {say("share"), ""},
                      {say("sold"), unit_in_words(scenario::common_unit(scenario.products))}},
          .rows = {},
          .notes = {say("Sold from the start on, at the reference price.")}};
}

/// The stock at central values, t years from the start.
double central_stock(const Scenario& scenario, const scenario::InstalledBase& it, double t_years) {
  const auto mean = [&](NumberId id) { return central(scenario, id); };
  using Curve = scenario::InstalledBase::Curve;
  if (it.curve == Curve::fixed) {
    const double year = (scenario.start.month - 1) / 12.0 + t_years;
    const auto whole = static_cast<std::size_t>(year + 1e-9);
    const double part = std::max(0.0, year - static_cast<double>(whole));
    const double from = mean(it.fixed.at(whole));
    return part > 0 ? from + (mean(it.fixed.at(whole + 1)) - from) * part : from;
  }
  const double ceiling = mean(it.ceiling), rate = mean(it.rate_per_year);
  const bool logistic = it.curve == Curve::logistic;
  const double turn = it.start < 0 ? mean(it.turn_years)
                      : logistic   ? model::logistic_turn(ceiling, rate, mean(it.start))
                                   : model::gompertz_turn(ceiling, rate, mean(it.start));
  return logistic ? model::logistic_stock(ceiling, rate, turn, t_years)
                  : model::gompertz_stock(ceiling, rate, turn, t_years);
}

void add(Table& table, const Scenario& scenario, const Market& market, const Channel& channel,
         const scenario::InstalledBase& it) {
  const auto mean = [&](NumberId id) { return central(scenario, id); };
  const double wear = it.life_years < 0 ? 0 : 1 / mean(it.life_years);
  double all = 0, before = central_stock(scenario, it, 0);
  const double first = before;
  for (int period = 0; period < scenario.periods; ++period) {
    const double after = central_stock(scenario, it, (period + 1) * scenario.dt_years());
    all += model::bought(before, after, scenario.dt_years(), wear);
    before = after;
  }
  const double share = mean(it.share);
  table.rows.push_back({text(name_of(market, channel)), figure(first, 0), figure(before, 0),
                        figure(all, 0), text(percent(share)),
                        figure(all * share * mean(it.units_per_increment), 0)});
}

Table directs(const Scenario&) {
  return {.title = say("Direct channels"),
          .columns = {{say("channel"), ""},
                      {say_in("marketing", "reach"), say("of buyers")},
                      {say_in("buyers", "try"), say("of those")},
                      {say("buy again"), say("of purchases")},
                      {say("in the end"), say("of demand")},
                      {say("uptake"), ""}},
          .rows = {},
          .notes = {}};
}

void add(Table& table, const Scenario& scenario, const Market& market, const Channel& channel,
         const scenario::Direct& it) {
  const auto mean = [&](NumberId id) { return central(scenario, id); };
  double reach = it.reach >= 0 ? mean(it.reach) : mean(it.reach_max);
  if (it.reach < 0)
    reach *= 1 - maths::exp(-home(scenario, channel.marketing_per_year) /
                            home(scenario, it.reach_scale));
  const double tried = mean(it.conversion), again = mean(it.repeat_share);
  table.rows.push_back({text(name_of(market, channel)), text(percent(reach)), text(percent(tried)),
                        text(percent(again)), text(percent(reach * tried * again)),
                        text(curve_in_words(it.uptake))});
}

}  // namespace

std::vector<Table> channel_tables(const Scenario& scenario) {
  std::vector<Table> all = {distributors(scenario), retailers(scenario), tenders(scenario),
                            installed_bases(scenario), directs(scenario)};
  for (const Market& market : scenario.markets)
    for (const Channel& channel : market.channels)
      std::visit(
          [&](const auto& it) { add(all[channel.is.index()], scenario, market, channel, it); },
          channel.is);
  std::erase_if(all, [](const Table& table) { return table.rows.empty(); });
  return all;
}

double central_win_chance(const Scenario& scenario, const scenario::Tender& tender,
                          const scenario::CentralLadder& ladder, const std::string& invoice) {
  const auto mean = [&](NumberId id) { return central(scenario, id); };
  if (tender.has_chance) return mean(tender.win_chance);
  double utility = mean(tender.intercept) + mean(tender.quality_weight) * mean(tender.quality);
  if (tender.field_price >= 0) {
    const std::string& currency = scenario.number(tender.field_price).currency;
    const double price = ladder.landed * scenario::central_rate(scenario, invoice, currency);
    utility -= mean(tender.price_weight) * maths::log(price / mean(tender.field_price));
  }
  return 1 / (1 + mean(tender.rivals) * maths::exp(-utility));
}

std::string winning(const Scenario& scenario, const scenario::Tender& tender,
                    const scenario::CentralLadder& ladder, const std::string& invoice) {
  const std::string chance = percent(central_win_chance(scenario, tender, ladder, invoice));
  if (tender.has_chance)
    return say("Tenders are won with a chance of {chance}, whatever the price.",
               {{"chance", chance}});
  if (tender.field_price < 0)
    return say("Tenders are won with a chance of {chance}; the price does not matter.",
               {{"chance", chance}});
  const std::string& currency = scenario.number(tender.field_price).currency;
  const double price = ladder.landed * scenario::central_rate(scenario, invoice, currency);
  return say(
      "Tenders are won with a chance of {chance} at a bid of {price} {currency}, the landed "
      "cost, against {field} of the field.",
      {{"chance", chance},
       {"price", rounded(price)},
       {"currency", currency},
       {"field", rounded(central(scenario, tender.field_price))}});
}

}  // namespace landfall::simulate
