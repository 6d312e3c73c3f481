// What people type where TOML wants a value: `0,40`, `40%`, `01/04/2026`, distributor without
// quotes. Each slip is named, the right spelling is given, and the reading goes on with it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace landfall::scenario {

struct Slip {
  std::string message;
  std::string hint;
  std::string mended;  ///< valid TOML, the value most likely meant
};

/// The slip in a bare value (one that starts with neither quote nor bracket), or nullopt if toml++
/// will read it. `typed` has no blanks around it; `plain` is the same with lookalikes as ASCII
/// characters.
std::optional<Slip> find_slip(std::string_view typed, std::string_view plain);

/// "write 0.40: a decimal point, not a comma": numbers with foreign separators, currencies, units,
/// percent.
std::optional<Slip> find_number_slip(std::string_view typed, std::string_view plain);

/// Dates not written year-month-day, and days that no calendar has.
std::optional<Slip> find_date_slip(std::string_view typed, std::string_view plain);

/// `text` as a TOML string in double quotes.
std::string in_quotes(std::string_view text);

/// `text` for a message: cut after some 60 characters.
std::string shown(std::string_view text);

}  // namespace landfall::scenario
