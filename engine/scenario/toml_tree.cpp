#include "scenario/toml_tree.hpp"

#include <algorithm>
#include <iterator>
#include <string_view>

namespace {

/// What toml++ 3.3.0 asserts about its own state fails on some malformed texts: a report, not an
/// abort.
struct TomlAssertion {};

[[noreturn]] void toml_assertion_failed() {
  throw TomlAssertion{};
}

}  // namespace

// Asserts are part of the wrapper, so they stay on in release builds of this file.
#undef NDEBUG
#undef TOML_HEADER_ONLY
#undef TOML_SHARED_LIB
#define TOML_HEADER_ONLY 1
#define TOML_SHARED_LIB 0
#define TOML_ASSERT(expression) ((expression) ? void(0) : toml_assertion_failed())
#define TOML_MAX_NESTED_VALUES 64  // the scanner allows kNestingMax; this is only the second fence
#define TOML_ENABLE_FORMATTERS 0
#include <toml++/toml.h>

namespace landfall::scenario {
namespace {

/// Sorted spans that do not overlap.
std::vector<Span> merged(std::vector<Span> spans) {
  std::sort(spans.begin(), spans.end(),
            [](const Span& a, const Span& b) { return a.begin < b.begin; });
  std::vector<Span> apart;
  for (const Span& span : spans) {
    if (!apart.empty() && span.begin < apart.back().end)
      apart.back().end = std::max(apart.back().end, span.end);
    else
      apart.push_back(span);
  }
  return apart;
}

class TreeBuilder {
 public:
  TreeBuilder(const Text& text, const Mended& mended, std::vector<Span> poisoned)
      : text_(text), mended_(mended), poisoned_(merged(std::move(poisoned))) {}

  Node root(const toml::table& table) const {
    Node node;
    node.place = node.key_place = {text_.source(), 1, 1, 1};
    read_members(table, node);
    return node;
  }

 private:
  Span typed(const toml::source_region& region) const {
    return mended_.typed(region.begin.line, region.begin.column, region.end.line,
                         region.end.column);
  }

  bool is_poisoned(Span span, bool partly) const {
    const auto after = std::upper_bound(
        poisoned_.begin(), poisoned_.end(), span.begin,
        [](std::size_t value, const Span& poison) { return value < poison.begin; });
    if (after != poisoned_.begin() && span.begin < std::prev(after)->end)
      return partly || span.end <= std::prev(after)->end;
    return partly && after != poisoned_.end() && after->begin < span.end;
  }

  void read_members(const toml::table& table, Node& node) const {
    using Member = toml::table::const_iterator;
    std::vector<Member> members;
    for (Member member = table.begin(); member != table.end(); ++member) members.push_back(member);
    // toml++ iterates in the order of keys; the order of the file is that of the keys' places.
    std::sort(members.begin(), members.end(), [](const Member& a, const Member& b) {
      return a->first.source().begin < b->first.source().begin;
    });
    for (const Member& member : members) {
      Node child = read(member->second);
      child.key = std::string(member->first.str());
      child.key_place = text_.place(typed(member->first.source()));
      node.children.push_back(std::move(child));
    }
  }

  Node read(const toml::node& value) const {
    Node node;
    const Span span = typed(value.source());
    node.place = text_.place(span);
    node.raw = text_.slice(span);
    node.poisoned = is_poisoned(span, value.is_array());
    value.visit([&](const auto& concrete) { read_value(concrete, node); });
    return node;
  }

  void read_value(const toml::table& table, Node& node) const {
    node.kind = Node::Kind::table;
    node.is_inline = table.is_inline();
    if (!node.is_inline) node.raw.clear();
    read_members(table, node);
  }

  void read_value(const toml::array& array, Node& node) const {
    node.kind = Node::Kind::array;
    for (const toml::node& item : array) {
      node.children.push_back(read(item));
      node.children.back().key_place = node.children.back().place;
    }
    const bool of_headers =
        !node.children.empty() && node.children[0].is_table() && !node.children[0].is_inline;
    if (of_headers) node.raw.clear();
  }

  template <typename Value>
  void read_value(const toml::value<Value>& value, Node& node) const {
    if constexpr (std::is_same_v<Value, std::string>) {
      node.kind = Node::Kind::string;
      node.text = *value;
    } else if constexpr (std::is_same_v<Value, std::int64_t>) {
      node.kind = Node::Kind::integer;
      node.integer = *value;
    } else if constexpr (std::is_same_v<Value, double>) {
      node.kind = Node::Kind::real;
      node.real = *value;
    } else if constexpr (std::is_same_v<Value, bool>) {
      node.kind = Node::Kind::boolean;
      node.boolean = *value;
    } else if constexpr (std::is_same_v<Value, toml::date>) {
      node.kind = Node::Kind::date;
      node.date = {value->year, value->month, value->day};
    } else {
      node.kind = Node::Kind::other;
    }
  }

  const Text& text_;
  const Mended& mended_;
  const std::vector<Span> poisoned_;
};

}  // namespace

std::variant<Node, TomlError> parse_toml(const Text& text, const Mended& mended,
                                         std::vector<Span> poisoned) {
  try {
    const toml::table table = toml::parse(std::string_view(mended.utf8()));
    return TreeBuilder(text, mended, std::move(poisoned)).root(table);
  } catch (const toml::parse_error& error) {
    return TomlError{std::string(error.description())};
  } catch (const TomlAssertion&) {
    return TomlError{"an unexpected character"};
  }
}

}  // namespace landfall::scenario
