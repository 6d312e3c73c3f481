// Tables of text and numbers on a screen: long texts wrap, wide tables continue below.
#pragma once

#include <string>

#include "reports/style.hpp"
#include "simulate/result.hpp"

namespace landfall::reports {

/// The table under its title, its notes below. Where it is wider than the screen, first its text
/// columns are narrowed and wrapped, then it is split into several, each beginning with the first
/// column. Without columns: the title and the notes.
std::string table_text(const simulate::Table& table, const TextStyle& style);

/// A cell's number with its decimals, thousands apart by no-break spaces, or its text, sanitised.
std::string cell_text(const simulate::Table::Cell& cell);

}  // namespace landfall::reports
