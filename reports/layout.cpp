#include "reports/layout.hpp"

#include <algorithm>

#include "base/language.hpp"
#include "base/utf8.hpp"

namespace landfall::reports {
namespace {

constexpr char32_t kNoBreakPoint = 0xA0;

/// The longest front of `text` that fits into `width` columns, at least one code point.
std::size_t fitting(std::u32string_view text, int width) {
  int used = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    used += display_width(text[i]);
    if (used > width && i > 0) return i;
  }
  return text.size();
}

/// The last place in `text` that follows one of `joints`, not counting the point of a number; 0 if
/// there is none.
std::size_t behind_last_of(std::u32string_view joints, std::u32string_view text) {
  for (std::size_t at = text.size(); at-- > 1;) {
    const bool in_number = text[at] >= U'0' && text[at] <= U'9';
    if (joints.find(text[at - 1]) != std::u32string_view::npos && !in_number) return at;
  }
  return 0;
}

/// Where to end the first line of `text`: the last blank that fits; if there is none the last
/// no-break space, then behind a point or stroke of an address or file name, then anywhere.
std::size_t line_end(std::u32string_view text, int width) {
  const std::size_t fits = fitting(text, width);
  if (fits == text.size() || text[fits] == U' ') return fits;
  const std::u32string_view front = text.substr(0, fits + 1);
  for (const char32_t blank : {U' ', kNoBreakPoint}) {
    const std::size_t at = front.rfind(blank);
    if (at != std::u32string_view::npos && at > 0) return at;
  }
  const std::size_t joint = behind_last_of(U"./_-,;=", front);
  return joint > 0 ? joint : fits;
}

std::u32string_view without_leading_blanks(std::u32string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of(U" \u00A0"), text.size()));
  return text;
}

std::string in_escape(const std::string& code, const std::string& text, const TextStyle& style) {
  const bool blank = text.find_first_not_of(' ') == std::string::npos;
  return style.colour && !blank ? "\x1b[" + code + "m" + text + "\x1b[0m" : text;
}

}  // namespace

std::string padded(std::string_view text, int width, Align align) {
  const int missing = std::max(0, width - display_width(text));
  const std::string blanks(static_cast<std::size_t>(missing), ' ');
  return align == Align::left ? std::string(text) + blanks : blanks + std::string(text);
}

std::string name_within(std::string_view name, int width, const TextStyle& style) {
  const std::string clean = sanitise(name);
  if (display_width(clean) <= width) return clean;
  const std::string ellipsis = style.unicode ? "…" : "...";
  const std::u32string points = decode_utf8(clean);
  const int room = std::max(1, width - display_width(ellipsis));
  return encode_utf8(std::u32string_view(points).substr(0, fitting(points, room))) + ellipsis;
}

std::vector<std::string> wrapped(std::string_view text, int width) {
  const std::u32string points = decode_utf8(text);
  std::u32string_view rest = without_leading_blanks(points);
  std::vector<std::string> lines;
  do {
    const std::size_t end = line_end(rest, std::max(1, width));
    lines.push_back(without_trailing_blanks(with_plain_spaces(encode_utf8(rest.substr(0, end)))));
    rest = without_leading_blanks(rest.substr(end));
  } while (!rest.empty());
  return lines;
}

std::string paragraph(std::string_view text, const TextStyle& style, std::string_view first) {
  const int indent = display_width(first);
  std::string result, before(first);
  for (const std::string& line : wrapped(text, usable_width(style) - indent)) {
    result += without_trailing_blanks(before + line) + "\n";
    before = repeated(" ", indent);
  }
  return result;
}

std::string with_plain_spaces(std::string text) {
  std::u32string points = decode_utf8(text);
  std::replace(points.begin(), points.end(), kNoBreakPoint, U' ');
  return encode_utf8(points);
}

std::string without_trailing_blanks(std::string line) {
  line.erase(line.find_last_not_of(' ') + 1);  // npos + 1 is 0
  return line;
}

std::string each_line(std::string (*apply)(const std::string&, const TextStyle&),
                      std::string_view text, const TextStyle& style) {
  std::string lines;
  for (const std::string& line : wrapped(text, usable_width(style)))
    lines += apply(line, style) + "\n";
  return lines;
}

std::string bold(const std::string& text, const TextStyle& style) {
  return in_escape("1", text, style);
}

std::string dim(const std::string& text, const TextStyle& style) {
  return in_escape("2", text, style);
}

int usable_width(const TextStyle& style) {
  return std::clamp(style.width, 20, 100);
}

std::string repeated(std::string_view text, int times) {
  std::string result;
  for (int i = 0; i < times; ++i) result += text;
  return result;
}

std::string semicolon() {
  return say_in("between items", "; ");
}

std::string labelled(std::string_view name, std::string_view what) {
  return say("{name}: {what}", {{"name", name}, {"what", what}});
}

std::string listed(const std::vector<std::string>& words) {
  std::string result;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) result += i + 1 == words.size() ? " " + say_in("a list", "and") + " " : ", ";
    result += words[i];
  }
  return result;
}

}  // namespace landfall::reports
