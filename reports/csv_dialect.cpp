#include "reports/csv_dialect.hpp"

#include <algorithm>
#include <charconv>

namespace landfall::reports {
namespace {

bool is_number(const std::string& cell) {
  double ignored;
  const char* end = cell.data() + cell.size();
  return !cell.empty() && std::from_chars(cell.data(), end, ignored).ptr == end;
}

/// One cell of French Excel.
std::string french(std::string cell, bool was_quoted) {
  if (!was_quoted && is_number(cell)) {
    std::replace(cell.begin(), cell.end(), '.', ',');
    return cell;
  }
  if (cell.find_first_of(";\"\r\n") == std::string::npos) return cell;
  std::string quoted = "\"";
  for (const char c : cell) quoted += c == '"' ? "\"\"" : std::string(1, c);
  return quoted + "\"";
}

}  // namespace

std::string in_dialect(const std::string& csv, CsvDialect dialect) {
  if (dialect == CsvDialect::rfc4180) return csv;
  std::string text = "\xEF\xBB\xBF", cell;
  bool in_quotes = false, was_quoted = false;
  const auto end_cell = [&](const char* after) {
    text += french(cell, was_quoted) + after;
    cell.clear();
    was_quoted = false;
  };
  for (std::size_t at = 0; at < csv.size(); ++at) {
    const char c = csv[at];
    if (c == '"') {
      const bool is_doubled = in_quotes && at + 1 < csv.size() && csv[at + 1] == '"';
      if (is_doubled) cell += csv[++at];
      in_quotes = is_doubled ? in_quotes : !in_quotes;
      was_quoted = true;
    } else if (in_quotes || (c != ',' && c != '\r' && c != '\n')) {
      cell += c;
    } else if (c == ',') {
      end_cell(";");
    } else if (c == '\n') {
      end_cell("\r\n");
    }
  }
  return text;
}

}  // namespace landfall::reports
