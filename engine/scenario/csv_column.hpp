// One numeric column of a CSV file: data for a distribution.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/diagnostic.hpp"
#include "scenario/field.hpp"

namespace landfall::scenario {

/// A column as read, its values in the order of the rows.
struct CsvColumn {
  std::string file;  ///< as it was opened
  std::string name;  ///< as in the header
  std::vector<double> values;
  std::string sha256;  ///< of the whole file
};

/// What is wanted. The places are those of the keys in a scenario, and have line 0 in a command.
struct CsvRequest {
  std::string file;
  std::string column;  ///< may be empty where the file has one column only
  int count_min = 1;
  Place file_place = {};
  Place column_place = {};
};

/// Data may be larger than a scenario.
inline constexpr std::size_t kCsvBytesMax = 1 << 24;

/// Read the column of a text in the form of RFC 4180: the first line names the columns, lines end
/// with LF or CRLF, cells with separators, line ends or quotes stand in double quotes, a quote
/// within them is doubled. The separator is the comma, the semicolon or the tab, whichever stands
/// in the first line most often outside of quotes (of equals the first of these). A byte order mark
/// and blanks around a cell are no part of it; empty lines at the end are none. Numbers are plain
/// decimals with a point, read by std::from_chars: the same everywhere.
///
/// Nothing after a mistake; every mistake is appended to `diagnostics` with its place in `source`,
/// the index of `csv` in the list of sources (`csv.text` without a byte order mark).
std::optional<CsvColumn> parse_csv_column(const SourceText& csv, int source,
                                          const CsvRequest& request,
                                          std::vector<Diagnostic>& diagnostics);

/// The same of a file that a scenario names: relative to the folder of the scenario. Mistakes are
/// reported to the reader, those in the data at their place in the data.
std::optional<CsvColumn> read_csv_column(Reader& reader, const CsvRequest& request);

/// The same of a file that a command names ("-": standard input). Throws WorldError for a file that
/// cannot be read, and ScenarioError for mistakes in it.
CsvColumn read_csv_column(const CsvRequest& request);

}  // namespace landfall::scenario
