#include "scenario/distribution.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/text.hpp"
#include "maths/exp.hpp"

namespace landfall::scenario {

namespace {

using random::Family;
using random::Marginal;

struct Shape {
  std::string name;
  Family family;
  std::vector<std::string> parameters;  ///< in positional order
  bool positional;
  bool percentiles;  ///< may be given by two percentiles
};

const std::vector<Shape>& shapes() {
  static const std::vector<Shape> all = {
      {"normal", Family::normal, {"mean", "sd"}, true, true},
      {"lognormal", Family::lognormal, {"mean", "sd"}, false, true},
      {"uniform", Family::uniform, {"low", "high"}, true, false},
      {"triangular", Family::triangular, {"low", "mode", "high"}, true, false},
      {"pert", Family::pert, {"low", "mode", "high"}, true, false},
      {"beta", Family::beta, {"a", "b"}, true, false},
      {"exponential", Family::exponential, {"mean"}, false, false},
      {"bernoulli", Family::bernoulli, {"p"}, false, false},
      {"discrete", Family::discrete, {"values", "weights"}, false, false},
  };
  return all;
}

std::string list_of(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

/// "2.5" of "p2.5"; nothing if it is no percentile.
std::optional<double> percentile_of(const std::string& key) {
  if (key.size() < 2 || key[0] != 'p') return std::nullopt;
  double value = 0, scale = 0;
  for (const char digit : key.substr(1)) {
    if (digit == '.' && scale == 0) {
      scale = 1;
    } else if (digit >= '0' && digit <= '9') {
      value = value * 10 + (digit - '0');
      scale *= 10;
    } else {
      return std::nullopt;
    }
  }
  value = scale == 0 ? value : value / scale;
  return value > 0 && value < 100 ? std::optional(value / 100) : std::nullopt;
}

/// `{ p2.5 = 1 }` is a key p2 that holds a table with the key 5.
bool is_split_percentile(const Node& node) {
  return node.is_table() && percentile_of(node.key) && node.children.size() == 1 &&
         percentile_of("p" + node.children[0].key).has_value();
}

struct Named {
  std::string name;
  double value;
  Place place;
};

std::optional<Marginal> from_percentiles(Reader& reader, const Shape& shape, const Node& table,
                                         std::vector<Named> given) {
  if (given.size() != 2) {
    reader.error(
        table.place,
        "a " + shape.name + " needs exactly two percentiles, not " + std::to_string(given.size()),
        "for example { p10 = 2, p90 = 9 }");
    return std::nullopt;
  }
  std::sort(given.begin(), given.end(), [](const Named& left, const Named& right) {
    return *percentile_of(left.name) < *percentile_of(right.name);
  });
  const double low = *percentile_of(given[0].name), high = *percentile_of(given[1].name);
  if (low == high || given[0].value >= given[1].value) {
    reader.error(given[1].place, "percentiles out of order: " + given[0].name + " = " +
                                     shortest(given[0].value) + " must be below " + given[1].name +
                                     " = " + shortest(given[1].value));
    return std::nullopt;
  }
  if (shape.family == Family::lognormal && given[0].value <= 0) {
    reader.error(given[0].place,
                 "a lognormal has positive values only, not " + shortest(given[0].value));
    return std::nullopt;
  }
  return shape.family == Family::normal
             ? random::normal_from_percentiles(low, given[0].value, high, given[1].value)
             : random::lognormal_from_percentiles(low, given[0].value, high, given[1].value);
}

/// The values of the parameters in positional order, from a list or from a table.
std::optional<std::vector<Named>> read_parameters(Reader& reader, const Shape& shape,
                                                  const Node& node, bool& by_percentiles) {
  std::vector<Named> found;
  if (node.poisoned) return std::nullopt;
  if (node.kind == Node::Kind::array && shape.positional) {
    const std::size_t wanted = shape.parameters.size();
    if (node.children.size() != wanted) {
      const bool decimal_comma = node.children.size() == 2 * wanted;
      reader.error(node.place,
                   shape.name + " takes " + std::to_string(wanted) + " numbers [" +
                       list_of(shape.parameters) + "], not " + std::to_string(node.children.size()),
                   decimal_comma ? "a decimal point, not a comma: 4.2, not 4,2" : "");
      return std::nullopt;
    }
    for (std::size_t i = 0; i < wanted; ++i) {
      const Node& item = node.children[i];
      const std::optional<double> value = constant_of(item);
      if (!value) {
        if (!item.poisoned)
          reader.error(item.place, "'" + shape.parameters[i] + "' of " + shape.name +
                                       " must be a number, not " + kind_in_words(item));
        return std::nullopt;
      }
      found.push_back({shape.parameters[i], *value, item.place});
    }
    return found;
  }
  if (!node.is_table()) {
    if (shape.family == Family::bernoulli && constant_of(node))
      return std::vector<Named>{{"p", *constant_of(node), node.place}};
    std::string named;
    for (const std::string& name : shape.parameters)
      named += (named.empty() ? "" : ", ") + name + " = ...";
    const std::string form = shape.positional
                                 ? shape.name + " = [" + list_of(shape.parameters) + "]"
                                 : shape.name + " = { " + named + " }";
    reader.error(node.place, shape.name + " cannot be " + kind_in_words(node), "write " + form);
    return std::nullopt;
  }
  for (const Node& child : node.children) {
    if (child.poisoned) return std::nullopt;
    if (is_split_percentile(child)) {
      const std::string whole = child.key + "." + child.children[0].key;
      reader.error(child.key_place, "'" + whole + "' is read as a table '" + child.key + "'",
                   "a key with a point needs quotes: \"" + whole + "\"");
      return std::nullopt;
    }
    const bool percentile = shape.percentiles && percentile_of(child.key).has_value();
    std::vector<std::string> known = shape.parameters;
    if (shape.family == Family::exponential) known.push_back("rate");
    if (!percentile && std::find(known.begin(), known.end(), child.key) == known.end()) {
      const std::string close = nearest(child.key, known);
      std::string hint =
          close.empty() ? "known here: " + list_of(known) : "did you mean '" + close + "'?";
      if (close.empty() && shape.percentiles)
        hint += ", or two percentiles between 0 and 100, as p10 and p90";
      reader.error(child.key_place, "unknown key '" + child.key + "' in " + shape.name, hint);
      return std::nullopt;
    }
    const std::optional<double> value = constant_of(child);
    if (!value) {
      reader.error(child.place, "'" + child.key + "' of " + shape.name + " must be a number, not " +
                                    kind_in_words(child));
      return std::nullopt;
    }
    by_percentiles = by_percentiles || percentile;
    found.push_back({child.key, *value, child.place});
  }
  return found;
}

std::optional<Marginal> read_discrete(Reader& reader, const Node& node) {
  const Node* values = node.find("values");
  const Node* weights = node.find("weights");
  if (!node.is_table() || values == nullptr || weights == nullptr) {
    reader.error(node.place, "discrete needs its values and their weights",
                 "write discrete = { values = [1, 2], weights = [0.3, 0.7] }");
    return std::nullopt;
  }
  Marginal marginal{.family = Family::discrete};
  for (const auto& [list, into] :
       {std::pair{values, &marginal.values}, {weights, &marginal.weights}}) {
    for (const Node& item : list->children) {
      const std::optional<double> value = constant_of(item);
      if (!value || list->kind != Node::Kind::array) {
        reader.error(item.place,
                     "'" + list->key + "' must hold numbers only, not " + kind_in_words(item));
        return std::nullopt;
      }
      into->push_back(*value);
    }
  }
  for (const Node& child : node.children)
    if (child.key != "values" && child.key != "weights")
      reader.error(child.key_place, "unknown key '" + child.key + "' in discrete",
                   "known here: values, weights");
  double sum = 0;
  for (const double weight : marginal.weights) sum += weight;
  if (marginal.values.empty() || marginal.values.size() != marginal.weights.size()) {
    reader.error(node.place, "discrete needs as many weights as values, and at least one; it has " +
                                 std::to_string(marginal.values.size()) + " values and " +
                                 std::to_string(marginal.weights.size()) + " weights");
    return std::nullopt;
  }
  for (std::size_t i = 0; i < marginal.weights.size(); ++i) {
    if (marginal.weights[i] >= 0) continue;
    reader.error(weights->children[i].place,
                 "a weight must be 0 or more, not " + shortest(marginal.weights[i]));
    return std::nullopt;
  }
  if (std::abs(sum - 1) > 1e-6) {
    reader.error(weights->place, "the weights must add up to 1; they add up to " +
                                     shortest(std::round(sum * 1e7) / 1e7));
    return std::nullopt;
  }
  return marginal;
}

double value_of(const std::vector<Named>& parameters, const std::string& name) {
  for (const Named& parameter : parameters)
    if (parameter.name == name) return parameter.value;
  return 0;
}

/// What is wrong with the values of the parameters, if anything.
struct Fault {
  std::string what;
  std::string parameter;  ///< the one to look at
};
Fault fault(const Marginal& m) {
  switch (m.family) {
    case Family::normal:
      if (m.b < 0) return {"the sd of a normal must be 0 or more, not " + shortest(m.b), "sd"};
      break;
    case Family::uniform:
      if (m.a > m.b)
        return {"low must not be above high: " + shortest(m.a) + " > " + shortest(m.b), "high"};
      break;
    case Family::triangular:
    case Family::pert:
      if (m.a > m.b || m.b > m.c)
        return {"low, mode and high must rise: " + shortest(m.a) + ", " + shortest(m.b) + ", " +
                    shortest(m.c) + " do not",
                m.a > m.b ? "mode" : "high"};
      break;
    case Family::beta:
      for (const auto& [name, value] : {std::pair{"a", m.a}, {"b", m.b}})
        if (value < 0.01 || value > 1e6)
          return {std::string(name) + " of a beta must lie between 0.01 and 1000000, not " +
                      shortest(value),
                  name};
      break;
    case Family::bernoulli:
      if (m.a < 0 || m.a > 1)
        return {"p of a bernoulli must lie between 0 and 1, not " + shortest(m.a), "p"};
      break;
    default:
      break;
  }
  return {};
}

std::optional<Marginal> build(Reader& reader, const Shape& shape, const Node& node,
                              const std::vector<Named>& given) {
  Marginal m{.family = shape.family};
  const auto named = [&](const std::string& name) { return value_of(given, name); };
  if (shape.family == Family::exponential) {
    if (given.size() != 1) {
      reader.error(node.place, "exponential takes either its mean or its rate");
      return std::nullopt;
    }
    if (given[0].value <= 0) {
      reader.error(given[0].place, "the " + given[0].name +
                                       " of an exponential must be above 0, not " +
                                       shortest(given[0].value));
      return std::nullopt;
    }
    m.a = given[0].name == "rate" ? 1 / given[0].value : given[0].value;
    return m;
  }
  for (const std::string& name : shape.parameters) {
    const bool present = std::any_of(
        given.begin(), given.end(), [&](const Named& parameter) { return parameter.name == name; });
    if (!present) {
      reader.error(node.place, "'" + name + "' of " + shape.name + " is missing");
      return std::nullopt;
    }
  }
  if (shape.family == Family::lognormal) {
    for (const Named& one : given) {
      const bool mean = one.name == "mean";
      if (mean ? one.value > 0 : one.value >= 0) continue;
      reader.error(one.place,
                   mean ? "the mean of a lognormal must be above 0, not " + shortest(one.value)
                        : "the sd of a lognormal must be 0 or more, not " + shortest(one.value));
      return std::nullopt;
    }
    return random::lognormal_from_mean_sd(named("mean"), named("sd"));
  }
  double* into[] = {&m.a, &m.b, &m.c};
  for (std::size_t i = 0; i < shape.parameters.size(); ++i) *into[i] = named(shape.parameters[i]);
  const Fault wrong = fault(m);
  if (wrong.what.empty()) return m;
  for (const Named& one : given)
    if (one.name == wrong.parameter) reader.error(one.place, wrong.what);
  return std::nullopt;
}

}  // namespace

const std::vector<std::string>& distribution_names() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> all;
    for (const Shape& shape : shapes()) all.push_back(shape.name);
    return all;
  }();
  return names;
}

