// The sheets of how ways stand to each other: medians by market, places, dominance.
#include <algorithm>
#include <cmath>

#include "base/language.hpp"
#include "reports/spreadsheet/book.hpp"
#include "reports/study_tables.hpp"
#include "reports/view.hpp"

namespace landfall::reports {
namespace {

using simulate::Comparison;

constexpr double kQuartersOfInterval = 4;  // of a 95 % interval: what the error of a quantile is

/// A row a way of what is read for each of so many columns, under their heads. Returns how far from
/// zero the cells go.
template <class Read>
double put_rows(Workbook& workbook, const Comparison& comparison,
                const std::vector<std::string>& heads, CellStyle style, const Read& read) {
  workbook.begin_row();
  workbook.put(say("strategy or scenario"), CellStyle::head);
  for (const std::string& head : heads) workbook.put(head, CellStyle::number_head);
  double furthest = 0;
  for (const int way : shown_order(comparison)) {
    workbook.begin_row();
    workbook.put(comparison.ways[static_cast<std::size_t>(way)].name);
    for (std::size_t column = 0; column < heads.size(); ++column) {
      const double value = read(way, column);
      workbook.put(value, style);
      if (std::isfinite(value)) furthest = std::max(furthest, std::fabs(value));
    }
  }
  return furthest;
}

/// A shaded matrix of estimates, and below it one of their errors.
template <class Read>
void put_matrix(Workbook& workbook, const Comparison& comparison,
                const std::vector<std::string>& heads, CellStyle style, const Read& read) {
  const std::uint32_t head = workbook.row() + 1;
  const double furthest =
      put_rows(workbook, comparison, heads, style,
               [&](int way, std::size_t column) { return read(way, column).value; });
  workbook.shade({head + 1, workbook.row(), 1}, static_cast<std::uint16_t>(heads.size()), furthest);
  workbook.begin_row();
  workbook.begin_row();
  workbook.put(say("Monte Carlo errors of these"), CellStyle::note);
  put_rows(workbook, comparison, heads, style,
           [&](int way, std::size_t column) { return read(way, column).error; });
}

void put_note(Workbook& workbook, const std::string& note) {
  workbook.begin_row();
  workbook.put(note, CellStyle::note);
}

summary::Estimate median_of(const Comparison& comparison, int way, const std::string& metric) {
  const auto* found = find_metric(comparison.ways[static_cast<std::size_t>(way)].result, metric);
  const auto* median = found == nullptr ? nullptr : find_quantile(found->percentiles, 50);
  if (median == nullptr || !median->exists()) return {kNone, kNone};
  return {median->value, (median->high - median->low) / kQuartersOfInterval};
}

void heat_sheet(Workbook& workbook, const Comparison& comparison) {
  const std::vector<MarketOfWays> markets = markets_of(comparison, shown_order(comparison));
  if (markets.size() < 2) return;
  workbook.begin_sheet(say("Heat map"));
  std::vector<std::string> heads = {say("npv of all")};
  for (const MarketOfWays& market : markets) heads.push_back(market.name);
  put_matrix(workbook, comparison, heads, CellStyle::money, [&](int way, std::size_t column) {
    return median_of(comparison, way, column == 0 ? "npv" : "revenue." + markets[column - 1].id);
  });
  workbook.begin_row();
  put_note(workbook, say("Median revenue over the whole time in each market, and first the median "
                         "npv of all markets together."));
}

void places_sheet(Workbook& workbook, const Comparison& comparison) {
  const auto index = ranked_index(comparison);
  const std::vector<summary::Ranks> ranks =
      index ? ranks_of(comparison, *index) : std::vector<summary::Ranks>{};
  if (ranks.empty() || !ranks.front().probability.front().exists()) return;
  workbook.begin_sheet(say("Places"));
  std::vector<std::string> heads;
  for (std::size_t place = 1; place <= ranks.size(); ++place)
    heads.push_back(say("place {n}", {{"n", std::to_string(place)}}));
  put_matrix(workbook, comparison, heads, CellStyle::share, [&](int way, std::size_t place) {
    return ranks[static_cast<std::size_t>(way)].probability[place];
  });
  workbook.begin_row();
  put_note(workbook, say("In how many futures each takes each place by {metric}.",
                         {{"metric", metric_label(ranked_by(comparison))}}));
}

void dominance_sheet(Workbook& workbook, const Comparison& comparison) {
  const simulate::Table table = dominance_table(comparison, {.width = 100});
  if (table.rows.empty()) return;
  workbook.begin_sheet(say("Dominance"));
  workbook.begin_row();
  for (const simulate::Table::Column& column : table.columns)
    workbook.put(column.name, CellStyle::head);
  for (const auto& cells : table.rows) {
    workbook.begin_row();
    for (const simulate::Table::Cell& cell : cells) workbook.put(cell.text);
  }
  workbook.begin_row();
  for (const std::string& note : table.notes) put_note(workbook, note);
}

}  // namespace

void study_sheets(const Book& book, const Comparison& comparison) {
  heat_sheet(book.workbook, comparison);
  places_sheet(book.workbook, comparison);
  dominance_sheet(book.workbook, comparison);
}

}  // namespace landfall::reports
