// What the sheets of a report share: the results that they show, and how tables are begun.
#pragma once

#include <limits>
#include <string>
#include <vector>

#include "reports/drawn_paths.hpp"
#include "reports/figure.hpp"
#include "reports/reports.hpp"
#include "reports/spreadsheet/workbook.hpp"

namespace landfall::reports {

/// An empty cell.
inline constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

/// One result with the name it goes by; a run alone has none.
struct Named {
  std::string name;
  const simulate::Result* result;
};

struct Book {
  Workbook& workbook;
  std::vector<Named> all;
  bool has_names;
  bool of_one_file;  ///< the strategies of a file
  Scale money;       ///< of the axes of charts

  const simulate::Provenance& provenance() const { return all.front().result->provenance; }
  /// Of the column of names, and how far it moves the others.
  std::string name_head() const;
  std::uint16_t shift() const { return has_names ? 1 : 0; }
};

/// A column's head, and whether numbers stand below it.
struct Head {
  std::string text;
  bool of_numbers = true;
};

/// The heads of a table, below which it can be filtered and stays in sight; in a book with names
/// that of the names first. Returns the row.
std::uint32_t put_heads(const Book& book, std::vector<Head> heads);

/// A row of a table, begun with the name.
void begin_row(const Book& book, const Named& one);

CellStyle style_of(const std::string& unit, const simulate::Provenance& provenance);

double value_of(const summary::Estimate& estimate);
double error_of(const summary::Estimate& estimate);
double value_of(const std::vector<summary::Percentile>& percentiles, double level);

/// "P5", or "median".
std::string level_head(double level);
/// "months" and "share" in the reader's language; a currency as it is.
std::string unit_in_words(const std::string& unit);
/// A whole number, its thousands apart.
std::string whole(std::uint64_t number);
/// The number format of an axis whose title has the scale's unit.
std::string axis_format(const Scale& scale);

void years_sheet(const Book& book);
void npv_sheet(const Book& book);
void markets_sheet(const Book& book);
/// A row for each number that is told to move the npv; no sheet where there is none.
void drivers_sheet(const Book& book);
/// Price ladders over paths, and how the mean npv of one result settled; no sheet where there are
/// none.
void ladders_sheet(const Book& book);
void convergence_sheet(const Book& book);
void assumptions_sheet(const Book& book);

void ways_sheet(const Book& book, const simulate::Comparison& comparison);
void ranks_sheet(const Book& book, const simulate::Comparison& comparison);
void differences_sheet(const Book& book, const simulate::Comparison& comparison);
void sweeps_sheet(const Book& book, const simulate::Comparison& comparison);
/// Medians by market, places, dominance: each where there is something to say.
void study_sheets(const Book& book, const simulate::Comparison& comparison);

/// Inputs and outcomes of each path that was kept, or of several ways the outcomes of each.
void draws_sheet(const Book& book, const KeptDraws& draws);
/// What the summary says of that sheet, or why there is none.
std::string draws_sentence(const Book& book, const KeptDraws* draws);

}  // namespace landfall::reports
