#include "reports/csv_cells.hpp"

#include <cmath>

#include "base/text.hpp"
#include "base/utf8.hpp"

namespace landfall::reports {

std::string text_cell(const std::string& bytes) {
  std::u32string points = decode_utf8(bytes);
  for (char32_t& c : points)
    if (is_deceptive(c) && c != U'\t' && c != U'\r' && c != U'\n') c = kReplacement;
  constexpr std::u32string_view kBeginnings = U"=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";
  if (!points.empty() && kBeginnings.find(points[0]) != std::u32string::npos)
    points.insert(0, 1, U'\'');
  std::string cell;
  for (const char c : encode_utf8(points)) cell += c == '"' ? "\"\"" : std::string(1, c);
  const bool plain = cell.find_first_of(",\"\r\n\t") == std::string::npos;
  return plain ? cell : "\"" + cell + "\"";
}

std::string number_cell(double value) {
  return std::isfinite(value) ? shortest(value) : "";
}

std::string line_of(const std::vector<std::string>& cells) {
  std::string line;
  for (std::size_t i = 0; i < cells.size(); ++i) line += (i == 0 ? "" : ",") + cells[i];
  return line + "\r\n";
}

}  // namespace landfall::reports
