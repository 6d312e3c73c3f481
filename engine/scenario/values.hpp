// The right side of `=`: strings, lists, { } tables and bare values, with the slips people make in
// them.
#pragma once

#include <cstddef>
#include <string>

#include "scenario/cursor.hpp"

namespace landfall::scenario {

/// Where a value stands decides what may end it.
enum class Inside { line, list, braces };

class ValueScanner {
 public:
  explicit ValueScanner(Cursor& cursor) : cursor_(cursor) {}

  /// Read the value at the cursor, which is neither blank nor a line end; `address` is its name.
  void read(Inside inside, const std::string& address);

 private:
  struct List;
  struct Braces;

  void read_bare(Inside inside);
  std::size_t bare_end(Inside inside) const;
  bool is_decimal_comma(std::size_t at) const;
  Span without_comment(Span span);
  std::size_t before_name(std::size_t equals) const;
  bool separate_words(Span run);

  void read_list(const std::string& address);
  bool list_goes_on(List& list);
  void close_list(List& list);
  bool has_semicolons() const;

  void read_braces(const std::string& address);
  bool braces_go_on(Braces& braces);
  void read_pair(Braces& braces);
  bool closes_below(const Braces& braces) const;
  bool take_out_bracket();
  void break_line(Braces& braces);
  void report_no_pair();
  void leave_out(Braces& braces);

  bool is_too_deep();
  void leave_open(std::size_t open, std::size_t last, char bracket);

  Cursor& cursor_;
  int depth_ = 0;
  std::size_t missing_comma_ = 0;    ///< where the last item's second word began; 0 for none
  bool commas_are_decimal_ = false;  ///< in a list whose items are set apart by semicolons
};

/// Read the string at the cursor; slips in its quotes and escapes are mended.
void read_string(Cursor& cursor, Inside inside);

/// Behind the escape at the cursor; one that TOML does not know becomes a plain backslash.
void take_escape(Cursor& cursor);

/// The bracket that closes the one at `open`, strings and comments skipped; npos if a header, the
/// end of the text or kOpenCodePointsMax code points come first.
std::size_t find_close(const Cursor& cursor, std::size_t open);

}  // namespace landfall::scenario
