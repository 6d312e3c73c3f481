// A JSON text as a tree that remembers where everything stood.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.hpp"

namespace landfall::scenario {

/// One value of the text. Objects keep their members in the order of the text.
struct JsonNode {
  enum class Kind { null, boolean, number, string, array, object };
  Kind kind = Kind::null;
  std::string key = {};  ///< of a member
  std::size_t at = 0;    ///< offset of its first byte
  std::size_t bytes = 1;
  bool boolean = false;
  double number = 0;
  std::optional<std::uint64_t> whole = {};  ///< of a number without point, exponent and sign
  std::string text = {};
  std::vector<JsonNode> children = {};

  const JsonNode* find(std::string_view name) const;
};

inline constexpr int kJsonNestingMax = 32;
inline constexpr std::size_t kJsonMembersMax = 10'000;

/// Parse, or nothing after a mistake, which is appended with its place in source `source`: bad
/// syntax, deeper than kJsonNestingMax, more names in one object than kJsonMembersMax, or one
/// twice. The text has no byte order mark.
std::optional<JsonNode> parse_json(const std::string& text, int source,
                                   std::vector<Diagnostic>& diagnostics);

/// Where a stretch of the text stands.
Place place_in(const std::string& text, int source, std::size_t at, std::size_t bytes);

/// "a list", "text \"abc\"": what a node is, for messages.
std::string kind_in_words(const JsonNode& node);

}  // namespace landfall::scenario
