#include "base/warning.hpp"

#include <gtest/gtest.h>

#include "base/language.hpp"

namespace landfall {
namespace {

const Warning kPrice{
    "the reference price of {channel} does not fit the price ladder: the price response is "
    "{response} at central values",
    "the shelf price there is {price} {currency}",
    {{"channel", "MA.v2.5"}, {"response", "0.412"}, {"price", "61.5"}, {"currency", "MAD"}}};

TEST(Warning, HasAMessageAndAHint) {
  EXPECT_EQ(kPrice.message_text(),
            "the reference price of MA.v2.5 does not fit the price ladder: the price response is "
            "0.412 at central values");
  EXPECT_EQ(kPrice.hint_text(), "the shelf price there is 61.5 MAD");
  EXPECT_EQ(Warning("{as} it is").text(), "{as} it is");
}

TEST(Warning, IsSaidInTheLanguageOfItsReader) {
  const Speaking scope(Language::french);
  const Warning placed = kPrice.at("fish.toml:41:1");
  EXPECT_EQ(placed.said(),
            "fish.toml:41:1: le prix de référence de MA.v2.5 ne s’accorde pas avec l’échelle des "
            "prix\u00A0: la réponse au prix est de 0,412 aux valeurs centrales (le prix en rayon y "
            "est de 61,5\u00A0MAD)");
  EXPECT_EQ(placed.text(),
            "fish.toml:41:1: the reference price of MA.v2.5 does not fit the price ladder: the "
            "price response is 0.412 at central values (the shelf price there is 61.5 MAD)");
  EXPECT_EQ(Warning("'{key}' {date} is after the end of the scenario", "",
                    {{"key", "enter"}, {"date", "2030-02-01"}})
                .said(),
            "«\u00A0enter\u00A0» 01/02/2030 tombe après la fin du scénario");
}

}  // namespace
}  // namespace landfall
