#include "simulate/trace.hpp"

#include <algorithm>
#include <cmath>

#include "base/diagnostic.hpp"
#include "base/lanes.hpp"
#include "base/language.hpp"
#include "base/text.hpp"
#include "base/units.hpp"
#include "maths/exp.hpp"
#include "simulate/access_of_path.hpp"
#include "simulate/block.hpp"
#include "simulate/explain_cells.hpp"
#include "simulate/run.hpp"

namespace landfall::simulate {

namespace {

using scenario::Scenario;

/// Decimals that show six significant digits: 7375117 and 0.0312346.
int decimals_of(double value) {
  if (value == 0) return 0;
  int decimals = 5;
  double scaled = std::fabs(value);
  for (; scaled >= 10 && decimals > 0; scaled /= 10) --decimals;
  for (; scaled < 1 && decimals < 12; scaled *= 10) ++decimals;
  return decimals;
}

struct Memory {
  std::vector<double> firm, markets, channels, series, events;
  int channel_count = 0;
};

/// What a kind of channel does in a period, beside what it sells.
struct Activity {
  Table::Column column;
  double times;
  int decimals;
};

Activity activity_of(const scenario::Channel& channel) {
  if (channel.retail() != nullptr) return {{say("selling"), say("chains")}, 1, 2};
  if (channel.tender() != nullptr) return {{say("bids"), ""}, 1, 0};
  if (channel.installed_base() != nullptr) return {{say("stock"), say("installed")}, 1, 1};
  if (channel.direct() != nullptr) return {{say("share"), "%"}, 100, 2};
  return {{say("uptake"), "%"}, 100, 2};
}

Table channel_table(const Scenario& scenario, const Plan& plan, const Memory& memory,
                    std::size_t market_at, std::size_t channel_at, std::size_t column) {
  const scenario::Market& market = scenario.markets[market_at];
  const scenario::Channel& channel = market.channels[channel_at];
  const std::string& invoice = market.product.currency;
  const Activity activity = activity_of(channel);
  Table table{.title = name_of(market, channel),
              .columns = {{say("period"), ""},
                          {say("demand"), unit_in_words(market.product.unit)},
                          {say("duty"), "%"},
                          {say("landed"), invoice},
                          {say("response"), "R"},
                          activity.column,
                          {say("units"), unit_in_words(market.product.unit)},
                          {say("price"), invoice},
                          {say("revenue"), scenario.currency}},
              .rows = {},
              .notes = {}};
  const int first = plan.markets[market_at].channels[channel_at].first_period;
  for (int period = 0; period < plan.kernel.periods; ++period) {
    const double* its_market =
        &memory.markets[(static_cast<std::size_t>(period) * scenario.markets.size() + market_at) *
                        kTraceMarket];
    const double* its_channel =
        &memory.channels[(static_cast<std::size_t>(period * memory.channel_count) + column) *
                         kTraceChannel];
    const bool open = period >= first;
    table.rows.push_back(
        {text(plan.period_labels[static_cast<std::size_t>(period)]), figure(its_market[0], 0),
         open ? figure(100 * its_market[2], 2) : text(""),
         open ? figure(its_market[7], 3) : text(""),
         open ? figure(maths::exp(its_channel[1]), 3) : text(""),
         figure(activity.times * its_channel[0], activity.decimals), figure(its_channel[2], 1),
         figure(its_market[1], 3), figure(its_channel[3], 0)});
  }
  return table;
}

/// A column of the firm's table that some scenarios have, before which of the usual ones it stands,
/// and where its values are.
struct FirmColumn {
  bool has;
  Table::Column column;
  std::size_t before;
  int field;
};

/// The last one first: a column moves those that stand after it.
std::vector<FirmColumn> further_columns(const Scenario& scenario, const Plan& plan) {
  const auto any = [&](const auto& has) {
    return std::any_of(plan.markets.begin(), plan.markets.end(), has);
  };
  const bool waits = any([](const MarketStep& market) { return market.order != nullptr; });
  const bool holds = any([](const MarketStep& market) { return market.stock != nullptr; }) &&
                     scenario.products[0].goods.stock_months >= 0;
  const FirmStep* firm = plan.kernel.firm;
  return {{waits, {say("waiting"), unit_in_words(scenario::common_unit(scenario.products))}, 6, 7},
          {holds, {say("in stock"), unit_in_words(scenario::common_unit(scenario.products))}, 6, 6},
          {firm != nullptr && firm->tax != nullptr, {say("taxes"), scenario.currency}, 3, 5}};
}

bool owes_something(const FirmStep* firm) {
  return firm != nullptr && (firm->owed_goods >= 0 || firm->owed_taxes >= 0);
}

Table firm_table(const Scenario& scenario, const Plan& plan, const Memory& memory) {
  const std::string& money = scenario.currency;
  Table table{.title = say("The firm's cash"),
              .columns = {{say("period"), ""},
                          {say("revenue"), money},
                          {say("outflows"), money},
                          {say("receipts"), money},
                          {say("cash"), money},
                          {say("discount factor"), ""}},
              .rows = {},
              .notes = {}};
  const std::vector<FirmColumn> further = further_columns(scenario, plan);
  const auto insert = [&](auto& cells, const FirmColumn& where, auto cell) {
    cells.insert(cells.begin() + static_cast<std::ptrdiff_t>(where.before), std::move(cell));
  };
  for (const FirmColumn& one : further)
    if (one.has) insert(table.columns, one, one.column);
  const int late = plan.kernel.late_periods;
  for (int period = 0; period < plan.kernel.periods + late; ++period) {
    const double* row = &memory.firm[static_cast<std::size_t>(period) * kTraceFirm];
    const bool after = period >= plan.kernel.periods;
    const std::string number = std::to_string(period - plan.kernel.periods + 1);
    table.rows.push_back({text(after ? say_in("the end", "after {n}", {{"n", number}})
                                     : plan.period_labels[static_cast<std::size_t>(period)]),
                          figure(row[0], 0), figure(row[1], 0), figure(row[2], 0),
                          figure(row[3], 0), after ? text("") : figure(row[4], 4)});
    for (const FirmColumn& one : further)
      if (one.has)
        insert(table.rows.back(), one,
               after && one.field != 5 ? text("") : figure(row[one.field], 0));
  }
  if (late > 0)
    table.notes.push_back(owes_something(plan.kernel.firm)
                              ? say("Periods after the end collect and pay what is still due.")
                              : say("Periods after the end collect what is still due."));
  return table;
}

/// "fx.MAD" of fx.MAD.process: the rate is all that stands there.
std::string series_name(const std::string& address) {
  const std::string rate = ".process";
  return address.starts_with("fx.") && address.ends_with(rate)
             ? address.substr(0, address.size() - rate.size())
             : address;
}

/// Every process in use, and the regimes of those that have some.
Table series_table(const Scenario& scenario, const Plan& plan, const Memory& memory) {
  Table table{.title = say("Rates and other processes"),
              .columns = {{say("period"), ""}},
              .rows = {},
              .notes = {}};
  for (const SeriesRow& series : plan.series_rows) {
    const scenario::Number& number = scenario.number(series.number);
    table.columns.push_back(
        {series_name(number.address), unit_in_words(number.currency + number.unit)});
    if (!number.process().rates.empty()) table.columns.push_back({say("regime"), ""});
  }
  for (int period = 0; period < plan.kernel.periods; ++period) {
    std::vector<Table::Cell> row = {text(plan.period_labels[static_cast<std::size_t>(period)])};
    for (const SeriesRow& series : plan.series_rows) {
      const double* traced =
          &memory
               .series[static_cast<std::size_t>(period * plan.kernel.series_count + series.index) *
                       kTraceSeries];
      const double value = maths::exp(traced[0]);
      row.push_back(figure(value, decimals_of(value)));
      const scenario::Process& process = scenario.number(series.number).process();
      if (!process.rates.empty())
        row.push_back(text(process.names[static_cast<std::size_t>(traced[1])]));
    }
    table.rows.push_back(std::move(row));
  }
  return table;
}

/// The part of each period in which each event is there.
Table events_of_path(const Scenario& scenario, const Plan& plan, const Memory& memory) {
  Table table{.title = say("Events"), .columns = {{say("period"), ""}}, .rows = {}, .notes = {}};
  for (const scenario::Event& event : scenario.events)
    table.columns.push_back({event.name, say("% of the period")});
  for (const scenario::Market& market : scenario.markets)
    for (const scenario::Event& stop : market.payment.stops)
      table.columns.push_back(
          {say("stop {name} ({market})", {{"name", stop.name}, {"market", market.id}}),
           say("% of the period")});
  const std::size_t count = plan.events.size();
  for (std::size_t period = 0; period < plan.period_labels.size(); ++period) {
    std::vector<Table::Cell> row = {text(plan.period_labels[period])};
    for (std::size_t i = 0; i < count; ++i)
      row.push_back(figure(100 * memory.events[period * count + i], 0));
    table.rows.push_back(std::move(row));
  }
  return table;
}

}  // namespace

Trace replay(const Scenario& scenario, std::uint64_t path) {
  const Plan plan = compile(scenario, {.moving_ladder = true, .cash = true, .dates = true});
  if (plan.kernel.sampler == random::Sampler::latin_hypercube && path >= plan.kernel.paths)
    throw WorldError("a Latin hypercube of " + std::to_string(plan.kernel.paths) +
                     " paths has no path " + std::to_string(path) +
                     ": state with --paths how many the run had");
  Block block(plan, choose_kernels());
  Memory memory;
  for (const MarketStep& market : plan.markets) memory.channel_count += market.channel_count;
  const auto periods = static_cast<std::size_t>(plan.kernel.periods);
  memory.firm.resize((periods + static_cast<std::size_t>(plan.kernel.late_periods)) * kTraceFirm);
  memory.markets.resize(periods * plan.markets.size() * kTraceMarket);
  memory.channels.resize(periods * static_cast<std::size_t>(memory.channel_count) * kTraceChannel);
  memory.events.resize(periods * plan.events.size());
  memory.series.resize(periods * plan.series.size() * kTraceSeries);
  const int lane = static_cast<int>(path % kLanes);
  TraceSink sink{lane,
                 memory.firm.data(),
                 memory.markets.data(),
                 memory.channels.data(),
                 memory.series.data(),
                 memory.events.data()};
  block.trace(&sink);
  block.run(path - static_cast<std::uint64_t>(lane));

  Trace trace;
  trace.provenance = provenance_of(scenario);
  trace.path = path;
  trace.drawn = {.title = say("Drawn once"),
                 .columns = {{say("address"), ""}, {say("value"), ""}, {say("unit"), ""}},
                 .rows = {},
                 .notes = {}};
  for (const Driver& driver : plan.drivers) {
    const scenario::Number& number = scenario.number(driver.row);
    const double value = block.row(driver.row)[lane];
    trace.drawn.rows.push_back({text(driver.address), figure(value, decimals_of(value)),
                                text(unit_in_words(number.currency + number.unit))});
  }
  std::size_t column = 0;
  for (std::size_t market = 0; market < scenario.markets.size(); ++market)
    for (std::size_t channel = 0; channel < scenario.markets[market].channels.size(); ++channel)
      trace.tables.push_back(channel_table(scenario, plan, memory, market, channel, column++));
  for (Table& table : access_of_path(scenario, plan, block, lane))
    trace.tables.push_back(std::move(table));
  if (!plan.series_rows.empty()) trace.tables.push_back(series_table(scenario, plan, memory));
  if (!plan.events.empty()) trace.tables.push_back(events_of_path(scenario, plan, memory));
  trace.tables.push_back(firm_table(scenario, plan, memory));
  trace.outcomes = {.title = say("Outcomes"),
                    .columns = {{say("metric"), ""}, {say("value"), ""}, {say("unit"), ""}},
                    .rows = {},
                    .notes = {}};
  for (std::size_t i = 0; i < plan.metrics.size(); ++i) {
    const double value = block.row(plan.metric_rows[i])[lane];
    const bool finite = value - value == 0;
    const bool share = plan.metrics[i].unit == "share";
    trace.outcomes.rows.push_back(
        {text(plan.metrics[i].name),
         finite ? figure(value, share ? 6 : 2)
                : text(plan.metrics[i].absent_is_never ? say("never") : say("none")),
         text(unit_in_words(plan.metrics[i].unit))});
  }
  return trace;
}

}  // namespace landfall::simulate
