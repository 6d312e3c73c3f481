#include "reports/chart.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "base/utf8.hpp"
#include "reports/layout.hpp"
#include "reports/ticks.hpp"
#include "reports/view.hpp"

namespace landfall::reports {
namespace {

/// The characters of a chart. `heights` are the parts of a full block, from an empty one on.
struct Glyphs {
  std::u32string heights;
  char32_t low_end, line, box, median, high_end, axis, tick, zero_tick, zero;
};

Glyphs glyphs(const TextStyle& style) {
  if (style.unicode) return {U" ▁▂▃▄▅▆▇█", U'├', U'─', U'▒', U'█', U'┤', U'─', U'┬', U'┼', U'┊'};
  return {U" .:#", U'|', U'-', U'=', U'#', U'|', U'-', U'+', U'|', U'|'};
}

/// A stretch of numbers over `width` columns.
struct Axis {
  double low = 0, high = 0;
  int width = 0;

  bool drawable() const {
    const double range = high - low;
    return width >= 8 && range > 1e-290 && std::isfinite(range) &&
           range > 1e-9 * std::max(std::fabs(low), std::fabs(high));
  }
  int column(double x) const {
    const double at = std::floor((x - low) / (high - low) * width);
    return static_cast<int>(std::clamp(at, 0.0, width - 1.0));
  }
};

/// The axis and, below it, its numbers, each centred under its tick where it touches no other.
void add_axis(Panel& panel, const Axis& axis, const Scale& scale, int indent, const Glyphs& glyph) {
  std::u32string line(static_cast<std::size_t>(axis.width), glyph.axis), numbers(line.size(), U' ');
  int free_from = 0;
  for (const Tick& tick : ticks(axis.low, axis.high, std::max(1, axis.width / 9), scale)) {
    const int column = axis.column(tick.value);
    line[static_cast<std::size_t>(column)] = tick.label == "0" ? glyph.zero_tick : glyph.tick;
    const int size = display_width(tick.label);
    const int start = std::clamp(column - (size - 1) / 2, 0, std::max(0, axis.width - size));
    if (start < free_from || start + size > axis.width) continue;
    numbers.replace(static_cast<std::size_t>(start), static_cast<std::size_t>(size),
                    decode_utf8(tick.label));
    free_from = start + size + 1;
  }
  panel.push_back(repeated(" ", indent) + encode_utf8(line));
  panel.push_back(repeated(" ", indent) + with_plain_spaces(encode_utf8(numbers)));
}

/// P5 to P95 as a line, P25 to P75 as a box on it, the median as a block. Empty if one is missing.
std::string strip(const std::vector<summary::Percentile>& percentiles, const Axis& axis,
                  const Glyphs& glyph) {
  std::array<std::size_t, 5> at{};
  constexpr std::array<double, 5> kLevels = {5, 25, 50, 75, 95};
  for (std::size_t i = 0; i < kLevels.size(); ++i) {
    const auto* quantile = find_quantile(percentiles, kLevels[i]);
    if (!quantile || !quantile->exists()) return "";
    at[i] = static_cast<std::size_t>(axis.column(quantile->value));
  }
  std::u32string line(static_cast<std::size_t>(axis.width), U' ');
  const auto fill = [&](std::size_t from, std::size_t to, char32_t with) {
    std::fill(line.begin() + static_cast<long>(from), line.begin() + static_cast<long>(to) + 1,
              with);
  };
  fill(at[0], at[4], glyph.line);
  fill(at[0], at[0], glyph.low_end);
  fill(at[4], at[4], glyph.high_end);
  fill(at[1], at[3], glyph.box);
  fill(at[2], at[2], glyph.median);
  return encode_utf8(line);
}

/// Paths over each column: bars are taken as even within themselves.
std::vector<double> paths_by_column(const std::vector<summary::Bar>& bars, const Axis& axis) {
  std::vector<double> paths(static_cast<std::size_t>(axis.width), 0.0);
  const double column_width = (axis.high - axis.low) / axis.width;
  for (const summary::Bar& bar : bars) {
    const double density = static_cast<double>(bar.paths) / (bar.high - bar.low);
    for (int c = axis.column(bar.low); c <= axis.column(bar.high); ++c) {
      const double from = std::max(bar.low, axis.low + c * column_width);
      const double to = std::min(bar.high, axis.low + (c + 1) * column_width);
      if (to > from) paths[static_cast<std::size_t>(c)] += density * (to - from);
    }
  }
  return paths;
}

bool has_bars(const std::vector<summary::Bar>& bars) {
  const auto has_width = [](const summary::Bar& bar) { return bar.high > bar.low; };
  return bars.size() > 1 && std::all_of(bars.begin(), bars.end(), has_width);
}

}  // namespace

Panel histogram_panel(const summary::MetricSummary& metric, const Scale& scale, int width,
                      int height, const TextStyle& style) {
  if (!has_bars(metric.bars)) return {};
  const Axis axis{metric.bars.front().low, metric.bars.back().high, width};
  if (!axis.drawable()) return {};
  const Glyphs glyph = glyphs(style);
  const std::vector<double> paths = paths_by_column(metric.bars, axis);
  const double most = *std::max_element(paths.begin(), paths.end());
  if (!(most > 0)) return {};
  const int parts = static_cast<int>(glyph.heights.size()) - 1;
  const int zero = axis.low < 0 && axis.high > 0 ? axis.column(0) : -1;
  Panel panel;
  for (int row = height - 1; row >= 0; --row) {
    std::u32string line;
    for (int c = 0; c < width; ++c) {
      const double part = paths[static_cast<std::size_t>(c)] / most * height * parts;
      const int filled = part > 0 ? std::max(1, static_cast<int>(part + 0.5)) : 0;
      const int here = std::clamp(filled - row * parts, 0, parts);
      line += here == 0 && c == zero ? glyph.zero : glyph.heights[static_cast<std::size_t>(here)];
    }
    panel.push_back(encode_utf8(line));
  }
  panel.push_back(strip(metric.percentiles, axis, glyph));
  add_axis(panel, axis, scale, 0, glyph);
  return panel;
}

Panel fan_panel(const std::vector<Strip>& strips, const Scale& scale, int width,
                const TextStyle& style, AxisFrom from) {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  Axis axis;
  if (from == AxisFrom::lowest) axis = {kInfinity, -kInfinity};
  int indent = 0;
  for (const Strip& strip : strips) {
    indent = std::max(indent, display_width(strip.label) + 1);
    for (const double level : {5.0, 95.0}) {
      const auto* quantile = find_quantile(strip.percentiles, level);
      if (!quantile || !quantile->exists()) return {};
      axis.low = std::min(axis.low, quantile->value);
      axis.high = std::max(axis.high, quantile->value);
    }
  }
  axis.width = width - indent;
  if (!axis.drawable()) return {};
  const Glyphs glyph = glyphs(style);
  Panel panel;
  for (const Strip& one : strips)
    panel.push_back(padded(one.label, indent) + strip(one.percentiles, axis, glyph));
  add_axis(panel, axis, scale, indent, glyph);
  return panel;
}

std::string strip_legend(const TextStyle& style) {
  return style.unicode ? "├ P5   ▒ P25 to P75   █ median   ┤ P95"
                       : "| P5   = P25 to P75   # median   | P95";
}

}  // namespace landfall::reports
