// The distributions whose draws all are atoms, as lists of values with weights.
#include <algorithm>
#include <cmath>
#include <cstddef>

#include "base/contract.hpp"
#include "random/marginal.hpp"

namespace landfall::random {
namespace {

/// Whole numbers from `low` to `high` around `mode`, whose weight is 1; `ratio(k)` is the weight of
/// k over that of k - 1.
template <class Ratio>
std::vector<Atom> counts_around(double mode, double low, double high, Ratio ratio) {
  std::vector<Atom> below, all;
  for (double k = mode, weight = 1; k > low;) {
    weight /= ratio(k);
    if (!(weight >= kAtomMin)) break;
    below.push_back({--k, weight});
  }
  all.assign(below.rbegin(), below.rend());
  for (double k = mode, weight = 1; k <= high && weight >= kAtomMin; weight *= ratio(++k))
    all.push_back({k, weight});
  return all;
}

/// P(k) / P(k - 1) = (n - k + 1) / k p / (1 - p).
std::vector<Atom> binomial_atoms(double n, double p) {
  if (p == 0 || n == 0) return {{0, 1}};
  if (p == 1) return {{n, 1}};
  const double odds = p / (1 - p);
  const double mode = std::min(n, std::floor((n + 1) * p));
  return counts_around(mode, 0, n, [&](double k) { return (n - k + 1) / k * odds; });
}

/// P(k) / P(k - 1) = mean / k.
std::vector<Atom> poisson_atoms(double mean) {
  if (mean == 0) return {{0, 1}};
  return counts_around(std::floor(mean), 0, std::numeric_limits<double>::infinity(),
                       [&](double k) { return mean / k; });
}

std::vector<Atom> listed_atoms(const Marginal& m) {
  switch (m.family) {
    case Family::bernoulli:
      return {{0, 1 - m.a}, {1, m.a}};
    case Family::binomial:
      return binomial_atoms(m.a, m.b);
    case Family::poisson:
      return poisson_atoms(m.a);
    default:
      break;
  }
  std::vector<Atom> all;
  for (std::size_t i = 0; i < m.values.size(); ++i) all.push_back({m.values[i], m.weights[i]});
  return all;
}

}  // namespace

bool has_atoms(const Marginal& m) {
  return m.family == Family::bernoulli || m.family == Family::discrete ||
         m.family == Family::binomial || m.family == Family::poisson;
}

std::vector<Atom> atoms(const Marginal& m) {
  EXPECTS(has_atoms(m));
  std::vector<Atom> all = listed_atoms(m);
  if (is_moved(m))
    for (Atom& atom : all) atom.value = m.times * atom.value + m.plus;
  std::stable_sort(all.begin(), all.end(),
                   [](const Atom& left, const Atom& right) { return left.value < right.value; });
  std::vector<Atom> found;
  for (const Atom& atom : all) {
    if (!(atom.weight > 0) || atom.value < m.min || atom.value > m.max) continue;
    if (!found.empty() && found.back().value == atom.value)
      found.back().weight += atom.weight;
    else
      found.push_back(atom);
  }
  return found;
}

}  // namespace landfall::random
