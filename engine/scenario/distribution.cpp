#include "scenario/distribution.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/text.hpp"
#include "maths/exp.hpp"
#include "random/fit.hpp"
#include "random/table_marginal.hpp"
#include "scenario/families.hpp"

namespace landfall::scenario {

namespace {

using random::Family;
using random::Marginal;

std::string list_of(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

/// `{ p2.5 = 1 }` is a key p2 that holds a table with the key 5.
bool is_split_percentile(const Node& node) {
  return node.is_table() && percentile_of(node.key) && node.children.size() == 1 &&
         percentile_of("p" + node.children[0].key).has_value();
}

/// ", or two percentiles between 0 and 100, as p10 and p90".
std::string percentiles_hint(const Shape& shape) {
  const int needed = random::percentiles_needed(shape.family);
  return needed == 1   ? ", or one percentile between 0 and 100, as p50"
         : needed == 2 ? ", or two percentiles between 0 and 100, as p10 and p90"
                       : ", or three percentiles between 0 and 100, as p10, p50 and p90";
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
    known.insert(known.end(), shape.instead.begin(), shape.instead.end());
    if (!percentile && std::find(known.begin(), known.end(), child.key) == known.end()) {
      const std::string close = nearest(child.key, known);
      std::string hint =
          close.empty() ? "known here: " + list_of(known) : "did you mean '" + close + "'?";
      if (close.empty() && shape.percentiles) hint += percentiles_hint(shape);
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

/// Whether draws come as close to both ends of the support as doubles do, so that its ends count as
/// drawn. The others have a tail, or an end that only a chance of 0 reaches.
bool reaches_its_ends(Family family) {
  switch (family) {
    case Family::uniform:
    case Family::log_uniform:
    case Family::triangular:
    case Family::pert:
    case Family::beta:
    case Family::bernoulli:
    case Family::binomial:
    case Family::discrete:
    case Family::empirical:
      return true;
    default:
      return false;
  }
}

/// From a shape of 2 down a pareto has no sd, and close above 2 no sample shows it.
constexpr double kParetoShapeMin = 2.5;

/// Reports a tail so heavy that the draws have no sd, unless it is cut off.
bool has_sd(Reader& reader, const Node& table, const Marginal& marginal) {
  const bool is_pareto = marginal.family == Family::pareto;
  if (!is_pareto && marginal.family != Family::metalog) return true;
  const random::Support within = random::support(marginal);
  const bool is_bounded = std::isfinite(within.low) && std::isfinite(within.high);
  if (is_bounded) return true;
  if (is_pareto && marginal.b >= kParetoShapeMin) return true;
  if (!is_pareto && std::isfinite(random::standard_deviation(marginal))) return true;
  const std::string limit = (marginal.times > 0) == std::isfinite(within.low) ? "max" : "min";
  reader.error(table.place,
               is_pareto ? "a pareto with a shape below 2.5 needs a max, or with negative times a "
                           "min: from 2 down it has no sd"
                         : "this metalog has no sd: its tail is too heavy",
               is_pareto ? "put a max beside it, as large as it can really be"
                         : "put a " + limit + " beside it, or give it both bounds, low and high");
  return false;
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
  if (shape->family == Family::empirical) return read_empirical(reader, parameters);
  if (shape->family == Family::metalog) return read_metalog(reader, parameters);
  if (shape->family == Family::mixture) return read_mixture(reader, parameters);
  bool by_percentiles = false;
  const auto given = read_parameters(reader, *shape, parameters, by_percentiles);
  if (!given) return std::nullopt;
  for (const Named& one : *given)
    if (by_percentiles && !percentile_of(one.name) &&
        !(shape->family == Family::student_t && one.name == "df")) {
      reader.error(one.place, "'" + one.name + "' cannot stand beside percentiles");
      return std::nullopt;
    }
  auto marginal = by_percentiles ? from_percentiles(reader, *shape, parameters, *given)
                                 : from_parameters(reader, *shape, parameters, *given);
  if (marginal && !random::is_valid(*marginal)) {
    reader.error(parameters.place,
                 "no " + family + " can be so wide: its parameters are too far apart");
    return std::nullopt;
  }
  return marginal;
}

bool adjust(Reader& reader, const Node& table, Marginal& marginal) {
  const Node *min = table.find("min"), *max = table.find("max"), *times = table.find("times");
  for (const auto& [node, into] : {std::pair{times, &marginal.times},
                                   {table.find("plus"), &marginal.plus},
                                   {min, &marginal.min},
                                   {max, &marginal.max}}) {
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
  if (marginal.times == 0) {
    reader.error(times->place, "times 0 leaves nothing of the distribution",
                 "write { value = " + shortest(marginal.plus) + " }");
    return false;
  }
  if (min == nullptr && max == nullptr) return has_sd(reader, table, marginal);
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
  return has_sd(reader, table, marginal);
}

random::Support reachable(const Marginal& m) {
  using random::kScoreMax;
  if (reaches_its_ends(m.family)) return random::support(m);
  if (m.family == Family::normal && !random::is_moved(m))
    return {std::max(m.min, m.a - kScoreMax * m.b), std::min(m.max, m.a + kScoreMax * m.b)};
  if (m.family == Family::lognormal && !random::is_moved(m))
    return {std::max(m.min, maths::exp(m.a - kScoreMax * m.b)),
            std::min(m.max, maths::exp(m.a + kScoreMax * m.b))};
  if (m.family == Family::exponential && !random::is_moved(m))
    return {random::support(m).low, std::min(m.max, 37.5 * m.a)};
  random::MarginalTables tables;
  const double ends[] = {-kScoreMax, kScoreMax};
  double draws[2];
  random::draw_marginal_from_score(random::compile_marginal(m, tables), ends, draws, 2);
  return {std::min(draws[0], draws[1]), std::max(draws[0], draws[1])};
}

}  // namespace landfall::scenario
