#include <glob.h>

#include <algorithm>
#include <filesystem>

#include "base/text.hpp"
#include "base/utf8.hpp"
#include "scenario/read.hpp"
#include "scenario/read_whole.hpp"
#include "scenario/study_file.hpp"

namespace landfall::scenario {

namespace {

/// A file named by a study, from the folder of the study.
std::string beside(const std::string& study, const std::string& file) {
  const std::filesystem::path folder =
      study == "-" ? "" : std::filesystem::path(study).parent_path();
  return (folder / file).lexically_normal().string();
}

/// The files that a pattern names, in the order of their bytes.
std::vector<std::string> matching(const std::string& pattern) {
  glob_t found{};
  std::vector<std::string> files;
  if (::glob(pattern.c_str(), GLOB_NOSORT, nullptr, &found) == 0)
    files.assign(found.gl_pathv, found.gl_pathv + found.gl_pathc);
  ::globfree(&found);
  std::sort(files.begin(), files.end());
  return files;
}

bool is_bare(const std::string& key) {
  return !key.empty() && std::all_of(key.begin(), key.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-';
  });
}

std::string key_text(const std::string& key) {
  return is_bare(key) ? key : "'" + key + "'";
}

/// A value as TOML, on one line.
std::string as_toml(const Node& node) {
  const auto list = [&](const char* open, const char* close, const auto& item) {
    std::string text;
    for (const Node& child : node.children) text += (text.empty() ? open : ", ") + item(child);
    return (text.empty() ? open : text) + close;
  };
  if (node.is_table())
    return list("{ ", " }",
                [](const Node& child) { return key_text(child.key) + " = " + as_toml(child); });
  if (node.kind == Node::Kind::array) return list("[", "]", as_toml);
  return node.raw;
}

/// Overrides as --set takes them, one for each value below a table.
void list_overrides(const Node& table, const std::string& address, std::vector<std::string>& all) {
  for (const Node& child : table.children) {
    if (child.key == "source" || child.key == "assumption" || child.poisoned) continue;
    const std::string at = address + (address.empty() ? "" : ".") + key_text(child.key);
    if (child.is_table() && !child.is_inline)
      list_overrides(child, at, all);
    else
      all.push_back(at + " = " + as_toml(child));
  }
}

/// [study.set] and [study.scenario.NAME.set].
std::vector<std::string> read_set(Fields& fields) {
  std::vector<std::string> overrides;
  Fields set = fields.table("set");
  if (!set.given()) return overrides;
  for (const Node* change : set.members(shape_asked("change")))
    if (change->key == "strategy")
      set.reader().error(change->key_place, "a study chooses strategies, it does not change them",
                         "write strategy = \"NAME\" in [study.scenario.NAME]");
  list_overrides(*set.node(), "", overrides);
  return overrides;
}

/// What the scenarios of a study must share, said once for all of them.
void read_common(Reader& reader, Fields& study, StudyFile& out) {
  struct Key {
    const char *key, *address;
  };
  constexpr Key kKeys[] = {{"currency", "scenario.currency"}, {"start", "scenario.start"},
                           {"years", "scenario.years"},       {"step", "scenario.step"},
                           {"discount", "scenario.discount"}, {"paths", "simulation.paths"},
                           {"seed", "simulation.seed"},       {"sampler", "simulation.sampler"}};
  for (const auto& [key, address] : kKeys)
    if (const Node* value = study.peek(key, like_asked(address));
        value != nullptr && !value->poisoned)
      out.overrides.push_back(std::string(address) + " = " + as_toml(*value));
  if (const Node* thresholds = study.peek("thresholds", like_asked("report.thresholds"))) {
    if (thresholds->is_table())
      for (const Node& metric : thresholds->children)
        out.overrides.push_back("report.thresholds." + metric.key + " = " + as_toml(metric));
    else
      reader.error(thresholds->place,
                   "'thresholds' must be a table, not " + kind_in_words(*thresholds),
                   "for example thresholds = { npv = [0, 250_000] }");
  }
  for (const std::string& change : read_set(study)) out.overrides.push_back(change);
}

void read_metrics(Reader& reader, Fields& study, StudyFile& out) {
  const std::vector<std::string> known(std::begin(kStudyMetrics), std::end(kStudyMetrics));
  out.metrics = study.has("metrics") ? study.texts("metrics") : known;
  for (const std::string& metric : out.metrics) {
    if (std::find(known.begin(), known.end(), metric) != known.end()) continue;
    const std::string close = nearest(metric, known);
    reader.error(study.place_of("metrics"), "a study has no metric '" + sanitise(metric) + "'",
                 close.empty() ? "one of: npv, margin, revenue, peak_funding, payback_months"
                               : "did you mean \"" + close + "\"?");
  }
}

std::string name_of(const StudyFile& study, const std::string& file) {
  const std::string base = std::filesystem::path(file).stem().string();
  const bool taken = std::any_of(study.entries.begin(), study.entries.end(),
                                 [&](const StudyEntry& one) { return one.name == base; });
  return taken ? file : base;
}

/// `files`: names and patterns of scenarios that need no table of their own.
void read_files(Reader& reader, Fields& study, StudyFile& out) {
  if (!study.has("files")) return;
  for (const std::string& pattern : study.texts("files")) {
    const Place place = study.place_of("files");
    const std::vector<std::string> files = matching(beside(out.file, pattern));
    if (files.empty())
      reader.error(place, "no file is like '" + sanitise(pattern) + "'",
                   "files are looked for from the folder of the study");
    for (const std::string& file : files) {
      const bool listed = std::any_of(out.entries.begin(), out.entries.end(),
                                      [&](const StudyEntry& one) { return one.file == file; });
      if (!listed)
        out.entries.push_back({.name = name_of(out, file),
                               .title = "",
                               .file = file,
                               .strategy = "",
                               .overrides = {},
                               .place = place,
                               .strategy_place = place});
    }
  }
}

void read_scenarios(Fields& study, StudyFile& out) {
  for (auto& [name, fields] : study.tables("scenario")) {
    StudyEntry entry{.name = name, .place = fields.place(), .strategy_place = fields.place()};
    entry.file = beside(out.file, fields.text("file", std::nullopt));
    entry.title = fields.text("title", "");
    entry.strategy = fields.text("strategy", "");
    if (fields.has("strategy")) entry.strategy_place = fields.place_of("strategy");
    if (fields.has("file")) entry.place = fields.place_of("file");
    entry.overrides = read_set(fields);
    out.entries.push_back(entry);
  }
}

void read_sweeps(Reader& reader, Fields& study, StudyFile& out) {
  for (auto& [name, fields] : study.tables("sweep")) {
    StudySweep sweep{.name = name, .address = fields.text("address", std::nullopt), .values = {}};
    const Node* values = fields.peek("values", shape_asked("values"));
    if (values == nullptr) {
      fields.missing("values", "for example values = [0.08, 0.12, 0.16]");
    } else if (values->kind != Node::Kind::array || values->children.empty()) {
      if (!values->poisoned)
        reader.error(values->place, "'values' must be a list, not " + kind_in_words(*values),
                     "for example values = [0.08, 0.12, 0.16]");
    } else {
      for (const Node& value : values->children) sweep.values.push_back(as_toml(value));
    }
    out.sweeps.push_back(sweep);
  }
}

void read_sections(Reader& reader, StudyFile& out) {
  const Document& document = reader.document();
  Fields root = reader.root();
  check_schema(reader, root);
  Fields study = root.table("study");
  out.place = study.place();
  out.title = study.text("title", std::nullopt);
  read_common(reader, study, out);
  read_metrics(reader, study, out);
  read_scenarios(study, out);
  read_files(reader, study, out);
  read_sweeps(reader, study, out);
  if (out.entries.size() < 2 && !document.incomplete && !has_errors(document.diagnostics))
    reader.error(out.place, "a study needs two scenarios or more",
                 "add [study.scenario.NAME] with file = \"...\", or files = [\"*.toml\"]");
  reader.report_unread();
}

}  // namespace

bool is_study(const std::string& file) {
  if (file == "-") return false;  // it can be read once only
  return parse_document(file, read_source(file)).root.find("study") != nullptr;
}

void record_study(Document document, Recorder& recorder) {
  Scenario unused;
  Reader reader(document, unused, &recorder);
  StudyFile out;
  out.file = "-";
  read_sections(reader, out);
}

StudyFile read_study(const std::string& name, const std::string& text) {
  return read_whole<StudyFile>(name, text, read_sections);
}

StudyFile read_study(const std::string& file) {
  return read_study(file, read_source(file));
}

}  // namespace landfall::scenario
