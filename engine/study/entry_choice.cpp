#include "study/entry_choice.hpp"

#include <algorithm>
#include <cmath>

#include "base/contract.hpp"
#include "maths/linear.hpp"

namespace landfall::study {

namespace {

constexpr int kDegree = 3;
constexpr std::size_t kPathsATerm = 10;  ///< fewer do not tell terms from chance

/// The terms of each degree after those below it: 1, x, y, xx, xy, yy ... of two variables.
std::vector<double> powers_of(const std::vector<double>& variables) {
  std::vector<double> terms = {1}, before = {1};  // those of the degree before
  for (int degree = 1; degree <= kDegree && !variables.empty(); ++degree) {
    std::vector<double> of_degree;
    for (const double term : before) of_degree.push_back(term * variables[0]);
    if (variables.size() > 1) of_degree.push_back(before.back() * variables[1]);
    terms.insert(terms.end(), of_degree.begin(), of_degree.end());
    before = std::move(of_degree);
  }
  return terms;
}

/// How many terms there are up to a degree.
std::size_t terms_up_to(int degree, std::size_t variables) {
  const auto top = static_cast<std::size_t>(degree);
  return variables == 0 ? 1 : variables == 1 ? top + 1 : (top + 1) * (top + 2) / 2;
}

/// Mean and standard deviation of the paths that count.
std::pair<double, double> spread_of(const std::vector<double>& values,
                                    const std::vector<bool>& of) {
  double count = 0, sum = 0, squares = 0;
  for (std::size_t path = 0; path < values.size(); ++path) {
    if (!of[path]) continue;
    count += 1;
    sum += values[path];
  }
  const double mean = sum / count;
  for (std::size_t path = 0; path < values.size(); ++path)
    if (of[path]) squares += (values[path] - mean) * (values[path] - mean);
  return {mean, std::sqrt(squares / count)};
}

/// Coefficients of the highest degree that the rows determine.
std::vector<double> fit(const std::vector<std::vector<double>>& rows, const std::vector<double>& y,
                        std::size_t variables) {
  for (int degree = variables == 0 ? 0 : kDegree; degree >= 0; --degree) {
    const std::size_t terms = terms_up_to(degree, variables);
    if (degree > 0 && rows.size() < kPathsATerm * terms) continue;
    maths::Table factors(static_cast<int>(rows.size()), static_cast<int>(terms));
    for (std::size_t row = 0; row < rows.size(); ++row)
      std::copy_n(rows[row].begin(), terms,
                  factors.entries.begin() + static_cast<std::ptrdiff_t>(row * terms));
    if (const auto coefficients = maths::least_squares(factors, y)) return *coefficients;
  }
  return {};
}

}  // namespace

std::vector<double> EntryRule::terms_at(const Polynomial& polynomial,
                                        const std::vector<std::vector<double>>& state,
                                        std::size_t path) {
  std::vector<double> variables;
  for (std::size_t kind = 0; kind < state.size(); ++kind)
    if (polynomial.scale[kind] > 0)
      variables.push_back((state[kind][path] - polynomial.centre[kind]) / polynomial.scale[kind]);
  return powers_of(variables);
}

double EntryRule::at(const Polynomial& polynomial, const std::vector<std::vector<double>>& state,
                     std::size_t path) {
  const std::vector<double> terms = terms_at(polynomial, state, path);
  double sum = 0;
  for (std::size_t term = 0; term < polynomial.coefficients.size(); ++term)
    sum += polynomial.coefficients[term] * terms[term];
  return sum;
}

EntryRule::EntryRule(const TriedDates& tried, const std::vector<bool>& of)
    : dates_(tried.state.size()) {
  EXPECTS(tried.worth.size() == tried.state.size() + 1);
  EXPECTS(std::count(of.begin(), of.end(), true) > 0);
  std::vector<double> waiting = tried.worth.back();
  for (std::size_t date = dates_.size(); date-- > 0;) {
    const std::vector<std::vector<double>>& state = tried.state[date];
    EXPECTS(state.size() <= 2);
    Polynomial& polynomial = dates_[date];
    for (const std::vector<double>& one : state) {
      const auto [mean, sd] = spread_of(one, of);
      polynomial.centre.push_back(mean);
      polynomial.scale.push_back(sd > 1e-9 * std::fabs(mean) ? sd : 0);  // else roundings vary
    }
    const auto variables = state.size() - static_cast<std::size_t>(std::count(
                                              polynomial.scale.begin(), polynomial.scale.end(), 0));
    std::vector<std::vector<double>> rows;
    std::vector<double> gain;
    for (std::size_t path = 0; path < of.size(); ++path) {
      if (!of[path]) continue;
      rows.push_back(terms_at(polynomial, state, path));
      gain.push_back(tried.worth[date][path] - waiting[path]);
    }
    polynomial.coefficients = fit(rows, gain, variables);
    for (std::size_t path = 0; path < of.size(); ++path)
      if (of[path] && at(polynomial, state, path) > 0) waiting[path] = tried.worth[date][path];
  }
}

std::size_t EntryRule::date_of(const TriedDates& tried, std::size_t path) const {
  for (std::size_t date = 0; date < dates_.size(); ++date)
    if (at(dates_[date], tried.state[date], path) > 0) return date;
  return dates_.size();
}

std::vector<std::size_t> choose_out_of_sample(const TriedDates& tried,
                                              const std::vector<bool>& half) {
  std::vector<bool> other = half;
  other.flip();
  const EntryRule of_half(tried, half), of_other(tried, other);
  std::vector<std::size_t> chosen;
  for (std::size_t path = 0; path < half.size(); ++path)
    chosen.push_back((half[path] ? of_other : of_half).date_of(tried, path));
  return chosen;
}

}  // namespace landfall::study
