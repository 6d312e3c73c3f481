#include "scenario/sip_library.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "scenario/library_text.hpp"

namespace landfall::scenario {
namespace {

using Kind = JsonNode::Kind;

std::optional<random::Metalog> metalog_of(LibraryText& library, const JsonNode& arguments) {
  const JsonNode* list = library.list_of(arguments, "aCoefficients");
  if (list == nullptr) return std::nullopt;
  const auto a = library.numbers(*list);
  if (!a) return std::nullopt;
  random::Metalog metalog{*a};
  if (a->size() < 2 || a->size() > static_cast<std::size_t>(random::kMetalogTermsMax))
    return library.refuse_none(*list,
                               "a metalog has 2 to " + std::to_string(random::kMetalogTermsMax) +
                                   " coefficients here, not " + std::to_string(a->size()),
                               "fit it with fewer terms");
  for (const auto& [key, into] :
       {std::pair{"lowerBound", &metalog.low}, {"upperBound", &metalog.high}}) {
    const JsonNode* bound = arguments.find(key);
    if (bound == nullptr || bound->kind == Kind::null) continue;
    if (!library.is_number(*bound)) return std::nullopt;
    *into = bound->number;
  }
  if (!(metalog.low < metalog.high))
    return library.refuse_none(*arguments.find("upperBound"),
                               "the upperBound " + shortest(metalog.high) +
                                   " is not above the lowerBound " + shortest(metalog.low));
  const bool constant =
      std::all_of(a->begin() + 1, a->end(), [](double term) { return term == 0; });
  if (!constant && !random::is_feasible(metalog))
    return library.refuse_none(
        *list, "these coefficients are no distribution: the quantile falls somewhere",
        "fit it with fewer terms");
  return metalog;
}

std::optional<std::vector<double>> stored_trials(LibraryText& library, const JsonNode& arguments) {
  if (const JsonNode* type = arguments.find("type"))
    if (type->text != "array")
      return library.refuse_none(
          *type, "trials of the type " + in_quotes(type->text) + " cannot be read",
          "store them in the library: \"type\": \"array\", \"value\": [1, 2, 3]");
  const JsonNode* list = library.list_of(arguments, "value");
  if (list == nullptr) return std::nullopt;
  if (list->children.empty())
    return library.refuse_none(*list, "there are no trials here", "store one at least");
  return library.numbers(*list);
}

/// Stored trials are counted by the trial, if anything is said about it.
bool counts_trials(LibraryText& library, const JsonNode& sip) {
  const JsonNode* ref = sip.find("ref");
  const JsonNode* name = ref == nullptr ? nullptr : ref->find("name");
  if (name == nullptr) return true;
  const JsonNode* rng = library.named(library.part_of_model("rng"), *name, "generator");
  if (rng == nullptr) return false;
  const JsonNode* function = library.part_of(*rng, "function", Kind::string);
  return function != nullptr &&
         (function->text == "Index" ||
          library.refuse(*function, "stored trials are counted by the function \"Index\", not by " +
                                        kind_in_words(*function)));
}

std::optional<random::Sip> sip_of(LibraryText& library, const JsonNode& node) {
  if (const JsonNode* rounding = node.find("rounding"))
    return library.refuse_none(*rounding, "a SIP that is rounded cannot be read",
                               "leave out 'rounding': trials are taken as they are");
  const JsonNode* arguments = library.part_of(node, "arguments", Kind::object);
  if (arguments == nullptr) return std::nullopt;
  const JsonNode* function = node.find("function");
  const std::string named = function != nullptr ? function->text : "SIP_Array";
  if (named == "SIP_Array") {
    if (!counts_trials(library, node)) return std::nullopt;
    const auto trials = stored_trials(library, *arguments);
    if (!trials) return std::nullopt;
    return random::Sip{.array = *trials};
  }
  if (named != "Metalog_1_0")
    return library.refuse_none(*function,
                               "the function " + in_quotes(named) + " of a SIP cannot be read",
                               "known here: Metalog_1_0, SIP_Array");
  const auto metalog = metalog_of(library, *arguments);
  auto sip = uniform_of(library, node);
  if (!metalog || !sip) return std::nullopt;
  sip->metalog = *metalog;
  return sip;
}

}  // namespace

std::optional<random::Sip> parse_sip(const SourceText& json, int source, const std::string& name,
                                     Place asked, std::vector<Diagnostic>& diagnostics) {
  LibraryText library(json, source, diagnostics);
  if (!library.open()) return std::nullopt;
  const JsonNode* node = library.sip_named(name, asked);
  return node == nullptr ? std::nullopt : sip_of(library, *node);
}

std::optional<SipLibrary> parse_sip_library(const SourceText& json, int source,
                                            std::vector<Diagnostic>& diagnostics) {
  LibraryText reader(json, source, diagnostics);
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
      const auto seeds = stream_of(reader, rng);
      if (!seeds) return std::nullopt;
      library.streams.push_back({text_at(rng, "name"), *seeds});
    }
  if (const JsonNode* all = model == nullptr ? nullptr : model->find("copula"))
    for (const JsonNode& node : all->children) {
      library.copula = copula_of(reader, node);
      if (!library.copula) return std::nullopt;
    }
  for (const JsonNode* node : reader.sips()) {
    if (!sip_of(reader, *node)) return std::nullopt;
    SipEntry entry{.name = text_at(*node, "name")};
    const JsonNode& arguments = *node->find("arguments");
    const JsonNode* ref = node->find("ref");
    if (text_at(*node, "function") == "Metalog_1_0") {
      entry.metalog = metalog_of(reader, arguments);
      const bool joined = text_at(*ref, "source") == "copula";
      (joined ? entry.layer : entry.stream) = text_at(*ref, joined ? "copulaLayer" : "name");
    } else {
      entry.trials = *stored_trials(reader, arguments);
    }
    if (const JsonNode* metadata = node->find("metadata"))
      for (const JsonNode& item : metadata->children)
        if (item.kind == Kind::number) entry.metadata.emplace_back(item.key, item.number);
    library.sips.push_back(std::move(entry));
  }
  return library;
}

}  // namespace landfall::scenario
