#include "scenario/sip_library.hpp"

#include <algorithm>
#include <cmath>

#include "base/text.hpp"
#include "base/utf8.hpp"
#include "maths/linear.hpp"
#include "scenario/json_tree.hpp"

namespace landfall::scenario {
namespace {

using Kind = JsonNode::Kind;
constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr std::size_t kCopulaMembersMax = 256;

std::string in_quotes(const std::string& name) {
  return "'" + sanitise(name) + "'";
}

/// Reads parts of one library; every function returns nothing after a mistake, which it reports.
class LibraryReader {
 public:
  LibraryReader(const SourceText& json, int source, std::vector<Diagnostic>& diagnostics)
      : json_(json), source_(source), diagnostics_(diagnostics) {}

  bool open() {
    const auto root = parse_json(json_.text, source_, diagnostics_);
    if (!root) return false;
    root_ = *root;
    if (root_.kind != Kind::object)
      return refuse(root_, "a SIP library is an object, not " + kind_in_words(root_));
    return is_word(root_, "libraryType", "SIPmath_3_0") &&
           is_word(root_, "objectType", "sipModel") && list_of(root_, "sips") != nullptr;
  }

  const JsonNode& root() const { return root_; }

  /// The SIPs that are for any program.
  std::vector<const JsonNode*> sips() const {
    std::vector<const JsonNode*> all;
    for (const JsonNode& sip : root_.find("sips")->children) {
      const JsonNode* environment = sip.find("environment");
      if (environment == nullptr || environment->text.empty() || environment->text == "generic")
        all.push_back(&sip);
    }
    return all;
  }

  const JsonNode* sip_named(const std::string& name, Place asked) {
    const JsonNode* found = nullptr;
    std::vector<std::string> names;
    for (const JsonNode* sip : sips()) {
      const JsonNode* its_name = sip->find("name");
      if (its_name == nullptr || its_name->kind != Kind::string) continue;
      names.push_back(its_name->text);
      if (its_name->text != name) continue;
      if (found != nullptr) {
        refuse(*its_name, "there are two SIPs called " + in_quotes(name), "give each its own name");
        return nullptr;
      }
      found = sip;
    }
    if (found != nullptr) return found;
    const std::string close = nearest(name, names);
    std::string hint = "did you mean '" + sanitise(close) + "'?";
    if (close.empty()) {
      hint = names.empty() ? "it holds no SIP" : "it holds ";
      for (std::size_t i = 0; i < std::min<std::size_t>(names.size(), 8); ++i)
        hint += (i > 0 ? ", " : "") + sanitise(names[i]);
      if (names.size() > 8) hint += " and others";
    }
    diagnostics_.push_back({Severity::error, asked,
                            "there is no SIP " + in_quotes(name) + " in " + sanitise(json_.name),
                            hint});
    return nullptr;
  }

  std::optional<random::Sip> sip(const JsonNode& node) {
    if (const JsonNode* rounding = node.find("rounding"))
      return refuse_none(*rounding, "a SIP that is rounded cannot be read",
                         "leave out 'rounding': trials are taken as they are");
    const JsonNode* arguments = part_of(node, "arguments", Kind::object);
    if (arguments == nullptr) return std::nullopt;
    const JsonNode* function = node.find("function");
    const std::string named = function != nullptr ? function->text : "SIP_Array";
    if (named == "SIP_Array") {
      if (!counts_trials(node)) return std::nullopt;
      const auto trials = stored(*arguments);
      if (!trials) return std::nullopt;
      return random::Sip{.array = *trials};
    }
    if (named != "Metalog_1_0")
      return refuse_none(*function, "the function " + in_quotes(named) + " of a SIP cannot be read",
                         "known here: Metalog_1_0, SIP_Array");
    const auto metalog = metalog_of(*arguments);
    auto sip = uniform_of(node);
    if (!metalog || !sip) return std::nullopt;
    sip->metalog = *metalog;
    return sip;
  }

