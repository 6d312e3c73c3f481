// CSV as other programs want it.
#pragma once

#include <string>

namespace landfall::reports {

enum class CsvDialect {
  rfc4180,   ///< commas, a decimal point
  excel_fr,  ///< semicolons, a decimal comma, a byte order mark: French and Moroccan Excel
};

/// Lines of RFC 4180, as our CSV reports are, in another dialect. A cell that is a number, and
/// stands without quotes, gets the other decimal sign; every other cell keeps its text.
std::string in_dialect(const std::string& csv, CsvDialect dialect);

}  // namespace landfall::reports
