// What is a sample: values as they are, each as likely as any other.
#pragma once

#include <vector>

#include "random/marginal.hpp"
#include "random/sip.hpp"

namespace landfall::random {

/// The values of a sample, ascending, each as often as it stands there, within min and max and
/// after `times` and `plus`: the draws of the marginal, each with the chance 1 / size. Empty for
/// every distribution that is no sample: a discrete one with equal weights is.
std::vector<double> sample_of(const Marginal& marginal);

/// The stored trials of a SIP, in their order; empty where they come from a generator.
std::vector<double> sample_of(const Sip& sip);

}  // namespace landfall::random
