// How well a fitted distribution fits, and the ranking of the families.
#include <algorithm>
#include <cmath>
#include <string>

#include "base/contract.hpp"
#include "base/language.hpp"
#include "maths/beta.hpp"
#include "maths/gamma.hpp"
#include "maths/log.hpp"
#include "maths/student_t.hpp"
#include "random/likelihood.hpp"
#include "random/stream.hpp"
#include "random/table_marginal.hpp"
#include "random/uniform.hpp"
#include "random/whole_law.hpp"

namespace landfall::random {
namespace {

/// As many draws of the marginal as `values` holds. Each replication is a path of its own.
void draw_sample(const MarginalKernel& kernel, std::uint64_t key, std::uint64_t replication,
                 std::vector<double>& values) {
  const std::size_t count = values.size();
  std::vector<std::uint32_t> w0(count), w1(count);
  std::vector<double> u(count), v(count);
  Stream words(key, replication);
  for (std::size_t i = 0; i < count; ++i) {
    w0[i] = words();
    w1[i] = words();
  }
  const int lanes = static_cast<int>(count);
  unit_from_words(w0.data(), w1.data(), u.data(), v.data(), lanes);
  draw_marginal(kernel, u.data(), v.data(), values.data(), lanes);
}

/// Both tails of a fitted distribution, its shape's constants computed once: a sample asks for them
/// at each of its values.
class BothTails {
 public:
  explicit BothTails(const Marginal& m) : m_(m) {
    if (m.family == Family::gamma) gamma_ = maths::gamma_shape(m.a);
    if (m.family == Family::beta) beta_ = maths::beta_shape(m.a, m.b);
    if (m.family == Family::student_t) student_ = maths::student_shape(m.c);
  }
  Tails at(double x) const {
    switch (m_.family) {
      case Family::gamma:
        return pair(maths::incomplete_gamma(gamma_, x / m_.b));
      case Family::beta:
        return pair(maths::incomplete_beta(beta_, x, 1 - x));
      case Family::student_t:
        return pair(maths::student_tails(student_, (x - m_.a) / m_.b));
      default:
        return whole_tails(m_, x);
    }
  }

