#include "reports/draws_csv.hpp"

#include "base/text.hpp"

namespace landfall::reports {

namespace {

/// Quoted where RFC 4180 asks for it.
std::string cell(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char letter : text) quoted += letter == '"' ? "\"\"" : std::string(1, letter);
  return quoted + "\"";
}

}  // namespace

CsvDraws::CsvDraws(const std::string& file, const std::vector<DrawsColumn>& columns) : file_(file) {
  std::string line = "path";
  for (const DrawsColumn& column : columns) line += "," + cell(column.name);
  file_.append(line + "\r\n");
}

void CsvDraws::add(std::uint64_t first, int count, const std::vector<const double*>& rows) {
  std::string lines;
  for (int lane = 0; lane < count; ++lane) {
    lines += std::to_string(first + static_cast<std::uint64_t>(lane));
    for (const double* row : rows) {
      lines += ',';
      if (is_there(row[lane])) lines += shortest(row[lane]);
    }
    lines += "\r\n";
  }
  file_.append(lines);
}

}  // namespace landfall::reports
