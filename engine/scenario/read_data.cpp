// Distributions from data and percentiles without a family: empirical and metalog.
#include <algorithm>
#include <cmath>

#include "base/text.hpp"
#include "random/metalog.hpp"
#include "scenario/csv_column.hpp"
#include "scenario/distribution.hpp"
#include "scenario/families.hpp"

namespace landfall::scenario {
namespace {

using random::Family;
using random::Marginal;
using random::Metalog;

constexpr double kInfinity = std::numeric_limits<double>::infinity();

bool contains(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

/// Reports the first key that is none of `known`, nor a percentile where those may stand.
bool knows_all(Reader& reader, const Node& node, const std::vector<std::string>& known,
               bool percentiles) {
  std::string all;
  for (const std::string& name : known) all += (all.empty() ? "" : ", ") + name;
  for (const Node& child : node.children) {
    if (child.poisoned) return false;
    if (contains(known, child.key) || (percentiles && percentile_of(child.key))) continue;
    const std::string close = nearest(child.key, known);
    reader.error(child.key_place, "unknown key '" + child.key + "' in " + node.key,
                 close.empty()
                     ? "known here: " + all + (percentiles ? ", and percentiles, as p10" : "")
                     : "did you mean '" + close + "'?");
    return false;
  }
  return true;
}

/// The numbers of a list; nothing after a mistake.
std::optional<std::vector<double>> numbers_of(Reader& reader, const Node& list,
                                              const std::string& what) {
  if (list.kind != Node::Kind::array) {
    reader.error(list.place, what + " must be a list of numbers, not " + kind_in_words(list));
    return std::nullopt;
  }
  std::vector<double> values;
  for (const Node& item : list.children) {
    const auto value = constant_of(item);
    if (!value) {
      if (!item.poisoned)
        reader.error(item.place, what + " must hold numbers only, not " + kind_in_words(item));
      return std::nullopt;
    }
    values.push_back(*value);
  }
  return values;
}

/// The number at a key, or what it is without; nothing after a mistake.
std::optional<double> number_at(Reader& reader, const Node& node, const char* key,
                                double otherwise) {
  const Node* child = node.find(key);
  if (child == nullptr) return otherwise;
  const auto value = constant_of(*child);
  if (!value)
    reader.error(child->place, std::string("'") + key + "' of " + node.key +
                                   " must be a number, not " + kind_in_words(*child));
  return value;
}

/// The column of `file` that a table names; the file goes into the scenario's list of data.
std::optional<std::vector<double>> column_of(Reader& reader, const Node& node, int count_min) {
  CsvRequest request{.file = "", .column = "", .count_min = count_min};
  for (const auto& [key, into, place] :
       {std::tuple{"file", &request.file, &request.file_place},
        std::tuple{"column", &request.column, &request.column_place}}) {
    const Node* child = node.find(key);
    *place = node.place;
    if (child == nullptr) continue;
    *place = child->place;
    if (child->kind != Node::Kind::string) {
      reader.error(child->place,
                   std::string("'") + key + "' of " + node.key + " must be text, not " +
                       kind_in_words(*child),
                   "write it in quotes");
      return std::nullopt;
    }
    *into = child->text;
  }
  auto column = read_csv_column(reader, request);
  if (!column) return std::nullopt;
  std::vector<DataFile>& data = reader.scenario().data;
  const bool is_known = std::any_of(data.begin(), data.end(),
                                    [&](const DataFile& one) { return one.file == column->file; });
  if (!is_known) data.push_back({column->file, column->sha256});
  return std::move(column->values);
}

/// Whether both bounds can be: below every value and above it.
bool bounds_hold(Reader& reader, const Node& node, const std::vector<Named>& values, double low,
                 double high) {
  if (!(low < high)) {
    reader.error(node.find("high")->place, "low must be below high: " + shortest(low) + " and " +
                                               shortest(high) + " are not");
    return false;
  }
  for (const Named& one : values) {
    if (one.value > low && one.value < high) continue;
    const bool too_low = one.value <= low;
    reader.error(one.place,
                 one.name + " = " + shortest(one.value) + " must be " +
                     (too_low ? "above low = " + shortest(low) : "below high = " + shortest(high)));
    return false;
  }
  return true;
}

std::optional<Marginal> marginal_of(const Metalog& metalog) {
  return Marginal{
      .family = Family::metalog, .a = metalog.low, .b = metalog.high, .values = metalog.a};
}

std::optional<Marginal> metalog_by_percentiles(Reader& reader, const Node& node, Metalog bounds,
                                               std::optional<int> terms) {
  std::vector<Named> given;
  for (const Node& child : node.children) {
    if (!percentile_of(child.key)) continue;
    const auto value = constant_of(child);
    if (!value) {
      reader.error(child.place,
                   "'" + child.key + "' of metalog must be a number, not " + kind_in_words(child));
      return std::nullopt;
    }
    given.push_back({child.key, *value, child.place});
  }
  const int most = terms.value_or(std::min<int>(random::kMetalogTermsMax, int(given.size())));
  const std::string count = std::to_string(given.size());
  if (given.size() < 2) {
    reader.error(node.place, "a metalog needs two percentiles or more, not " + count,
                 "for example { p10 = 35, p50 = 50, p90 = 75 }");
    return std::nullopt;
  }
  if (int(given.size()) < most) {
    reader.error(
        node.find("terms")->place,
        "a metalog of " + std::to_string(most) + " terms needs as many percentiles, not " + count,
        "give it more percentiles, or terms = " + count);
    return std::nullopt;
  }
  if (!terms && given.size() > 16) {
    reader.error(node.place, "a metalog passes through 16 percentiles at most, not " + count,
                 "give it fewer terms, as terms = 5");
    return std::nullopt;
  }
  const auto in_order = rising(reader, std::move(given));
  if (!in_order || !bounds_hold(reader, node, *in_order, bounds.low, bounds.high))
    return std::nullopt;
  std::vector<random::Percentile> percentiles;
  for (const Named& one : *in_order) percentiles.push_back({*percentile_of(one.name), one.value});
  const auto metalog = random::metalog_from_percentiles(percentiles, most, bounds.low, bounds.high);
  if (metalog && random::is_feasible(*metalog)) return marginal_of(*metalog);
  const auto move = random::nearest_feasible(percentiles, most, bounds.low, bounds.high);
  const Named& at = (*in_order)[move ? move->percentile : in_order->size() / 2];
  reader.error(at.place,
               "no metalog of " + std::to_string(most) +
                   " terms has such percentiles: between or beyond them it would fall",
               move ? at.name + " = " + shortest(move->x) + " would do"
                    : "move several of them, or give it fewer terms");
  return std::nullopt;
}

std::optional<Marginal> metalog_by_data(Reader& reader, const Node& node, Metalog bounds,
                                        int terms) {
  const auto values = column_of(reader, node, terms);
  if (!values) return std::nullopt;
  std::vector<Named> ends;
  for (const double end : {*std::min_element(values->begin(), values->end()),
                           *std::max_element(values->begin(), values->end())})
    ends.push_back({"the value", end, node.place});
  if (!bounds_hold(reader, node, ends, bounds.low, bounds.high)) return std::nullopt;
  const auto metalog = random::metalog_from_data(*values, terms, bounds.low, bounds.high);
  if (metalog && random::is_feasible(*metalog)) return marginal_of(*metalog);
  const bool is_constant = ends[0].value == ends[1].value;
  const std::string value = shortest(ends[0].value);
  reader.error(node.place,
               "no metalog of " + std::to_string(terms) + " terms follows these data: " +
                   (is_constant ? "all are " + value : "it would fall"),
               is_constant ? "write { value = " + value + " }"
               : terms > 2 ? "give it fewer terms"
                           : "draw from the values themselves, with empirical");
  return std::nullopt;
}

std::optional<Marginal> metalog_by_coefficients(Reader& reader, const Node& list, Metalog metalog) {
  const auto values = numbers_of(reader, list, "'coefficients' of metalog");
  if (!values) return std::nullopt;
  metalog.a = *values;
  if (values->size() < 2 || values->size() > 16) {
    reader.error(list.place,
                 "a metalog has 2 to 16 coefficients, not " + std::to_string(values->size()));
    return std::nullopt;
  }
  if (random::is_feasible(metalog)) return marginal_of(metalog);
  reader.error(list.place, "these coefficients make no distribution: the quantile falls somewhere",
               "the second must be above 0, and large enough against those that follow");
  return std::nullopt;
}

}  // namespace

std::optional<Marginal> read_empirical(Reader& reader, const Node& node) {
  std::optional<std::vector<double>> values;
  bool interpolate = false;
  if (node.kind == Node::Kind::array) {
    values = numbers_of(reader, node, "empirical");
  } else if (!node.is_table()) {
    reader.error(node.place, "empirical cannot be " + kind_in_words(node),
                 "write empirical = [1, 2, 3] or empirical = { file = \"prices.csv\", column = "
                 "\"price\" }");
    return std::nullopt;
  } else {
    if (!knows_all(reader, node, {"file", "column", "values", "interpolate"}, false))
      return std::nullopt;
    if (const Node* child = node.find("interpolate")) {
      if (child->kind != Node::Kind::boolean) {
        reader.error(child->place,
                     "'interpolate' must be true or false, not " + kind_in_words(*child));
        return std::nullopt;
      }
      interpolate = child->boolean;
    }
    const Node* list = node.find("values");
    if ((list != nullptr) == (node.find("file") != nullptr)) {
      reader.error(node.place, "empirical takes either a file or values",
                   "write { file = \"prices.csv\", column = \"price\" } or { values = [1, 2] }");
      return std::nullopt;
    }
    values = list != nullptr ? numbers_of(reader, *list, "'values' of empirical")
                             : column_of(reader, node, interpolate ? 2 : 1);
  }
  if (!values) return std::nullopt;
  if (values->size() < (interpolate ? 2 : 1)) {
    reader.error(node.place, interpolate ? "to interpolate, empirical needs two values at least"
                                         : "empirical needs one value at least");
    return std::nullopt;
  }
  std::sort(values->begin(), values->end());
  Marginal marginal{.family = interpolate ? Family::empirical : Family::discrete};
  if (!interpolate) marginal.weights.assign(values->size(), 1);
  marginal.values = *std::move(values);
  return marginal;
}

std::optional<Marginal> read_metalog(Reader& reader, const Node& node) {
  if (!node.is_table()) {
    reader.error(node.place, "metalog cannot be " + kind_in_words(node),
                 "write metalog = { p10 = 35, p50 = 50, p90 = 75, low = 0 }");
    return std::nullopt;
  }
  if (!knows_all(reader, node, {"low", "high", "terms", "file", "column", "coefficients"}, true))
    return std::nullopt;
  const auto low = number_at(reader, node, "low", -kInfinity);
  const auto high = number_at(reader, node, "high", kInfinity);
  const auto terms = number_at(reader, node, "terms", 0);
  if (!low || !high || !terms) return std::nullopt;
  const Node* of_terms = node.find("terms");
  if (of_terms != nullptr && !(*terms >= 2 && *terms <= 16 && std::floor(*terms) == *terms)) {
    reader.error(of_terms->place,
                 "'terms' must be a whole number from 2 to 16, not " + shortest(*terms));
    return std::nullopt;
  }
  const Metalog bounds{.a = {}, .low = *low, .high = *high};
  const bool by_percentiles =
      std::any_of(node.children.begin(), node.children.end(),
                  [](const Node& child) { return percentile_of(child.key).has_value(); });
  const Node *file = node.find("file"), *coefficients = node.find("coefficients");
  if (int(by_percentiles) + int(file != nullptr) + int(coefficients != nullptr) != 1) {
    reader.error(node.place, "metalog takes percentiles, a file, or coefficients: one of them",
                 "for example { p10 = 35, p50 = 50, p90 = 75, low = 0 }");
    return std::nullopt;
  }
  if (by_percentiles)
    return metalog_by_percentiles(
        reader, node, bounds, of_terms ? std::optional(static_cast<int>(*terms)) : std::nullopt);
  constexpr int kTermsOfData = 5;
  if (file != nullptr)
    return metalog_by_data(reader, node, bounds,
                           of_terms ? static_cast<int>(*terms) : kTermsOfData);
  if (!bounds_hold(reader, node, {}, bounds.low, bounds.high)) return std::nullopt;
  return metalog_by_coefficients(reader, *coefficients, bounds);
}

}  // namespace landfall::scenario
