// Reading `sip = { file = "library.json", name = "Demand" }`, the trials of a SIP as a value.
#include <algorithm>
#include <filesystem>

#include "base/sha256.hpp"
#include "base/utf8.hpp"
#include "scenario/sip_library.hpp"

namespace landfall::scenario {
namespace {

constexpr std::size_t kLibraryBytesMax = 1 << 26;
constexpr const char* kForm = "write sip = { file = \"library.json\", name = \"Demand\" }";

/// The text of a key of the table.
const Node* text_in(Reader& reader, const Node& table, const char* key) {
  const Node* found = table.find(key);
  if (found == nullptr) {
    reader.error(table.place, std::string("a SIP needs its '") + key + "'", kForm);
    return nullptr;
  }
  if (found->kind == Node::Kind::string && !found->text.empty()) return found;
  if (!found->poisoned)
    reader.error(found->place,
                 std::string("'") + key + "' must be text in quotes, not " + kind_in_words(*found));
  return nullptr;
}

/// The library as the scenario names it, without a byte order mark.
std::optional<SourceText> read_library(Reader& reader, const Node& file) {
  const std::string& scenario = reader.document().sources.front().name;
  const std::filesystem::path folder =
      scenario == "-" ? "" : std::filesystem::path(scenario).parent_path();
  try {
    if (file.text == "-") throw WorldError("a library is a file, not standard input");
    SourceText json{(folder / file.text).string(), ""};
    json.text = read_source(json.name, kLibraryBytesMax);
    return json;
  } catch (const WorldError& error) {
    reader.error(file.place, error.what(),
                 folder.empty() ? "" : "files are looked for from the folder of the scenario");
    return std::nullopt;
  }
}

/// The place of a source among those that were read, or behind them.
int source_index(const Reader& reader, const std::string& name) {
  const std::vector<SourceText>& all = reader.document().sources;
  const auto found = std::find_if(all.begin() + 1, all.end(),
                                  [&](const SourceText& one) { return one.name == name; });
  return static_cast<int>(found - all.begin());
}

bool is_same(const Diagnostic& one, const Diagnostic& other) {
  return one.place.source == other.place.source && one.place.line == other.place.line &&
         one.place.column == other.place.column && one.message == other.message;
}

}  // namespace

std::optional<random::Sip> read_sip(Reader& reader, const Node& node) {
  if (node.poisoned) return std::nullopt;
  if (!node.is_table()) {
    reader.error(node.place, "sip cannot be " + kind_in_words(node), kForm);
    return std::nullopt;
  }
  for (const Node& child : node.children)
    if (child.key != "file" && child.key != "name") {
      reader.error(child.key_place, "unknown key '" + sanitise(child.key) + "' in sip",
                   "known here: file, name");
      return std::nullopt;
    }
  const Node* file = text_in(reader, node, "file");
  const Node* name = file == nullptr ? nullptr : text_in(reader, node, "name");
  if (name == nullptr) return std::nullopt;
  std::optional<SourceText> json = read_library(reader, *file);
  if (!json) return std::nullopt;
  const std::string sha256 = sha256_hex(json->text);
  if (json->text.starts_with("\xEF\xBB\xBF")) json->text.erase(0, 3);

  const int source = source_index(reader, json->name);
  std::vector<Diagnostic> diagnostics;
  auto sip = parse_sip(*json, source, name->text, name->place, diagnostics);
  if (sip) {
    std::vector<DataFile>& data = reader.scenario().data;
    const auto known = std::find_if(data.begin(), data.end(),
                                    [&](const DataFile& one) { return one.file == json->name; });
    if (known == data.end()) data.push_back({json->name, sha256});
    return sip;
  }
  const bool shown = std::any_of(diagnostics.begin(), diagnostics.end(),
                                 [&](const Diagnostic& d) { return d.place.source == source; });
  if (shown && source == static_cast<int>(reader.document().sources.size()))
    reader.add_source(std::move(*json));
  for (const Diagnostic& one : diagnostics) {
    const auto& known = reader.diagnostics();
    const bool told = std::any_of(known.begin(), known.end(),
                                  [&](const Diagnostic& other) { return is_same(one, other); });
    if (!told) reader.error(one.place, one.message, one.hint);
  }
  return std::nullopt;
}

}  // namespace landfall::scenario
