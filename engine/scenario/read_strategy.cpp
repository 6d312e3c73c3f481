// [strategy.NAME.enter.MARKET] and [strategy.NAME.exit.MARKET]: when a market, or a channel of it,
// is entered and left.
#include <algorithm>
#include <tuple>

#include "base/text.hpp"
#include "base/utf8.hpp"
#include "scenario/read.hpp"

namespace landfall::scenario {

namespace {

/// Whole periods in so many months; reports a number of months that is none.
int periods_in(Reader& reader, Fields& fields, const std::string& key, int fallback_months) {
  const int step = reader.scenario().months_per_period();
  const int months =
      static_cast<int>(fields.integer(key, 1, kPeriodsMax, std::max(step, fallback_months)));
  if (months % step != 0)
    reader.error(fields.place_of(key),
                 "'" + key + "' must be whole periods of " + std::to_string(step) +
                     " months, not " + std::to_string(months),
                 "write " + std::to_string((months / step + 1) * step));
  return std::max(1, months / step);
}

/// What a rule may look at, and the metric that each name means.
std::vector<std::pair<std::string, Watch>> watchable(const Scenario& scenario) {
  using Of = Watch::Of;
  std::vector<std::pair<std::string, Watch>> all = {
      {"revenue", {.of = Of::revenue}}, {"margin", {.of = Of::margin}}, {"cash", {.of = Of::cash}}};
  for (std::size_t m = 0; m < scenario.markets.size(); ++m) {
    const Market& market = scenario.markets[m];
    if (market.line > 0) continue;
    const int at = static_cast<int>(m);
    all.push_back({"revenue." + market.id, {.of = Of::revenue, .market = at}});
    all.push_back({"units." + market.id, {.of = Of::units, .market = at}});
    for (std::size_t c = 0; c < market.channels.size(); ++c)
      all.push_back({"revenue." + market.id + "." + market.channels[c].name,
                     {.of = Of::revenue, .market = at, .channel = static_cast<int>(c)}});
  }
  return all;
}

/// A bound in the scenario's currency: another's rate of the period would let a rule see it.
NumberId read_bound(Reader& reader, Fields& fields, const std::string& key, const Ask& asked) {
  const Scenario& scenario = reader.scenario();
  const NumberId id = fields.number(key, asked);
  const Number& bound = scenario.number(id);
  if (!asked.currency.empty() && bound.currency != scenario.currency)
    reader.error(bound.place,
                 "'" + key + "' of a rule must be in " + scenario.currency + ", not in " +
                     sanitise(bound.currency),
                 "it is compared with what is booked in the currency of the scenario");
  return id;
}

std::optional<Watch> read_watch(Reader& reader, Fields fields) {
  const Scenario& scenario = reader.scenario();
  const std::string metric = fields.text("metric", std::nullopt);
  Watch watch;
  const auto known = watchable(scenario);
  const auto found = std::find_if(known.begin(), known.end(),
                                  [&](const auto& one) { return one.first == metric; });
  if (found != known.end()) {
    watch = found->second;
  } else if (!metric.empty()) {
    std::vector<std::string> names;
    for (const auto& one : known) names.push_back(one.first);
    const std::string close = nearest(metric, names);
    reader.error(fields.place_of("metric"), "no rule can look at '" + sanitise(metric) + "'",
                 close.empty() ? "revenue, margin, cash, revenue.MARKET, revenue.MARKET.CHANNEL or "
                                 "units.MARKET"
                               : "did you mean \"" + close + "\"?");
  }
  watch.metric = metric;
  const bool is_level = watch.of == Watch::Of::cash && found != known.end();
  if (is_level && fields.has("window_months"))
    reader.error(fields.place_of("window_months"),
                 "cash is what there is at a time: it has no window", "leave window_months out");
  watch.window_periods = periods_in(reader, fields, "window_months", is_level ? 1 : 12);
  if (is_level) watch.window_periods = 1;
  watch.for_periods = periods_in(reader, fields, "for_months", 1);
  const bool above = fields.has("above"), below = fields.has("below");
  if (above == below) {
    fields.peek("above");
    fields.peek("below");
    reader.error(
        above ? fields.place_of("below") : fields.place(),
        above ? "'above' and 'below' exclude each other" : "a rule needs 'above' or 'below'",
        "for example { metric = \"revenue.MA\", above = 400_000 }");
    return watch;
  }
  watch.above = above;
  Ask bound;
  if (watch.of == Watch::Of::units)
    bound.unit = scenario.markets[static_cast<std::size_t>(watch.market)].product.unit;
  else
    bound.currency = scenario.currency;
  watch.bound = read_bound(reader, fields, above ? "above" : "below", bound);
  fields.peek(above ? "below" : "above");
  return watch;
}

/// What [strategy.NAME.enter.MARKET] says, or the same of a channel or of an exit.
struct Clause {
  bool says_when = false;  ///< anything but which of its channels
  Decision decision;
};

Clause read_clause(Reader& reader, Fields& fields, Decision decision, int usual_period) {
  const Scenario& scenario = reader.scenario();
  Clause clause{.decision = decision};
  clause.decision.place = fields.place();
  Decision& out = clause.decision;
  out.first_period = usual_period;
  const bool has_at = fields.has("at"), has_when = fields.has("when");
  if (const auto date = fields.date("at"))
    out.first_period = first_period(reader, "at", *date, fields.place_of("at"));
  if (has_when) {
    out.when = read_watch(reader, fields.table("when"));
    out.first_period = 0;
  }
  fields.peek("when");
  if (const auto date = fields.date("not_before")) {
    out.first_period = first_period(reader, "not_before", *date, fields.place_of("not_before"));
    if (!has_when)
      reader.error(fields.place_of("not_before"), "'not_before' bounds a 'when'",
                   "write at = " + in_words(*date));
  }
  if (has_at && has_when)
    reader.error(fields.place_of("when"), "'at' and 'when' exclude each other",
                 "'not_before' is the date from which 'when' counts");
  if (out.is_exit) {
    if (!has_at && !has_when)
      reader.error(fields.place(), "an exit needs 'at' or 'when'", "for example at = 2028-01-01");
    out.cost =
        fields.number("cost", {.range = at_least(0), .fallback = 0, .currency = scenario.currency});
  } else {
    if (fields.has("cash_at_least"))
      out.cash_at_least =
          read_bound(reader, fields, "cash_at_least", {.currency = scenario.currency});
    fields.peek("cash_at_least");
  }
  clause.says_when = has_at || has_when || out.cash_at_least >= 0;
  return clause;
}

/// The entries, or the exits, of one strategy: which markets are named, and what is decided.
struct Side {
  std::vector<bool> named, by_market;  ///< [markets]: at all; for the market as a whole
  std::vector<Decision> decisions;
};

template <class Named>
int index_of(Reader& reader, const std::vector<Named>& all, const std::string& name, Place place,
             const std::string& what, std::string Named::*id) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (all[i].*id == name) return static_cast<int>(i);
    names.push_back(all[i].*id);
  }
  const std::string close = nearest(name, names);
  reader.error(place, what + " '" + sanitise(name) + "'",
               close.empty() ? "" : "did you mean '" + close + "'?");
  return -1;
}

