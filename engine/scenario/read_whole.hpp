// How a file is read that is no scenario; all its mistakes are one error.
#pragma once

#include <string>

#include "base/diagnostic.hpp"
#include "base/sha256.hpp"
#include "scenario/field.hpp"
#include "scenario/parse.hpp"
#include "scenario/scenario.hpp"

namespace landfall::scenario {

/// What `read_sections` makes of the text. Throws ScenarioError with every mistake.
template <class File>
File read_whole(const std::string& name, const std::string& text,
                void (*read_sections)(Reader&, File&)) {
  Document document = parse_document(name, text);
  Scenario unused;
  Reader reader(document, unused);
  File out;
  out.file = name;
  out.sha256 = sha256_hex(text);
  read_sections(reader, out);
  if (has_errors(document.diagnostics)) throw ScenarioError(document.diagnostics, document.sources);
  out.warnings = document.diagnostics;
  out.sources = document.sources;
  return out;
}

}  // namespace landfall::scenario
