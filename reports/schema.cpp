#include "reports/schema.hpp"

#include <algorithm>
#include <optional>
#include <vector>

#include "base/contract.hpp"
#include "base/text.hpp"
#include "reports/schema_numbers.hpp"
#include "scenario/descriptions.hpp"
#include "scenario/field.hpp"
#include "scenario/read.hpp"

namespace landfall::reports {
namespace {

using scenario::Asked;
using scenario::FieldFormat;
using scenario::Format;
using scenario::TableFormat;
using Kind = Asked::Kind;

constexpr const char* kDatePattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$";

std::string join(const std::string& table, const std::string& key) {
  return table.empty() ? key : table + "." + key;
}

/// "scenario currency a year" of the unit that a probing document gave it.
std::string unit_in_words(std::string unit) {
  constexpr const char* kOf[] = {"scenario currency", "invoice currency", "market currency"};
  for (std::size_t i = 0; i < std::size(kOf); ++i)
    if (unit.starts_with(scenario::kProbeCurrencies[i])) unit.replace(0, 3, kOf[i]);
  if (const std::size_t slash = unit.find("/"); slash != std::string::npos)
    unit.replace(slash, 1, " a ");
  if (unit.starts_with(" ")) return "of the currency for one of the other";
  return unit;
}

std::string range_in_words(const Asked& asked) {
  const bool low = asked.low > -scenario::kNumberMax, high = asked.high < scenario::kNumberMax;
  const std::string from = (asked.low_open ? "above " : "") + shortest(asked.low);
  if (low && high) return from + (asked.low_open ? ", to " : " to ") + shortest(asked.high);
  if (low) return asked.low_open ? from : from + " or more";
  return "";
}

/// A default that hangs on the file is none: the year of the start, or what stands for "none".
std::optional<double> default_of(const Asked& asked) {
  if (!asked.fallback || *asked.fallback == scenario::kProbeYear) return std::nullopt;
  const bool may_stand = *asked.fallback >= asked.low && *asked.fallback <= asked.high;
  return may_stand ? asked.fallback : std::nullopt;
}

/// "(a year; -10 to 10; process; default 0)"
std::string details(const Asked& asked) {
  std::string all;
  const auto add = [&](const std::string& part) {
    if (!part.empty()) all += (all.empty() ? "" : "; ") + part;
  };
  const bool is_number = asked.kind == Kind::number;
  if (is_number) add(unit_in_words(asked.unit));
  if (is_number || asked.kind == Kind::constant || asked.kind == Kind::integer) {
    add(range_in_words(asked));
    if (asked.may_be_process) add("may be a process");
    if (const auto usual = default_of(asked)) add("default " + shortest(*usual));
  }
  if (asked.kind == Kind::choice && !asked.usual.empty()) add("default \"" + asked.usual + "\"");
  if (asked.kind == Kind::boolean && asked.fallback)
    add(std::string("default ") + (*asked.fallback != 0 ? "true" : "false"));
  return all.empty() ? "" : " (" + all + ")";
}

void add_default(Json& described, const Asked& asked) {
  if (asked.kind == Kind::choice && !asked.usual.empty()) described["default"] = asked.usual;
  if (asked.kind == Kind::boolean && asked.fallback) described["default"] = *asked.fallback != 0;
  const auto usual = default_of(asked);
  if (usual && asked.kind == Kind::number) described["default"] = number(*usual);
  if (usual && asked.kind == Kind::integer) described["default"] = static_cast<long long>(*usual);
}

class Writer {
 public:
  explicit Writer(const Format& format) : format_(format) {}

  Json table(const std::string& address) const;

 private:
  Json field(const std::string& address, const FieldFormat& field) const;
  Json way(const std::string& address, const Asked& asked) const;
  Json number_or_table(const std::string& address, const Asked& asked) const;
  Json like(const std::string& address) const;
  Json either(const std::string& address, Json properties) const;
  static Json by_word(const TableFormat& table);
  static Json allowed(const std::vector<std::string>& keys);

