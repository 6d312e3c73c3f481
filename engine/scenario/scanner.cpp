#include "scenario/scanner.hpp"

#include <algorithm>
#include <map>

#include "scenario/cursor.hpp"
#include "scenario/names.hpp"
#include "scenario/slips.hpp"
#include "scenario/values.hpp"

namespace landfall::scenario {
namespace {

class Scanner {
 public:
  explicit Scanner(const Text& text) : text_(text), cursor_(text, scan_) {}

  Scan run() {
    while (!cursor_.at_end() && !too_many_) {
      cursor_.skip_blanks();
      cursor_.skip_comment();
      if (cursor_.at_line_end())
        cursor_.at = text_.next_line(cursor_.at);
      else
        read_statement();
    }
    end_block();
    return std::move(scan_);
  }

 private:
  Span rest_of_line() const { return {cursor_.at, text_.line_end(cursor_.at)}; }

  /// From the cursor to the comment or the end of the line.
  Span rest_of_statement() const {
    Span rest = {cursor_.at, cursor_.at};
    while (!text_.is_line_end(rest.end) && text_.plain(rest.end) != U'#') ++rest.end;
    return cursor_.trimmed(rest);
  }

  void leave_out(Span span) {
    // What was mended in it is at the end of the list; a bracket put in at its very end would stay.
    while (!scan_.edits.empty() && scan_.edits.back().span.begin >= span.begin)
      scan_.edits.pop_back();
    cursor_.edit(span, "");
    cursor_.at = span.end;
    scan_.incomplete = true;
  }

  void read_statement() {
    const std::size_t begin = cursor_.at;
    const bool is_header = cursor_.here() == U'[';
    if (is_header) end_block();
    const std::size_t index = scan_.statements.size();
    cursor_.unclosed_reported = false;
    scan_.statements.push_back({{begin, begin}, is_header});
    if (is_header)
      read_header();
    else
      read_assignment();
    scan_.statements[index].span.end = cursor_.at;
    if (scan_.definitions.size() > static_cast<std::size_t>(kKeysMax)) stop(begin);
  }

  void stop(std::size_t begin) {
    cursor_.report({begin, begin + 1},
                   "more than " + std::to_string(kKeysMax) + " names in one file",
                   "nothing from here on is read");
    leave_out({begin, text_.size()});
    too_many_ = true;
  }

  void define(std::size_t at, const std::vector<std::string>& below, const Name& name,
              Definition::Kind kind) {
    std::vector<std::string> parts = below;
    parts.insert(parts.end(), name.parts.begin(), name.parts.end());
    // A value's own names were noted while it was read: it stands before them.
    scan_.definitions.insert(scan_.definitions.begin() + static_cast<std::ptrdiff_t>(at),
                             {kind, spelled(parts), spelled(below), name.span});
  }

  void read_header();
  void leave_out_block(std::size_t begin);
  void end_block();
  void open_table(const Name& name, bool is_list);

  void read_assignment();
  enum class Found { nothing, equals, value };
  Found look_for_equals(std::size_t begin, Name& name);
  void read_equals();
  void end_statement(const char* what);

