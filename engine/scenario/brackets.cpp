// Lists and { } tables.
#include <algorithm>

#include "scenario/names.hpp"
#include "scenario/slips.hpp"
#include "scenario/values.hpp"

namespace landfall::scenario {

bool ValueScanner::is_too_deep() {
  if (depth_ < kNestingMax) return false;
  const std::size_t open = cursor_.at;
  const std::size_t close = find_close(cursor_, open);
  cursor_.at = close == std::string::npos ? cursor_.text.line_end(open) : close + 1;
  cursor_.report({open, open + 1},
                 "brackets stand more than " + std::to_string(kNestingMax) + " deep",
                 "write table headers instead");
  cursor_.mend({open, cursor_.at}, "0");
  cursor_.unclosed_reported = true;
  return true;
}

/// Close a bracket that the text leaves open behind its last item.
void ValueScanner::leave_open(std::size_t open, std::size_t last, char bracket) {
  if (!cursor_.unclosed_reported) {
    const std::string opening = cursor_.text.plain_slice({open, open + 1});
    cursor_.report({open, open + 1}, "this '" + opening + "' is never closed",
                   std::string("close it with ") + bracket);
  }
  cursor_.unclosed_reported = true;
  cursor_.edit({last, last}, std::string(1, bracket));
}

namespace {

/// Runs of blanks and line ends become one space.
std::string on_one_line(const std::string& text) {
  std::string line;
  for (const char c : text) {
    const bool blank = c == ' ' || c == '\t' || c == '\n' || c == '\r';
    if (!blank)
      line += c;
    else if (!line.empty() && line.back() != ' ')
      line += ' ';
  }
  return line;
}

}  // namespace

struct ValueScanner::List {
  std::size_t open = 0;
  std::size_t last = 0;  ///< behind the last item, comma or bracket
  bool item_due = true;  ///< nothing or a comma came last
  std::string message;   ///< of the list as a whole: its hint is the list as it should be
  Span culprit;
};

/// Whether semicolons set the items of the list at the cursor apart.
bool ValueScanner::has_semicolons() const {
  const Text& text = cursor_.text;
  int depth = 0;
  for (std::size_t at = cursor_.at; !text.is_line_end(at); ++at) {
    const char32_t c = text.plain(at);
    if (c == U'#') return false;
    if (is_quote(c)) {
      // A string may hold anything; one that is not closed ends the search.
      std::size_t end = at + 1;
      while (!text.is_line_end(end) && text.plain(end) != c) ++end;
      at = end;
      if (text.is_line_end(at)) return false;
      continue;
    }
    if (c == U'[' || c == U'{') ++depth;
    if ((c == U']' || c == U'}') && --depth == 0) return false;
    if (c == U';' && depth == 1) return true;
  }
  return false;
}

void ValueScanner::read_list(const std::string& address) {
  if (is_too_deep()) return;
  ++depth_;
  List list;
  list.open = cursor_.at;
  const bool outer_decimal = commas_are_decimal_;
  const bool outer_quiet = cursor_.quiet;
  commas_are_decimal_ = has_semicolons();
  cursor_.take();
  if (commas_are_decimal_) {
    cursor_.quiet = true;
    list.message = "';' stands between the items of a list";
  }
  list.last = cursor_.at;
  int items = 0;
  while (list_goes_on(list)) {
    const std::size_t begin = cursor_.at;
    missing_comma_ = 0;
    if (!list.item_due) {
      cursor_.edit({list.last, list.last}, ",");
      missing_comma_ = begin;
    }
    read(Inside::list, address + "[" + std::to_string(items++) + "]");
    if (cursor_.at == begin) ++cursor_.at;
    if (missing_comma_ > 0 && list.message.empty()) {
      list.message = "a comma is missing in this list";
      list.culprit = {missing_comma_, missing_comma_ + 1};
    }
    list.last = cursor_.at;
    list.item_due = false;
  }
  cursor_.quiet = outer_quiet;
  commas_are_decimal_ = outer_decimal;
  close_list(list);
  --depth_;
}

/// Whether an item stands at the cursor; commas, blanks, comments and line ends before it are read.
bool ValueScanner::list_goes_on(List& list) {
  while (true) {
    cursor_.skip_blanks();
    cursor_.skip_comment();
    if (cursor_.at_end()) return false;
    const char32_t c = cursor_.here();
    if (cursor_.at_line_end()) {
      if (cursor_.starts_statement(cursor_.text.next_line(cursor_.at))) return false;
      cursor_.at = cursor_.text.next_line(cursor_.at);
    } else if (c == U',' || c == U';') {
      if (list.item_due) {
        const Span comma = {cursor_.at, cursor_.at + 1};
        cursor_.report(comma, "a value is missing before this comma", "take the comma out");
        cursor_.mend(comma, "");
        ++cursor_.at;
      } else if (c == U';') {
        cursor_.edit({cursor_.at, cursor_.at + 1}, ",");
        ++cursor_.at;
      } else {
        cursor_.take();
      }
      list.item_due = true;
      list.last = cursor_.at;
    } else {
      return c != U']' && c != U'}';
    }
  }
}

void ValueScanner::close_list(List& list) {
  if (cursor_.here() == U']' && !cursor_.at_line_end()) {
    cursor_.take();
    list.last = cursor_.at;
  } else {
    leave_open(list.open, list.last, ']');
    cursor_.at = list.last;  // before the line ends that were read in search of its end
  }
  if (list.message.empty()) return;
  const Span whole = {list.open, list.last};
  if (list.culprit.end == 0) list.culprit = whole;
  cursor_.report(list.culprit, list.message, "write " + shown(on_one_line(cursor_.mended(whole))));
  cursor_.poison(whole);
}

struct ValueScanner::Braces {
  std::string address;
  std::size_t open = 0;
  std::size_t last = 0;    ///< behind the last pair, comma or bracket
  bool pair_due = true;    ///< nothing or a comma came last
  Span comma;              ///< the last one
  bool is_broken = false;  ///< over several lines, which TOML does not allow
  bool given_up = false;
};

void ValueScanner::read_braces(const std::string& address) {
  if (is_too_deep()) return;
  ++depth_;
  const bool outer_decimal = commas_are_decimal_;
  commas_are_decimal_ = false;
  Braces braces;
  braces.address = address;
  braces.open = cursor_.at;
  cursor_.take();
  braces.last = cursor_.at;
  while (!braces.given_up && braces_go_on(braces)) read_pair(braces);
  commas_are_decimal_ = outer_decimal;
  --depth_;
  if (braces.given_up) return;
  if (braces.pair_due && braces.comma.end > 0) {
    if (!braces.is_broken) cursor_.report(braces.comma, "a comma stands before '}'", "take it out");
    cursor_.edit(braces.comma, "");
  }
  if (cursor_.here() == U'}' && !cursor_.at_line_end())
    cursor_.take();
  else
    leave_open(braces.open, braces.last, '}');
}

/// Whether the table, open at the end of its line, is closed further down.
bool ValueScanner::closes_below(const Braces& braces) const {
  const std::size_t close = find_close(cursor_, braces.open);
  return close != std::string::npos && cursor_.text.plain(close) == U'}';
}

/// A ']' in { }: surplus if the '}' follows on this line, otherwise typed for it, and it closes the
/// table.
bool ValueScanner::take_out_bracket() {
  const Text& text = cursor_.text;
  const Span bracket = {cursor_.at, cursor_.at + 1};
  std::size_t next = cursor_.at;
  while (!text.is_line_end(next) && text.plain(next) != U'}') ++next;
  const bool surplus = !text.is_line_end(next);
  cursor_.report(bracket, surplus ? "this ']' closes nothing" : "']' stands where '}' is meant",
                 surplus ? "take it out" : "write }");
  cursor_.edit(bracket, "");
  ++cursor_.at;
  cursor_.unclosed_reported = cursor_.unclosed_reported || !surplus;
  return surplus;
}

/// Whether a pair stands at the cursor; commas, blanks and, with a report, line ends before it are
/// read.
bool ValueScanner::braces_go_on(Braces& braces) {
  while (true) {
    cursor_.skip_blanks();
    const char32_t c = cursor_.here();
    if (c == U'#' || cursor_.at_line_end()) {
      if (!braces.is_broken && !closes_below(braces)) return false;
      if (cursor_.at_end()) return false;
      break_line(braces);
    } else if (c == U']') {
      if (depth_ > 1 || !take_out_bracket()) return false;
    } else if (c == U',' || c == U';') {
      const Span comma = {cursor_.at, cursor_.at + 1};
      if (braces.pair_due || c == U';') {
        const bool surplus = braces.pair_due;
        cursor_.report(comma,
                       surplus ? "this comma separates nothing" : "';' stands between two pairs",
                       surplus ? "take it out" : "write a comma");
        cursor_.edit(comma, surplus ? "" : ",");
        ++cursor_.at;
        if (surplus) continue;
      } else {
        cursor_.take();
      }
      braces.comma = comma;
      braces.pair_due = true;
      braces.last = cursor_.at;
    } else {
      return c != U'}';
    }
  }
}

/// Take a line end inside of { } out, so that toml++ sees one line.
void ValueScanner::break_line(Braces& braces) {
  if (!braces.is_broken && !cursor_.quiet)
    cursor_.report({braces.open, braces.open + 1}, "a table in { } must stand on one line",
                   "write its lines below a header [" + braces.address + "], without { and commas");
  braces.is_broken = true;
  cursor_.skip_comment();
  const std::size_t end = cursor_.at;
  cursor_.at = cursor_.text.next_line(cursor_.at);
  cursor_.edit({end, cursor_.at}, " ");
}

void ValueScanner::read_pair(Braces& braces) {
  const std::size_t begin = cursor_.at;
  const Name name = read_name(cursor_);
  cursor_.skip_blanks();
  const bool colon = cursor_.here() == U':';
  if (is_too_long(cursor_, name)) return leave_out(braces);
  if (!name.complete || (cursor_.here() != U'=' && !colon)) {
    cursor_.at = begin;
    report_no_pair();
    return leave_out(braces);
  }
  if (!braces.pair_due) {
    if (!braces.is_broken)
      cursor_.report(name.span, "a comma is missing before '" + spelled(name.parts) + "'",
                     "commas separate what stands in { }");
    cursor_.edit({braces.last, braces.last}, ",");
  }
  if (colon) {
    cursor_.report({cursor_.at, cursor_.at + 1}, "':' stands where '=' is meant", "write =");
    cursor_.edit({cursor_.at, cursor_.at + 1}, "=");
    ++cursor_.at;
  } else {
    cursor_.take();
  }
  cursor_.skip_blanks();
  const std::string address = braces.address + "." + spelled(name.parts);
  const char32_t c = cursor_.here();
  const auto kind = c == U'{' ? Definition::Kind::braces : Definition::Kind::value;
  cursor_.scan.definitions.push_back({kind, address, braces.address, name.span});
  const bool none =
      cursor_.at_line_end() || c == U',' || c == U';' || c == U'}' || c == U']' || c == U'#';
  if (none) {
    cursor_.report(name.span, "'" + spelled(name.parts) + "' has no value",
                   "write one behind the =");
    cursor_.mend({cursor_.at, cursor_.at}, "0");
  } else {
    read(Inside::braces, address);
  }
  braces.last = cursor_.at;
  braces.pair_due = false;
}

/// What stands at the cursor is no `name = value`.
void ValueScanner::report_no_pair() {
  const Text& text = cursor_.text;
  Span culprit = {cursor_.at, cursor_.at};
  while (!text.is_line_end(culprit.end) && text.plain(culprit.end) != U',' &&
         text.plain(culprit.end) != U'}')
    ++culprit.end;
  culprit = cursor_.trimmed(culprit);
  const bool number = is_digit(text.plain(culprit.begin)) || text.plain(culprit.begin) == U'-';
  cursor_.report(
      culprit, "'" + shown(text.slice(culprit)) + "' in { } is not NAME = VALUE",
      number ? "a list of numbers stands in [ ]" : "for example { value = 4.2, source = \"...\" }");
}

/// An empty table in the place of one that cannot be read on.
void ValueScanner::leave_out(Braces& braces) {
  const std::size_t close = find_close(cursor_, braces.open);
  cursor_.at = close == std::string::npos ? cursor_.text.line_end(cursor_.at) : close + 1;
  cursor_.mend({braces.open, cursor_.at}, "{}");
  cursor_.unclosed_reported = true;
  braces.given_up = true;
}

}  // namespace landfall::scenario
