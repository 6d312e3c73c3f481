// In place of the bundle where Landfall is built without it: pages hold tables and no charts.
#include "reports/page_script.hpp"

namespace landfall::reports {

std::string page_script() {
  return "";
}

const char* const kPageScriptHash = "";

}  // namespace landfall::reports
