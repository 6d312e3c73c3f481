// Mixtures: named parts, each a distribution or a value with the weight that it has.
#include <algorithm>
#include <cmath>

#include "base/text.hpp"
#include "scenario/distribution.hpp"

namespace landfall::scenario {
namespace {

using random::Family;
using random::Marginal;

bool is_note(const std::string& key) {
  return key == "source" || key == "assumption";
}

bool is_form(const std::string& key) {
  const std::vector<std::string>& names = distribution_names();
  return key == "value" || std::find(names.begin(), names.end(), key) != names.end();
}

/// What one part is, without its weight.
std::optional<Marginal> read_part(Reader& reader, const Node& part) {
  const Node* form = nullptr;
  for (const Node& child : part.children) {
    if (child.poisoned) return std::nullopt;
    if (is_form(child.key)) {
      if (form != nullptr) {
        reader.error(
            child.key_place,
            "'" + part.key + "' has two values: '" + form->key + "' and '" + child.key + "'",
            "keep one");
        return std::nullopt;
      }
      form = &child;
    } else if (!is_note(child.key)) {
      const std::vector<std::string> known = {"weight", "times", "plus", "min", "max"};
      if (std::find(known.begin(), known.end(), child.key) != known.end()) continue;
      std::vector<std::string> all = distribution_names();
      all.insert(all.end(), known.begin(), known.end());
      all.push_back("value");
      const std::string close = nearest(child.key, all);
      reader.error(child.key_place,
                   "unknown key '" + child.key + "' in the part '" + part.key + "' of a mixture",
                   close.empty() ? "a part has a weight, and a distribution or a value"
                                 : "did you mean '" + close + "'?");
      return std::nullopt;
    }
  }
  if (form == nullptr) {
    reader.error(part.place, "'" + part.key + "' has no distribution",
                 "write " + part.key + " = { weight = 0.3, normal = [100, 10] }");
    return std::nullopt;
  }
  if (form->key == "mixture") {
    reader.error(form->key_place, "a part of a mixture cannot be a mixture",
                 "write its parts beside the others");
    return std::nullopt;
  }
  std::optional<Marginal> marginal;
  if (form->key == "value") {
    const auto value = constant_of(*form);
    if (!value) {
      reader.error(form->place, "'value' must be a number, not " + kind_in_words(*form));
      return std::nullopt;
    }
    marginal = Marginal{.family = Family::uniform, .a = *value, .b = *value};
  } else {
    marginal = read_distribution(reader, form->key, *form);
  }
  if (!marginal || !adjust(reader, part, *marginal)) return std::nullopt;
  return marginal;
}

std::optional<double> read_weight(Reader& reader, const Node& part) {
  const Node* weight = part.find("weight");
  if (weight == nullptr) {
    reader.error(part.place, "'" + part.key + "' has no weight",
                 "write " + part.key + " = { weight = 0.3, ... }");
    return std::nullopt;
  }
  const auto value = constant_of(*weight);
  if (value && *value >= 0) return value;
  if (!weight->poisoned)
    reader.error(weight->place, value ? "a weight must be 0 or more, not " + shortest(*value)
                                      : "'weight' must be a number, not " + kind_in_words(*weight));
  return std::nullopt;
}

}  // namespace

std::optional<Marginal> read_mixture(Reader& reader, const Node& node) {
  const std::string form =
      "write usual = { weight = 0.7, normal = [100, 10] } and so on, each "
      "part with a name of its own";
  if (!node.is_table()) {
    reader.error(node.place, "mixture cannot be " + kind_in_words(node), form);
    return std::nullopt;
  }
  Marginal mixture{.family = Family::mixture};
  double sum = 0;
  bool is_good = true;
  for (const Node& part : node.children) {
    if (is_note(part.key)) continue;
    if (!part.is_table()) {
      if (!part.poisoned)
        reader.error(part.place,
                     "'" + part.key + "' must be a part of the mixture, not " + kind_in_words(part),
                     form);
      return std::nullopt;
    }
    const auto marginal = read_part(reader, part);
    // Of a part with a mistake, a missing weight may be the misspelt key.
    const bool has_weight = part.find("weight") != nullptr;
    const auto weight = marginal || has_weight ? read_weight(reader, part) : std::nullopt;
    is_good = is_good && weight && marginal;
    if (!is_good) continue;
    sum += *weight;
    mixture.weights.push_back(*weight);
    mixture.parts.push_back(*marginal);
  }
  if (!is_good) return std::nullopt;
  if (mixture.parts.empty()) {
    reader.error(node.place, "the mixture has no parts", form);
    return std::nullopt;
  }
  if (std::fabs(sum - 1) > 1e-6) {
    reader.error(
        node.place,
        "the weights must add up to 1; they add up to " + shortest(std::round(sum * 1e7) / 1e7),
        std::fabs(sum - 100) < 1e-4 ? "shares are fractions: 70 % is 0.7" : "");
    return std::nullopt;
  }
  return mixture;
}

}  // namespace landfall::scenario
