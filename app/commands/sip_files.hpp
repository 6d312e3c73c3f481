// Outcomes written as SIPmath libraries while a run goes on.
#pragma once

#include <optional>
#include <vector>

#include "app/options.hpp"
#include "base/atomic_file.hpp"
#include "simulate/run.hpp"
#include "simulate/sip_outcomes.hpp"

namespace landfall::app {

/// The files of --sipmath and --sip-trials; nothing where neither is asked for.
class SipFiles {
 public:
  /// Opens the files. Throws UsageError where the paths are too many.
  SipFiles(const Options& options, const scenario::Scenario& scenario, const simulate::Plan& plan);

  bool wanted() const { return fitted_ || stored_; }
  /// The rows of a block, those of the metrics last.
  void add(int count, const std::vector<const double*>& rows);
  /// Write the files; says on standard error which metrics are in none.
  void commit(const simulate::Provenance& provenance);

 private:
  std::optional<AtomicFile> fitted_, stored_;
  simulate::OutcomeTrials outcomes_;
};

}  // namespace landfall::app
