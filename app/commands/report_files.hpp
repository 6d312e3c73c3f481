// Reports of a run, each into its file, in the format that the file's name asks for.
#pragma once

#include <deque>
#include <optional>
#include <string>

#include "app/commands/commands.hpp"
#include "app/options.hpp"
#include "base/atomic_file.hpp"
#include "reports/reports.hpp"
#include "scenario/scenario.hpp"
#include "simulate/result.hpp"
#include "simulate/run.hpp"

namespace landfall::app {

/// A result in a format; text as `style` has it. `draws` are for a spreadsheet; null: none.
std::string rendered(Format format, const simulate::Result& result, const Options& options,
                     const reports::KeptDraws* draws = nullptr);
std::string rendered(Format format, const simulate::Comparison& comparison, const Options& options,
                     const reports::KeptDraws* draws = nullptr);

/// Room for the draws that the spreadsheets of a run show, so many rows a path; nothing where none
/// does, unless it is a part of a run.
std::optional<reports::DrawnPaths> sheet_draws(const Options& options,
                                               const scenario::Scenario& scenario,
                                               std::size_t rows_of_path);

/// Whether some report asked for shows price ladders: those that have room for tables.
bool shows_ladders(const Options& options);

/// The files of --report, opened before the first path: a missing folder is known at once. Those
/// that a placeholder asks for are made.
class ReportFiles {
 public:
  /// `name` stands for {name}.
  ReportFiles(const Options& options, const std::string& name);

  /// Write all of them; none is there under its name before all of them are whole.
  template <class Outcome>
  void write(const Outcome& outcome, const reports::KeptDraws* draws = nullptr) {
    for (One& one : files_) {
      const Speaking scope(one.report.language);
      Options own = options_;
      own.csv_dialect = one.report.csv_dialect;
      own.out = one.file.path();
      one.file.append(rendered(one.report.format, outcome, own, draws));
      if (interrupted) throw simulate::Interrupted();  // all of them, or none
    }
    for (One& one : files_) one.file.commit();
  }

 private:
  struct One {
    const Report& report;
    AtomicFile file;
  };
  const Options& options_;
  std::deque<One> files_;
};

}  // namespace landfall::app
