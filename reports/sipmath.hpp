// A library of SIPs as the JSON of the SIPmath 3.0 standard.
#pragma once

#include <string>

#include "scenario/sip_library.hpp"

namespace landfall::reports {

/// The same bytes for the same library: no date is written. What is read back from it
/// (scenario::parse_sip_library) is written in the same bytes again.
std::string sipmath_json(const scenario::SipLibrary& library);

}  // namespace landfall::reports
