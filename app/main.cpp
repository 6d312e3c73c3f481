// Landfall: a scenario file in, a distribution summary out.
#include <csignal>
#include <cstdlib>
#include <exception>

#include "app/commands/commands.hpp"
#include "app/completions.hpp"
#include "app/manual.hpp"
#include "app/ranks.hpp"
#include "app/terminal.hpp"
#include "base/language.hpp"

namespace landfall::app {

std::atomic<bool> interrupted = false;
std::atomic<int> interrupting_signal = 0;
std::atomic<int> checkpoints_asked = 0;

namespace {

/// The first signal lets the run end in order; the second ends it at once.
void on_signal(int number) {
  if (interrupted) std::_Exit(kSignal + number);
  interrupting_signal = number;
  interrupted = true;
}

/// A scheduler's warning.
void on_warning(int) {
  ++checkpoints_asked;
}

/// Where the end of an object needs memory and there is none, as that of JSON does, nothing can be
/// unwound: files that are not whole stay hidden, as after a kill.
[[noreturn]] void end_at_once() {
  int code = kOurFault;
  try {
    if (std::current_exception()) code = report_failure();
  } catch (...) {  // no memory for the message either
    tell("landfall: out of memory\n");
    code = kBadInput;
  }
  std::_Exit(code);
}

/// What several processes can share; the first does the rest alone.
bool is_shared(Command command) {
  return command == Command::run || command == Command::compare || command == Command::batch;
}

int dispatch(const Options& options) {
  const Speaking scope(options.language);
  if (options.ranks != nullptr && options.ranks->rank() > 0 && !is_shared(options.command))
    return 0;
  switch (options.command) {
    case Command::run:
      return run_command(options);
    case Command::batch:
      return batch_command(options);
    case Command::verify:
      return verify_command(options);
    case Command::merge:
      return merge_command(options);
    case Command::compare:
      return compare_command(options);
    case Command::timing:
      return timing_command(options);
    case Command::check:
      return check_command(options);
    case Command::explain:
      return explain_command(options);
    case Command::replay:
      return replay_command(options);
    case Command::report:
      return report_command(options);
    case Command::fit:
      return fit_command(options);
    case Command::gsim:
      return gsim_command(options);
    case Command::schema:
      return schema_command(options);
    case Command::init:
      return init_command(options);
    case Command::completions:
      return deliver(options, completions(options.shell, command_tree()));
    case Command::manual:
      return deliver(options, manual(command_tree(), LANDFALL_VERSION));
    case Command::version:
      return version_command(options);
    case Command::help:
      return deliver(options, options.message);
  }
  return kOurFault;
}

int read_and_dispatch(int count, char** arguments, Ranks* ranks) {
  try {
    Options options = read_options(count, arguments);
    options.ranks = ranks;
    return dispatch(options);
  } catch (const OtherFailed&) {
    throw;
  } catch (...) {
    return report_failure();
  }
}

/// With other processes: each learns how the others end.
int dispatch_with_others(int count, char** arguments) {
  Ranks ranks(&count, &arguments);
  try {
    return ranks.leave(read_and_dispatch(count, arguments, &ranks));
  } catch (const OtherFailed& other) {
    return other.code();
  }
}

}  // namespace
}  // namespace landfall::app

int main(int count, char** arguments) {
  using namespace landfall::app;
  std::set_terminate(end_at_once);
  occupy_closed_streams();
  std::signal(SIGINT, on_signal);
  std::signal(SIGTERM, on_signal);
  std::signal(SIGUSR1, on_warning);
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);  // a file at its limit is an error to report, and to sweep up
  try {
    return Ranks::are_several() ? dispatch_with_others(count, arguments)
                                : read_and_dispatch(count, arguments, nullptr);
  } catch (...) {
    return report_failure();
  }
}
