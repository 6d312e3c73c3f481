// One number of a scenario drawn on a screen.
#include <algorithm>
#include <cmath>

#include "base/language.hpp"
#include "base/units.hpp"
#include "base/utf8.hpp"
#include "reports/chart.hpp"
#include "reports/layout.hpp"
#include "reports/reports.hpp"
#include "reports/view.hpp"
#include "reports/words.hpp"

namespace landfall::reports {
namespace {

using simulate::Plot;

constexpr int kDensityHeight = 8, kCdfHeight = 6;
constexpr std::size_t kMostAtoms = 40, kMostStrips = 16;
constexpr double kParts = 1e9;  ///< a chart counts paths: shares in parts of this many

std::string plain(double value, const Scale& scale) {
  constexpr Digits kFive{.most = 5};
  if (!std::isfinite(value)) return value > 0 ? say("infinite") : say("-infinite");
  return with_plain_spaces(figure(value, 0, scale, kFive).value);
}

std::string with_unit(const Scale& scale) {
  return scale.unit.empty() ? "" : " " + with_plain_spaces(scale.unit);
}

/// "mean 5.1, sd 0.41, P5 4.4, P50 5.1, P95 5.8 EUR/kg".
std::string key_figures(const Plot& plot, const Scale& scale) {
  std::string line = say("mean {mean}, sd {sd}",
                         {{"mean", plain(plot.mean, scale)}, {"sd", plain(plot.sd, scale)}});
  for (const double level : kShownLevels) {
    const auto* quantile = find_quantile(plot.percentiles, level);
    if (quantile) line += ", P" + plain(level, {}) + " " + plain(quantile->value, scale);
  }
  return line + with_unit(scale);
}

summary::MetricSummary as_metric(const Plot& plot, bool cumulated) {
  summary::MetricSummary metric;
  metric.percentiles = plot.percentiles;
  for (const Plot::Slice& slice : plot.slices) {
    const double part = cumulated ? slice.below - 0.5 * slice.share : slice.share;
    metric.bars.push_back(
        {slice.low, slice.high, static_cast<std::uint64_t>(std::floor(part * kParts + 0.5))});
  }
  return metric;
}

std::string panel_text(const std::string& title, const Panel& panel) {
  if (panel.empty()) return "";
  std::string text = title + "\n";
  for (const std::string& line : panel) text += without_trailing_blanks(line) + "\n";
  return text;
}

std::string percent(double share) {
  return with_plain_spaces(exactly(std::floor(share * 1000 + 0.5) / 1000, kPercent));
}

/// "0 alone has a chance of 30 %, 5 of 10 %; the density is that of the rest".
std::string spikes_text(const Plot& plot, const Scale& scale, const TextStyle& style) {
  if (plot.atoms.empty()) return "";
  constexpr std::size_t kMost = 8;
  std::vector<Plot::Atom> shown = plot.atoms;
  std::stable_sort(shown.begin(), shown.end(), [](const Plot::Atom& left, const Plot::Atom& right) {
    return left.share > right.share;
  });
  if (shown.size() > kMost) shown.resize(kMost);
  std::string line;
  for (const Plot::Atom& atom : shown) {
    const std::string value = plain(atom.value, scale), share = percent(atom.share);
    line += line.empty()
                ? say("{value} alone has a chance of {share}", {{"value", value}, {"share", share}})
                : ", " + say("{value} of {share}", {{"value", value}, {"share", share}});
  }
  const std::size_t more = plot.atoms.size() - shown.size();
  if (more == 0)
    return paragraph(say("{chances}; the density is that of the rest.", {{"chances", line}}),
                     style);
  return paragraph(say("{chances}, and {n} more values; the density is that of the rest.",
                       {{"chances", line}, {"n", std::to_string(more)}}),
                   style);
}

std::string density_text(const Plot& plot, const Scale& scale, const TextStyle& style) {
  const int width = usable_width(style);
  const std::string unit = with_unit(scale);
  const Panel density =
      histogram_panel(as_metric(plot, false), scale, width, kDensityHeight, style);
  const Panel cdf = histogram_panel(as_metric(plot, true), scale, width, kCdfHeight, style);
  if (density.empty()) return paragraph(say("Its spread is too small to be drawn."), style);
  const std::string title =
      unit.empty() ? say("density") : say("density over {unit}", {{"unit", unit.substr(1)}});
  return panel_text(title, density) + "\n" +
         panel_text(say("chance of at most so much, from 0 to 100 %"), cdf) +
         each_line(dim, strip_legend(style), style);
}

std::string atoms_text(const Plot& plot, const Scale& scale, const TextStyle& style) {
  int label_width = 0;
  for (const Plot::Atom& atom : plot.atoms)
    label_width = std::max(label_width, display_width(plain(atom.value, scale)));
  double most = 0;
  for (const Plot::Atom& atom : plot.atoms) most = std::max(most, atom.share);
  constexpr int kNumbers = 18;  // two shares behind the bar
  const int room = std::max(4, usable_width(style) - label_width - 2 - kNumbers);
  std::string text = padded("", label_width + 1) +
                     padded(say("chance, and chance of at most so much") + with_unit(scale), 1) +
                     "\n";
  for (const std::size_t at : evenly(plot.atoms.size(), kMostAtoms)) {
    const Plot::Atom& atom = plot.atoms[at];
    const int bar = std::max(atom.share > 0 ? 1 : 0,
                             static_cast<int>(std::floor(atom.share / most * room + 0.5)));
    text += padded(plain(atom.value, scale), label_width, Align::right) + " " +
            padded(repeated(style.unicode ? "█" : "#", bar), room) + " " +
            padded(percent(atom.share), 8, Align::right) + " " +
            padded(percent(atom.below), 8, Align::right) + "\n";
  }
  if (plot.atoms.size() > kMostAtoms)
    text += say("{shown} of {all} values are shown", {{"shown", std::to_string(kMostAtoms)},
                                                      {"all", std::to_string(plot.atoms.size())}}) +
            "\n";
  return text;
}

std::string fan_text(const Plot& plot, const Scale& scale, const TextStyle& style) {
  std::vector<Strip> strips;
  for (const std::size_t at : evenly(plot.fan.size(), kMostStrips))
    strips.push_back({plot.fan[at].label, plot.fan[at].percentiles});
  const Panel panel = fan_panel(strips, scale, usable_width(style), style, AxisFrom::lowest);
  std::string text;
  if (panel.empty()) {
    for (const Strip& strip : strips)
      text += strip.label + " " + plain(find_quantile(strip.percentiles, 50)->value, scale) +
              with_unit(scale) + "\n";
    return text;
  }
  const std::string unit = with_unit(scale);
  text = panel_text(plot.unit.empty() ? say("values over time")
                                      : say("values over time, {unit}",
                                            {{"unit", unit.substr(unit.empty() ? 0 : 1)}}),
                    panel);
  text += each_line(dim, strip_legend(style), style);
  for (const std::size_t at : {std::size_t{0}, plot.fan.size() - 1}) {
    std::string line = plot.fan[at].label + ":";
    for (const double level : kShownLevels)
      line += std::string(level == kShownLevels.front() ? "" : ",") + " P" + plain(level, {}) +
              " " + plain(find_quantile(plot.fan[at].percentiles, level)->value, scale);
    text += line + with_unit(scale) + "\n";
  }
  return text;
}

/// By the median; of a process, that of its last period.
Scale scale_for(const Plot& plot) {
  const auto* middle =
      find_quantile(plot.fan.empty() ? plot.percentiles : plot.fan.back().percentiles, 50);
  const double magnitude = middle ? middle->value : plot.mean;
  const bool has_scale = plot.unit == "share" || plot.unit == "months";
  return scale_of(has_scale ? plot.unit : unit_in_words(plot.unit), std::fabs(magnitude));
}

}  // namespace

std::string plot_text(const Plot& plot, const TextStyle& style) {
  const Scale scale = scale_for(plot);
  std::string text = bold(name_within(plot.address, usable_width(style), style), style) + "\n" +
                     paragraph(sanitise(plot.typed), style);
  for (const std::string& remark : plot.remarks) text += paragraph(sanitise(remark), style);
  switch (plot.kind) {
    case Plot::Kind::constant:
      text += paragraph(say("It is a constant, {value}: there is nothing to draw.",
                            {{"value", plain(plot.mean, scale) + with_unit(scale)}}),
                        style);
      break;
    case Plot::Kind::density:
      text += paragraph(key_figures(plot, scale), style) + spikes_text(plot, scale, style) + "\n" +
              density_text(plot, scale, style);
      break;
    case Plot::Kind::atoms:
      text += paragraph(key_figures(plot, scale), style) + "\n" + atoms_text(plot, scale, style);
      break;
    case Plot::Kind::process:
      text += "\n" + fan_text(plot, scale, style);
      break;
  }
  const std::string origin = plot.origin == simulate::Origin::source
                                 ? say("source: {text}", {{"text", plot.note}})
                             : plot.origin == simulate::Origin::assumption
                                 ? say("assumption: {text}", {{"text", plot.note}})
                                 : say("no source is given");
  return text + paragraph(sanitise(origin), style);
}

}  // namespace landfall::reports
