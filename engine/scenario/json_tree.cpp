#include "scenario/json_tree.hpp"

#include <algorithm>
#include <iterator>
#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "base/utf8.hpp"

namespace landfall::scenario {
namespace {

using Json = nlohmann::json;

/// Characters of the text that say how many of them were taken: where the parser is.
struct CountedCharacter {
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  const char* at;
  std::size_t* taken;

  reference operator*() const { return *at; }
  CountedCharacter& operator++() {
    ++at;
    ++*taken;
    return *this;
  }
  CountedCharacter operator++(int) {
    const CountedCharacter before = *this;
    ++*this;
    return before;
  }
  bool operator==(const CountedCharacter& other) const { return at == other.at; }
  bool operator!=(const CountedCharacter& other) const { return at != other.at; }
};

/// What the parser of the library calls: one function for each kind of token.
class TreeBuilder {
 public:
  TreeBuilder(const std::string& text, int source, const std::size_t& taken,
              std::vector<Diagnostic>& diagnostics)
      : text_(text), source_(source), taken_(taken), diagnostics_(diagnostics) {}

  bool null() { return leaf(JsonNode::Kind::null, word_before(taken_)); }
  bool boolean(bool value) { return leaf(JsonNode::Kind::boolean, word_before(taken_), value); }
  bool number_integer(Json::number_integer_t value) { return add(static_cast<double>(value)); }
  bool number_unsigned(Json::number_unsigned_t value) {
    return add(static_cast<double>(value), value);
  }
  bool number_float(Json::number_float_t value, const Json::string_t&) { return add(value); }
  bool binary(Json::binary_t&) { return false; }
  bool string(Json::string_t& value) {
    JsonNode& node = place(JsonNode::Kind::string, string_before(taken_));
    node.text = value;
    return true;
  }
  bool key(Json::string_t& value) {
    key_ = value;
    const std::size_t from = string_before(taken_);
    if (open_.back()->children.size() >= kJsonMembersMax) {
      report(from, taken_ - from,
             "more than " + std::to_string(kJsonMembersMax) + " names in one object", "");
      return false;
    }
    if (open_.back()->find(value) == nullptr) return true;
    report(from, taken_ - from, "'" + sanitise(value) + "' stands twice in one object",
           "keep one of the two");
    return false;
  }
  bool start_object(std::size_t) { return open(JsonNode::Kind::object); }
  bool start_array(std::size_t) { return open(JsonNode::Kind::array); }
  bool end_object() { return close(); }
  bool end_array() { return close(); }
  bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception& error) {
    // "[json.exception...] parse error at line 1, column 2: syntax error while parsing value - ..."
    std::string why = error.what();
    const std::size_t begin = why.find(": ");
    if (begin != std::string::npos) why = why.substr(begin + 2);
    const std::size_t last = std::min(taken_, text_.size());
    report(last > 0 ? last - 1 : 0, 1, "this is not JSON", why);
    return false;
  }

  JsonNode take() { return std::move(root_); }

