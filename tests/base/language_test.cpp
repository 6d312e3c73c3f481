#include "base/language.hpp"

#include <gtest/gtest.h>

namespace landfall {
namespace {

TEST(Language, IsEnglishUntilAScopeSaysOtherwise) {
  EXPECT_EQ(say("Key figures"), "Key figures");
  {
    const Speaking scope(Language::french);
    EXPECT_EQ(say("Key figures"), "Chiffres clés");
    EXPECT_EQ(language_code(), "fr");
    {
      const Speaking inner(Language::english);
      EXPECT_EQ(say("Key figures"), "Key figures");
    }
    EXPECT_EQ(say("Key figures"), "Chiffres clés");
  }
  EXPECT_EQ(language(), Language::english);
}

TEST(Language, SaysInEnglishWhatHasNoTranslation) {
  const Speaking scope(Language::french);
  EXPECT_EQ(say("No catalogue has {this}.", {{"this", "that"}}), "No catalogue has that.");
  EXPECT_EQ(say_counted(2, "{n} thing that nobody knows", "{n} things that nobody knows"),
            "2 things that nobody knows");
}

TEST(Language, FillsEachPlaceholderOnce) {
  EXPECT_EQ(say("{a} and {b}, {a}", {{"a", "{b}"}, {"b", "x{"}}), "{b} and x{, {b}");
  EXPECT_EQ(say("an open { brace"), "an open { brace");
  EXPECT_EQ(say("year~{n}", {{"n", "~5"}}), "year\u00A0~5");
}

TEST(Language, CountsAsTheLanguageDoes) {
  const auto scenarios = [](std::uint64_t n) {
    return say_counted(n, "{n}~scenario", "{n}~scenarios");
  };
  EXPECT_EQ(scenarios(0), "0\u00A0scenarios");
  EXPECT_EQ(scenarios(1), "1\u00A0scenario");
  EXPECT_EQ(scenarios(12000), "12\u00A0000\u00A0scenarios");
  const Speaking scope(Language::french);
  EXPECT_EQ(scenarios(0), "0\u00A0scénario");
  EXPECT_EQ(scenarios(1), "1\u00A0scénario");
  EXPECT_EQ(scenarios(12000), "12.000\u00A0scénarios");
}

TEST(Language, WritesDatesInTheOrderOfTheLanguage) {
  EXPECT_EQ(localised_date("2026-01-31"), "2026-01-31");
  const Speaking scope(Language::french);
  EXPECT_EQ(localised_date("2026-01-31"), "31/01/2026");
  EXPECT_EQ(localised_date("2026-01"), "2026-01");
}

TEST(Language, KnowsItsCodes) {
  EXPECT_EQ(language_codes(), (std::vector<std::string>{"en", "fr"}));
  EXPECT_EQ(language_of("fr"), Language::french);
  EXPECT_EQ(language_of("FR"), std::nullopt);
  EXPECT_EQ(text_direction(), "ltr");
}

}  // namespace
}  // namespace landfall
