#include "random/sample.hpp"

#include <algorithm>
#include <cmath>

namespace landfall::random {

std::vector<double> sample_of(const Marginal& marginal) {
  if (marginal.family != Family::discrete) return {};
  const double each = marginal.weights[0];
  const bool is_sample = std::all_of(marginal.weights.begin(), marginal.weights.end(),
                                     [&](double weight) { return weight == each; });
  if (!is_sample) return {};
  std::vector<double> values;
  for (const Atom& atom : atoms(marginal)) {
    const double times = std::floor(atom.weight / each + 0.5);
    values.insert(values.end(), static_cast<std::size_t>(times), atom.value);
  }
  return values;
}

std::vector<double> sample_of(const Sip& sip) {
  if (sip.array.empty()) return {};
  return sip_trials(sip, 1, static_cast<int>(sip.array.size()));
}

}  // namespace landfall::random
