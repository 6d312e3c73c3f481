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

/// How often a checkpoint was asked for (SIGUSR1).
extern std::atomic<int> checkpoints_asked;

inline constexpr int kNotConverged = 1, kBadInput = 2, kOurFault = 101, kSignal = 128;

/// Say on standard error what the exception being handled means to the user; returns the exit code.
int report_failure();

int run_command(const Options& options);
int batch_command(const Options& options);
int verify_command(const Options& options);
int merge_command(const Options& options);
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

/// What --threads and --max-memory say, or the machine: half of its memory, or of the limit that is
/// set for this process, so that a run which does not fit is refused and not killed. 0: unknown.
int threads_of(const Options& options);
std::uint64_t memory_max_bytes(const Options& options);

struct Work;

/// Simulate what a file asks for and deliver the reports; returns the exit code. `share`: with
/// other processes, of which this one concludes.
int run_work(const Options& options, const Work& work, const simulate::Share* share = nullptr);

/// The scenarios of a study as the options change them; warnings go to standard error.
std::vector<study::Way> study_ways(const Options& options, const scenario::StudyFile& study,
                                   const std::string& sweep = "");

/// As the terminal shows it; the same everywhere where the text goes into a file.
reports::TextStyle report_style(const Options& options);

/// In which language to make what has its words before it is written: English for what programs
/// read.
Language language_for(Format format);

/// Write a result to --out or to standard output; returns the exit code.
int deliver(const Options& options, const std::string& text);

}  // namespace landfall::app