  const Format& format_;
};

std::string meaning_of(const std::string& address) {
  const auto found = scenario::descriptions().find(scenario::described_at(address));
  return found == scenario::descriptions().end() ? "" : found->second;
}

Json shape_of(const std::string& name) {
  if (name == "matrix") return {{"type", "array"}, {"items", reference_to("row")}, {"minItems", 2}};
  return reference_to(name);
}

Json whole_number(const Asked& asked) {
  Json plain = {{"type", {"integer", "object"}}};
  add_range(plain, asked.low, asked.high, false);
  plain["properties"] = {{"value", {{"type", "number"}}},
                         {"source", reference_to("source")},
                         {"assumption", reference_to("assumption")}};
  plain["additionalProperties"] = false;
  return plain;
}

Json Writer::way(const std::string& address, const Asked& asked) const {
  switch (asked.kind) {
    case Kind::number:
      return number_schema(asked);
    case Kind::constant: {
      Json constant = {{"type", "number"}};
      add_range(constant, asked.low, asked.high, asked.low_open);
      return constant;
    }
    case Kind::integer:
      return whole_number(asked);
    case Kind::text:
      return {{"type", "string"}, {"minLength", 1}, {"maxLength", 100}};
    case Kind::currency:
      return {{"type", "string"}, {"pattern", "^[A-Z]{3}$"}};
    case Kind::boolean:
      return {{"type", "boolean"}};
    case Kind::date:
      return {{"type", "string"}, {"pattern", kDatePattern}};
    case Kind::choice:
      return {{"type", "string"}, {"enum", asked.choices}};
    case Kind::numbers:
      return {{"type", "array"}, {"items", {{"type", "number"}}}};
    case Kind::texts:
      return {{"type", "array"}, {"items", {{"type", "string"}}}};
    case Kind::table:
    case Kind::members:
      return table(address);
    case Kind::like:
      return like(asked.choices.front());
    case Kind::shape:
      return shape_of(asked.choices.front());
  }
  return {};
}

/// What a study says for all its scenarios, as these say it.
Json Writer::like(const std::string& address) const {
  static const Format kScenario = scenario::scenario_format();
  const std::size_t dot = address.rfind('.');
  const Writer writer(kScenario);
  return writer.field(address,
                      kScenario.at(address.substr(0, dot)).fields.at(address.substr(dot + 1)));
}

/// A levy is a rate, or a table of its own: known by its keys.
Json Writer::number_or_table(const std::string& address, const Asked& asked) const {
  Json schema = number_schema(asked);
  const Json table_form = table(address), number_form = schema["then"];
  Json known = Json::array();
  for (const std::string& key : format_.at(address).keys) known.push_back({{"required", {key}}});
  schema["anyOf"] = Json::array({true, number_form, table_form});
  schema["if"] = {{"type", "object"}, {"anyOf", known}};
  schema["then"] = table_form;
  schema["else"] = {{"if", {{"type", "object"}}}, {"then", number_form}};
  return schema;
}

Json Writer::field(const std::string& address, const FieldFormat& field) const {
  const auto has = [&](Kind kind) {
    const auto found = std::find_if(field.ways.begin(), field.ways.end(),
                                    [&](const Asked& one) { return one.kind == kind; });
    return found == field.ways.end() ? nullptr : &*found;
  };
  std::string meaning = meaning_of(address);
  Json described = Json::object();
  for (const Asked& asked : field.ways) meaning += details(asked);
  if (!meaning.empty()) described["description"] = meaning;
  add_default(described, field.ways.front());
  Json schema;
  const Asked* number = has(Kind::number);
  if (number != nullptr && has(Kind::table) != nullptr) {
    schema = number_or_table(address, *number);
  } else if (field.ways.size() == 1 || has(Kind::members) != nullptr) {
    schema = way(address, field.ways.front());
  } else {
    schema["anyOf"] = Json::array();
    for (const Asked& one : field.ways) {
      Json form = described;
      form.update(way(address, one));
      schema["anyOf"].push_back(form);
    }
  }
  // Beside a reference nothing else is looked at.
  if (schema.contains("$ref")) schema = {{"anyOf", Json::array({schema})}};
  described.update(schema);
  return described;
}

Json Writer::allowed(const std::vector<std::string>& keys) {
  Json table = {{"properties", Json::object()}, {"additionalProperties", false}};
  for (const std::string& key : keys) table["properties"][key] = true;
  return table;
}

/// if this word, these keys; else if that word, those.
Json Writer::by_word(const TableFormat& table) {
  Json chain = true;
  for (auto one = table.variants.rbegin(); one != table.variants.rend(); ++one) {
    const auto& [word, variant] = *one;
    std::vector<std::string> keys(variant.keys.begin(), variant.keys.end());
    keys.insert(keys.end(), {"source", "assumption"});
    Json is = {{"properties", {{table.decided_by, {{"const", word}}}}}};
    if (table.usual != word) is["required"] = {table.decided_by};
    Json then = allowed(keys);
    then["required"] = variant.required;
    chain = {{"if", is}, {"then", then}, {"else", chain}};
  }
  return chain;
}

/// With a key of its own it is one table; without, a table of tables.
Json Writer::either(const std::string& address, Json properties) const {
  const TableFormat& format = format_.at(address);
  std::vector<std::string> keys = format.keys;
  Json known = Json::array(), required = Json::array();
  for (const std::string& key : keys) {
    known.push_back({{"required", {key}}});
    if (format.fields.at(key).is_required) required.push_back(key);
  }
  keys.insert(keys.end(), {"source", "assumption"});
  const Json other = field(join(address, "*"), format.fields.at("*"));
  const Json notes = {{"source", true}, {"assumption", true}};
  Json schema = {{"type", "object"}, {"properties", std::move(properties)}};
  schema["anyOf"] = Json::array({true, {{"additionalProperties", other}}});
  schema["if"] = {{"anyOf", known}};
  schema["then"] = allowed(keys);
  schema["then"]["required"] = required;
  schema["else"] = {{"properties", notes}, {"additionalProperties", other}};
  return schema;
}

Json Writer::table(const std::string& address) const {
  const auto found = format_.find(address);
  if (found == format_.end()) return {{"type", "object"}};
  const TableFormat& format = found->second;
  Json properties = Json::object(), required = Json::array();
  for (const std::string& key : format.keys) {
    properties[key] = field(join(address, key), format.fields.at(key));
    if (format.fields.at(key).is_required) required.push_back(key);
  }
  if (!address.empty())
    for (const char* note : {"source", "assumption"}) properties[note] = reference_to(note);
  if (format.is_either) return either(address, std::move(properties));
  Json schema = {{"type", "object"}, {"properties", std::move(properties)}};
  if (!required.empty()) schema["required"] = required;
  const auto any = format.fields.find("*");
  if (any != format.fields.end())
    schema["additionalProperties"] = field(join(address, "*"), any->second);
  else if (format.variants.empty())
    schema["additionalProperties"] = false;
  else
    schema.update(by_word(format));
  return schema;
}

/// Forms of their own, which readers make of what they will.
Json shape_definitions() {
  const Json number = {{"type", "number"}}, text = {{"type", "string"}, {"minLength", 1}};
  const Json list = {{"type", "array"}, {"items", number}};
  const Json correlation = {{"type", "number"}, {"minimum", -1}, {"maximum", 1}};
  Json all;
  all["row"] = {{"type", "array"}, {"items", {{"type", "number"}, {"minimum", 0}}}};
  all["change"] = Json::object();
  all["values"] = {{"type", "array"}, {"minItems", 1}};
  all["addresses"] = {{"type", {"string", "array"}}, {"items", text}, {"minItems", 1}};
  all["threshold"] = {{"type", {"number", "array", "object"}},
                      {"items", number},
                      {"additionalProperties", reference_to("threshold")}};
  all["pairs"] = {
      {"type", "array"},
      {"items",
       {{"type", "object"},
        {"properties",
         {{"between", {{"type", "array"}, {"items", text}, {"minItems", 2}, {"maxItems", 2}}},
          {"value", correlation}}},
        {"required", {"between", "value"}},
        {"additionalProperties", false}}}};
  all["correlations"] = {{"type", "array"}, {"items", {{"type", "array"}, {"items", correlation}}}};
  const Json df = {{"type", "number"}, {"minimum", 1}, {"maximum", 1'000'000}};
  all["copula"] = {{"type", {"string", "object"}},
                   {"properties",
                    {{"t",
                      {{"type", "object"},
                       {"properties", {{"df", df}}},
                       {"required", {"df"}},
                       {"additionalProperties", false}}}}},
                   {"required", {"t"}},
                   {"additionalProperties", false},
                   {"if", {{"type", "string"}}},
                   {"then", {{"enum", {"gaussian"}}}}};
  all["width"] = {
      {"type", {"number", "string"}}, {"exclusiveMinimum", 0}, {"pattern", "^[0-9.]+ *%$"}};
  all["precision"] = {{"type", "object"},
                      {"properties", {{"of", {{"type", "array"}, {"items", text}}}}},
                      {"additionalProperties", reference_to("precision")}};
  for (const std::string& name : scenario::statistic_names())
    all["precision"]["properties"][name] = reference_to("width");
  return all;
}

/// The definitions that a schema refers to, and those that these refer to.
void add_referenced(const Json& json, const Json& all, Json& definitions) {
  if (json.is_structured())
    for (const Json& part : json) add_referenced(part, all, definitions);
  if (!json.is_object() || !json.contains("$ref") || !json["$ref"].is_string()) return;
  const auto path = json["$ref"].get<std::string>();
  const std::string name = path.substr(path.rfind('/') + 1);
  if (definitions.contains(name)) return;
  definitions[name] = all.at(name);
  add_referenced(all.at(name), all, definitions);
}

Format format_of(SchemaOf kind) {
  switch (kind) {
    case SchemaOf::scenario:
      return scenario::scenario_format();
    case SchemaOf::study:
      return scenario::study_format();
    case SchemaOf::gsim:
      return scenario::gsim_format();
  }
  return {};
}

}  // namespace

std::string schema_json(SchemaOf kind) {
  constexpr const char* kTitles[] = {"A scenario of Landfall", "A study of Landfall",
                                     "A model of trade of Landfall"};
  Json schema = {{"$schema", "http://json-schema.org/draft-07/schema#"},
                 {"title", kTitles[static_cast<int>(kind)]}};
  const Format format = format_of(kind);
  schema.update(Writer(format).table(""));
  Json all = number_definitions(), definitions = Json::object();
  all.update(shape_definitions());
  add_referenced(schema, all, definitions);
  schema["definitions"] = definitions;
  return document(schema);
}

}  // namespace landfall::reports
