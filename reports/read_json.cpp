#include "reports/read_json.hpp"

#include "base/utf8.hpp"
#include "reports/json_parts.hpp"

namespace landfall::reports {
namespace {

constexpr const char* kSummary = "landfall/summary/1";
constexpr const char* kComparison = "landfall/comparison/1";

[[noreturn]] void refuse_schema(const JsonValue& schema) {
  const std::string& name = schema.text();
  const std::string shown = "'" + sanitise(name) + "'";
  if (name.starts_with("landfall/summary/") || name.starts_with("landfall/comparison/"))
    schema.refuse_with(shown + " is a form that this version of Landfall does not know",
                       std::string("it reads ") + kSummary + " and " + kComparison);
  if (name.starts_with("landfall/"))
    schema.refuse_with(shown + " is not what run or compare writes: there are no reports of it",
                       "make it with landfall run FILE --format json");
  schema.refuse_with("the schema is " + shown + ": this is no result of Landfall",
                     std::string("it reads ") + kSummary + " and " + kComparison);
}

}  // namespace

Outcome read_json(const SourceText& source) {
  std::vector<Diagnostic> diagnostics;
  const auto tree = scenario::parse_json(source.text, 0, diagnostics);
  if (!tree) throw ScenarioError(std::move(diagnostics), {source});
  const JsonValue json(source, *tree);
  const JsonValue schema = json["schema"];
  if (schema.text() == kSummary) return read_result(json);
  if (schema.text() == kComparison) return read_comparison(json);
  refuse_schema(schema);
}

}  // namespace landfall::reports
