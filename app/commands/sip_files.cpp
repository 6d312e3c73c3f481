#include "app/commands/sip_files.hpp"
#include "app/terminal.hpp"

#include <fmt/format.h>

#include <cstdio>

#include "base/utf8.hpp"
#include "reports/sipmath.hpp"

namespace landfall::app {
namespace {

/// A larger distance of distribution functions is said.
constexpr double kPoorFit = 0.05;

void write(AtomicFile& file, const char* option, const simulate::SipOutcomes& outcomes) {
  file.append(reports::sipmath_json(outcomes.library));
  file.commit();
  for (const std::string& metric : outcomes.left_out)
    tell("landfall: {} leaves out {}: some path has no value of it\n", option, sanitise(metric));
  std::string poor;
  for (const scenario::SipEntry& sip : outcomes.library.sips)
    if (sip.metadata.back().first == "fit_error" && sip.metadata.back().second > kPoorFit)
      poor += (poor.empty() ? "" : ", ") + sanitise(sip.name);
  if (!poor.empty())
    tell(
        "landfall: {}: no metalog comes within {} of the chances of {}; --sip-trials "
        "writes their values as they are\n",
        option, kPoorFit, poor);
}

}  // namespace

SipFiles::SipFiles(const Options& options, const scenario::Scenario& scenario,
                   const simulate::Plan& plan) {
  const std::uint64_t fitted_max = simulate::kSipValuesMax / plan.metrics.size();
  for (const auto& [name, file, most] :
       {std::tuple{"--sipmath", &options.sipmath, fitted_max},
        {"--sip-trials", &options.sip_trials, simulate::kStoredTrialsMax}})
    if (!file->empty() && scenario.paths > most)
      throw UsageError{fmt::format("{} takes at most {} paths of this scenario, not {}", name, most,
                                   scenario.paths),
                       fmt::format("write the library from fewer: --paths {}", most)};
  if (!options.sipmath.empty()) fitted_.emplace(options.sipmath);
  if (!options.sip_trials.empty()) stored_.emplace(options.sip_trials);
  outcomes_.metrics = plan.metrics;
  outcomes_.values.resize(plan.metrics.size());
}

void SipFiles::add(int count, const std::vector<const double*>& rows) {
  const std::size_t drivers = rows.size() - outcomes_.values.size();
  for (std::size_t i = 0; i < outcomes_.values.size(); ++i)
    outcomes_.values[i].insert(outcomes_.values[i].end(), rows[drivers + i],
                               rows[drivers + i] + count);
}

void SipFiles::commit(const simulate::Provenance& provenance) {
  std::string from = fmt::format("landfall {}; scenario {} sha256 {}; {} paths, seed {}, {}",
                                 LANDFALL_VERSION, provenance.file, provenance.file_sha256,
                                 provenance.paths, provenance.seed, provenance.sampler);
  for (const std::string& set : provenance.overrides) from += "; --set " + set;
  if (fitted_)
    write(*fitted_, "--sipmath", simulate::fitted_sips(outcomes_, provenance.name, from));
  if (stored_)
    write(*stored_, "--sip-trials", simulate::stored_sips(outcomes_, provenance.name, from));
}

}  // namespace landfall::app
