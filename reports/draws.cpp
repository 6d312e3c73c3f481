#include "reports/draws.hpp"

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

std::string draws_header(const simulate::Plan& plan) {
  std::string line = "path";
  for (const simulate::Driver& driver : plan.drivers) line += "," + cell(driver.address);
  for (const summary::MetricSpec& metric : plan.metrics) line += "," + cell(metric.name);
  return line + "\r\n";
}

std::string draws_lines(std::uint64_t first, int count, const std::vector<const double*>& rows) {
  std::string lines;
  for (int lane = 0; lane < count; ++lane) {
    lines += std::to_string(first + static_cast<std::uint64_t>(lane));
    for (const double* row : rows) {
      lines += ',';
      if (row[lane] - row[lane] == 0) lines += shortest(row[lane]);
    }
    lines += "\r\n";
  }
  return lines;
}

}  // namespace landfall::reports
