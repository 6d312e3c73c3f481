// The parts of a SIPmath library, each read or refused with its place.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "scenario/json_tree.hpp"
#include "scenario/sip_library.hpp"

namespace landfall::scenario {

/// The tree of one library, and the mistakes found in it. What returns nothing, null or false has
/// reported why.
class LibraryText {
 public:
  LibraryText(const SourceText& json, int source, std::vector<Diagnostic>& diagnostics)
      : json_(json), source_(source), diagnostics_(diagnostics) {}

  /// Parse, and check the head.
  bool open();
  const JsonNode& root() const { return root_; }
  /// A member of `U01`; null where it is not there, which is no mistake.
  const JsonNode* part_of_model(const char* key);
  /// The SIPs that are for any program.
  std::vector<const JsonNode*> sips() const;
  const JsonNode* sip_named(const std::string& name, Place asked);

  bool refuse(const JsonNode& node, std::string message, std::string hint = "");
  std::nullopt_t refuse_none(const JsonNode& node, std::string message, std::string hint = "");
  /// A member of `parent` of a kind.
  const JsonNode* part_of(const JsonNode& parent, const char* key, JsonNode::Kind kind);
  const JsonNode* list_of(const JsonNode& parent, const char* key);
  /// The member of a list with the name that a node asks for.
  const JsonNode* named(const JsonNode* list, const JsonNode& name, const std::string& what);
  bool is_number(const JsonNode& node);
  std::optional<std::vector<double>> numbers(const JsonNode& list);

 private:
  /// A word of the head, which the published example leaves out.
  bool is_word(const JsonNode& parent, const char* key, const std::string& wanted);

  const SourceText& json_;
  int source_;
  std::vector<Diagnostic>& diagnostics_;
  JsonNode root_;
};

/// A name as messages quote it.
std::string in_quotes(const std::string& name);

/// The seeds of a generator, of its node in `U01.rng` and by its name.
std::optional<random::HdrSeeds> stream_of(LibraryText& library, const JsonNode& rng);
std::optional<random::HdrSeeds> stream_named(LibraryText& library, const JsonNode& name);

/// A Gaussian copula of `U01.copula`.
std::optional<SipCopula> copula_of(LibraryText& library, const JsonNode& node);

/// Where the u of a SIP comes from: a SIP without its metalog.
std::optional<random::Sip> uniform_of(LibraryText& library, const JsonNode& sip);

}  // namespace landfall::scenario
