#include <algorithm>

#include "base/language.hpp"
#include "base/utf8.hpp"
#include "reports/chart.hpp"
#include "reports/comparison.hpp"
#include "reports/dependence.hpp"
#include "reports/drivers.hpp"
#include "reports/grid.hpp"
#include "reports/layout.hpp"
#include "reports/metric_table.hpp"
#include "reports/register.hpp"
#include "reports/reports.hpp"
#include "reports/stopping.hpp"
#include "reports/view.hpp"
#include "reports/words.hpp"

namespace landfall::reports {
namespace {

constexpr std::size_t kMostYears = 8, kMostMarkets = 6;  // a screen has some forty-five lines
constexpr std::size_t kMostPairs = 3;                    // of members of correlation groups
constexpr std::size_t kMostWarnings = 4;                 // the others stand in the json report
constexpr int kGap = 4;                                  // between the two charts
constexpr int kLeastPanel = 34;  // narrower, and the charts stand below each other

std::string header(const simulate::Provenance& provenance, const std::string& setting_of_it,
                   const TextStyle& style) {
  const int width = usable_width(style);
  const std::string name = name_within(provenance.name, width, style);
  const int room = width - display_width(name) - 3;
  std::string text = bold(name, style);
  if (!provenance.sector.empty() && room >= 4)
    text += dim(separator(style) + name_within(provenance.sector, room, style), style);
  text += "\n" + paragraph(setting_of_it, style);
  return text + paragraph(sampling(provenance, style), style) + "\n";
}

std::string headline_part(const simulate::Result& result, const TextStyle& style) {
  std::string sentences;
  for (const std::string& sentence : headline(result, style))
    sentences += (sentences.empty() ? "" : " ") + sentence;
  if (sentences.empty()) return "";
  return each_line(bold, sentences, style) + "\n";
}

/// `message` says that {shown} of {all} are shown; nothing where all are.
std::string omitted(std::size_t shown, std::size_t all, const char* message) {
  if (shown >= all) return "";
  return say(message, {{"shown", std::to_string(shown)}, {"all", std::to_string(all)}});
}

std::string metrics_part(const simulate::Result& result, const TextStyle& style) {
  const auto years = year_rows(result, kMostYears), markets = market_rows(result, kMostMarkets);
  const auto products = product_rows(result, kMostMarkets);
  std::string text =
      metric_table({{"", main_rows(result)},
                    {say("Revenue by year"), years.size() > 1 ? years : decltype(years){}},
                    {say("Revenue by market"), markets},
                    {say("Revenue by product"), products}},
                   style);
  for (const std::string& sentence : risk_sentences(result, style))
    text += paragraph(sentence, style);
  for (const std::string& note : table_notes(result, style)) text += paragraph(note, style);
  for (const std::string& note :
       {omitted(years.size(), result.summary.revenue_by_year.size(),
                noted("{shown} of {all} years are shown")),
        markets.empty() ? ""
                        : omitted(markets.size(), result.provenance.markets.size(),
                                  noted("{shown} of {all} markets are shown")),
        products.empty() ? ""
                         : omitted(products.size(), result.provenance.products.size(),
                                   noted("{shown} of {all} products are shown"))})
    if (!note.empty()) text += paragraph(note, style);
  return text + "\n";
}

std::string stopping_part(const std::optional<simulate::Stopping>& stopping,
                          const TextStyle& style) {
  if (!stopping) return "";
  std::string text;
  for (const std::string& sentence : stopping_sentences(*stopping))
    text += paragraph(sentence, style);
  return text + "\n";
}

std::string titled(const std::string& what, const Scale& scale) {
  return what + (scale.unit.empty() ? "" : ", " + with_plain_spaces(scale.unit));
}

/// Both panels with their feet on one line, or the second below the first.
std::string beside(Panel left, Panel right, int left_width, bool together) {
  std::string text;
  if (!together || left.empty() || right.empty()) {
    for (const Panel& panel : {left, right})
      for (const std::string& line : panel) text += without_trailing_blanks(line) + "\n";
    return text;
  }
  const std::size_t height = std::max(left.size(), right.size());
  left.insert(left.begin() + 1, height - left.size(), "");
  right.insert(right.begin() + 1, height - right.size(), "");
  for (std::size_t i = 0; i < height; ++i)
    text += without_trailing_blanks(padded(left[i], left_width + kGap) + right[i]) + "\n";
  return text;
}

Panel with_title(Panel panel, const std::string& title, int width, const TextStyle& style) {
  if (!panel.empty()) panel.insert(panel.begin(), name_within(title, width, style));
  return panel;
}

std::string charts_part(const simulate::Result& result, const TextStyle& style) {
  const int width = usable_width(style), half = (width - kGap) / 2;
  const bool together = half >= kLeastPanel;
  const int panel_width = together ? half : width;
  std::vector<Strip> strips;
  const auto& years = result.summary.revenue_by_year;
  for (const std::size_t year : evenly(years.size(), kMostYears)) {
    strips.push_back({year_label(years[year].label, year), years[year].percentiles});
  }
  const Scale money = money_scale(result);
  const Panel fan = with_title(fan_panel(strips, money, panel_width, style),
                               titled(say("revenue by year"), money), panel_width, style);
  Panel npv;
  if (const auto* metric = find_metric(result, "npv")) {
    const int height = std::max(4, static_cast<int>(strips.size()) - 1);
    npv = with_title(histogram_panel(*metric, money, panel_width, height, style),
                     titled(say("npv"), money), panel_width, style);
  }
  if (npv.empty() && fan.empty()) return "";
  return beside(npv, fan, panel_width, together) + each_line(dim, strip_legend(style), style) +
         "\n";
}

std::string drivers_part(const simulate::Result& result, const TextStyle& style) {
  const std::string sentence = drivers_sentence(result);
  return sentence.empty() ? "" : paragraph(sentence, style) + "\n";
}

std::string dependence_part(const simulate::Result& result, const TextStyle& style) {
  if (result.dependence.empty()) return "";
  return table_text(dependence_table(result, kMostPairs, style), style) + "\n";
}

std::string warnings_part(const std::vector<std::string>& warnings, const TextStyle& style) {
  std::string text;
  for (std::size_t i = 0; i < std::min(warnings.size(), kMostWarnings); ++i)
    text += paragraph(sanitise(warnings[i]), style, say("warning") + ": ");
  if (warnings.size() > kMostWarnings)
    text += say_counted(warnings.size() - kMostWarnings,
                        "and {n}~warning more, all of them in the json report",
                        "and {n}~warnings more, all of them in the json report") +
            "\n";
  return text.empty() ? "" : with_plain_spaces(text) + "\n";
}

std::string footer(const simulate::Result& result, const TextStyle& style) {
  const simulate::Provenance& provenance = result.provenance;
  std::string text;
  if (!result.assumptions.empty())
    text += paragraph(say("Numbers behind it: {counts} (landfall explain)",
                          {{"counts", register_counts(result.assumptions)}}),
                      style);
  text += paragraph(say("Repeat it ({program}), {replay}",
                        {{"program", made_by(provenance)}, {"replay", replay_title(result)}}),
                    style);
  return text + command_lines(run_command(result), style) + replay_lines(result, style);
}

}  // namespace

std::string text_report(const simulate::Result& result, const TextStyle& style) {
  return header(result.provenance, setting(result.provenance, style), style) +
         headline_part(result, style) + metrics_part(result, style) +
         stopping_part(result.stopping, style) + charts_part(result, style) +
         drivers_part(result, style) + dependence_part(result, style) +
         warnings_part(said(result.warnings), style) + footer(result, style);
}

std::string comparison_text(const simulate::Comparison& comparison, const TextStyle& style) {
  const simulate::Provenance provenance = compared_provenance(comparison);
  std::string text = header(provenance, compared_setting(comparison, style), style);
  for (const auto& [name, title] : way_titles(comparison))
    text += paragraph(title, style, name + ": ");
  for (const std::string& sentence : comparison_sentences(comparison, style))
    text += each_line(bold, sentence, style);
  text += "\n";
  for (const simulate::Table& table : comparison_tables(comparison, style))
    text += table_text(table, style) + "\n";
  text += stopping_part(comparison.stopping, style) +
          warnings_part(comparison_warnings(comparison), style);
  if (is_of_one_file(comparison))
    text += paragraph(say("One alone, with all that a run shows: add --strategy NAME."), style);
  return text +
         paragraph(say("Repeat it ({program}):", {{"program", made_by(provenance)}}), style) +
         command_lines(comparison_command(comparison), style);
}

}  // namespace landfall::reports
