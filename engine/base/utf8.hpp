// UTF-8 as code points: decoding that never fails, widths on a terminal, characters that may not be
// shown.
#pragma once

#include <string>
#include <string_view>

namespace landfall {

/// Stands for anything that cannot or may not be shown.
inline constexpr char32_t kReplacement = 0xFFFD;

/// Decode; each byte that is no part of a valid sequence (overlong forms, surrogates and values
/// above U+10FFFF included) becomes one U+FFFD.
std::u32string decode_utf8(std::string_view bytes);

std::string encode_utf8(std::u32string_view code_points);

/// The offset of the first byte that is not valid UTF-8; npos if all is valid.
std::size_t find_invalid_utf8(std::string_view bytes);

/// Control characters (tab among them), line separators, and characters that turn the direction of
/// text or have no width and no meaning outside of words: printing them raw could deceive the
/// reader.
bool is_deceptive(char32_t code_point);

/// Columns on a terminal: 0 for combining marks, 2 for East Asian wide characters and emoji,
/// else 1.
int display_width(char32_t code_point);
int display_width(std::string_view text);

/// `text` with every deceptive character and every bad byte shown as U+FFFD.
std::string sanitise(std::string_view text);

}  // namespace landfall
