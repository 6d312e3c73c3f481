#include "base/language.hpp"

#include <algorithm>
#include <array>

#include "base/contract.hpp"

namespace landfall {
namespace {

struct Manner {
  Language language;
  const char* code;
  const char* tag;
  const char* direction;
  char decimal_mark;
  const char* group_mark;  ///< between thousands
  bool day_first;
  /// Which of the forms of a plural stands for a count.
  std::size_t (*form)(std::uint64_t count);
};

constexpr std::array<Manner, 2> kManners = {{
    {Language::english, "en", "en", "ltr", '.', "\u00A0", false,
     [](std::uint64_t count) { return std::size_t{count != 1}; }},
    {Language::french, "fr", "fr-MA", "ltr", ',', ".", true,
     [](std::uint64_t count) { return std::size_t{count > 1}; }},
}};

thread_local Language spoken = Language::english;

const Manner& manner() {
  return kManners[static_cast<std::size_t>(spoken)];
}

/// The strings of a .mo file: a table of lengths and offsets of the originals, sorted, and one of
/// their translations (GNU gettext manual, "The Format of GNU MO Files").
class Catalogue {
 public:
  explicit Catalogue(std::string_view bytes) : bytes_(bytes) {}

  /// Empty where there is none.
  std::string_view find(std::string_view original) const {
    if (bytes_.empty()) return {};
    std::size_t low = 0, high = word(8);
    while (low < high) {
      const std::size_t middle = (low + high) / 2;
      const std::string_view candidate = text(word(12), middle);
      if (candidate == original) return text(word(16), middle);
      if (candidate < original)
        low = middle + 1;
      else
        high = middle;
    }
    return {};
  }

 private:
  std::size_t word(std::size_t at) const {
    std::size_t value = 0;
    for (std::size_t i = 4; i-- > 0;)
      value = value << 8 | static_cast<unsigned char>(bytes_[at + i]);
    return value;
  }
  std::string_view text(std::size_t table, std::size_t index) const {
    return bytes_.substr(word(table + 8 * index + 4), word(table + 8 * index));
  }

  std::string_view bytes_;
};

std::string_view translated(std::string_view original) {
  return Catalogue(catalogue_of(spoken)).find(original);
}

/// Each ~ as a no-break space.
std::string joined(std::string_view words) {
  std::string text;
  for (const char c : words) text += c == '~' ? std::string("\u00A0") : std::string(1, c);
  return text;
}

template <class Pairs>
std::string filled(std::string_view message, const Pairs& values) {
  std::string text;
  for (std::size_t at = 0; at < message.size();) {
    const std::size_t open = message.find('{', at);
    const std::size_t close = message.find('}', std::min(open, message.size()));
    if (close == std::string_view::npos) return text + joined(message.substr(at));
    const std::string_view name = message.substr(open + 1, close - open - 1);
    const auto found = std::find_if(values.begin(), values.end(),
                                    [&](const auto& value) { return value.first == name; });
    EXPECTS(found != values.end());
    text += joined(message.substr(at, open - at));
    text += found->second;
    at = close + 1;
  }
  return text;
}

std::string digits_of(std::uint64_t count) {
  std::string digits = std::to_string(count);
  for (std::size_t at = digits.size(); at > 3;) digits.insert(at -= 3, manner().group_mark);
  return digits;
}

}  // namespace

const std::vector<std::string>& language_codes() {
  static const std::vector<std::string> codes = [] {
    std::vector<std::string> all;
    for (const Manner& one : kManners) all.emplace_back(one.code);
    return all;
  }();
  return codes;
}

std::optional<Language> language_of(std::string_view code) {
  for (const Manner& one : kManners)
    if (code == one.code) return one.language;
  return std::nullopt;
}

Speaking::Speaking(Language language) : before_(spoken) {
  spoken = language;
}

Speaking::~Speaking() {
  spoken = before_;
}

Language language() {
  return spoken;
}

std::string language_code() {
  return manner().code;
}

std::string language_tag() {
  return manner().tag;
}

std::string text_direction() {
  return manner().direction;
}

std::string localised(std::string number) {
  if (spoken == Language::english) return number;
  constexpr std::string_view kNoBreak = "\u00A0";
  std::string result;
  for (std::size_t at = 0; at < number.size(); ++at) {
    const std::string_view rest = std::string_view(number).substr(at);
    if (rest.starts_with(' ') || rest.starts_with(kNoBreak)) {
      result += manner().group_mark;
      at += rest.starts_with(' ') ? 0 : kNoBreak.size() - 1;
    } else {
      result += number[at] == '.' ? manner().decimal_mark : number[at];
    }
  }
  return result;
}

char decimal_mark() {
  return manner().decimal_mark;
}

std::string localised_date(std::string_view date) {
  const bool is_date = date.size() == 10 && date[4] == '-' && date[7] == '-';
  if (!manner().day_first || !is_date) return std::string(date);
  return std::string(date.substr(8)) + "/" + std::string(date.substr(5, 2)) + "/" +
         std::string(date.substr(0, 4));
}

std::string say(std::string_view message, Values values) {
  const std::string_view found = translated(message);
  return filled(found.empty() ? message : found, values);
}

std::string say_with(std::string_view message,
                     const std::vector<std::pair<std::string, std::string>>& values) {
  const std::string_view found = translated(message);
  return filled(found.empty() ? message : found, values);
}

std::string say_in(std::string_view context, std::string_view message, Values values) {
  const std::string_view found = translated(std::string(context) + '\4' + std::string(message));
  return filled(found.empty() ? message : found, values);
}

std::string say_counted(std::uint64_t count, std::string_view one, std::string_view many,
                        Values values) {
  std::string_view forms = translated(std::string(one) + '\0' + std::string(many));
  std::string_view message = count == 1 ? one : many;
  if (!forms.empty()) {
    for (std::size_t skip = manner().form(count); skip > 0; --skip)
      forms.remove_prefix(std::min(forms.find('\0'), forms.size() - 1) + 1);
    message = forms.substr(0, forms.find('\0'));
  }
  const std::string n = digits_of(count);
  std::string text;
  const std::size_t at = message.find("{n}");
  if (at == std::string_view::npos) return filled(message, values);
  return filled(message.substr(0, at), values) + n + filled(message.substr(at + 3), values);
}

}  // namespace landfall
