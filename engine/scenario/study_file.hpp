// Reading a study: scenarios that are to be set side by side, and what is the same for all.
#pragma once

#include <string>
#include <vector>

#include "scenario/document.hpp"

namespace landfall::scenario {

/// One scenario of a study.
struct StudyEntry {
  std::string name, title;  ///< title: empty where the scenario's own name does
  std::string file;         ///< as it can be opened
  std::string strategy;     ///< of the file; empty: its first, if it has any
  std::vector<std::string> overrides;
  Place place;           ///< of its table, or of the file that a pattern found
  Place strategy_place;  ///< of `strategy`, or as above
};

/// Each value of a number in turn, all else as it stands.
struct StudySweep {
  std::string name, address;
  std::vector<std::string> values;  ///< as typed
};

struct StudyFile {
  std::string file, sha256;
  std::string title;
  std::vector<std::string> metrics;    ///< the scenarios are ranked by the first
  std::vector<std::string> overrides;  ///< of every scenario, before its own
  std::vector<StudyEntry> entries;
  std::vector<StudySweep> sweeps;
  Place place;  ///< of [study]
  std::vector<Diagnostic> warnings;
  std::vector<SourceText> sources;
};

/// Metrics that a study may rank by or show.
inline constexpr const char* kStudyMetrics[] = {"npv", "margin", "revenue", "peak_funding",
                                                "payback_months"};

/// Whether a file holds a study; standard input never does. Throws WorldError if it cannot be read.
bool is_study(const std::string& file);

/// Throws ScenarioError with every mistake of the file, WorldError if it cannot be read.
StudyFile read_study(const std::string& file);

/// The same from a text in memory; `name` is the file's name in messages, from whose folder others
/// are looked for.
StudyFile read_study(const std::string& name, const std::string& text);

}  // namespace landfall::scenario
