// One function a command. Each returns the exit code; results go to standard output, the rest to
// standard error.
#pragma once

#include <atomic>
#include <string>

#include "app/options.hpp"
#include "base/language.hpp"
#include "reports/style.hpp"
#include "scenario/scenario.hpp"
#include "scenario/study_file.hpp"
#include "simulate/run.hpp"
#include "study/compare.hpp"

namespace landfall::app {

/// Set by an interrupt: runs stop at their next block.
extern std::atomic<bool> interrupted;
extern std::atomic<int> interrupting_signal;

inline constexpr int kNotConverged = 1, kBadInput = 2, kOurFault = 101, kSignal = 128;

/// Say on standard error what the exception being handled means to the user; returns the exit code.
int report_failure();

int run_command(const Options& options);
int compare_command(const Options& options);
int timing_command(const Options& options);
int check_command(const Options& options);
int explain_command(const Options& options);
int replay_command(const Options& options);
int report_command(const Options& options);
int fit_command(const Options& options);
int gsim_command(const Options& options);
int schema_command(const Options& options);
int init_command(const Options& options);
int version_command(const Options& options);

/// Read a scenario with the options' overrides, paths and seed; warnings go to standard error.
scenario::Scenario read_with(const Options& options, const std::string& file);

/// Paths and seed of the options, where they state them.
void apply(const Options& options, scenario::Scenario& scenario);

/// How a run goes that is asked for so; `done` counts its paths.
simulate::RunOptions run_options(const Options& options, std::atomic<std::uint64_t>* done);

/// Run strategies or files on the same futures and deliver the report; returns the exit code.
/// `name` is what files of reports go by.
int run_ways(const Options& options, const std::string& title, const std::string& name,
             const std::vector<study::Way>& ways);

/// The same for the scenarios of a study file, and for each value of its sweeps.
int run_study(const Options& options, const std::string& file);

/// The scenarios of a study as the options change them; warnings go to standard error.
std::vector<study::Way> study_ways(const Options& options, const scenario::StudyFile& study,
                                   const std::string& sweep = "");

/// As the terminal shows it; without colour where the text goes to --out.
reports::TextStyle report_style(const Options& options);

/// In which language to make what has its words before it is written: English for what programs
/// read.
Language language_for(Format format);

/// Write a result to --out or to standard output; returns the exit code.
int deliver(const Options& options, const std::string& text);

}  // namespace landfall::app
