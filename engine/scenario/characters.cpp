#include "scenario/characters.hpp"

#include <algorithm>

#include "base/utf8.hpp"
#include "scenario/lookalikes.hpp"
#include "scenario/mending.hpp"

namespace landfall::scenario {
namespace {

/// Text in UTF-16 begins with one of two marks or holds a zero in every other byte.
bool is_utf16(std::string_view bytes) {
  const std::string_view start = bytes.substr(0, 2);
  if (start == "\xFF\xFE" || start == "\xFE\xFF") return true;
  const auto zeros = std::count(bytes.begin(), bytes.end(), '\0');
  return bytes.size() >= 4 && zeros * 4 >= static_cast<std::ptrdiff_t>(bytes.size());
}

class Reader {
 public:
  Reader(Characters& result, int source) : result_(result), source_(source) {}

  void bad_byte(unsigned char byte) {
    static constexpr char kHex[] = "0123456789ABCDEF";
    const std::string hex = {'0', 'x', kHex[byte >> 4], kHex[byte & 15]};
    damage("the byte " + hex + " is not UTF-8", "save the file as UTF-8");
  }

  void code_point(char32_t c, char32_t next) {
    if (c == U'\r' && next != U'\n') {
      if (!lone_return_reported_)
        report("a carriage return without line feed ends this line",
               "save the file with line ends of Unix or Windows");
      lone_return_reported_ = true;
      return line_end();
    }
    const bool control = (c < 0x20 && c != U'\t' && c != U'\n' && c != U'\r') || c == 0x7F;
    const bool no_character = (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF);
    if (control || no_character)
      return damage("the control character " + character_name(c) + " stands in the text",
                    "take it out");
    if (c == U'\n') return line_end();
    result_.text += c;
    ++column_;
  }

 private:
  void report(std::string message, std::string hint) {
    result_.diagnostics.push_back(
        {Severity::error, {source_, line_, column_, 1}, std::move(message), std::move(hint)});
  }
  void damage(std::string message, std::string hint) {
    // A run of bad characters is one mistake.
    if (result_.text.empty() || result_.text.back() != kDamaged)
      report(std::move(message), std::move(hint));
    result_.text += kDamaged;
    ++column_;
  }
  void line_end() {
    result_.text += U'\n';
    ++line_;
    column_ = 1;
  }

  Characters& result_;
  int source_;
  int line_ = 1, column_ = 1;
  bool lone_return_reported_ = false;
};

}  // namespace

Characters read_characters(std::string_view bytes, int source) {
  Characters result;
  if (is_utf16(bytes)) {
    result.is_text = false;
    result.diagnostics.push_back({Severity::error,
                                  {source, 0, 0, 0},
                                  "this is no text in UTF-8 (UTF-16, or not a text file)",
                                  "save the file as UTF-8"});
    return result;
  }
  if (bytes.substr(0, 3) == "\xEF\xBB\xBF") bytes.remove_prefix(3);
  result.text.reserve(bytes.size());
  Reader reader(result, source);
  while (!bytes.empty()) {
    const std::size_t bad = std::min(find_invalid_utf8(bytes), bytes.size());
    const std::u32string good = decode_utf8(bytes.substr(0, bad));
    const char32_t behind = bad < bytes.size() ? kDamaged : U'\0';
    for (std::size_t i = 0; i < good.size(); ++i)
      reader.code_point(good[i], i + 1 < good.size() ? good[i + 1] : behind);
    if (bad == bytes.size()) break;
    reader.bad_byte(static_cast<unsigned char>(bytes[bad]));
    bytes.remove_prefix(bad + 1);
  }
  return result;
}

}  // namespace landfall::scenario
