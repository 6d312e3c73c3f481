// The script that draws the charts of a page, as the program carries it.
#pragma once

#include <string>

namespace landfall::reports {

/// The bundle of reports/page; empty in a program that was built without it.
std::string page_script();

/// "sha256-...": how the Content-Security-Policy of a page names it.
extern const char* const kPageScriptHash;

}  // namespace landfall::reports
