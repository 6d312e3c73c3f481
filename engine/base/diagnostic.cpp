#include "base/diagnostic.hpp"

#include <algorithm>
#include <string_view>

#include "base/utf8.hpp"

namespace landfall {
namespace {

/// A source line wider than this is cut around its caret.
constexpr std::size_t kShownCodePoints = 120;
constexpr std::size_t kShownBeforeCaret = 50;
constexpr std::u32string_view kCut = U"...";

/// The code points of one line, without its line end; false if the text has no such line.
bool find_line(std::string_view text, int number, std::u32string& line) {
  for (int i = 1; i < number; ++i) {
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos) return false;
    text.remove_prefix(end + 1);
  }
  text = text.substr(0, text.find('\n'));
  if (!text.empty() && text.back() == '\r') text.remove_suffix(1);
  line = decode_utf8(text);
  return true;
}

/// A line to show and the stretch of it to mark; the stretch may begin just behind the last
/// character.
struct Excerpt {
  std::u32string line;
  std::size_t begin = 0, end = 0;
};

/// Keep what surrounds the mark, so that a line of a thousand characters does not flood the screen.
void cut(Excerpt& excerpt) {
  if (excerpt.line.size() <= kShownCodePoints) return;
  const std::size_t first =
      excerpt.begin > kShownCodePoints - kShownBeforeCaret ? excerpt.begin - kShownBeforeCaret : 0;
  const std::size_t last = std::min(excerpt.line.size(), first + kShownCodePoints);
  const std::size_t shift = first > 0 ? kCut.size() : 0;
  std::u32string shown = excerpt.line.substr(first, last - first);
  if (first > 0) shown.insert(0, kCut);
  if (last < excerpt.line.size()) shown += kCut;
  excerpt.begin = excerpt.begin - first + shift;
  excerpt.end = std::max(excerpt.begin + 1, std::min(excerpt.end, last) - first + shift);
  excerpt.line = std::move(shown);
}

void show(Excerpt& excerpt) {
  const auto hidden = [](char32_t c) { return c != U'\t' && is_deceptive(c); };
  std::replace_if(excerpt.line.begin(), excerpt.line.end(), hidden, kReplacement);
}

/// Blanks as wide as the line up to the mark (its tabs kept), then carets as wide as the mark.
std::string carets(const Excerpt& excerpt) {
  std::string marks;
  for (std::size_t i = 0; i < std::min(excerpt.begin, excerpt.line.size()); ++i) {
    const char32_t c = excerpt.line[i];
    if (c == U'\t')
      marks += '\t';
    else
      marks.append(static_cast<std::size_t>(display_width(c)), ' ');
  }
  int width = 0;
  for (std::size_t i = excerpt.begin; i < std::min(excerpt.end, excerpt.line.size()); ++i)
    width += display_width(excerpt.line[i]);
  return marks.append(static_cast<std::size_t>(std::max(width, 1)), '^');
}

std::string with_source_line(const Diagnostic& diagnostic, std::u32string line) {
  const Place& place = diagnostic.place;
  Excerpt excerpt{std::move(line), 0, 0};
  excerpt.begin =
      std::min(static_cast<std::size_t>(std::max(place.column - 1, 0)), excerpt.line.size());
  excerpt.end = excerpt.begin + static_cast<std::size_t>(std::max(place.length, 1));
  cut(excerpt);
  show(excerpt);
  const std::string number = std::to_string(place.line);
  std::string text = "  " + number + " |";
  if (!excerpt.line.empty()) text += " " + encode_utf8(excerpt.line);
  text += "\n  " + std::string(number.size(), ' ') + " | " + carets(excerpt);
  if (!diagnostic.hint.empty()) text += " " + sanitise(diagnostic.hint);
  return text + "\n";
}

std::string render_one(const Diagnostic& diagnostic, const std::vector<SourceText>& sources) {
  const Place& place = diagnostic.place;
  const auto index = static_cast<std::size_t>(place.source);
  const bool known = place.source >= 0 && index < sources.size();
  std::string text = known ? sanitise(sources[index].name) + ":" : "";
  if (place.line > 0) text += std::to_string(place.line) + ":" + std::to_string(place.column) + ":";
  if (!text.empty()) text += " ";
  text += diagnostic.severity == Severity::error ? "error: " : "warning: ";
  text += sanitise(diagnostic.message) + "\n";
  std::u32string line;
  if (known && place.line > 0 && find_line(sources[index].text, place.line, line))
    return text + with_source_line(diagnostic, std::move(line));
  if (!diagnostic.hint.empty()) text += "  hint: " + sanitise(diagnostic.hint) + "\n";
  return text;
}

bool stands_before(const Diagnostic* a, const Diagnostic* b) {
  if (a->place.source != b->place.source) return a->place.source < b->place.source;
  if (a->place.line != b->place.line) return a->place.line < b->place.line;
  return a->place.column < b->place.column;
}

long count_errors(const std::vector<Diagnostic>& diagnostics) {
  return std::count_if(diagnostics.begin(), diagnostics.end(),
                       [](const Diagnostic& d) { return d.severity == Severity::error; });
}

}  // namespace

std::string render(const std::vector<Diagnostic>& diagnostics,
                   const std::vector<SourceText>& sources, int limit) {
  std::vector<const Diagnostic*> in_order;
  in_order.reserve(diagnostics.size());
  for (const Diagnostic& diagnostic : diagnostics) in_order.push_back(&diagnostic);
  std::stable_sort(in_order.begin(), in_order.end(), stands_before);

  std::string text;
  int shown[2] = {0, 0};  // by severity: many warnings must not crowd out the errors
  long left_out = 0;
  for (const Diagnostic* diagnostic : in_order) {
    int& count = shown[diagnostic->severity == Severity::error ? 0 : 1];
    if (count == limit) {
      ++left_out;
      continue;
    }
    ++count;
    text += render_one(*diagnostic, sources);
  }
  if (left_out > 0) text += "and " + std::to_string(left_out) + " more\n";
  return text;
}

Diagnostic warn_of(Place place, Warning warning) {
  std::string message = warning.message_text(), hint = warning.hint_text();
  return {Severity::warning, place, std::move(message), std::move(hint), std::move(warning)};
}

std::string closing_line(const std::vector<Diagnostic>& diagnostics) {
  const long errors = count_errors(diagnostics);
  if (errors == 0) return "";
  return std::to_string(errors) + (errors == 1 ? " problem" : " problems") +
         ", nothing was simulated";
}

bool has_errors(const std::vector<Diagnostic>& diagnostics) {
  return count_errors(diagnostics) > 0;
}

}  // namespace landfall
