// A good file with random damage: parse_document must come back, and within its limits.
#include <gtest/gtest.h>

#include <cstdint>

#include "base/utf8.hpp"
#include "scenario/document.hpp"

namespace landfall::scenario {
namespace {

constexpr const char* kGood = R"(schema = 1
[scenario]
name     = "Canned sardines into Morocco"
start    = 2026-01-01            # first day of a month
discount = 0.12
[report]
thresholds = { npv = [0, 250_000] }
[product]
price    = { triangular = [4.2, 5.0, 6.1] }
cost     = { value = 3.1, source = "firm" }
[market.MA.demand]
units_per_year = { value = 65_300_000, source = """prepared\
   fish""" }
seasonality = [0.9, 1.0,
  1.1]
[[market.MA.list]]
"quoted key".a = 'literal'
[market.MA.channel.distributor]
uptake = { bass = { p = { triangular = [0.01, 0.03, 0.06] }, q = { normal = [0.38, 0.1] } } }
)";

/// Pieces that mean something to the reader, so that damage hits more than plain letters.
constexpr const char* kPieces[] = {
    "[",  "]",  "{",  "}",  "\"", "\"\"\"", "'",      "=",       ",",     ";", ".",  "#",
    "\n", "\r", "\\", " ",  "\t", "%",      "“",      "é",       "\xFF",  "-", "[[", "]]",
    "1",  "_",  "e",  "\0", "٤",  "//",     "\u2028", "x = 1\n", "[a]\n", ":", "(",  ")"};

class Random {
 public:
  std::size_t below(std::size_t n) {
    state_ = state_ * 6364136223846793005u + 1442695040888963407u;
    return static_cast<std::size_t>(state_ >> 33) % n;
  }

 private:
  std::uint64_t state_ = 20260101;
};

std::string damaged(std::string text, Random& random) {
  for (std::size_t hits = 1 + random.below(6); hits > 0; --hits) {
    const std::size_t at = random.below(text.size() + 1);
    const std::size_t length = random.below(8);
    switch (random.below(4)) {
      case 0:
        text.erase(at, length);
        break;
      case 1:
        text.insert(at, kPieces[random.below(std::size(kPieces))]);
        break;
      case 2:
        text.insert(at, text.substr(random.below(text.size() + 1), length * 8));
        break;
      default:
        if (at < text.size()) text[at] = static_cast<char>(random.below(256));
    }
    if (text.empty()) text = kGood;
  }
  return text;
}

/// Every place points into the source, and every text that is shown is valid.
void check(const Node& node, const std::string& source, int depth) {
  ASSERT_LE(depth, 2 * kNestingMax + 4);
  ASSERT_GE(node.place.line, 1);
  ASSERT_GE(node.place.column, 1);
  ASSERT_GE(node.place.length, 1);
  ASSERT_EQ(find_invalid_utf8(node.raw), std::string::npos);
  ASSERT_EQ(find_invalid_utf8(node.text), std::string::npos);
  ASSERT_NE(source.find(node.raw), std::string::npos) << node.raw;
  for (const Node& child : node.children) check(child, source, depth + 1);
}

TEST(Mutations, OfAGoodFileAreAllSurvived) {
  ASSERT_EQ(render(parse_document("s", kGood).diagnostics, {}), "");
  Random random;
  int still_good = 0, given_up = 0;
  for (int i = 0; i < 20000; ++i) {
    const std::string text = damaged(kGood, random);
    Document document = parse_document("s", text);
    SCOPED_TRACE(text);
    check(document.root, document.sources[0].text, 0);
    if (document.diagnostics.empty()) {
      ASSERT_FALSE(document.incomplete);
      ++still_good;
    }
    ASSERT_FALSE(document.incomplete && document.diagnostics.empty());
    if (document.root.children.empty()) ++given_up;
    const std::string shown = render(document.diagnostics, document.sources);
    ASSERT_EQ(find_invalid_utf8(shown), std::string::npos);
    set_value(document, text.substr(0, random.below(40)));
    if (HasFatalFailure()) return;
  }
  // Most damage is seen, some falls into comments and texts; nearly always a tree is left.
  EXPECT_GT(still_good, 400);
  EXPECT_LT(still_good, 8000);
  EXPECT_LT(given_up, 200);
}

}  // namespace
}  // namespace landfall::scenario