  std::optional<random::Metalog> metalog_of(const JsonNode& arguments) {
    const JsonNode* list = list_of(arguments, "aCoefficients");
    if (list == nullptr) return std::nullopt;
    const auto a = numbers(*list);
    if (!a) return std::nullopt;
    random::Metalog metalog{*a};
    if (a->size() < 2 || a->size() > static_cast<std::size_t>(random::kMetalogTermsMax))
      return refuse_none(*list,
                         "a metalog has 2 to " + std::to_string(random::kMetalogTermsMax) +
                             " coefficients here, not " + std::to_string(a->size()),
                         "fit it with fewer terms");
    for (const auto& [key, into] :
         {std::pair{"lowerBound", &metalog.low}, {"upperBound", &metalog.high}}) {
      const JsonNode* bound = arguments.find(key);
      if (bound == nullptr || bound->kind == Kind::null) continue;
      if (!is_number(*bound)) return std::nullopt;
      *into = bound->number;
    }
    if (!(metalog.low < metalog.high))
      return refuse_none(*arguments.find("upperBound"), "the upperBound " + shortest(metalog.high) +
                                                            " is not above the lowerBound " +
                                                            shortest(metalog.low));
    const bool constant =
        std::all_of(a->begin() + 1, a->end(), [](double term) { return term == 0; });
    if (!constant && !random::is_feasible(metalog))
      return refuse_none(*list,
                         "these coefficients are no distribution: the quantile falls somewhere",
                         "fit it with fewer terms");
    return metalog;
  }

  std::optional<random::HdrSeeds> stream(const JsonNode& rng) {
    const JsonNode* function = part_of(rng, "function", Kind::string);
    const JsonNode* arguments = part_of(rng, "arguments", Kind::object);
    if (function == nullptr || arguments == nullptr) return std::nullopt;
    if (function->text != "HDR_2_0")
      return refuse_none(*function,
                         "the generator " + in_quotes(function->text) + " cannot be read",
                         "known here: HDR_2_0");
    if (const JsonNode* counter = arguments->find("counter"))
      if (counter->text != "PM_Index")
        return refuse_none(*counter,
                           "the counter must be \"PM_Index\", not " + kind_in_words(*counter));
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
        return refuse_none(*seed,
                           std::string("'") + key + "' must be a whole number from 0 to " +
                               std::to_string(random::kHdrSeedMax) + ", not " +
                               kind_in_words(*seed),
                           seed->kind == Kind::object
                               ? "a parameter that is typed in later: write its number instead"
                               : "");
      *into = static_cast<std::uint64_t>(value);
    }
    return seeds;
  }

  std::optional<random::HdrSeeds> stream_named(const JsonNode& name) {
    const JsonNode* rng = named(part_of_model("rng"), name, "generator");
    return rng == nullptr ? std::nullopt : stream(*rng);
  }

  std::optional<SipCopula> copula(const JsonNode& node) {
    const JsonNode* arguments = part_of(node, "arguments", Kind::object);
    if (arguments == nullptr) return std::nullopt;
    const JsonNode* streams = list_of(*arguments, "rng");
    const JsonNode* layers = layers_of(node);
    const JsonNode* matrix = part_of(*arguments, "correlationMatrix", Kind::object);
    if (streams == nullptr || layers == nullptr || matrix == nullptr) return std::nullopt;
    const JsonNode* variable = part_of(*matrix, "value", Kind::string);
    if (variable == nullptr) return std::nullopt;
    const JsonNode* global = named(root_.find("globalVariables"), *variable, "global variable");
    const JsonNode* value = global == nullptr ? nullptr : part_of(*global, "value", Kind::object);
    if (value == nullptr) return std::nullopt;
    SipCopula copula;
    if (const JsonNode* name = node.find("name")) copula.name = name->text;
    for (const JsonNode& stream : streams->children) copula.streams.push_back(stream.text);
    for (const JsonNode& layer : layers->children) copula.layers.push_back(layer.text);
    const std::size_t size = copula.streams.size();
    if (size == 0 || size > kCopulaMembersMax || copula.layers.size() != size)
      return refuse_none(*layers, "a copula has 1 to " + std::to_string(kCopulaMembersMax) +
                                      " members, and as many layers as generators, not " +
                                      std::to_string(copula.layers.size()) + " and " +
                                      std::to_string(size));
    if (!read_matrix(*value, copula)) return std::nullopt;
    return copula;
  }

