// Landfall: a scenario file in, a distribution summary out.
#include <fmt/format.h>

#include <csignal>
#include <cstdio>
#include <exception>
#include <new>

#include "app/commands/commands.hpp"
#include "base/atomic_file.hpp"
#include "base/diagnostic.hpp"
#include "simulate/run.hpp"

namespace landfall::app {

std::atomic<int> interrupted_by = 0;

namespace {

constexpr int kBadInput = 2, kOurFault = 101, kSignal = 128;

/// The first signal lets the run end in order; the second ends it at once.
void on_signal(int number) {
  if (interrupted_by != 0) std::_Exit(kSignal + number);
  interrupted_by = number;
}

int dispatch(const Options& options) {
  switch (options.command) {
    case Command::run: return run_command(options);
    case Command::check: return check_command(options);
    case Command::explain: return explain_command(options);
    case Command::replay: return replay_command(options);
    case Command::version: return version_command(options);
    case Command::help: return write_standard_output(options.message) ? 0 : kSignal + SIGPIPE;
  }
  return kOurFault;
}

int guarded(int count, char** arguments) {
  try {
    return dispatch(read_options(count, arguments));
  } catch (const UsageError& error) {
    fmt::print(stderr, "landfall: {}\n", error.message);
    if (!error.hint.empty()) fmt::print(stderr, "  hint: {}\n", error.hint);
    return kBadInput;
  } catch (const ScenarioError& error) {
    fmt::print(stderr, "{}{}\n", render(error.diagnostics, error.sources), closing_line(error.diagnostics));
    return kBadInput;
  } catch (const WorldError& error) {
    fmt::print(stderr, "landfall: {}\n", error.what());
    return kBadInput;
  } catch (const simulate::Interrupted&) {
    fmt::print(stderr, "landfall: interrupted, nothing was written\n");
    return kSignal + interrupted_by;
  } catch (const std::bad_alloc&) {
    fmt::print(stderr, "landfall: out of memory\n");
    return kBadInput;
  } catch (const std::exception& error) {
    fmt::print(stderr, "landfall: a fault of the program, please report it: {}\n", error.what());
    return kOurFault;
  }
}

}  // namespace
}  // namespace landfall::app

int main(int count, char** arguments) {
  std::signal(SIGINT, landfall::app::on_signal);
  std::signal(SIGTERM, landfall::app::on_signal);
  std::signal(SIGPIPE, SIG_IGN);
  return landfall::app::guarded(count, arguments);
}
