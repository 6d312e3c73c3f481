// Cells and lines of our CSV reports: RFC 4180, lines end in CR LF.
#pragma once

#include <string>
#include <vector>

namespace landfall::reports {

/// A text cell. A spreadsheet would take one that begins with = + - @ or white space for a formula
/// (CWE-1236), some also for their wide forms: a single quote in front stops it. Escape sequences
/// and the like become U+FFFD; tabs and ends of line stay.
std::string text_cell(const std::string& bytes);

/// Empty where there is no such number.
std::string number_cell(double value);

/// Cells, made by the two above, as a line.
std::string line_of(const std::vector<std::string>& cells);

}  // namespace landfall::reports