 private:
  void report(std::size_t at, std::size_t bytes, std::string message, std::string hint) {
    diagnostics_.push_back({Severity::error, place_in(text_, source_, at, bytes),
                            std::move(message), std::move(hint)});
  }
  /// Where the string that ends before `end` begins.
  std::size_t string_before(std::size_t end) const {
    std::size_t at = end - 1;
    while (at-- > 0) {
      if (text_[at] != '"') continue;
      std::size_t slashes = 0;
      while (slashes < at && text_[at - 1 - slashes] == '\\') ++slashes;
      if (slashes % 2 == 0) break;
    }
    return at;
  }
  /// Where the number or word that was read before `end` begins; a number is known to have ended
  /// only when the character behind it has been taken.
  std::size_t word_before(std::size_t end) {
    const auto is_part = [&](std::size_t at) {
      const char c = text_[at];
      return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || c == 'E' || c == '.' || c == '+' ||
             c == '-';
    };
    while (end > 0 && !is_part(end - 1)) --end;
    std::size_t at = end;
    while (at > 0 && is_part(at - 1)) --at;
    word_end_ = end;
    return at;
  }
  JsonNode& place(JsonNode::Kind kind, std::size_t at) {
    JsonNode node{.kind = kind, .key = std::move(key_), .at = at, .bytes = taken_ - at};
    key_.clear();
    if (open_.empty()) {
      root_ = std::move(node);
      return root_;
    }
    return open_.back()->children.emplace_back(std::move(node));
  }
  bool leaf(JsonNode::Kind kind, std::size_t at, bool value = false) {
    JsonNode& node = place(kind, at);
    node.bytes = word_end_ - at;
    node.boolean = value;
    return true;
  }
  bool add(double value, std::optional<std::uint64_t> whole = std::nullopt) {
    const std::size_t at = word_before(taken_);
    JsonNode& node = place(JsonNode::Kind::number, at);
    node.bytes = word_end_ - at;
    node.number = value;
    node.whole = whole;
    return true;
  }
  bool open(JsonNode::Kind kind) {
    if (open_.size() >= kJsonNestingMax) {
      report(taken_ - 1, 1, "more than " + std::to_string(kJsonNestingMax) + " brackets are open",
             "");
      return false;
    }
    open_.push_back(&place(kind, taken_ - 1));
    return true;
  }
  bool close() {
    open_.pop_back();
    return true;
  }

  const std::string& text_;
  int source_;
  const std::size_t& taken_;
  std::vector<Diagnostic>& diagnostics_;
  JsonNode root_;
  std::vector<JsonNode*> open_;  ///< stay valid: only the innermost grows
  std::string key_;
  std::size_t word_end_ = 0;
};

}  // namespace

const JsonNode* JsonNode::find(std::string_view name) const {
  const auto found = std::find_if(children.begin(), children.end(),
                                  [&](const JsonNode& child) { return child.key == name; });
  return kind != Kind::object || found == children.end() ? nullptr : &*found;
}

Place place_in(const std::string& text, int source, std::size_t at, std::size_t bytes) {
  const auto code_points = [&](std::size_t from, std::size_t to) {
    return static_cast<int>(decode_utf8(std::string_view(text).substr(from, to - from)).size());
  };
  at = std::min(at, text.size());
  const auto begin = text.begin(), here = begin + static_cast<std::ptrdiff_t>(at);
  const std::size_t before = at == 0 ? std::string::npos : text.rfind('\n', at - 1);
  const std::size_t line_begin = before == std::string::npos ? 0 : before + 1;
  const std::size_t line_end = std::min(text.find_first_of("\r\n", at), text.size());
  return {source, 1 + static_cast<int>(std::count(begin, here, '\n')),
          1 + code_points(line_begin, at),
          std::max(1, code_points(at, std::min(at + bytes, line_end)))};
}

std::optional<JsonNode> parse_json(const std::string& text, int source,
                                   std::vector<Diagnostic>& diagnostics) {
  std::size_t taken = 0;
  TreeBuilder builder(text, source, taken, diagnostics);
  const CountedCharacter first{text.data(), &taken}, last{text.data() + text.size(), &taken};
  if (!Json::sax_parse(first, last, &builder)) return std::nullopt;
  return builder.take();
}

std::string kind_in_words(const JsonNode& node) {
  switch (node.kind) {
    case JsonNode::Kind::null:
      return "null";
    case JsonNode::Kind::boolean:
      return "true or false";
    case JsonNode::Kind::number:
      return shortest(node.number);
    case JsonNode::Kind::string:
      return "text \"" + sanitise(node.text) + "\"";
    case JsonNode::Kind::array:
      return "a list";
    case JsonNode::Kind::object:
      return "an object";
  }
  return "this";
}

}  // namespace landfall::scenario
