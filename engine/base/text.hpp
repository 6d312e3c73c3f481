// Numbers and words as text, the same in every locale.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/utf8.hpp"

namespace landfall {

/// The candidate most likely meant by `word`, or an empty string if none is near enough.
///
/// Distance is the optimal string alignment of Damerau (1964): insertions, deletions, substitutions
/// and swaps of neighbours, letters compared without case. A third of the longer word's length, at
/// most 4, may differ: one slip in `tarif`, three in `inovation_per_yaer`. Of equals the first is
/// taken.
std::string nearest(std::string_view word, const std::vector<std::string>& candidates);

/// The shortest decimal that reads back as `value`: plain (250000, 0.0025) for magnitudes from 1e-5
/// to below 1e16, otherwise with an exponent (1e+20). -0 is "0".
std::string shortest(double value);

/// `value` rounded to `decimals` places, its thousands apart by spaces: "1 234 567.89". Never
/// "-0.00".
std::string grouped(double value, int decimals);

/// A decimal integer of the command line: `12`, `-3`, `100_000`, `1e6`. Nothing else is taken: not
/// 0x10, not 010 (which C reads as 8), not 3.7, nothing beyond 64 bits, no blanks.
std::optional<std::int64_t> parse_integer(std::string_view text);

}  // namespace landfall
