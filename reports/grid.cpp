#include "reports/grid.hpp"

#include <algorithm>
#include <cmath>

#include "base/language.hpp"
#include "base/text.hpp"
#include "base/utf8.hpp"
#include "reports/layout.hpp"

namespace landfall::reports {
namespace {

constexpr int kGap = 2;              // between columns
constexpr int kLeastTextWidth = 16;  // of a column that is wrapped

struct Column {
  std::string head, unit;
  std::vector<std::string> cells;
  bool is_number = false;
  int width = 0;

  Align align() const { return is_number ? Align::right : Align::left; }
};

std::vector<Column> columns_of(const simulate::Table& table) {
  std::vector<Column> columns;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    Column column{sanitise(table.columns[i].name), sanitise(table.columns[i].unit), {}, false, 0};
    column.width = std::max(display_width(column.head), display_width(column.unit));
    for (const auto& row : table.rows) {
      column.cells.push_back(i < row.size() ? cell_text(row[i]) : "");
      column.is_number = column.is_number || (i < row.size() && row[i].is_number);
      column.width = std::max(column.width, display_width(column.cells.back()));
    }
    columns.push_back(std::move(column));
  }
  return columns;
}

int total_width(const std::vector<Column>& columns) {
  int total = -kGap;
  for (const Column& column : columns) total += column.width + kGap;
  return total;
}

/// Takes from the widest text column until the table fits or every one of them is at its least.
void narrow_texts(std::vector<Column>& columns, int width) {
  for (int excess = total_width(columns) - width; excess > 0; --excess) {
    Column* widest = nullptr;
    for (Column& column : columns)
      if (!column.is_number && column.width > kLeastTextWidth &&
          (!widest || column.width > widest->width))
        widest = &column;
    if (!widest) return;
    --widest->width;
  }
}

/// Tables that each fit, the first column in front of every one.
std::vector<std::vector<Column>> split(const std::vector<Column>& columns, int width) {
  std::vector<std::vector<Column>> parts(1);
  for (const Column& column : columns) {
    std::vector<Column>& part = parts.back();
    const bool fits = total_width(part) + kGap + column.width <= width;
    if (fits || part.size() <= 1)
      part.push_back(column);
    else
      parts.push_back({columns.front(), column});
  }
  return parts;
}

/// A row of cells, as many lines high as its highest cell.
std::string row_lines(const std::vector<Column>& columns, const std::vector<std::string>& cells) {
  std::vector<std::vector<std::string>> lines;
  std::size_t height = 1;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    lines.push_back(wrapped(cells[i], columns[i].width));
    height = std::max(height, lines.back().size());
  }
  std::string text;
  for (std::size_t k = 0; k < height; ++k) {
    std::string line;
    for (std::size_t i = 0; i < columns.size(); ++i)
      line += padded(k < lines[i].size() ? lines[i][k] : "", columns[i].width, columns[i].align()) +
              std::string(kGap, ' ');
    text += without_trailing_blanks(line) + "\n";
  }
  return text;
}

std::vector<std::string> each(const std::vector<Column>& columns, std::string Column::*part) {
  std::vector<std::string> texts;
  for (const Column& column : columns) texts.push_back(column.*part);
  return texts;
}

std::string part_text(const std::vector<Column>& columns, std::size_t rows,
                      const TextStyle& style) {
  std::string text = row_lines(columns, each(columns, &Column::head));
  const auto units = each(columns, &Column::unit);
  if (std::any_of(units.begin(), units.end(), [](const auto& unit) { return !unit.empty(); }))
    text += row_lines(columns, units);
  text = dim(text + repeated(style.unicode ? "─" : "-", total_width(columns)), style) + "\n";
  for (std::size_t row = 0; row < rows; ++row) {
    std::vector<std::string> cells;
    for (const Column& column : columns) cells.push_back(column.cells[row]);
    text += row_lines(columns, cells);
  }
  return text;
}

}  // namespace

std::string cell_text(const simulate::Table::Cell& cell) {
  if (!cell.is_number) return sanitise(cell.text);
  if (!std::isfinite(cell.number)) return say("none");
  std::string text;
  for (const char c : localised(grouped(cell.number, std::clamp(cell.decimals, 0, 15))))
    text += c == ' ' ? std::string(kNoBreak) : std::string(1, c);
  return text;
}

std::string table_text(const simulate::Table& table, const TextStyle& style) {
  const int width = usable_width(style);
  std::string text;
  if (!table.title.empty()) text += each_line(bold, sanitise(table.title), style);
  std::vector<Column> columns = columns_of(table);
  narrow_texts(columns, width);
  if (!columns.empty()) {
    std::string between;
    for (const auto& part : split(columns, width)) {
      text += between + part_text(part, table.rows.size(), style);
      between = "\n";
    }
  }
  for (const std::string& note : table.notes) text += paragraph(sanitise(note), style);
  return text;
}

}  // namespace landfall::reports
