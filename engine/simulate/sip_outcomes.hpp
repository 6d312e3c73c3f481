// Outcomes as a library of SIPs, for spreadsheets and other programs.
#pragma once

#include <string>
#include <vector>

#include "scenario/sip_library.hpp"
#include "summary/metric.hpp"

namespace landfall::simulate {

/// The values of every metric, in the order of the paths; infinite where it is never reached, not a
/// number where it does not exist.
struct OutcomeTrials {
  std::vector<summary::MetricSpec> metrics;
  std::vector<std::vector<double>> values;  ///< [metrics][paths]
};

/// Limits, so that a library stays of a size that a spreadsheet opens.
inline constexpr std::uint64_t kSipValuesMax = 32'000'000;  ///< paths times metrics, for fitting
inline constexpr std::uint64_t kStoredTrialsMax = 100'000;  ///< paths, for storing

struct SipOutcomes {
  scenario::SipLibrary library;
  std::vector<std::string> left_out;  ///< metrics without a value on some path
};

/// Each metric as a metalog fitted to its values, on a stream of its own, joined by a Gaussian
/// copula with the correlations of the metrics' normal scores (van der Waerden 1952, not checked):
/// the score of a value is the normal quantile of its mean rank over the number of paths, and a
/// value that is never reached ranks last. They are multiplied by 0.9999 and rounded to 6 decimals,
/// so that every program finds the Cholesky factor. Streams have seeds hashed from `name` (entity)
/// and the metric (varId).
///
/// A metalog is fitted by least squares to 200 values spread evenly over the ranks, equal values at
/// their mean rank. Where the metric is never below 0, it has the lower bound 0 or the bounds 0 and
/// twice the largest value, and values of 0 are left to its tail. Of 2 to 10 terms those are taken
/// whose distribution function comes closest at these values, others only if they are nearer by a
/// tenth; none whose trials could lie further beyond the values than five times their range.
/// `fit_error` in the metadata is that distance. A value that never varies has the coefficients
/// [value, 0]. Paths without a value are left out of the fit; `never` in the metadata is their
/// share. A metric without any value is left out.
SipOutcomes fitted_sips(const OutcomeTrials& outcomes, const std::string& name,
                        const std::string& provenance);

/// Each metric as its stored values, trial t of path t - 1. What has no value on some path is left
/// out.
SipOutcomes stored_sips(const OutcomeTrials& outcomes, const std::string& name,
                        const std::string& provenance);

}  // namespace landfall::simulate
