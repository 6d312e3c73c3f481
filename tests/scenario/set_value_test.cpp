#include <gtest/gtest.h>

#include "scenario/document.hpp"

namespace landfall::scenario {
namespace {

constexpr const char* kScenario =
    "[product]\n"
    "price = { triangular = [4.2, 5.0, 6.1], source = \"firm\" }\n"
    "cost = { value = 3.1, source = \"firm\" }\n"
    "[product.weight]\n"
    "normal = [1, 2]\n"
    "[market.MA]\n"
    "years = 5\n";

Document with(const std::string& argument) {
  Document document = parse_document("s.toml", kScenario);
  set_value(document, argument);
  return document;
}

std::string rendered(const Document& document) {
  return render(document.diagnostics, document.sources);
}

const Node* find(const Document& document, std::initializer_list<const char*> keys) {
  const Node* node = &document.root;
  for (const char* key : keys) node = node == nullptr ? nullptr : node->find(key);
  return node;
}

TEST(SetValue, ReplacesAValueWithPlaceInTheArgument) {
  const Document document = with("market.MA.years=7");
  EXPECT_EQ(rendered(document), "");
  ASSERT_EQ(document.sources.size(), 2u);
  EXPECT_EQ(document.sources[1].name, "--set");
  EXPECT_EQ(document.sources[1].text, "market.MA.years=7");
  const Node* years = find(document, {"market", "MA", "years"});
  EXPECT_EQ(years->integer, 7);
  EXPECT_EQ(years->raw, "7");
  EXPECT_EQ(years->place.source, 1);
  EXPECT_EQ(years->place.column, 17);
  EXPECT_EQ(years->key_place.column, 11);
  EXPECT_EQ(find(document, {"market", "MA"})->children.size(), 1u);
}

TEST(SetValue, ReplacesWholeSoThatAnOldSourceIsGone) {
  const Document document = with("product.cost=4");
  const Node* cost = find(document, {"product", "cost"});
  EXPECT_EQ(cost->kind, Node::Kind::integer);
  EXPECT_TRUE(cost->children.empty());
  const Document table = with("product.price={ uniform = [1, 2] }");
  EXPECT_EQ(find(table, {"product", "price", "triangular"}), nullptr);
  EXPECT_EQ(find(table, {"product", "price", "uniform"})->children.size(), 2u);
}

TEST(SetValue, ReachesTheParametersOfADistribution) {
  const std::string text =
      "[product]\nprice = { gamma = { shape = 2, scale = 3 } }\n"
      "cost = { student_t = { df = 4, mean = 1, scale = 0.1 } }\n";
  Document document = parse_document("s.toml", text);
  set_value(document, "product.price.gamma.scale=5");
  set_value(document, "product.cost.student_t.df=6");
  EXPECT_EQ(rendered(document), "");
  EXPECT_EQ(find(document, {"product", "price", "gamma", "scale"})->integer, 5);
  EXPECT_EQ(find(document, {"product", "price", "gamma", "shape"})->integer, 2);
  EXPECT_EQ(find(document, {"product", "cost", "student_t", "df"})->integer, 6);
}

TEST(SetValue, MakesMissingTables) {
  const Document document = with("market.\"T N\".demand.year = 2026");
  EXPECT_EQ(rendered(document), "");
  EXPECT_EQ(find(document, {"market", "T N", "demand", "year"})->integer, 2026);
  EXPECT_EQ(find(document, {"market", "T N"})->key_place.source, 1);
}

TEST(SetValue, NamesThePositionsOfADistribution) {
  const Document document = with("product.price.triangular.high=7");
  EXPECT_EQ(rendered(document), "");
  const Node* list = find(document, {"product", "price", "triangular"});
  EXPECT_EQ(list->children[1].real, 5.0);
  EXPECT_EQ(list->children[2].integer, 7);
  EXPECT_EQ(list->children[2].place.source, 1);
  EXPECT_EQ(find(with("product.weight.normal.sd=9"), {"product", "weight", "normal"})
                ->children[1]
                .integer,
            9);
}

TEST(SetValue, RefusesAPlaceThatHasNoSuchPart) {
  EXPECT_EQ(rendered(with("product.price.triangular.top=7")),
            "--set:1:26: error: 'product.price.triangular' is a list and has no 'top'\n"
            "  1 | product.price.triangular.top=7\n"
            "    |                          ^^^ set product.price.triangular itself\n");
  EXPECT_EQ(rendered(with("market.MA.years.x=1")),
            "--set:1:17: error: 'market.MA.years' is a number and has no 'x'\n"
            "  1 | market.MA.years.x=1\n"
            "    |                 ^ set market.MA.years itself\n");
}

TEST(SetValue, FindsTheSameSlipsAsAFile) {
  EXPECT_EQ(rendered(with("product.cost=40%")),
            "--set:1:14: error: '40%' is not a number\n"
            "  1 | product.cost=40%\n"
            "    |              ^^^ write 0.40: a share of one, not percent\n");
  EXPECT_EQ(rendered(with("market.MA.name=Morocco")),
            "--set:1:16: error: 'Morocco' is not a value\n"
            "  1 | market.MA.name=Morocco\n"
            "    |                ^^^^^^^ text needs quotes: \"Morocco\"\n");
}

TEST(SetValue, RefusesWhatIsNoAssignment) {
  const auto message = [](const std::string& argument) {
    const Document document = with(argument);
    return document.diagnostics.size() == 1 ? document.diagnostics[0].message : rendered(document);
  };
  EXPECT_EQ(message("product.cost"), "the '=' is missing");
  EXPECT_EQ(message(""), "the '=' is missing");
  EXPECT_EQ(message("=5"), "an address is missing before the '='");
  EXPECT_EQ(message("[x]=3"), "an address is missing before the '='");
  EXPECT_EQ(message("#a=1"), "an address is missing before the '='");
  EXPECT_EQ(message("a=1\nb=2"), "one value at a time");
  EXPECT_EQ(message("a="), "'a' has no value");
}

TEST(SetValue, LaterOnesWin) {
  Document document = with("market.MA.years=7");
  set_value(document, "market.MA.years=8");
  EXPECT_EQ(find(document, {"market", "MA", "years"})->integer, 8);
  EXPECT_EQ(find(document, {"market", "MA", "years"})->place.source, 2);
}

}  // namespace
}  // namespace landfall::scenario
