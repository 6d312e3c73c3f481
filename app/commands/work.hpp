// What a file asks for, read and checked before the first path, and what it comes to.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "app/options.hpp"
#include "reports/read_json.hpp"
#include "reports/reports.hpp"
#include "scenario/study_file.hpp"
#include "simulate/run.hpp"
#include "study/compare.hpp"

namespace landfall::app {

/// A scenario, the strategies of one, files to be compared, or a study with its sweeps.
struct Work {
  struct AtValue {
    std::size_t sweep;  ///< of the study's
    std::string value;
    std::vector<study::Way> ways;
  };
  std::string title, name;       ///< name: what {name} stands for
  std::vector<study::Way> ways;  ///< one alone is not compared with anything
  std::optional<scenario::StudyFile> study = {};
  std::vector<AtValue> values = {};  ///< of all sweeps

  bool is_alone() const { return ways.size() == 1 && !study; }
};

/// Read a scenario or a study with what the options change; warnings go to standard error.
Work read_work(const Options& options, const std::string& file);

/// Every file that was read, each with its SHA-256, in the order in which the work has them;
/// `study` is the one that a scenario alone belongs to.
std::vector<std::pair<std::string, std::string>> inputs_of(
    const Work& work, const scenario::StudyFile* study = nullptr);

/// The most paths that will be simulated, of sweeps as well.
std::uint64_t paths_of(const Work& work);

/// What it came to, and what a spreadsheet shows of its draws.
struct Simulated {
  reports::Outcome outcome;
  std::optional<reports::DrawnPaths> sheet = {};
  std::vector<std::string> inputs = {};

  std::optional<reports::KeptDraws> draws() const;
  /// What a run that did not converge lacks; empty where it did.
  std::string unreached() const;
};

/// Called with the plan of work that is alone; what it returns gets all draws.
using DrawsOf =
    std::function<simulate::DrawsSink(const scenario::Scenario& scenario, const simulate::Plan&)>;

/// Simulate. Throws as simulate::simulate does; HandedOver after the last run of the work.
Simulated simulate_work(const Options& options, const Work& work, simulate::RunOptions how,
                        const DrawsOf& draws = {});

}  // namespace landfall::app
