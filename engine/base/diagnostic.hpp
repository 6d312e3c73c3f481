// What is wrong with a user's file, and where: collected while reading, printed all at once.
#pragma once

#include <exception>
#include <string>
#include <vector>

#include "base/warning.hpp"

namespace landfall {

/// A stretch of source text: line and column count from 1, columns and lengths count code points.
/// Line 0 means the source as a whole (a file that could not be opened, a run without any place).
struct Place {
  int source = 0;  ///< index into the list of sources
  int line = 0;
  int column = 0;
  int length = 1;
};

/// A file, or one `--set` of the command line: both can hold mistakes.
struct SourceText {
  std::string name;  ///< as printed: the path as given, or "--set"
  std::string text;
};

enum class Severity { error, warning };

/// One problem: what is wrong (quoting what was read), then what would be right.
struct Diagnostic {
  Severity severity = Severity::error;
  Place place;
  std::string message;
  std::string hint;      ///< may be empty
  Warning warning = {};  ///< of a warning: the same, for reports in any language
};

Diagnostic warn_of(Place place, Warning warning);

/// The diagnostics in the order of their sources, lines and columns (errors and warnings mixed),
/// each as
///
///     file:line:column: error: message
///       14 |   the line as it stands in the source
///          |   ^^^^ hint
///
/// Tabs of the source line are copied into the caret line; control and bidirectional characters are
/// shown as U+FFFD. At most `limit` errors are printed, then "and N more".
std::string render(const std::vector<Diagnostic>& diagnostics,
                   const std::vector<SourceText>& sources, int limit = 20);

/// "3 problems, nothing was simulated": the line that closes a list with errors; empty without
/// errors.
std::string closing_line(const std::vector<Diagnostic>& diagnostics);

bool has_errors(const std::vector<Diagnostic>& diagnostics);

/// A scenario that cannot be run: everything found, and the sources to show it in.
class ScenarioError : public std::exception {
 public:
  ScenarioError(std::vector<Diagnostic> found, std::vector<SourceText> in)
      : diagnostics(std::move(found)), sources(std::move(in)) {}
  const char* what() const noexcept override { return "the scenario has mistakes"; }
  std::vector<Diagnostic> diagnostics;
  std::vector<SourceText> sources;
};

/// The world failed: a disk is full, a file cannot be read. One clear line, exit code 2.
class WorldError : public std::exception {
 public:
  explicit WorldError(std::string message) : message_(std::move(message)) {}
  const char* what() const noexcept override { return message_.c_str(); }

 private:
  std::string message_;
};

}  // namespace landfall
