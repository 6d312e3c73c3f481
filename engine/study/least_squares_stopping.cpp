#include "study/least_squares_stopping.hpp"

#include <cmath>
#include <optional>

#include "base/contract.hpp"
#include "base/lanes.hpp"
#include "maths/linear.hpp"
#include "summary/moments.hpp"

namespace landfall::study {

namespace {

/// Coefficients of the polynomial of the highest degree that the points determine.
std::vector<double> fit(const std::vector<double>& x, const std::vector<double>& y, int degree) {
  for (int terms = degree + 1; terms > 0; --terms) {
    if (x.size() < static_cast<std::size_t>(terms)) continue;
    maths::Table factors(static_cast<int>(x.size()), terms);
    for (int row = 0; row < factors.rows; ++row) {
      double power = 1;
      for (int column = 0; column < terms; ++column) {
        factors.at(row, column) = power;
        power *= x[static_cast<std::size_t>(row)];
      }
    }
    if (const auto coefficients = maths::least_squares(factors, y)) return *coefficients;
  }
  return {};
}

double at(const std::vector<double>& coefficients, double x) {
  double value = 0;
  for (std::size_t i = coefficients.size(); i > 0; --i) value = value * x + coefficients[i - 1];
  return value;
}

summary::Estimate mean_of(const std::vector<double>& values) {
  const int first = static_cast<int>(std::min<std::size_t>(kLanes, values.size()));
  summary::MeanMoments moments(summary::block_mean(values.data(), first));
  for (std::size_t from = 0; from < values.size(); from += kLanes)
    moments.add_block(values.data() + from,
                      static_cast<int>(std::min<std::size_t>(kLanes, values.size() - from)));
  return moments.mean();
}

}  // namespace

StoppingSolution least_squares_stopping(const StoppingProblem& problem) {
  EXPECTS(!problem.payoff.empty() && problem.payoff.size() == problem.state.size());
  EXPECTS(problem.discount_factor > 0 && problem.degree >= 0 && problem.degree <= 8);
  const std::size_t paths = problem.payoff.front().size(), dates = problem.payoff.size();
  EXPECTS(paths >= 2);
  StoppingSolution solution;
  solution.acts_at.assign(paths, -1);
  std::vector<double> flow(paths, 0.0), at_the_end(paths, 0.0);  // at the date looked at
  for (std::size_t date = dates; date > 0; --date) {
    const std::vector<double>& payoff = problem.payoff[date - 1];
    const std::vector<double>& state = problem.state[date - 1];
    EXPECTS(payoff.size() == paths && state.size() == paths);
    std::vector<double> x, y;
    for (std::size_t path = 0; path < paths; ++path) {
      flow[path] *= problem.discount_factor;
      at_the_end[path] = date == dates && payoff[path] > 0
                             ? payoff[path]
                             : at_the_end[path] * problem.discount_factor;
      if (payoff[path] <= 0) continue;
      x.push_back(state[path]);
      y.push_back(flow[path]);
    }
    const std::vector<double> waiting =
        date == dates ? std::vector<double>{} : fit(x, y, problem.degree);
    for (std::size_t path = 0; path < paths; ++path) {
      if (payoff[path] <= 0 || payoff[path] <= at(waiting, state[path])) continue;
      flow[path] = payoff[path];
      solution.acts_at[path] = static_cast<int>(date - 1);
    }
  }
  for (std::size_t path = 0; path < paths; ++path) {
    flow[path] *= problem.discount_factor;
    at_the_end[path] *= problem.discount_factor;
  }
  solution.value = mean_of(flow);
  solution.at_the_end = mean_of(at_the_end);
  return solution;
}

}  // namespace landfall::study