  /// A member of `parent` of a kind; null after a mistake.
  const JsonNode* part_of(const JsonNode& parent, const char* key, Kind kind) {
    const JsonNode* found = parent.find(key);
    static constexpr const char* kNames[] = {"null",   "true or false", "a number",
                                             "a text", "a list",        "an object"};
    const std::string wanted = kNames[static_cast<int>(kind)];
    if (found == nullptr) {
      refuse(parent, std::string("'") + key + "' is missing here", "it is " + wanted);
    } else if (found->kind != kind) {
      refuse(*found,
             std::string("'") + key + "' must be " + wanted + ", not " + kind_in_words(*found));
      found = nullptr;
    }
    return found;
  }
  const JsonNode* list_of(const JsonNode& parent, const char* key) {
    return part_of(parent, key, Kind::array);
  }
  std::optional<std::vector<double>> numbers(const JsonNode& list) {
    std::vector<double> all;
    for (const JsonNode& item : list.children) {
      if (!is_number(item)) return std::nullopt;
      all.push_back(item.number);
    }
    return all;
  }
  std::optional<std::vector<double>> stored(const JsonNode& arguments) {
    if (const JsonNode* type = arguments.find("type"))
      if (type->text != "array")
        return refuse_none(*type, "trials of the type " + in_quotes(type->text) + " cannot be read",
                           "store them in the library: \"type\": \"array\", \"value\": [1, 2, 3]");
    const JsonNode* list = list_of(arguments, "value");
    if (list == nullptr) return std::nullopt;
    if (list->children.empty())
      return refuse_none(*list, "there are no trials here", "store one at least");
    return numbers(*list);
  }

