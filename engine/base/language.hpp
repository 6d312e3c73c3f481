// The words of reports in the language of their reader. The English sentence is the key of its
// translations, as in GNU gettext; languages/CODE.po holds those, for translators and their tools.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace landfall {

enum class Language { english, french };

/// "en", "fr".
const std::vector<std::string>& language_codes();
std::optional<Language> language_of(std::string_view code);

/// What this thread speaks from here to the end of the scope.
class Speaking {
 public:
  explicit Speaking(Language language);
  ~Speaking();
  Speaking(const Speaking&) = delete;
  Speaking& operator=(const Speaking&) = delete;

 private:
  Language before_;
};

/// The language of this thread: English where nothing was said.
Language language();
std::string language_code();
/// As browsers format its numbers and dates: "en", "fr-MA".
std::string language_tag();

/// "ltr", or "rtl" where text runs from right to left.
std::string text_direction();

/// A number as reports write it (decimals after a point, thousands apart by blanks or no-break
/// spaces) as the language has it: 1 234.5 is 1.234,5 in French (as in Morocco).
std::string localised(std::string number);
/// What stands before decimals: '.' or ','.
char decimal_mark();

/// A date of the form 2026-01-31 as the language has it: 31/01/2026. Anything else as it is.
std::string localised_date(std::string_view date);

/// What stands for each {name} of a message.
using Values = std::initializer_list<std::pair<std::string_view, std::string_view>>;

/// The message in this thread's language, its placeholders filled once (braces within a value
/// stay) and each ~ a no-break space. A message without a translation stays English.
std::string say(std::string_view message, Values values = {});

/// The same where one English word has several translations: `context` says which is meant.
std::string say_in(std::string_view context, std::string_view message, Values values = {});

/// A message about `count` things, {n} in it: English has two forms, others have more or fewer.
std::string say_counted(std::uint64_t count, std::string_view one, std::string_view many,
                        Values values = {});

/// `say` of values that are kept somewhere.
std::string say_with(std::string_view message,
                     const std::vector<std::pair<std::string, std::string>>& values);

/// A message that is said elsewhere: so that the catalogues have it.
constexpr const char* noted(const char* message) {
  return message;
}

/// The bytes of a compiled catalogue (.mo, little-endian); empty of English. Made when Landfall is
/// built.
std::string_view catalogue_of(Language language);

}  // namespace landfall