std::optional<Marginal> read_distribution(Reader& reader, const std::string& family,
                                          const Node& parameters) {
  if (parameters.poisoned) return std::nullopt;
  const auto shape = std::find_if(shapes().begin(), shapes().end(),
                                  [&](const Shape& one) { return one.name == family; });
  if (shape->family == Family::discrete) return read_discrete(reader, parameters);
  bool by_percentiles = false;
  const auto given = read_parameters(reader, *shape, parameters, by_percentiles);
  if (!given) return std::nullopt;
  for (const Named& one : *given)
    if (by_percentiles && !percentile_of(one.name)) {
      reader.error(one.place, "'" + one.name + "' cannot stand beside percentiles");
      return std::nullopt;
    }
  auto marginal = by_percentiles ? from_percentiles(reader, *shape, parameters, *given)
                                 : build(reader, *shape, parameters, *given);
  if (marginal && !random::is_valid(*marginal)) {
    reader.error(parameters.place,
                 "no " + family + " can be so wide: its parameters are too far apart");
    return std::nullopt;
  }
  return marginal;
}

bool truncate(Reader& reader, const Node* min, const Node* max, Marginal& marginal) {
  for (const auto& [node, into] : {std::pair{min, &marginal.min}, {max, &marginal.max}}) {
    if (node == nullptr) continue;
    const std::optional<double> value = constant_of(*node);
    if (!value) {
      if (!node->poisoned)
        reader.error(node->place,
                     "'" + node->key + "' must be a number, not " + kind_in_words(*node));
      return false;
    }
    *into = *value;
  }
  if (min == nullptr && max == nullptr) return true;
  const Place place = (min != nullptr ? min : max)->place;
  if (marginal.min > marginal.max) {
    reader.error(place,
                 "min " + shortest(marginal.min) + " is above max " + shortest(marginal.max));
    return false;
  }
  if (!(random::truncation_mass(marginal) > 1e-9)) {
    reader.error(place, "min and max leave nothing of the distribution");
    return false;
  }
  return true;
}

random::Support reachable(const Marginal& m) {
  random::Support all = random::support(m);
  constexpr double kScoreMax = 8.3;
  if (m.family == Family::normal)
    all = {std::max(m.min, m.a - kScoreMax * m.b), std::min(m.max, m.a + kScoreMax * m.b)};
  if (m.family == Family::lognormal)
    all = {std::max(m.min, maths::exp(m.a - kScoreMax * m.b)),
           std::min(m.max, maths::exp(m.a + kScoreMax * m.b))};
  if (m.family == Family::exponential) all.high = std::min(m.max, 37.5 * m.a);
  return all;
}

}  // namespace landfall::scenario
