#include "reports/metric_table.hpp"

#include <algorithm>
#include <array>

#include "base/language.hpp"
#include "base/utf8.hpp"
#include "reports/layout.hpp"

namespace landfall::reports {
namespace {

constexpr int kMostLabel = 18;
constexpr int kNarrowDigits = 4;
/// mean, P5, median, P95.
std::array<std::string, 4> heads() {
  return {say("mean"), "P5", say("median"), "P95"};
}

/// How much of the rows is shown: digits at most, and columns from this one on.
struct Detail {
  int digits = 6;
  std::size_t first_column = 0;
};

/// From all there is to what still serves: fewer digits first, then no mean.
constexpr Detail kDetails[] = {{6, 0}, {5, 0}, {4, 0}, {3, 0}, {4, 1}, {3, 1}};

/// Widths of the parts of a line: label and unit, then for each column the value and its error.
struct Widths {
  int label = 0, unit = 0;
  std::array<int, 4> value{}, error{};

  int line(const Detail& detail) const {
    int sum = label + 1 + unit;
    for (std::size_t i = detail.first_column; i < value.size(); ++i) sum += 2 + value[i] + error[i];
    return sum;
  }
};

std::string value_of(const Figure& figure, const TextStyle& style) {
  if (!figure.value.empty()) return with_plain_spaces(figure.value);
  return style.unicode ? "–" : "-";
}

Widths widths_of(const std::vector<MetricGroup>& groups, const Detail& detail,
                 const TextStyle& style) {
  Widths widths;
  const auto names = heads();
  for (std::size_t i = 0; i < names.size(); ++i) widths.value[i] = display_width(names[i]);
  for (const MetricGroup& group : groups) {
    for (const MetricRow& row : group.rows) {
      const int label = display_width(name_within(row.label, kMostLabel, style)) + 2;
      widths.label = std::max(widths.label, label);
      widths.unit = std::max(widths.unit, display_width(row.scale.unit));
      const auto cells = cells_of(row, detail.digits);
      for (std::size_t i = 0; i < cells.size(); ++i) {
        widths.value[i] = std::max(widths.value[i], display_width(value_of(cells[i], style)));
        widths.error[i] = std::max(widths.error[i], display_width(error_part(cells[i], style)));
      }
    }
  }
  return widths;
}

std::string head_line(const Widths& widths, const Detail& detail, const TextStyle& style) {
  const int room = widths.label + 1 + widths.unit;
  const std::string legend = (style.unicode ? "± " : "+/- ") + say("Monte Carlo error");
  std::string line = padded(display_width(legend) <= room ? legend : "", room);
  const auto names = heads();
  for (std::size_t i = detail.first_column; i < names.size(); ++i)
    line += "  " + padded(names[i], widths.value[i], Align::right) + padded("", widths.error[i]);
  return without_trailing_blanks(line);
}

std::string row_line(const MetricRow& row, const Widths& widths, const Detail& detail,
                     const TextStyle& style) {
  const std::string label = "  " + name_within(row.label, kMostLabel, style);
  const std::string unit = padded(with_plain_spaces(row.scale.unit), widths.unit);
  std::string line = padded(label, widths.label) + " " + dim(unit, style);
  const auto cells = cells_of(row, detail.digits);
  for (std::size_t i = detail.first_column; i < cells.size(); ++i) {
    std::string error = error_part(cells[i], style);
    if (i + 1 < cells.size()) error = padded(error, widths.error[i]);
    line +=
        "  " + padded(value_of(cells[i], style), widths.value[i], Align::right) + dim(error, style);
  }
  return without_trailing_blanks(line);
}

std::string in_lines(const std::vector<MetricGroup>& groups, const Widths& widths,
                     const Detail& detail, const TextStyle& style) {
  std::string text = dim(head_line(widths, detail, style), style) + "\n";
  for (const MetricGroup& group : groups) {
    if (group.rows.empty()) continue;
    if (!group.heading.empty()) text += bold(group.heading, style) + "\n";
    for (const MetricRow& row : group.rows) text += row_line(row, widths, detail, style) + "\n";
  }
  return text;
}

/// Its blanks as no-break spaces: what must stay on one line.
std::string joined(const std::string& text) {
  std::string result;
  for (const char c : text) result += c == ' ' ? std::string(kNoBreak) : std::string(1, c);
  return result;
}

/// For narrow screens: the metric's name, below it its statistics one after the other.
std::string stacked(const std::vector<MetricGroup>& groups, const TextStyle& style) {
  const int width = usable_width(style);
  const auto names = heads();
  std::string text;
  for (const MetricGroup& group : groups) {
    if (group.rows.empty()) continue;
    if (!group.heading.empty()) text += bold(group.heading, style) + "\n";
    for (const MetricRow& row : group.rows) {
      const std::string unit = row.scale.unit.empty() ? "" : ", " + row.scale.unit;
      text += bold(wrapped(name_within(row.label, kMostLabel, style) + unit, width).front(), style);
      std::string statistics;
      const auto cells = cells_of(row, kNarrowDigits);
      for (std::size_t i = 0; i < cells.size(); ++i)
        statistics += (i == 0 ? "" : ", ") + joined(names[i] + " " + value_of(cells[i], style) +
                                                    error_part(cells[i], style));
      text += "\n" + paragraph(statistics, style, "  ");
    }
  }
  return text;
}

}  // namespace

std::string metric_table(const std::vector<MetricGroup>& groups, const TextStyle& style) {
  for (const Detail& detail : kDetails) {
    const Widths widths = widths_of(groups, detail, style);
    if (widths.line(detail) <= usable_width(style)) return in_lines(groups, widths, detail, style);
  }
  return stacked(groups, style);
}

}  // namespace landfall::reports
