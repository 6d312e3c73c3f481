// Reading a channel: what all kinds share, and the kind that reads the rest.
#include "scenario/read_channel.hpp"

#include "base/language.hpp"
#include "base/text.hpp"

namespace landfall::scenario {

Ask share_ask(std::optional<double> fallback) {
  return {.unit = "share", .range = within(0, 1), .fallback = fallback};
}

Ask rate_ask(const std::string& suspicion, double suspicious_above,
             std::optional<double> fallback) {
  return {.unit = "rate",
          .range = at_least(0),
          .fallback = fallback,
          .suspicious_above = suspicious_above,
          .suspicion = suspicion};
}

Ask months_ask(std::optional<double> fallback) {
  return {.unit = "months", .range = within(0, 12000), .fallback = fallback};
}

bool needs_demand(Fields& market) {
  const Node* channels = market.peek("channel");
  if (channels == nullptr || !channels->is_table()) return true;
  for (const Node& channel : channels->children) {
    const Node* kind = channel.is_table() ? channel.find("kind") : nullptr;
    const std::string word = kind != nullptr && kind->kind == Node::Kind::string ? kind->text : "";
    if (word != "retail" && word != "tender" && word != "installed_base") return true;
  }
  return false;
}

const Uptake* uptake_of(const Channel& channel) {
  if (const Distributor* distributor = channel.distributor()) return &distributor->uptake;
  if (const Direct* direct = channel.direct()) return &direct->uptake;
  return nullptr;
}

const char* kind_of(const Channel& channel) {
  constexpr const char* kKinds[] = {"distributor", "retail", "tender", "installed_base", "direct"};
  return kKinds[channel.is.index()];
}

Uptake read_uptake(Reader& reader, Fields& channel) {
  Uptake uptake;
  const Node* node = channel.peek("uptake", word_asked({"immediate"}, "immediate"));
  static const std::vector<std::string> kCurves = {"immediate", "bass", "logistic", "gompertz",
                                                   "ramp"};
  if (node == nullptr || node->poisoned) return uptake;
  if (!node->is_table()) {
    if (node->kind != Node::Kind::string || node->text != "immediate")
      reader.error(
          node->place, "'uptake' cannot be " + kind_in_words(*node),
          "write \"immediate\" or { bass = { p = 0.03, q = 0.38 } }; curves: bass, logistic, "
          "gompertz, ramp");
    return uptake;
  }
  Fields fields = channel.table("uptake");
  std::vector<std::string> found;
  for (const std::string& curve : kCurves) {
    fields.peek(curve);
    if (fields.has(curve)) found.push_back(curve);
  }
  if (found.size() > 1) {
    reader.error(fields.place_of(found[1]),
                 "'uptake' names two curves: " + found[0] + ", " + found[1], "keep one");
    return uptake;
  }
  if (found.empty()) {
    if (node->children.empty())
      reader.error(node->place, "'uptake' names no curve",
                   "one of: immediate, bass, logistic, gompertz, ramp");
    return uptake;
  }
  if (found[0] == "immediate") {
    if (!fields.boolean("immediate", true))
      reader.error(fields.place_of("immediate"), "'immediate' can only be true");
    return uptake;
  }
  Fields curve = fields.table(found[0]);
  const Ask yearly{.unit = "a year", .range = within(0, 100)};
  const Ask years{.unit = "years", .range = within(0, 1000)};
  if (found[0] == "bass") {
    const std::string method = curve.choice("method", {"exact", "euler"}, "exact");
    uptake.kind = method == "euler" ? Uptake::Kind::bass_euler : Uptake::Kind::bass;
    uptake.first = curve.number("p", yearly);
    uptake.second = curve.number("q", yearly);
  } else if (found[0] == "logistic") {
    uptake.kind = Uptake::Kind::logistic;
    uptake.first = curve.number("midpoint_years", years);
    uptake.second = curve.number("rate_per_year", yearly);
  } else if (found[0] == "gompertz") {
    uptake.kind = Uptake::Kind::gompertz;
    uptake.first = curve.number("inflection_years", years);
    uptake.second = curve.number("rate_per_year", yearly);
  } else {
    uptake.kind = Uptake::Kind::ramp;
    uptake.first = curve.number("months", {.unit = "months", .range = within(0, 12000)});
  }
  return uptake;
}

void read_markup(Reader& reader, Fields& all, Channel& channel) {
  // A product that states its margin in one way is free of the way that its market has.
  Fields own = all.alone();
  const bool has_own = own.has("markup") || own.has("margin_on_price") || own.has("markups");
  Fields& fields = has_own ? own : all;
  const Ask markup =
      rate_ask(noted("a markup looks a hundred times too large: {percent} %"), 5, std::nullopt);
  std::vector<std::string> ways;
  for (const char* key : {"markup", "margin_on_price", "markups"}) {
    fields.peek(key);
    if (fields.has(key)) ways.push_back(key);
  }
  if (ways.size() > 1)
    reader.error(fields.place_of(ways[1]),
                 "'" + ways[0] + "' and '" + ways[1] + "' say the same thing",
                 "keep one of markup, margin_on_price, markups");
  if (ways.empty()) return;
  if (ways[0] == "markup") {
    channel.markups = {fields.number("markup", markup)};
  } else if (ways[0] == "margin_on_price") {
    channel.margin_on_price =
        fields.number("margin_on_price", {.unit = "share", .range = within(0, 0.99)});
  } else {
    Fields chain = fields.table("markups");
    for (const Node* member : chain.members())
      channel.markups.push_back(
          read_number(reader, member, chain.address() + "." + member->key, markup, chain.note()));
  }
}

namespace {

const std::vector<std::string> kKinds = {"distributor", "retail", "tender", "installed_base",
                                         "direct"};

/// The kind of a channel that does not say it rightly: by the word nearest to it, or by a key that
/// no other kind has. Empty if unknown.
std::string guessed_kind(Fields& fields) {
  const Node* kind = fields.peek("kind");
  if (kind != nullptr && kind->kind == Node::Kind::string)
    if (const std::string close = nearest(kind->text, kKinds); !close.empty()) return close;
  for (const auto& [key, its_kind] : {std::pair{"ceiling_share", "distributor"},
                                      {"stores", "retail"},
                                      {"tenders_per_year", "tender"},
                                      {"call", "tender"},
                                      {"stock", "installed_base"},
                                      {"conversion", "direct"}})
    if (fields.has(key)) return its_kind;
  return "";
}

void read_kind(Reader& reader, const std::string& kind, Fields& fields, const Market& market,
               Channel& channel) {
  if (kind == "retail") {
    channel.is = read_retail(reader, fields);
  } else if (kind == "tender") {
    channel.is = read_tender(reader, fields, market);
  } else if (kind == "installed_base") {
    channel.is = read_installed_base(reader, fields);
  } else if (kind == "direct") {
    channel.is = read_direct(reader, fields);
  } else {
    channel.is = read_distributor(fields);
  }
}

void read_costs(const Scenario& scenario, Fields& fields, Channel& channel) {
  const Ask total{.range = at_least(0), .fallback = 0, .currency = scenario.currency};
  Ask yearly = total;
  yearly.unit = " a year";
  channel.entry_cost = fields.number("entry_cost", total);
  channel.marketing_per_year = fields.number("marketing_per_year", yearly);
  channel.fixed_per_year = fields.number("fixed_per_year", yearly);
}

}  // namespace

Channel read_channel(Reader& reader, const std::string& name, Fields& fields,
                     const Market& market) {
  const Scenario& scenario = reader.scenario();
  Channel channel;
  channel.name = name;
  channel.place = fields.place();
  std::string kind = fields.choice("kind", kKinds, std::nullopt);
  if (reader.is_faulty(fields.address() + ".kind")) kind = guessed_kind(fields);
  if (kind.empty()) {  // then no key can be called unknown
    fields.accept_any_names();
    return channel;
  }
  read_kind(reader, kind, fields, market, channel);
  channel.addressable = fields.number("addressable", share_ask(1));
  if (Distributor* distributor = std::get_if<Distributor>(&channel.is))
    distributor->uptake = read_uptake(reader, fields);
  if (Direct* direct = std::get_if<Direct>(&channel.is))
    direct->uptake = read_uptake(reader, fields);
  if (channel.answers_response()) {
    read_markup(reader, fields, channel);
    if (fields.has("reference_price"))
      channel.reference_price = fields.number(
          "reference_price",
          {.unit = "/" + reader.product().unit, .range = above(0), .currency = market.currency});
    fields.peek("reference_price");
  }
  if (channel.distributor() != nullptr) read_exclusive(fields, channel);
  read_costs(scenario, fields, channel);
  return channel;
}

}  // namespace landfall::scenario
