// The format of the files, printed for editors.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "app/program.hpp"

namespace landfall::test {
namespace {

TEST(SchemaCommand, PrintsTheSchemaOfEachKindOfFile) {
  const Folder folder;
  const std::string file = folder / "landfall.schema.json";
  ASSERT_EQ(landfall({"schema", "--gsim", "--out", file}).code, 0);
  EXPECT_EQ(nlohmann::json::parse(contents(file))["title"], "A model of trade of Landfall");
  const Ended study = landfall({"schema", "--study"});
  EXPECT_EQ(study.code, 0);
  EXPECT_TRUE(nlohmann::json::parse(study.out)["properties"].contains("study"));
}

TEST(SchemaCommand, PrintsOneAtATime) {
  const Ended both = landfall({"schema", "--study", "--gsim"});
  EXPECT_EQ(both.code, 2);
  EXPECT_TRUE(has(both.err, "--study and --gsim ask for two schemas")) << both.err;
}

}  // namespace
}  // namespace landfall::test
