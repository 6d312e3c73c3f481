// A SIP: an uncertain number whose trials are the same in every program that reads its library.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "random/marginal.hpp"
#include "random/metalog.hpp"
#include "random/sip_kernel.hpp"

namespace landfall::random {

/// A stochastic information packet of the SIPmath 3.0 standard (probabilitymanagement.org).
///
/// | streams  | array | metalog | trial t, from 1                                      |
/// |----------|-------|---------|------------------------------------------------------|
/// | one      | none  | given   | metalog of the stream's u of trial t                 |
/// | k        | none  | given   | metalog of Phi(sum_j weight_j Phi^-1(u_j))           |
/// | none     | given | given   | metalog of array[(t - 1) mod count], in (0, 1)       |
/// | none     | given | none    | array[(t - 1) mod count]                             |
struct Sip {
  std::vector<HdrSeeds> streams = {};
  std::vector<double> weights = {};  ///< one a stream; none: the only stream as it is
  std::vector<double> array = {};
  std::optional<Metalog> metalog = {};
};

/// Points into the SIP, which must outlive it.
SipKernel sip_kernel(const Sip& sip);

/// `count` trials from first_trial on, counted from 1: the kernel's own arithmetic.
std::vector<double> sip_trials(const Sip& sip, std::uint64_t first_trial, int count);

/// The least and the largest value of any trial.
Support sip_support(const Sip& sip);

/// The mean of its distribution: of an array that of its values, of a metalog without a mean its
/// median.
double sip_mean(const Sip& sip);

}  // namespace landfall::random