  const Text& text_;
  Scan scan_;
  Cursor cursor_;
  std::vector<std::string> header_;
  std::map<std::string, int> list_headers_;
  std::size_t left_out_ = 0;  ///< where the block began that is left out
  bool in_left_out_block_ = false;
  bool too_many_ = false;
};

/// What stands behind a value or a header on its line is taken out.
void Scanner::end_statement(const char* what) {
  cursor_.skip_blanks();
  const Span rest = rest_of_statement();
  if (rest.end > rest.begin) {
    cursor_.report(rest, "'" + shown(text_.slice(rest)) + "' stands behind the " + what,
                   "a line ends behind its " + std::string(what));
    cursor_.edit(rest, "");
    cursor_.at = rest.end;
  }
  cursor_.skip_blanks();
  cursor_.skip_comment();
}

/// The lines below a header that cannot be read have no table. They are scanned for slips all the
/// same.
void Scanner::leave_out_block(std::size_t begin) {
  left_out_ = begin;
  in_left_out_block_ = true;
  cursor_.at = text_.line_end(cursor_.at);
}

void Scanner::end_block() {
  if (!in_left_out_block_) return;
  in_left_out_block_ = false;
  leave_out({left_out_, cursor_.at});
  const auto within = [&](const auto& noted) { return noted.span.begin >= left_out_; };
  std::erase_if(scan_.definitions, within);
  std::erase_if(scan_.statements, within);
}

void Scanner::open_table(const Name& name, bool is_list) {
  header_ = name.parts;
  if (is_list) {
    const int item = list_headers_[spelled(header_)]++;
    // The list is a name of its own beside its items.
    define(scan_.definitions.size(), {}, name, Definition::Kind::list);
    header_.back() += "[" + std::to_string(item) + "]";
  }
  Name opened = name;
  opened.parts = header_;
  define(scan_.definitions.size(), {}, opened, Definition::Kind::header);
}

void Scanner::read_header() {
  const std::size_t begin = cursor_.at;
  const bool is_list = cursor_.ahead(1) == U'[';
  cursor_.take();
  if (is_list) cursor_.take();
  const std::size_t inner = cursor_.at;
  Name name = read_name(cursor_);
  cursor_.skip_blanks();
  const char* close = is_list ? "]]" : "]";
  const Span rest = rest_of_statement();
  const bool closed = cursor_.here() == U']' && (!is_list || cursor_.ahead(1) == U']');
  if (is_too_long(cursor_, name)) return leave_out_block(begin);
  if (name.complete && closed) {
    cursor_.take();
    if (is_list) cursor_.take();
  } else if (name.complete && (rest.begin == rest.end || cursor_.here() == U']')) {
    const Span header = {begin, rest.end};
    const std::string meant = (is_list ? "[[" : "[") + spelled(name.parts) + close;
    cursor_.report(header, "this header is not closed", "write " + meant);
    cursor_.edit({name.span.end, rest.end}, close);
    cursor_.at = rest.end;
  } else {
    std::size_t end = inner;
    while (end < rest.end && text_.plain(end) != U']') ++end;
    const Span typed = cursor_.trimmed({inner, end});
    const std::vector<std::string> parts = suggested_header(text_.slice(typed));
    const std::string meant = spelled(parts);
    const Span header = {begin, rest.end};
    if (parts.empty()) {
      cursor_.report(header, "'" + shown(text_.slice(header)) + "' is no header",
                     "a header is names joined by dots: [market.MA]");
      return leave_out_block(begin);
    }
    cursor_.report(typed, "'" + shown(text_.slice(typed)) + "' is no name for a table",
                   "write [" + meant + "]");
    cursor_.edit({begin, rest.end}, std::string(is_list ? "[[" : "[") + meant + close);
    cursor_.at = rest.end;
    name.parts = parts;
    name.span = typed;
  }
  end_statement("header");
  open_table(name, is_list);
}

void Scanner::read_assignment() {
  const std::size_t begin = cursor_.at;
  Name name = read_name(cursor_);
  cursor_.skip_blanks();
  if (is_too_long(cursor_, name)) {
    cursor_.at = begin;
    return leave_out(rest_of_line());
  }
  const bool equals = cursor_.here() == U'=' || cursor_.here() == U':';
  const Found found = name.complete && equals ? Found::equals : look_for_equals(begin, name);
  if (found == Found::nothing) return;
  if (found == Found::equals) read_equals();
  cursor_.skip_blanks();
  const std::size_t index = scan_.definitions.size();
  const bool braces = cursor_.here() == U'{';
  if (cursor_.at_line_end() || cursor_.here() == U'#') {
    const bool damaged = text_.has_damage({begin, cursor_.at});
    if (!damaged)
      cursor_.report(name.span, "'" + spelled(name.parts) + "' has no value",
                     "write one behind the =, or take the line out");
    cursor_.mend({cursor_.at, cursor_.at}, "0");
  } else {
    std::vector<std::string> parts = header_;
    parts.insert(parts.end(), name.parts.begin(), name.parts.end());
    ValueScanner(cursor_).read(Inside::line, spelled(parts));
  }
  define(index, header_, name, braces ? Definition::Kind::braces : Definition::Kind::value);
  end_statement("value");
}

/// `=` and the ways it is mistyped: `:`, `:=`, `==`, `=>`.
void Scanner::read_equals() {
  const std::size_t begin = cursor_.at;
  if (cursor_.here() == U'=') {
    cursor_.take();
  } else {
    ++cursor_.at;
  }
  while (cursor_.here() == U'=' || cursor_.here() == U'>') ++cursor_.at;
  const Span sign = {begin, cursor_.at};
  const std::string typed = text_.plain_slice(sign);
  if (typed == "=") return;
  cursor_.report(sign, "'" + shown(typed) + "' stands where '=' is meant", "write =");
  cursor_.edit(sign, "=");
}

/// The line at `begin` does not start with `NAME =`, and the cursor stands where that showed. Moves
/// it to the '=' or the value of the best guess, or leaves the line out.
Scanner::Found Scanner::look_for_equals(std::size_t begin, Name& name) {
  const std::size_t stopped = cursor_.at;
  cursor_.at = begin;
  const Span line = rest_of_statement();
  std::size_t equals = line.begin;
  while (equals < line.end && text_.plain(equals) != U'=' && !is_quote(text_.plain(equals)))
    ++equals;
  const Span key = cursor_.trimmed({line.begin, equals});
  const std::vector<std::string> parts = suggested_key(text_.slice(key));
  const std::string meant = spelled(parts);
  if (text_.plain(equals) == U'=' && !parts.empty()) {
    cursor_.report(key, "'" + shown(text_.slice(key)) + "' is no name", "write " + shown(meant));
    cursor_.edit({key.begin, equals}, meant + " ");
    cursor_.at = equals;
    name.parts = parts;
    name.span = key;
    return Found::equals;
  }
  const char32_t next = text_.plain(stopped);
  const bool starts_value =
      is_digit(next) || is_quote(next) || next == U'[' || next == U'{' || next == U'-';
  if (name.complete && starts_value) {
    const std::string typed = shown(spelled(name.parts));
    cursor_.report(name.span, "'=' is missing behind '" + typed + "'", "write " + typed + " = ...");
    cursor_.edit({name.span.end, name.span.end}, " =");
    cursor_.at = stopped;
    return Found::value;
  }
  const bool comment =
      text_.plain(line.begin) == U';' || text_.plain_slice({line.begin, line.begin + 2}) == "//";
  cursor_.report(
      line, "'" + shown(text_.slice(line)) + "' is not understood",
      comment ? "a comment begins with #" : "a line is NAME = VALUE, [TABLE] or # a comment");
  leave_out(line);
  return Found::nothing;
}

}  // namespace

Scan scan(const Text& text) {
  return Scanner(text).run();
}

}  // namespace landfall::scenario
