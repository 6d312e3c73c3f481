// In place of spreadsheets where Landfall is built without libxlsxwriter.
#include "base/diagnostic.hpp"
#include "reports/reports.hpp"

namespace landfall::reports {

std::string spreadsheet_report(const simulate::Result&, const KeptDraws*) {
  throw WorldError("this program was built without spreadsheets");
}

std::string comparison_spreadsheet(const simulate::Comparison&, const KeptDraws*) {
  throw WorldError("this program was built without spreadsheets");
}

}  // namespace landfall::reports