void read_market_clause(Reader& reader, Fields& fields, int at, bool is_exit, Side& side) {
  const Market& market = reader.scenario().markets[static_cast<std::size_t>(at)];
  const auto index = static_cast<std::size_t>(at);
  side.named[index] = true;
  auto channels = fields.tables("channel");
  const bool only_channels =
      is_exit && !channels.empty() && !fields.has("at") && !fields.has("when");
  if (!only_channels) {
    const Clause clause =
        read_clause(reader, fields, {.market = at, .is_exit = is_exit}, market.enter_period);
    if (clause.says_when || channels.empty()) {
      side.by_market[index] = true;
      side.decisions.push_back(clause.decision);
    }
  }
  for (auto& [name, channel] : channels) {
    const int which = index_of(reader, market.channels, name, channel.place(),
                               "market '" + market.id + "' has no channel", &Channel::name);
    const Clause clause = read_clause(
        reader, channel, {.market = at, .channel = std::max(0, which), .is_exit = is_exit},
        market.enter_period);
    if (which >= 0) side.decisions.push_back(clause.decision);
  }
}

Side read_side(Reader& reader, Fields& strategy, const char* key) {
  const std::vector<Market>& markets = reader.scenario().markets;
  Side side;
  side.named.resize(markets.size());
  side.by_market.resize(markets.size());
  for (auto& [id, clause] : strategy.tables(key)) {
    const int at = index_of(reader, markets, id, clause.place(), "there is no market", &Market::id);
    if (at < 0)  // what stands below it is no news
      for (const char* known : {"at", "when", "not_before", "cash_at_least", "cost", "channel"})
        clause.peek(known);
    if (at >= 0) read_market_clause(reader, clause, at, std::string(key) == "exit", side);
  }
  return side;
}

