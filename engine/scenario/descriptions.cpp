#include "scenario/descriptions.hpp"

#include <algorithm>
#include <cstddef>
#include <string_view>

#include "scenario/descriptions_file.hpp"
#include "scenario/descriptions_markets.hpp"

namespace landfall::scenario {
namespace {

/// Reads lines of `[table]` and `key: sentence`; a line that begins with blanks goes on with the
/// sentence before it.
void read_descriptions(std::string_view text, std::map<std::string, std::string>& all) {
  std::string table, address;
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    if (line.empty()) continue;
    if (line.front() == '[') {
      table = line.substr(1, line.size() - 2);
    } else if (line.front() == ' ') {
      all[address] += " " + std::string(line.substr(line.find_first_not_of(' ')));
    } else {
      const std::size_t colon = line.find(": ");
      address = (table.empty() ? "" : table + ".") + std::string(line.substr(0, colon));
      all[address] = line.substr(colon + 2);
    }
  }
}

/// Places whose keys are those of another.
constexpr std::string_view kSame[][2] = {
    {"market.*.product.*.", "market.*."},
    {"market.*.response.rival.*.change.", "market.*.tariff.change."},
    {"market.*.tariff.change.*.excise.", "market.*.tariff.excise."},
    {"market.*.payment.transfer_stop.*.", "event.*."},
    {"strategy.*.enter.*.channel.*.", "strategy.*.enter.*."},
    {"strategy.*.exit.*.", "strategy.*.enter.*."},
    {"market.*.product.", "product."},
    {"product.*.", "product."},
    {"market.*.", "product."},
};

}  // namespace

const std::map<std::string, std::string>& descriptions() {
  static const std::map<std::string, std::string> all = [] {
    std::map<std::string, std::string> read;
    for (const char* text : {kDescriptionsOfFile, kDescriptionsOfMarkets, kDescriptionsOfChannels,
                             kDescriptionsOfOthers})
      read_descriptions(text, read);
    return read;
  }();
  return all;
}

std::string described_at(const std::string& address) {
  if (descriptions().count(address) > 0) return address;
  for (const auto& [here, there] : kSame) {
    if (!address.starts_with(here)) continue;
    const std::string other = described_at(std::string(there) + address.substr(here.size()));
    if (!other.empty()) return other;
  }
  return "";
}

}  // namespace landfall::scenario
