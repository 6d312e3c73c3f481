#include "base/utf8.hpp"

#include <algorithm>
#include <iterator>

namespace landfall {
namespace {

struct Decoded {
  char32_t code_point = kReplacement;
  std::size_t bytes = 0;  ///< 0 if the bytes at this place are not valid
};

/// The smallest code point that needs a sequence of so many bytes: anything below is overlong.
constexpr char32_t kSmallestOfLength[] = {0, 0, 0x80, 0x800, 0x10000};

std::size_t sequence_length(unsigned char lead) {
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead < 0xE0) return 2;
  if (lead >= 0xE0 && lead < 0xF0) return 3;
  if (lead >= 0xF0 && lead < 0xF5) return 4;
  return 0;
}

Decoded decode_one(std::string_view rest) {
  const auto lead = static_cast<unsigned char>(rest[0]);
  const std::size_t length = sequence_length(lead);
  if (length == 0 || length > rest.size()) return {};
  if (length == 1) return {lead, 1};
  char32_t code_point = lead & (0x7Fu >> length);
  for (std::size_t i = 1; i < length; ++i) {
    const auto byte = static_cast<unsigned char>(rest[i]);
    if ((byte & 0xC0) != 0x80) return {};
    code_point = (code_point << 6) | (byte & 0x3Fu);
  }
  const bool surrogate = code_point >= 0xD800 && code_point < 0xE000;
  if (code_point < kSmallestOfLength[length] || code_point > 0x10FFFF || surrogate) return {};
  return {code_point, length};
}

struct Range {
  char32_t first, last;
};

bool is_in(const Range* begin, const Range* end, char32_t code_point) {
  const Range* range = std::upper_bound(
      begin, end, code_point, [](char32_t value, const Range& r) { return value < r.first; });
  return range != begin && code_point <= std::prev(range)->last;
}

/// C0 and C1 controls, DEL, soft hyphen, direction marks and overrides, zero-width space, line and
/// paragraph separators, invisible operators, byte order mark, interlinear marks, tags, and code
/// points that are no characters, which XML does not take.
constexpr Range kDeceptive[] = {
    {0x00, 0x1F},     {0x7F, 0x9F},     {0xAD, 0xAD},       {0x61C, 0x61C},     {0x200B, 0x200B},
    {0x200E, 0x200F}, {0x2028, 0x202E}, {0x2060, 0x206F},   {0xFDD0, 0xFDEF},   {0xFEFF, 0xFEFF},
    {0xFFF9, 0xFFFB}, {0xFFFE, 0xFFFF}, {0x1FFFE, 0x1FFFF}, {0xE0000, 0xE007F},
};

/// Combining marks of the scripts likely here (Latin, Cyrillic, Hebrew, Arabic, Devanagari to
/// Thai), joiners and variation selectors.
constexpr Range kZeroWidth[] = {
    {0x300, 0x36F},   {0x483, 0x489},   {0x591, 0x5BD},     {0x5BF, 0x5BF},     {0x5C1, 0x5C2},
    {0x5C4, 0x5C5},   {0x610, 0x61A},   {0x64B, 0x65F},     {0x670, 0x670},     {0x6D6, 0x6DC},
    {0x6DF, 0x6E4},   {0x6E7, 0x6E8},   {0x6EA, 0x6ED},     {0x730, 0x74A},     {0x900, 0x902},
    {0x93C, 0x93C},   {0x941, 0x948},   {0x94D, 0x94D},     {0xE31, 0xE31},     {0xE34, 0xE3A},
    {0xE47, 0xE4E},   {0x1AB0, 0x1AFF}, {0x1DC0, 0x1DFF},   {0x200C, 0x200D},   {0x20D0, 0x20FF},
    {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F}, {0x1F3FB, 0x1F3FF}, {0xE0100, 0xE01EF},
};

/// East Asian wide and fullwidth, and emoji (Unicode Standard Annex 11, whole blocks).
constexpr Range kWide[] = {
    {0x1100, 0x115F},   {0x231A, 0x231B},   {0x2329, 0x232A},   {0x23E9, 0x23EC},
    {0x2E80, 0x303E},   {0x3041, 0x33FF},   {0x3400, 0x4DBF},   {0x4E00, 0x9FFF},
    {0xA000, 0xA4CF},   {0xA960, 0xA97F},   {0xAC00, 0xD7A3},   {0xF900, 0xFAFF},
    {0xFE10, 0xFE19},   {0xFE30, 0xFE6F},   {0xFF00, 0xFF60},   {0xFFE0, 0xFFE6},
    {0x1F300, 0x1F64F}, {0x1F680, 0x1F6FF}, {0x1F900, 0x1F9FF}, {0x20000, 0x3FFFD},
};

}  // namespace

std::u32string decode_utf8(std::string_view bytes) {
  std::u32string code_points;
  code_points.reserve(bytes.size());
  while (!bytes.empty()) {
    const Decoded decoded = decode_one(bytes);
    code_points += decoded.code_point;
    bytes.remove_prefix(std::max<std::size_t>(decoded.bytes, 1));
  }
  return code_points;
}

std::string encode_utf8(std::u32string_view code_points) {
  std::string bytes;
  bytes.reserve(code_points.size());
  const auto put = [&](char32_t bits) { bytes += static_cast<char>(bits); };
  for (const char32_t c : code_points) {
    if (c < 0x80) {
      put(c);
    } else if (c < 0x800) {
      put(0xC0 | (c >> 6)), put(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
      put(0xE0 | (c >> 12)), put(0x80 | ((c >> 6) & 0x3F)), put(0x80 | (c & 0x3F));
    } else {
      put(0xF0 | (c >> 18)), put(0x80 | ((c >> 12) & 0x3F));
      put(0x80 | ((c >> 6) & 0x3F)), put(0x80 | (c & 0x3F));
    }
  }
  return bytes;
}

std::size_t find_invalid_utf8(std::string_view bytes) {
  for (std::size_t at = 0; at < bytes.size();) {
    const Decoded decoded = decode_one(bytes.substr(at));
    if (decoded.bytes == 0) return at;
    at += decoded.bytes;
  }
  return std::string_view::npos;
}

bool is_deceptive(char32_t code_point) {
  return is_in(std::begin(kDeceptive), std::end(kDeceptive), code_point);
}

int display_width(char32_t code_point) {
  if (is_in(std::begin(kZeroWidth), std::end(kZeroWidth), code_point)) return 0;
  return is_in(std::begin(kWide), std::end(kWide), code_point) ? 2 : 1;
}

int display_width(std::string_view text) {
  int width = 0;
  for (const char32_t code_point : decode_utf8(text)) width += display_width(code_point);
  return width;
}

std::string sanitise(std::string_view text) {
  std::u32string code_points = decode_utf8(text);
  std::replace_if(code_points.begin(), code_points.end(), is_deceptive, kReplacement);
  return encode_utf8(code_points);
}

}  // namespace landfall
