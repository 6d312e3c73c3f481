// Samples that keep their values exactly: columns of trials, reordered once.
#include "base/lanes.hpp"
#include "random/iman_conover.hpp"
#include "scenario/exact_margins.hpp"
#include "simulate/compiler.hpp"

namespace landfall::simulate {
namespace {

/// `trials` values: each of the sample equally often.
std::vector<double> repeated(const std::vector<double>& sample, std::uint64_t trials) {
  std::vector<double> values;
  while (values.size() < trials) values.insert(values.end(), sample.begin(), sample.end());
  return values;
}

}  // namespace

void Compiler::compile_trials(const scenario::Group& group) {
  maths::Matrix matrix(static_cast<int>(group.of.size()));
  matrix.entries = group.scores;
  std::vector<random::Margin> margins;
  for (const NumberId id : group.draws) {
    const scenario::Number& it = scenario_.number(id);
    margins.push_back(
        {repeated(scenario::sample_of(it), group.trials), key(it.address, random::Role::value)});
  }
  const auto add = [&](Slot into, std::vector<double> column) {
    for (std::size_t i = 0; i < std::size_t{kWidth}; ++i) column.push_back(column[i]);
    plan_.doubles.push_back(std::move(column));
    plan_.trials.push_back({into, plan_.doubles.back().data(), group.trials});
  };
  std::vector<std::vector<double>> columns = random::reorder(margins, matrix);
  std::vector<Slot> rows;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    rows.push_back(number(group.draws[i]));
    add(rows.back(), std::move(columns[i]));
  }
  if (group.measure == random::Measure::pearson) {
    // Its coefficient is that of the scores, which the same keys put into the same order.
    for (random::Margin& margin : margins)
      margin.values = random::rank_scores(margin.values.size());
    columns = random::reorder(margins, matrix);
    for (std::size_t i = 0; i < columns.size(); ++i) {
      rows[i] = new_row(Life::path);
      add(rows[i], std::move(columns[i]));
    }
  }
  plan_.trial_rows.push_back(std::move(rows));
}

}  // namespace landfall::simulate
