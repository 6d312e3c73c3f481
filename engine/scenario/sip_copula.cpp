// Where the u of a SIP comes from: generators and copulas of its library.
#include <algorithm>
#include <cmath>

#include "base/text.hpp"
#include "maths/linear.hpp"
#include "scenario/library_text.hpp"

namespace landfall::scenario {
namespace {

using Kind = JsonNode::Kind;
constexpr std::size_t kCopulaMembersMax = 256;

/// Beside the arguments in the published schema; some write it among them.
const JsonNode* layers_of(LibraryText& library, const JsonNode& copula) {
  const JsonNode* arguments = copula.find("arguments");
  const bool inside = copula.find("copulaLayer") == nullptr && arguments != nullptr &&
                      arguments->find("copulaLayer") != nullptr;
  return library.list_of(inside ? *arguments : copula, "copulaLayer");
}

bool read_matrix(LibraryText& library, const JsonNode& value, SipCopula& copula) {
  const JsonNode* entries = library.list_of(value, "matrix");
  if (entries == nullptr) return false;
  if (const JsonNode* rows = value.find("rows"))
    for (const JsonNode& row : rows->children) copula.rows.push_back(row.text);
  const auto index_of = [&](const std::string& name) {
    return static_cast<std::size_t>(std::find(copula.rows.begin(), copula.rows.end(), name) -
                                    copula.rows.begin());
  };
  if (copula.rows.empty())
    for (const JsonNode& entry : entries->children)
      if (const JsonNode* row = entry.find("row"))
        if (index_of(row->text) == copula.rows.size()) copula.rows.push_back(row->text);
  const std::size_t size = copula.streams.size();
  if (copula.rows.size() != size)
    return library.refuse(value, "the correlations join " + std::to_string(copula.rows.size()) +
                                     " members, the copula " + std::to_string(size));
  copula.correlations.assign(size * size, 0);
  std::vector<bool> seen(size * size, false);
  for (std::size_t i = 0; i < size; ++i) copula.correlations[i * size + i] = 1;
  for (const JsonNode& entry : entries->children) {
    const JsonNode* row = library.part_of(entry, "row", Kind::string);
    const JsonNode* column = row == nullptr ? nullptr : library.part_of(entry, "col", Kind::string);
    const JsonNode* number =
        column == nullptr ? nullptr : library.part_of(entry, "value", Kind::number);
    if (number == nullptr) return false;
    const std::size_t r = index_of(row->text), c = index_of(column->text);
    if (r == size || c == size)
      return library.refuse(*(r == size ? row : column),
                            in_quotes((r == size ? row : column)->text) + " is not among the rows");
    const double asked = number->number;
    if (!(asked >= -1 && asked <= 1))
      return library.refuse(*number,
                            "a correlation must lie between -1 and 1, not " + shortest(asked));
    if (r == c && asked != 1)
      return library.refuse(*number,
                            "the diagonal of a correlation matrix is 1, not " + shortest(asked));
    if (seen[r * size + c] && copula.correlations[r * size + c] != asked)
      return library.refuse(*number, "the matrix is not symmetric: " + shortest(asked) + " here, " +
                                         shortest(copula.correlations[r * size + c]) +
                                         " across the diagonal");
    seen[r * size + c] = seen[c * size + r] = true;
    copula.correlations[r * size + c] = copula.correlations[c * size + r] = asked;
  }
  maths::Matrix matrix(static_cast<int>(size));
  matrix.entries = copula.correlations;
  if (maths::is_positive_semidefinite(matrix)) return true;
  const double lowest = maths::eigenvalues(matrix).front();
  return library.refuse(
      *entries, "these correlations contradict each other",
      "multiply all but the diagonal by " + shortest(std::floor(1000 / (1 - lowest)) / 1000));
}

std::optional<random::Sip> gaussian_layer(LibraryText& library, const JsonNode& node,
                                          std::size_t index) {
  const auto found = copula_of(library, node);
  if (!found) return std::nullopt;
  maths::Matrix matrix(static_cast<int>(found->streams.size()));
  matrix.entries = found->correlations;
  const maths::Matrix factor = maths::cholesky(matrix);
  random::Sip sip;
  const JsonNode& streams = *node.find("arguments")->find("rng");
  for (std::size_t j = 0; j <= index; ++j) {
    const auto seeds = stream_named(library, streams.children[j]);
    if (!seeds) return std::nullopt;
    sip.streams.push_back(*seeds);
    sip.weights.push_back(factor.at(static_cast<int>(index), static_cast<int>(j)));
  }
  return sip;
}

/// A copula whose trials are stored: a list of u for each layer.
std::optional<random::Sip> stored_layer(LibraryText& library, const JsonNode& copula,
                                        std::size_t index) {
  const JsonNode* arguments = library.part_of(copula, "arguments", Kind::object);
  const JsonNode* rows = arguments == nullptr ? nullptr : library.list_of(*arguments, "value");
  if (rows == nullptr) return std::nullopt;
  if (index >= rows->children.size() || rows->children[index].kind != Kind::array)
    return library.refuse_none(*rows,
                               "a copula of stored trials needs a list of them for each layer");
  const JsonNode& list = rows->children[index];
  if (list.children.empty()) return library.refuse_none(list, "there are no trials here");
  const auto u = library.numbers(list);
  if (!u) return std::nullopt;
  for (const JsonNode& item : list.children)
    if (!(item.number > 0 && item.number < 1))
      return library.refuse_none(
          item, "a copula's trials lie between 0 and 1, not " + shortest(item.number));
  return random::Sip{.array = *u};
}

}  // namespace

std::optional<random::HdrSeeds> stream_of(LibraryText& library, const JsonNode& rng) {
  const JsonNode* function = library.part_of(rng, "function", Kind::string);
  const JsonNode* arguments = library.part_of(rng, "arguments", Kind::object);
  if (function == nullptr || arguments == nullptr) return std::nullopt;
  if (function->text != "HDR_2_0")
    return library.refuse_none(*function,
                               "the generator " + in_quotes(function->text) + " cannot be read",
                               "known here: HDR_2_0");
  if (const JsonNode* counter = arguments->find("counter"))
    if (counter->text != "PM_Index")
      return library.refuse_none(
          *counter, "the counter must be \"PM_Index\", not " + kind_in_words(*counter));
  random::HdrSeeds seeds{};
  for (const auto& [key, into] : {std::pair{"varId", &seeds.variable},
                                  {"entity", &seeds.entity},
                                  {"seed3", &seeds.seed3},
                                  {"seed4", &seeds.seed4}}) {
    const JsonNode* seed = arguments->find(key);
    if (seed == nullptr) continue;  // 0
    const double value = seed->number;
    const bool whole = seed->kind == Kind::number && value >= 0 && std::floor(value) == value &&
                       value <= static_cast<double>(random::kHdrSeedMax);
    if (!whole)
      return library.refuse_none(
          *seed,
          std::string("'") + key + "' must be a whole number from 0 to " +
              std::to_string(random::kHdrSeedMax) + ", not " + kind_in_words(*seed),
          seed->kind == Kind::object
              ? "a parameter that is typed in later: write its number instead"
              : "");
    *into = static_cast<std::uint64_t>(value);
  }
  return seeds;
}

std::optional<random::HdrSeeds> stream_named(LibraryText& library, const JsonNode& name) {
  const JsonNode* rng = library.named(library.part_of_model("rng"), name, "generator");
  return rng == nullptr ? std::nullopt : stream_of(library, *rng);
}

std::optional<SipCopula> copula_of(LibraryText& library, const JsonNode& node) {
  const JsonNode* arguments = library.part_of(node, "arguments", Kind::object);
  if (arguments == nullptr) return std::nullopt;
  const JsonNode* streams = library.list_of(*arguments, "rng");
  const JsonNode* layers = layers_of(library, node);
  const JsonNode* matrix = library.part_of(*arguments, "correlationMatrix", Kind::object);
  if (streams == nullptr || layers == nullptr || matrix == nullptr) return std::nullopt;
  const JsonNode* variable = library.part_of(*matrix, "value", Kind::string);
  if (variable == nullptr) return std::nullopt;
  const JsonNode* global =
      library.named(library.root().find("globalVariables"), *variable, "global variable");
  const JsonNode* value =
      global == nullptr ? nullptr : library.part_of(*global, "value", Kind::object);
  if (value == nullptr) return std::nullopt;
  SipCopula copula;
  if (const JsonNode* name = node.find("name")) copula.name = name->text;
  for (const JsonNode& stream : streams->children) copula.streams.push_back(stream.text);
  for (const JsonNode& layer : layers->children) copula.layers.push_back(layer.text);
  const std::size_t size = copula.streams.size();
  if (size == 0 || size > kCopulaMembersMax || copula.layers.size() != size)
    return library.refuse_none(*layers, "a copula has 1 to " + std::to_string(kCopulaMembersMax) +
                                            " members, and as many layers as generators, not " +
                                            std::to_string(copula.layers.size()) + " and " +
                                            std::to_string(size));
  if (!read_matrix(library, *value, copula)) return std::nullopt;
  return copula;
}

/// Where the u of a SIP comes from.
std::optional<random::Sip> uniform_of(LibraryText& library, const JsonNode& sip) {
  const JsonNode* ref = library.part_of(sip, "ref", Kind::object);
  const JsonNode* source = ref == nullptr ? nullptr : library.part_of(*ref, "source", Kind::string);
  const JsonNode* name = source == nullptr ? nullptr : library.part_of(*ref, "name", Kind::string);
  if (name == nullptr) return std::nullopt;
  if (source->text == "rng") {
    const auto seeds = stream_named(library, *name);
    if (!seeds) return std::nullopt;
    return random::Sip{.streams = {*seeds}};
  }
  if (source->text != "copula")
    return library.refuse_none(
        *source, "the source must be \"rng\" or \"copula\", not " + kind_in_words(*source));
  const JsonNode* node = library.named(library.part_of_model("copula"), *name, "copula");
  const JsonNode* layer = library.part_of(*ref, "copulaLayer", Kind::string);
  const JsonNode* function =
      node == nullptr ? nullptr : library.part_of(*node, "function", Kind::string);
  const JsonNode* layers = function == nullptr ? nullptr : layers_of(library, *node);
  if (layer == nullptr || layers == nullptr) return std::nullopt;
  const auto at = std::find_if(layers->children.begin(), layers->children.end(),
                               [&](const JsonNode& one) { return one.text == layer->text; });
  if (at == layers->children.end())
    return library.refuse_none(
        *layer, "the copula " + in_quotes(name->text) + " has no layer " + in_quotes(layer->text));
  const auto index = static_cast<std::size_t>(at - layers->children.begin());
  if (function->text == "SIP_Array") return stored_layer(library, *node, index);
  if (function->text != "GaussianCopula")
    return library.refuse_none(
        *function, "the copula function " + in_quotes(function->text) + " cannot be read",
        "known here: GaussianCopula, SIP_Array");
  return gaussian_layer(library, *node, index);
}

}  // namespace landfall::scenario