/// The values below a table, each with its address.
void list_changes(const Node& table, const std::string& address, std::vector<std::string>& all) {
  for (const Node& child : table.children) {
    if (child.key == "source" || child.key == "assumption") continue;
    const std::string at = address + (address.empty() ? "" : ".") + child.key;
    if (child.is_table() && !child.is_inline)
      list_changes(child, at, all);
    else
      all.push_back(at + " = " + as_typed(child));
  }
}

std::string date_of_period(const Scenario& scenario, int period) {
  const int months = scenario.start.month - 1 + period * scenario.months_per_period();
  return in_words(Date{scenario.start.year + months / 12, months % 12 + 1, 1});
}

/// An entry on a date is a date of the market, unless something else is decided about the market.
void keep_dates(Scenario& scenario, Side& enter, const Side& exit, Place place) {
  for (std::size_t at = 0; at < scenario.markets.size(); ++at) {
    Market& market = scenario.markets[at];
    const auto is_of_market = [&](const Decision& one) {
      return one.market == static_cast<int>(at);
    };
    const auto is_date = [&](const Decision& one) {
      return is_of_market(one) && one.channel < 0 && !one.when && one.cash_at_least < 0;
    };
    const bool decided =
        exit.named[at] ||
        std::any_of(enter.decisions.begin(), enter.decisions.end(),
                    [&](const Decision& one) { return is_of_market(one) && !is_date(one); });
    if (!decided) {
      for (const Decision& one : enter.decisions)
        if (is_date(one)) {
          market.enter_period = one.first_period;
          market.enter = date_of_period(scenario, one.first_period);
        }
      std::erase_if(enter.decisions, is_date);
    } else if (!enter.named[at]) {  // it is left by a rule, and entered on its own date
      enter.decisions.push_back(
          {.market = static_cast<int>(at), .first_period = market.enter_period});
      enter.decisions.back().place = place;
    }
  }
}

/// A rule acts on a market, or looks at it, as one whole.
void check_products(Reader& reader, const Strategy& strategy) {
  const Scenario& scenario = reader.scenario();
  const auto sells_several = [&](int market) {
    return market >= 0 && lines_of(scenario, static_cast<std::size_t>(market)) > 1;
  };
  for (const Decision& one : strategy.decisions) {
    if (sells_several(one.market))
      reader.error(one.place,
                   "market '" + scenario.markets[static_cast<std::size_t>(one.market)].id +
                       "' can be entered on a date only: it sells several products",
                   "write at = ... and leave out when, cash_at_least, channel and exits");
    if (one.when && sells_several(one.when->market))
      reader.error(
          one.place,
          "a rule cannot look at '" + one.when->metric + "': the market sells several products",
          "look at revenue, margin or cash of the firm");
  }
}

}  // namespace

void read_strategy(Reader& reader, Fields& root) {
  Scenario& scenario = reader.scenario();
  for (auto& [name, fields] : root.tables("strategy")) {
    Strategy strategy{.name = name, .place = fields.place()};
    strategy.title = fields.text("title", name);
    if (const Node* set = fields.peek("set", {.kind = Asked::Kind::members});
        set != nullptr && set->is_table())
      list_changes(*set, "", strategy.sets);
    Side enter = read_side(reader, fields, "enter");
    const Side exit = read_side(reader, fields, "exit");
    if (fields.table("enter").given()) {
      for (std::size_t at = 0; at < scenario.markets.size(); ++at) {
        if (enter.named[at]) continue;
        scenario.markets[at].enter_period = scenario.periods;
        scenario.markets[at].enter = "never";
        if (!exit.named[at]) continue;
        reader.error(fields.table("exit").table(scenario.markets[at].id).place(),
                     "market '" + scenario.markets[at].id + "' is left but never entered",
                     "name it below enter, or leave out this exit");
      }
    }
    keep_dates(scenario, enter, exit, strategy.place);
    for (std::size_t at = 1; at < scenario.markets.size(); ++at)
      if (scenario.markets[at].line > 0) {
        scenario.markets[at].enter_period = scenario.markets[at - 1].enter_period;
        scenario.markets[at].enter = scenario.markets[at - 1].enter;
      }
    strategy.decisions = enter.decisions;
    strategy.decisions.insert(strategy.decisions.end(), exit.decisions.begin(),
                              exit.decisions.end());
    std::stable_sort(strategy.decisions.begin(), strategy.decisions.end(),
                     [](const Decision& a, const Decision& b) {
                       return std::tuple(!a.is_exit, a.market, a.channel) <
                              std::tuple(!b.is_exit, b.market, b.channel);
                     });
    check_products(reader, strategy);
    scenario.strategy = strategy;
  }
}

}  // namespace landfall::scenario
