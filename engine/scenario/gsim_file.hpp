// Reading a file of `landfall gsim`: regions, flows, tariffs and what happens to them.
#pragma once

#include <string>

#include "base/diagnostic.hpp"
#include "model/gsim.hpp"
#include "scenario/document.hpp"

namespace landfall::scenario {

inline constexpr std::size_t kRegionsMax = 100;

struct GsimFile {
  std::string file, sha256;
  std::string name, unit, source;
  model::GsimProblem problem;
  std::vector<Diagnostic> warnings;
  std::vector<SourceText> sources;
};

/// Throws ScenarioError with every mistake of the file, WorldError if it cannot be read.
GsimFile read_gsim(const std::string& file);

/// The same from a text in memory; `name` is the file's name in messages.
GsimFile read_gsim(const std::string& name, const std::string& text);

}  // namespace landfall::scenario
