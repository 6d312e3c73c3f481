// Every form in which Landfall hands over what it found: values in, text out; nothing is printed.
#pragma once

#include <string>
#include <vector>

#include "reports/drawn_paths.hpp"
#include "reports/style.hpp"
#include "simulate/plot.hpp"
#include "simulate/result.hpp"

namespace landfall::reports {

/// One screen: what was simulated, a headline, the main metrics with their errors, charts,
/// warnings, and the commands that repeat it.
std::string text_report(const simulate::Result& result, const TextStyle& style);

/// The same in GitHub's Markdown, with all markets and years and the assumption register.
std::string markdown_report(const simulate::Result& result);

/// One page of HTML that stands by itself, its charts drawn by a script that it holds.
std::string html_report(const simulate::Result& result);

/// Rows that a sheet holds below its head.
inline constexpr std::uint64_t kSheetRowsMost = 1'048'575;

/// Draws that a spreadsheet shows. Values of a path are its inputs, by address, then its metrics;
/// of several ways the metrics of each alone, one way after the other.
struct KeptDraws {
  const DrawnPaths* paths;
  std::vector<std::string> inputs;
};

/// A spreadsheet (XLSX) with native charts; null: without draws. Throws WorldError where it cannot
/// be made.
std::string spreadsheet_report(const simulate::Result& result, const KeptDraws* draws = nullptr);

/// Everything, with all digits; docs/json.md describes it. Ends in a newline.
std::string json_report(const simulate::Result& result);

/// A line a statistic (RFC 4180, lines end in CR LF), with all digits:
/// metric,market,channel,strategy,period,statistic,value,error,low,high,unit,reason.
std::string csv_report(const simulate::Result& result);

/// The same six of strategies on the same futures, or of files: side by side, the differences of
/// each pair with their errors, and what each would cost against the best of them. In CSV the
/// column of strategies names the way, or the two of a difference.
std::string comparison_text(const simulate::Comparison& comparison, const TextStyle& style);
std::string comparison_markdown(const simulate::Comparison& comparison);
std::string comparison_html(const simulate::Comparison& comparison);
std::string comparison_spreadsheet(const simulate::Comparison& comparison,
                                   const KeptDraws* draws = nullptr);
std::string comparison_json(const simulate::Comparison& comparison);
std::string comparison_csv(const simulate::Comparison& comparison);

/// What a scenario means: sentences, tables, the assumption register, warnings.
std::string explanation_text(const simulate::Explanation& explanation, const TextStyle& style);
std::string explanation_json(const simulate::Explanation& explanation);
std::string explanation_markdown(const simulate::Explanation& explanation);

/// A number of a scenario as a picture: density and distribution function, bars, or a fan.
std::string plot_text(const simulate::Plot& plot, const TextStyle& style);

/// One path, period by period.
std::string trace_text(const simulate::Trace& trace, const TextStyle& style);
std::string trace_json(const simulate::Trace& trace);

/// A line a cell: table,row,column,value,unit. A row goes by the text of its first cell.
std::string trace_csv(const simulate::Trace& trace);

/// "npv.mean is known to 12.3 k EUR, 10 k EUR were asked: about 160 000 paths": what a run that did
/// not converge lacks.
std::string unreached(const simulate::Stopping& stopping);

}  // namespace landfall::reports
