#include "reports/batch_chart.hpp"

#include <algorithm>
#include <cmath>

#include "base/language.hpp"
#include "base/text.hpp"
#include "reports/html_parts.hpp"
#include "reports/section_parts.hpp"
#include "reports/ticks.hpp"
#include "reports/view.hpp"
#include "reports/words.hpp"
#include "summary/errors_aside.hpp"

namespace landfall::reports {
namespace {

constexpr int kRowHeight = 38, kNameBelow = 14, kStripBelow = 27;  // pixels from the top of a row
constexpr int kAxisHeight = 24;
constexpr double kMargin = 3;  // percent of the width on either side
constexpr int kTicksMost = 5;  // as many as a telephone has room for

/// A way as it is drawn; of an interval that is not finite only its middle.
struct Strip {
  std::string name;
  double mean = 0, mean_low = 0, mean_high = 0, low = 0, high = 0;
};

struct Axis {
  double low = 0, high = 0;  ///< zero is always on it

  void include(double value) {
    low = std::min(low, value);
    high = std::max(high, value);
  }
  bool drawable() const { return high - low > 1e-290 && std::isfinite(high - low); }
  /// In percent of the width, to a hundredth.
  std::string at(double value) const {
    const double percent = kMargin + (100 - 2 * kMargin) * ((value - low) / (high - low));
    return shortest(std::round(100 * percent) / 100) + "%";
  }
};

Strip strip_of(const BatchRow& row) {
  const BatchFigure& npv = *row.npv;
  Strip strip{.name = row_name(row, kPageText)};
  strip.mean = strip.mean_low = strip.mean_high = strip.low = strip.high = npv.mean.value;
  const double aside =
      summary::interval_errors(0.95, grouping_of(row.entry->sampler)) * npv.mean.error;
  if (std::isfinite(npv.mean.value - aside) && std::isfinite(npv.mean.value + aside)) {
    strip.mean_low -= aside;
    strip.mean_high += aside;
  }
  if (npv.p5.exists()) strip.low = npv.p5.value;
  if (npv.p95.exists()) strip.high = npv.p95.value;
  return strip;
}

std::string line(const char* kind, const std::string& from_x, int from_y, const std::string& to_x,
                 int to_y) {
  return std::string("<line class=\"") + kind + "\" x1=\"" + from_x + "\" y1=\"" +
         std::to_string(from_y) + "\" x2=\"" + to_x + "\" y2=\"" + std::to_string(to_y) + "\"/>\n";
}

std::string text_at(const char* attributes, const std::string& x, int y, const std::string& what) {
  return "<text" + std::string(attributes) + " x=\"" + x + "\" y=\"" + std::to_string(y) + "\">" +
         escaped(what) + "</text>\n";
}

std::string strip_svg(const Strip& strip, const Axis& axis, int top) {
  const int y = top + kStripBelow;
  return text_at("", "0", top + kNameBelow, strip.name) +
         line("range", axis.at(strip.low), y, axis.at(strip.high), y) +
         line("mean", axis.at(strip.mean_low), y, axis.at(strip.mean_high), y) + "<circle cx=\"" +
         axis.at(strip.mean) + "\" cy=\"" + std::to_string(y) + "\" r=\"4\"/>\n";
}

std::string caption_of(const BatchGroup& group, std::size_t drawn, const Scale& scale) {
  std::string caption = say(
      "{metric} in {unit}: its mean as a dot with its 95~% interval, and the range from P5 to P95 "
      "as a line.",
      {{"metric", metric_label("npv")}, {"unit", scale.unit}});
  if (drawn < group.rows.size())
    caption +=
        " " + say("The first {shown} of {all}.",
                  {{"shown", std::to_string(drawn)}, {"all", std::to_string(group.rows.size())}});
  return caption;
}

}  // namespace

std::string batch_chart(const BatchGroup& group) {
  std::vector<Strip> strips;
  Axis axis;
  for (const BatchRow& row : group.rows) {
    if (strips.size() == kBatchDrawnMost || row.npv == nullptr || !row.npv->mean.exists()) break;
    strips.push_back(strip_of(row));
    const Strip& strip = strips.back();
    for (const double value : {strip.mean_low, strip.mean_high, strip.low, strip.high})
      axis.include(value);
  }
  if (strips.empty() || !axis.drawable()) return "";
  const Scale scale = group_scale(group);
  const int bottom = static_cast<int>(strips.size()) * kRowHeight;
  std::string marks;
  for (const Tick& tick : ticks(axis.low, axis.high, kTicksMost, scale)) {
    const std::string x = axis.at(tick.value);
    marks += line(tick.value == 0 ? "zero" : "grid", x, 0, x, bottom) +
             text_at(" class=\"tick\" text-anchor=\"middle\"", x, bottom + kNameBelow, tick.label);
  }
  for (std::size_t i = 0; i < strips.size(); ++i)
    marks += strip_svg(strips[i], axis, static_cast<int>(i) * kRowHeight);
  const std::string caption = caption_of(group, strips.size(), scale);
  return "<figure><div class=\"ways\"><svg role=\"img\" aria-label=\"" + escaped(caption) +
         "\" height=\"" + std::to_string(bottom + kAxisHeight) + "\">\n" + marks +
         "</svg></div>\n<figcaption>" + escaped(caption) + "</figcaption></figure>\n";
}

}  // namespace landfall::reports