 private:
  bool refuse(const JsonNode& node, std::string message, std::string hint = "") {
    diagnostics_.push_back({Severity::error, place_in(json_.text, source_, node.at, node.bytes),
                            std::move(message), std::move(hint)});
    return false;
  }
  std::nullopt_t refuse_none(const JsonNode& node, std::string message, std::string hint = "") {
    refuse(node, std::move(message), std::move(hint));
    return std::nullopt;
  }
  bool is_number(const JsonNode& node) {
    if (node.kind != Kind::number)
      return refuse(node, "a number must stand here, not " + kind_in_words(node));
    if (!(std::fabs(node.number) <= kNumberMax))
      return refuse(node, "numbers lie between -1e15 and 1e15, not " + shortest(node.number));
    return true;
  }
  /// A word of the head, which the published example leaves out.
  bool is_word(const JsonNode& parent, const char* key, const std::string& wanted) {
    const JsonNode* found = parent.find(key);
    return found == nullptr || (found->kind == Kind::string && found->text == wanted) ||
           refuse(*found,
                  std::string("the ") + key + " must be \"" + wanted + "\", not " +
                      kind_in_words(*found),
                  "only libraries of the standard SIPmath 3.0 can be read");
  }
  const JsonNode* part_of_model(const char* key) {
    const JsonNode* model = root_.find("U01");
    return model == nullptr ? nullptr : model->find(key);
  }
  /// The member of a list with the name that a node asks for.
  const JsonNode* named(const JsonNode* list, const JsonNode& name, const std::string& what) {
    std::vector<std::string> names;
    if (list != nullptr)
      for (const JsonNode& one : list->children) {
        const JsonNode* its_name = one.find("name");
        if (its_name == nullptr) continue;
        if (its_name->text == name.text && name.kind == Kind::string) return &one;
        names.push_back(its_name->text);
      }
    const std::string close = nearest(name.text, names);
    refuse(name, "there is no " + what + " " + in_quotes(name.text) + " in the library",
           close.empty() ? "" : "did you mean '" + sanitise(close) + "'?");
    return nullptr;
  }
  /// Beside the arguments in the published schema; some write it among them.
  const JsonNode* layers_of(const JsonNode& copula) {
    const JsonNode* arguments = copula.find("arguments");
    const bool inside = copula.find("copulaLayer") == nullptr && arguments != nullptr &&
                        arguments->find("copulaLayer") != nullptr;
    return list_of(inside ? *arguments : copula, "copulaLayer");
  }
  /// Stored trials are counted by the trial, if anything is said about it.
  bool counts_trials(const JsonNode& sip) {
    const JsonNode* ref = sip.find("ref");
    const JsonNode* name = ref == nullptr ? nullptr : ref->find("name");
    if (name == nullptr) return true;
    const JsonNode* rng = named(part_of_model("rng"), *name, "generator");
    if (rng == nullptr) return false;
    const JsonNode* function = part_of(*rng, "function", Kind::string);
    return function != nullptr &&
           (function->text == "Index" ||
            refuse(*function, "stored trials are counted by the function \"Index\", not by " +
                                  kind_in_words(*function)));
  }
  /// Where the u of a SIP comes from.
  std::optional<random::Sip> uniform_of(const JsonNode& sip) {
    const JsonNode* ref = part_of(sip, "ref", Kind::object);
    const JsonNode* source = ref == nullptr ? nullptr : part_of(*ref, "source", Kind::string);
    const JsonNode* name = source == nullptr ? nullptr : part_of(*ref, "name", Kind::string);
    if (name == nullptr) return std::nullopt;
    if (source->text == "rng") {
      const auto seeds = stream_named(*name);
      if (!seeds) return std::nullopt;
      return random::Sip{.streams = {*seeds}};
    }
    if (source->text != "copula")
      return refuse_none(*source,
                         "the source must be \"rng\" or \"copula\", not " + kind_in_words(*source));
    const JsonNode* node = named(part_of_model("copula"), *name, "copula");
    const JsonNode* layer = part_of(*ref, "copulaLayer", Kind::string);
    const JsonNode* function = node == nullptr ? nullptr : part_of(*node, "function", Kind::string);
    const JsonNode* layers = function == nullptr ? nullptr : layers_of(*node);
    if (layer == nullptr || layers == nullptr) return std::nullopt;
    const auto at = std::find_if(layers->children.begin(), layers->children.end(),
                                 [&](const JsonNode& one) { return one.text == layer->text; });
    if (at == layers->children.end())
      return refuse_none(*layer, "the copula " + in_quotes(name->text) + " has no layer " +
                                     in_quotes(layer->text));
    const auto index = static_cast<std::size_t>(at - layers->children.begin());
    if (function->text == "SIP_Array") return stored_layer(*node, index);
    if (function->text != "GaussianCopula")
      return refuse_none(*function,
                         "the copula function " + in_quotes(function->text) + " cannot be read",
                         "known here: GaussianCopula, SIP_Array");
    return gaussian_layer(*node, index);
  }
  std::optional<random::Sip> gaussian_layer(const JsonNode& node, std::size_t index) {
    const auto found = copula(node);
    if (!found) return std::nullopt;
    maths::Matrix matrix(static_cast<int>(found->streams.size()));
    matrix.entries = found->correlations;
    const maths::Matrix factor = maths::cholesky(matrix);
    random::Sip sip;
    const JsonNode& streams = *node.find("arguments")->find("rng");
    for (std::size_t j = 0; j <= index; ++j) {
      const auto seeds = stream_named(streams.children[j]);
      if (!seeds) return std::nullopt;
      sip.streams.push_back(*seeds);
      sip.weights.push_back(factor.at(static_cast<int>(index), static_cast<int>(j)));
    }
    return sip;
  }
  /// A copula whose trials are stored: a list of u for each layer.
  std::optional<random::Sip> stored_layer(const JsonNode& copula, std::size_t index) {
    const JsonNode* arguments = part_of(copula, "arguments", Kind::object);
    const JsonNode* rows = arguments == nullptr ? nullptr : list_of(*arguments, "value");
    if (rows == nullptr) return std::nullopt;
    if (index >= rows->children.size() || rows->children[index].kind != Kind::array)
      return refuse_none(*rows, "a copula of stored trials needs a list of them for each layer");
    const JsonNode& list = rows->children[index];
    if (list.children.empty()) return refuse_none(list, "there are no trials here");
    const auto u = numbers(list);
    if (!u) return std::nullopt;
    for (const JsonNode& item : list.children)
      if (!(item.number > 0 && item.number < 1))
        return refuse_none(item,
                           "a copula's trials lie between 0 and 1, not " + shortest(item.number));
    return random::Sip{.array = *u};
  }
  bool read_matrix(const JsonNode& value, SipCopula& copula) {
    const JsonNode* entries = list_of(value, "matrix");
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
      return refuse(value, "the correlations join " + std::to_string(copula.rows.size()) +
                               " members, the copula " + std::to_string(size));
    copula.correlations.assign(size * size, 0);
    std::vector<bool> seen(size * size, false);
    for (std::size_t i = 0; i < size; ++i) copula.correlations[i * size + i] = 1;
    for (const JsonNode& entry : entries->children) {
      const JsonNode* row = part_of(entry, "row", Kind::string);
      const JsonNode* column = row == nullptr ? nullptr : part_of(entry, "col", Kind::string);
      const JsonNode* number = column == nullptr ? nullptr : part_of(entry, "value", Kind::number);
      if (number == nullptr) return false;
      const std::size_t r = index_of(row->text), c = index_of(column->text);
      if (r == size || c == size)
        return refuse(*(r == size ? row : column),
                      in_quotes((r == size ? row : column)->text) + " is not among the rows");
      const double asked = number->number;
      if (!(asked >= -1 && asked <= 1))
        return refuse(*number, "a correlation must lie between -1 and 1, not " + shortest(asked));
      if (r == c && asked != 1)
        return refuse(*number, "the diagonal of a correlation matrix is 1, not " + shortest(asked));
      if (seen[r * size + c] && copula.correlations[r * size + c] != asked)
        return refuse(*number, "the matrix is not symmetric: " + shortest(asked) + " here, " +
                                   shortest(copula.correlations[r * size + c]) +
                                   " across the diagonal");
      seen[r * size + c] = seen[c * size + r] = true;
      copula.correlations[r * size + c] = copula.correlations[c * size + r] = asked;
    }
    maths::Matrix matrix(static_cast<int>(size));
    matrix.entries = copula.correlations;
    if (maths::is_positive_semidefinite(matrix)) return true;
    const double lowest = maths::eigenvalues(matrix).front();
    return refuse(
        *entries, "these correlations contradict each other",
        "multiply all but the diagonal by " + shortest(std::floor(1000 / (1 - lowest)) / 1000));
  }

