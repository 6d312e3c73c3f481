// What each key of a file means, in a sentence: for the tooltips of editors.
#pragma once

#include <map>
#include <string>

namespace landfall::scenario {

/// By address as in a Format. What is read in one way at several addresses is described once.
const std::map<std::string, std::string>& descriptions();

/// The address at which a key is described: that of the market for what a product may have of its
/// own in it, that of an event for the times of a stop.
std::string described_at(const std::string& address);

}  // namespace landfall::scenario