 private:
  template <class Other>
  static Tails pair(const Other& tails) {
    return {tails.lower, tails.upper};
  }
  const Marginal& m_;
  maths::GammaShape gamma_ = {};
  maths::BetaShape beta_ = {};
  maths::StudentShape student_ = {};
};

/// Of ln 0: a value beyond the reach of a double is as far out as can be said.
double log_of_tail(double tail) {
  return maths::log(std::max(tail, 1e-300));
}

double autocorrelation(const std::vector<double>& values, double mean) {
  double products = 0, squares = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    squares += (values[i] - mean) * (values[i] - mean);
    if (i > 0) products += (values[i] - mean) * (values[i - 1] - mean);
  }
  return products / squares;
}

/// Everything but the candidates.
DataFit described(const std::vector<double>& values, std::uint64_t seed) {
  std::vector<double> sorted = values;
  std::sort(sorted.begin(), sorted.end());
  DataFit fit;
  fit.count = values.size();
  fit.low = sorted.front();
  fit.high = sorted.back();
  EXPECTS(fit.low < fit.high);
  fit.all_whole = std::all_of(values.begin(), values.end(),
                              [](double value) { return value == std::floor(value); });
  fit.distinct =
      static_cast<std::size_t>(std::unique(sorted.begin(), sorted.end()) - sorted.begin());
  const auto n = static_cast<double>(fit.count);
  const Fitted normal = *maximum_likelihood(Family::normal, values);
  fit.mean = normal.marginal.a;
  fit.sd = normal.marginal.b * std::sqrt(n / (n - 1));
  fit.lag_one = autocorrelation(values, fit.mean);
  fit.replications = static_cast<int>(std::clamp(100'000.0 / n, 99.0, 400.0));
  fit.seed = seed;
  return fit;
}

/// `values` ascend.
double anderson_darling_of_counts(const Marginal& marginal, const std::vector<double>& values) {
  const std::vector<Atom> all = atoms(marginal);
  std::vector<double> above(all.size());  // chance of more than the atom, times `total`
  double total = 0;
  for (std::size_t j = all.size(); j-- > 0;) {
    above[j] = total;
    total += all[j].weight;
  }
  const auto n = static_cast<double>(values.size());
  double sum = 0, upto = 0;
  auto next = values.begin();
  for (std::size_t j = 0; j < all.size(); ++j) {
    upto += all[j].weight;
    next = std::upper_bound(next, values.end(), all[j].value);
    const double off = static_cast<double>(next - values.begin()) / n - upto / total;
    const double spread = upto * above[j] / (total * total);
    if (spread > 1e-12) sum += all[j].weight / total * off * off / spread;
  }
  return n * sum;
}

}  // namespace

double anderson_darling(const Marginal& marginal, std::vector<double> values) {
  std::sort(values.begin(), values.end());
  if (has_atoms(marginal)) return anderson_darling_of_counts(marginal, values);
  const bool both_ends =
      marginal.family == Family::uniform || marginal.family == Family::log_uniform;
  if (both_ends || marginal.family == Family::pareto) values.erase(values.begin());
  if (both_ends) values.pop_back();
  const BothTails tails(marginal);
  const std::size_t count = values.size();
  const auto n = static_cast<double>(count);
  double sum = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const auto [lower, upper] = tails.at(values[i]);
    sum += (2.0 * static_cast<double>(i) + 1) * log_of_tail(lower);
    sum += (2.0 * static_cast<double>(count - i) - 1) * log_of_tail(upper);
  }
  return -n - sum / n;
}

Goodness goodness_of_fit(const Fitted& fitted, const std::vector<double>& values, int replications,
                         std::uint64_t seed) {
  const Family family = fitted.marginal.family;
  Goodness found;
  found.statistic = anderson_darling(fitted.marginal, values);
  MarginalTables tables;
  const MarginalKernel kernel = compile_marginal(fitted.marginal, tables);
  const std::uint64_t key =
      stream_key(seed, "fit.goodness." + std::to_string(static_cast<int>(family)), Role::value);
  std::vector<double> sample(values.size());
  int as_far = 0, counted = 0;
  for (int i = 0; i < replications; ++i) {
    draw_sample(kernel, key, static_cast<std::uint64_t>(i), sample);
    // A sample that the family cannot be fitted to (a gamma's 0 by rounding) tells nothing.
    if (cannot_have_drawn(family, sample) != nullptr) continue;
    const auto again = maximum_likelihood(family, sample);
    if (!again) continue;
    ++counted;
    if (anderson_darling(again->marginal, sample) >= found.statistic) ++as_far;
  }
  found.p = (1.0 + as_far) / (1.0 + counted);
  // Of none or all of the replications too, the error is not 0: one more of each is counted.
  const double share = (1.0 + as_far) / (2.0 + counted);
  found.error = std::sqrt(share * (1 - share) / (2.0 + counted));
  return found;
}

DataFit fit_data(const std::vector<double>& values, std::uint64_t seed) {
  EXPECTS(values.size() >= static_cast<std::size_t>(kFitCountMin));
  DataFit fit = described(values, seed);
  for (const Family family : fitted_families()) {
    if (const char* reason = cannot_have_drawn(family, values)) {
      fit.left_out.push_back({family, reason});
      continue;
    }
    const auto fitted = maximum_likelihood(family, values);
    if (!fitted) {
      fit.left_out.push_back(
          {family, noted("no parameters that a scenario takes are the likeliest")});
      continue;
    }
    fit.candidates.push_back({*fitted, aicc(*fitted, fit.count),
                              goodness_of_fit(*fitted, values, fit.replications, seed)});
  }
  std::stable_sort(fit.candidates.begin(), fit.candidates.end(),
                   [](const Candidate& a, const Candidate& b) { return a.aicc < b.aicc; });
  return fit;
}

}  // namespace landfall::random