  const SourceText& json_;
  int source_;
  std::vector<Diagnostic>& diagnostics_;
  JsonNode root_;
};

}  // namespace

std::optional<random::Sip> parse_sip(const SourceText& json, int source, const std::string& name,
                                     Place asked, std::vector<Diagnostic>& diagnostics) {
  LibraryReader library(json, source, diagnostics);
  if (!library.open()) return std::nullopt;
  const JsonNode* node = library.sip_named(name, asked);
  return node == nullptr ? std::nullopt : library.sip(*node);
}

std::optional<SipLibrary> parse_sip_library(const SourceText& json, int source,
                                            std::vector<Diagnostic>& diagnostics) {
  LibraryReader reader(json, source, diagnostics);
  if (!reader.open()) return std::nullopt;
  SipLibrary library;
  const auto text_at = [](const JsonNode& node, const char* key) {
    const JsonNode* found = node.find(key);
    return found == nullptr ? std::string() : found->text;
  };
  library.name = text_at(reader.root(), "name");
  library.provenance = text_at(reader.root(), "provenance");
  const JsonNode* model = reader.root().find("U01");
  if (const JsonNode* all = model == nullptr ? nullptr : model->find("rng"))
    for (const JsonNode& rng : all->children) {
      if (text_at(rng, "function") == "Index") continue;
      const auto seeds = reader.stream(rng);
      if (!seeds) return std::nullopt;
      library.streams.push_back({text_at(rng, "name"), *seeds});
    }
  if (const JsonNode* all = model == nullptr ? nullptr : model->find("copula"))
    for (const JsonNode& node : all->children) {
      library.copula = reader.copula(node);
      if (!library.copula) return std::nullopt;
    }
  for (const JsonNode* node : reader.sips()) {
    if (!reader.sip(*node)) return std::nullopt;
    SipEntry entry{.name = text_at(*node, "name")};
    const JsonNode& arguments = *node->find("arguments");
    const JsonNode* ref = node->find("ref");
    if (text_at(*node, "function") == "Metalog_1_0") {
      entry.metalog = reader.metalog_of(arguments);
      const bool joined = text_at(*ref, "source") == "copula";
      (joined ? entry.layer : entry.stream) = text_at(*ref, joined ? "copulaLayer" : "name");
    } else {
      entry.trials = *reader.stored(arguments);
    }
    if (const JsonNode* metadata = node->find("metadata"))
      for (const JsonNode& item : metadata->children)
        if (item.kind == Kind::number) entry.metadata.emplace_back(item.key, item.number);
    library.sips.push_back(std::move(entry));
  }
  return library;
}

}  // namespace landfall::scenario
