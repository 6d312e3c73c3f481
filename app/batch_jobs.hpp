// The scenarios of a batch: which there are, and what each is called.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/commands/work.hpp"
#include "app/options.hpp"

namespace landfall::app {

/// What a batch writes of all its scenarios, beside their folders.
inline constexpr const char *kBatchPage = "index.html", *kBatchTable = "summary.csv";

/// One scenario, a scenario of a study, or the comparison of all of a study.
struct BatchJob {
  std::string name;  ///< of its folder; no two jobs have the same
  std::string file;  ///< of the scenario or study, as it can be opened
  std::shared_ptr<const scenario::StudyFile> study = {};  ///< that it belongs to
  std::optional<std::size_t> entry = {};                  ///< of the study; none: the comparison
};

/// The jobs of all files, of studies the comparison and then each scenario, of folders each .toml
/// in them by name. Throws ScenarioError where a study cannot be read, WorldError where a folder
/// cannot, UsageError where nothing is left to do.
std::vector<BatchJob> jobs_of(const Options& options);

/// Read what a job simulates. Throws as read_work does.
Work work_of(const Options& options, const BatchJob& job);

/// What was asked of a job, apart from what its files hold, as a fingerprint.
std::string request_of(const Options& options, const BatchJob& job);

/// A name as a folder can have it on any system: letters, digits, '.', '_' and '-', at most 100;
/// what was changed gets a hash of the name, so that no two become the same.
std::string folder_name(const std::string& name);

}  // namespace landfall::app
