#include "scenario/conflicts.hpp"

#include "scenario/slips.hpp"

namespace landfall::scenario {
namespace {

using Kind = Definition::Kind;

bool lies_below(const std::string& address, const std::string& table) {
  if (table.empty()) return !address.empty();
  return address.size() > table.size() + 1 && address.compare(0, table.size(), table) == 0 &&
         address[table.size()] == '.';
}

bool is_header(const Definition& definition) {
  return definition.kind == Kind::header || definition.kind == Kind::list;
}

std::string in_words(const Definition& definition) {
  const std::string address = shown(definition.address);
  if (definition.kind == Kind::list) return "[[" + address + "]]";
  return definition.kind == Kind::header ? "[" + address + "]" : "'" + address + "'";
}

struct Clash {
  std::string message, hint;
};

std::optional<Clash> clash_of_equals(const Definition& earlier, const Definition& later,
                                     const std::string& line) {
  if (later.kind == Kind::list && earlier.kind == Kind::list) return std::nullopt;
  if (later.kind == Kind::header && earlier.kind == Kind::header)
    return Clash{in_words(later) + " stands twice, first in " + line,
                 "put all its lines below one header"};
  if (is_header(later) || is_header(earlier))
    return Clash{in_words(later) + " is given already as " + in_words(earlier) + " in " + line,
                 "give it once"};
  return Clash{in_words(later) + " is given twice, first in " + line, "keep one of the two"};
}

/// `later` adds to the table or value `earlier`.
std::optional<Clash> clash_below(const Definition& earlier, const Definition& later,
                                 const std::string& line) {
  if (later.base == earlier.address) return std::nullopt;  // its own member
  if (earlier.kind == Kind::braces)
    return Clash{
        in_words(later) + " adds to " + in_words(earlier) + ", which is closed in " + line,
        "write [" + shown(earlier.address) + "] as a header at " + line + " instead of { }"};
  if (earlier.kind == Kind::value)
    return Clash{in_words(earlier) + " is a value in " + line + ", not a table",
                 "take one of the two out"};
  const bool by_dots = !is_header(later) && lies_below(earlier.address, later.base);
  if (!by_dots) return std::nullopt;
  return Clash{in_words(later) + " adds to " + in_words(earlier) + " of " + line,
               "write it below that header"};
}

/// `earlier` made a table of the name that `later` takes.
std::optional<Clash> clash_above(const Definition& earlier, const Definition& later,
                                 const std::string& line) {
  const bool made_by_dots = !is_header(earlier) && lies_below(later.address, earlier.base);
  if (later.kind == Kind::header && !made_by_dots) return std::nullopt;
  return Clash{in_words(later) + " is a table already, by " + in_words(earlier) + " in " + line,
               "take one of the two out"};
}

std::optional<Clash> clash(const Definition& earlier, const Definition& later,
                           const std::string& line) {
  if (earlier.address == later.address) return clash_of_equals(earlier, later, line);
  if (lies_below(later.address, earlier.address)) return clash_below(earlier, later, line);
  if (lies_below(earlier.address, later.address)) return clash_above(earlier, later, line);
  return std::nullopt;
}

}  // namespace

std::optional<Diagnostic> find_conflict(const Text& text, const Scan& scan,
                                        const Statement& culprit) {
  for (std::size_t later = 0; later < scan.definitions.size(); ++later) {
    const Definition& definition = scan.definitions[later];
    if (definition.span.begin < culprit.span.begin || definition.span.begin >= culprit.span.end)
      continue;
    for (std::size_t i = 0; i < later; ++i) {
      const Definition& earlier = scan.definitions[i];
      const std::string line = "line " + std::to_string(text.place(earlier.span).line);
      if (auto found = clash(earlier, definition, line))
        return Diagnostic{Severity::error, text.place(definition.span), std::move(found->message),
                          std::move(found->hint)};
    }
  }
  return std::nullopt;
}

}  // namespace landfall::scenario
