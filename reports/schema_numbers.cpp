#include "reports/schema_numbers.hpp"

#include <algorithm>
#include <vector>

#include "scenario/distribution.hpp"
#include "scenario/families.hpp"
#include "scenario/process.hpp"

namespace landfall::reports {
namespace {

using scenario::Asked;
using scenario::Shape;

/// Between 0 and 100, neither included: p5, p97.5.
constexpr const char* kPercentile = "^p([1-9][0-9]?(\\.[0-9]+)?|0?\\.0*[1-9][0-9]*)$";

/// What the forms of a number mean; those that are not named say it with their parameters.
constexpr const char* kMeanings[][2] = {
    {"normal", "Normal: [mean, sd], or two percentiles { p10 = 4, p90 = 6 }."},
    {"lognormal", "Lognormal: mean and sd of the number itself, or two percentiles."},
    {"uniform", "Uniform: [low, high]."},
    {"log_uniform", "Uniform on the logarithm: [low, high], above 0."},
    {"triangular", "Triangular: [low, mode, high]."},
    {"pert", "A smooth triangle: [low, mode, high]."},
    {"expert", "Triangular by an interval: low, mode, high, and the confidence in low to high."},
    {"beta", "Beta on 0 to 1: [a, b]."},
    {"exponential", "Exponential: its mean, or its rate."},
    {"gamma", "Gamma: shape and scale, or mean and sd."},
    {"weibull", "Weibull: shape and scale; times to an event."},
    {"pareto", "Pareto: minimum and shape."},
    {"student_t", "Student's t: df, mean, scale."},
    {"logistic", "Logistic: mean and scale."},
    {"gumbel", "Gumbel, the largest of many: mode and scale."},
    {"binomial", "Binomial: how many of n come true, each with p."},
    {"poisson", "Poisson: how many events, by their mean."},
    {"bernoulli", "1 with probability p, else 0."},
    {"discrete", "Values with weights that add up to 1."},
    {"empirical", "One of the values, of a list or of a column of a CSV file."},
    {"metalog", "Through percentiles, fitted to a column, or by coefficients."},
    {"mixture", "One of several named parts, by their weights."},
    {"fixed", "A value for every calendar year: { 2026 = 10.7, 2027 = 10.9 }."},
    {"gbm", "Geometric Brownian motion: start, drift, volatility."},
    {"mean_reverting", "Ornstein-Uhlenbeck on the logarithm: start, level, speed, volatility."},
    {"jump_diffusion", "Geometric Brownian motion with jumps."},
    {"regime", "Geometric Brownian motion whose drift and volatility switch with the regime."},
    {"basket", "A currency that is pegged to others."},
};

Json described(const char* text, Json schema) {
  Json all = {{"description", text}};
  all.update(schema);
  return all;
}

Json number_json() {
  return {{"type", "number"}};
}
Json text_json() {
  return {{"type", "string"}, {"minLength", 1}};
}
Json list_json(Json items, int least, int most = 0) {
  Json list = {{"type", "array"}, {"items", std::move(items)}, {"minItems", least}};
  if (most > 0) list["maxItems"] = most;
  return list;
}

Json& add_notes(Json& properties) {
  properties["source"] = reference_to("source");
  properties["assumption"] = reference_to("assumption");
  return properties;
}

Json closed_table(Json properties, const std::vector<std::string>& required = {}) {
  Json table = {
      {"type", "object"}, {"properties", std::move(properties)}, {"additionalProperties", false}};
  if (!required.empty()) table["required"] = required;
  return table;
}

/// Parameters in a list, in a table by name, or percentiles in a table.
Json family_json(const Shape& shape) {
  std::vector<std::string> types = {"object"};
  if (shape.positional) types.push_back("array");
  if (shape.name == "bernoulli") types.push_back("number");
  std::vector<std::string> names = shape.parameters;
  names.insert(names.end(), shape.instead.begin(), shape.instead.end());
  Json family = {{"type", types}};
  if (shape.positional) {
    family["items"] = number_json();
    family["minItems"] = family["maxItems"] = shape.parameters.size();
  }
  for (const std::string& name : names) family["properties"][name] = number_json();
  if (shape.percentiles) family["patternProperties"][kPercentile] = number_json();
  family["additionalProperties"] = false;
  Json whole = Json::array({{{"required", shape.parameters}}});
  if (!shape.instead.empty()) whole.push_back({{"required", shape.instead}});
  family["if"] = {{"type", "object"}, {"propertyNames", {{"enum", names}}}};
  family["then"] = {{"anyOf", whole}};
  return family;
}

Json empirical_json() {
  Json properties = {{"file", text_json()},
                     {"column", text_json()},
                     {"values", list_json(number_json(), 1)},
                     {"interpolate", {{"type", "boolean"}}}};
  return {{"type", {"array", "object"}},
          {"items", number_json()},
          {"minItems", 1},
          {"properties", properties},
          {"additionalProperties", false},
          {"if", {{"type", "object"}}},
          {"then", {{"oneOf", {{{"required", {"file"}}}, {{"required", {"values"}}}}}}}};
}

Json metalog_json() {
  Json metalog = closed_table({{"low", number_json()},
                               {"high", number_json()},
                               {"terms", {{"type", "integer"}, {"minimum", 2}, {"maximum", 16}}},
                               {"file", text_json()},
                               {"column", text_json()},
                               {"coefficients", list_json(number_json(), 2, 16)}});
  metalog["patternProperties"][kPercentile] = number_json();
  return metalog;
}

Json mixture_json() {
  Json part = {{"weight", {{"type", "number"}, {"minimum", 0}}}, {"value", number_json()}};
  Json forms = Json::array({{{"required", {"value"}}}});
  for (const std::string& name : scenario::distribution_names()) {
    if (name == "mixture") continue;
    part[name] = reference_to(name);
    forms.push_back({{"required", {name}}});
  }
  for (const char* key : {"times", "plus", "min", "max"}) part[key] = number_json();
  Json parts = closed_table(add_notes(part), {"weight"});
  parts["oneOf"] = forms;
  Json properties = Json::object();
  return {{"type", "object"},
          {"properties", add_notes(properties)},
          {"additionalProperties", parts},
          {"minProperties", 1}};
}

Json distribution_json(const Shape& shape) {
  const Json weights = list_json({{"type", "number"}, {"minimum", 0}}, 1);
  if (shape.name == "discrete")
    return closed_table({{"values", list_json(number_json(), 1)}, {"weights", weights}},
                        {"values", "weights"});
  if (shape.name == "empirical") return empirical_json();
  if (shape.name == "metalog") return metalog_json();
  if (shape.name == "mixture") return mixture_json();
  return family_json(shape);
}

Json parameter_json(const scenario::Ask& ask) {
  return number_schema({.kind = Asked::Kind::number,
                        .low = ask.range.low,
                        .high = ask.range.high,
                        .low_open = ask.range.low_open});
}

Json constant_json(double low, double high, bool low_open) {
  Json constant = {{"type", {"number", "object"}}};
  add_range(constant, low, high, low_open);
  constant["properties"]["value"] = number_json();
  return constant;
}

Json regime_json() {
  Json state = {
      {"drift", parameter_json(scenario::drift_ask())},
      {"volatility", parameter_json(scenario::volatility_ask())},
      {"stay_years", constant_json(0, 1000, true)},
      {"switches", {{"type", "object"}, {"additionalProperties", constant_json(0, 1000, false)}}}};
  state["switches"]["properties"] = Json::object();
  add_notes(state["switches"]["properties"]);
  Json notes = Json::object();
  Json properties = {
      {"start", parameter_json({})},
      {"begins", text_json()},
      {"states",
       {{"type", "object"},
        {"properties", add_notes(notes)},
        {"additionalProperties", closed_table(add_notes(state), {"drift", "volatility"})},
        {"minProperties", 2}}}};
  return closed_table(add_notes(properties), {"start", "states"});
}

Json basket_json() {
  const Json weight = {{"type", "number"}, {"exclusiveMinimum", 0}, {"maximum", 1}};
  Json parity = Json::object();
  Json properties = {
      {"weights", {{"type", "object"}, {"additionalProperties", weight}, {"minProperties", 1}}},
      {"parity",
       {{"type", "object"},
        {"properties", add_notes(parity)},
        {"additionalProperties", parameter_json({.range = scenario::above(0)})}}},
      {"band", {{"type", "number"}, {"minimum", 0}, {"maximum", 0.5}}},
      {"within",
       number_schema(
           {.kind = Asked::Kind::number, .low = 0.5, .high = 1.5, .may_be_process = true})},
      {"at_band", {{"enum", {"reflect", "clamp"}}, {"default", "reflect"}}}};
  return closed_table(add_notes(properties), {"weights", "parity"});
}

Json process_json(const std::string& name, scenario::Process::Kind kind) {
  if (name == "regime") return regime_json();
  if (name == scenario::kBasket) return basket_json();
  if (name == "fixed")
    return {{"type", "object"},
            {"propertyNames", {{"pattern", "^([12][0-9]{3}|source|assumption)$"}}},
            {"properties",
             {{"source", reference_to("source")}, {"assumption", reference_to("assumption")}}},
            {"additionalProperties", parameter_json({})},
            {"minProperties", 1}};
  Json properties = Json::object();
  std::vector<std::string> required;
  for (const auto& [key, ask] : scenario::parameters_of(kind, {})) {
    properties[key] = parameter_json(ask);
    required.push_back(key);
  }
  return closed_table(add_notes(properties), required);
}

std::string name_of(const Asked& asked) {
  return std::string(asked.may_have_currency ? "amount" : "number") +
         (asked.may_be_process ? "_or_process" : "") + (asked.may_be_basket ? "_or_basket" : "");
}

/// The table form of a number: exactly one of value, from, a distribution or a process.
Json number_table(const Asked& asked) {
  Json properties = {
      {"value", described("A constant.", number_json())},
      {"from", described("Another number, by its address; with times and plus.", text_json())},
      {"sip", reference_to("sip")}};
  Json forms = Json::array(), families = Json::array();
  for (const std::string& name : scenario::distribution_names()) {
    properties[name] = reference_to(name);
    families.push_back({{"required", {name}}});
  }
  if (asked.may_be_process)
    for (const std::string& name : scenario::process_names())
      if (name != scenario::kBasket || asked.may_be_basket) properties[name] = reference_to(name);
  for (const auto& [name, schema] : properties.items()) forms.push_back({{"required", {name}}});
  Json moved = families;
  moved.push_back({{"required", {"from"}}});
  properties["times"] = described("The draw is multiplied by this.", number_json());
  properties["plus"] = described("Then this is added to it.", number_json());
  properties["min"] = described("What lies below is not drawn.", number_json());
  properties["max"] = described("What lies above is not drawn.", number_json());
  if (asked.may_have_currency)
    properties["currency"] =
        described("The currency of the amount, where it is another than usual here.",
                  {{"type", "string"}, {"pattern", "^[A-Z]{3}$"}});
  Json table = closed_table(add_notes(properties));
  table["oneOf"] = forms;
  table["dependencies"] = {{"min", {{"anyOf", families}}},
                           {"max", {{"anyOf", families}}},
                           {"times", {{"anyOf", moved}}},
                           {"plus", {{"anyOf", moved}}}};
  return table;
}

}  // namespace

Json reference_to(const std::string& name) {
  return {{"$ref", "#/definitions/" + name}};
}

void add_range(Json& schema, double low, double high, bool low_open) {
  schema[low_open ? "exclusiveMinimum" : "minimum"] = number(low);
  schema["maximum"] = number(high);
}

Json number_schema(const Asked& asked) {
  Json schema = {{"type", {"number", "object"}}};
  add_range(schema, asked.low, asked.high, asked.low_open);
  Json value = number_json();
  add_range(value, asked.low, asked.high, asked.low_open);
  schema["properties"]["value"] = value;
  // Editors complete what anyOf refers to; with `true` in front it refuses nothing, and costs
  // nothing. What is not allowed is said by `then`, whose messages name the key.
  const Json table = reference_to(name_of(asked));
  schema["anyOf"] = Json::array({true, table});
  schema["if"] = {{"type", "object"}};
  schema["then"] = table;
  return schema;
}

Json number_definitions() {
  Json all;
  all["source"] = described("Where the numbers here were read.", text_json());
  all["assumption"] = described("Why the numbers here are what they are.", text_json());
  all["sip"] =
      described("The trials of a SIP of a SIPmath 3.0 library.",
                closed_table({{"file", text_json()}, {"name", text_json()}}, {"file", "name"}));
  const auto meaning = [](const std::string& name) {
    const auto found = std::find_if(std::begin(kMeanings), std::end(kMeanings),
                                    [&](const auto& one) { return one[0] == name; });
    return found == std::end(kMeanings) ? name.c_str() : (*found)[1];
  };
  for (const Shape& shape : scenario::shapes())
    all[shape.name] = described(meaning(shape.name), distribution_json(shape));
  const auto& processes = scenario::process_names();
  // A name may be that of a distribution and of a process' relative only if they differ.
  for (std::size_t i = 0; i < processes.size(); ++i)
    all[processes[i]] = described(
        meaning(processes[i]), process_json(processes[i], static_cast<scenario::Process::Kind>(i)));
  for (const bool currency : {false, true})
    for (const int moves : {0, 1, 2}) {
      const Asked asked{
          .may_be_process = moves > 0, .may_be_basket = moves > 1, .may_have_currency = currency};
      if (moves < 2 || !currency) all[name_of(asked)] = number_table(asked);
    }
  return all;
}

}  // namespace landfall::reports
