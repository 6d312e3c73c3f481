// Text on a screen of so many columns: cut, padded, wrapped, bold or dim.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "reports/style.hpp"

namespace landfall::reports {

/// Joins what no line may break between, such as 0.02 and EUR. Printed as a plain space.
inline constexpr const char* kNoBreak = "\u00A0";

enum class Align { left, right };

/// `text` with blanks up to `width` columns of the screen; unchanged where it is wider.
std::string padded(std::string_view text, int width, Align align = Align::left);

/// A name out of a scenario as it may be printed: no control or direction characters, at most
/// `width` columns, what is too long ending in an ellipsis.
std::string name_within(std::string_view name, int width, const TextStyle& style);

/// Lines of at most `width` columns, broken at blanks (and inside of words that fit on no line).
/// At least one line; no-break spaces have become plain ones.
std::vector<std::string> wrapped(std::string_view text, int width);

/// wrapped() as a paragraph ending in a newline: `first` stands before its first line, blanks as
/// wide before the others.
std::string paragraph(std::string_view text, const TextStyle& style, std::string_view first = "");

/// No-break spaces as plain ones.
std::string with_plain_spaces(std::string text);

/// Without blanks at the end.
std::string without_trailing_blanks(std::string line);

std::string bold(const std::string& text, const TextStyle& style);
std::string dim(const std::string& text, const TextStyle& style);

/// A paragraph every line of which is bold, or dim.
std::string each_line(std::string (*apply)(const std::string&, const TextStyle&),
                      std::string_view text, const TextStyle& style);

/// The columns a report may use: at least 20, at most 100.
int usable_width(const TextStyle& style);

/// `text` so many times.
std::string repeated(std::string_view text, int times);

/// What stands between items that have commas of their own: "; ".
std::string semicolon();

/// "name: what".
std::string labelled(std::string_view name, std::string_view what);

/// "a, b and c".
std::string listed(const std::vector<std::string>& words);

}  // namespace landfall::reports
