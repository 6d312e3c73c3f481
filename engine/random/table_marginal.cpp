#include "random/table_marginal.hpp"

#include <algorithm>
#include <utility>

#include "base/contract.hpp"
#include "random/score_tables.hpp"

namespace landfall::random {
namespace {

MarginalKernel compile_discrete(const Marginal& marginal, MarginalTables& tables) {
  const std::vector<Atom> found = atoms(marginal);
  double total = 0;
  for (const Atom& atom : found) total += atom.weight;
  std::vector<double> values, limits;
  double below = 0;
  for (const Atom& atom : found) {
    below += atom.weight;
    values.push_back(atom.value);
    limits.push_back(below / total);
  }
  MarginalKernel kernel{};
  kernel.family = Family::discrete;
  kernel.size = static_cast<int>(values.size());
  kernel.min = values.front();
  kernel.max = values.back();
  kernel.table = tables.keep(std::move(values));
  kernel.limits = tables.keep(std::move(limits));
  return kernel;
}

/// Constants, uniform and bernoulli take min and max into their parameters.
MarginalKernel plain_kernel(Family family, double a, double b, Support within) {
  MarginalKernel kernel{};
  kernel.family = family;
  kernel.a = a;
  kernel.b = b;
  kernel.mass = 1;
  kernel.min = within.low;
  kernel.max = within.high;
  return kernel;
}

void add_table(const Marginal& m, MarginalKernel& kernel, MarginalTables& tables) {
  std::vector<double> nodes;
  switch (m.family) {
    case Family::pert:
    case Family::beta: {
      const BetaForm form = beta_form(m);
      kernel.size = beta_cells(std::min(form.a, form.b));
      nodes = beta_table(form.a, form.b, form.low, form.high, kernel.size);
      break;
    }
    case Family::gamma:
      kernel.size = gamma_cells(m.a);
      nodes = gamma_table(m.a, m.b, kernel.size);
      break;
    case Family::student_t:
      kernel.size = student_cells(m.c);
      nodes = student_table(m.a, m.b, m.c, kernel.size);
      break;
    default:
      return;
  }
  kernel.table = tables.keep(std::move(nodes));
}

}  // namespace

const double* MarginalTables::keep(std::vector<double> numbers) {
  return kept_.emplace_back(std::move(numbers)).data();
}

MarginalKernel compile_marginal(const Marginal& marginal, MarginalTables& tables) {
  EXPECTS(is_valid(marginal));
  EXPECTS(truncation_mass(marginal) > 0);
  if (marginal.family == Family::discrete) return compile_discrete(marginal, tables);
  const Support within = support(marginal);
  if (within.low == within.high)
    return plain_kernel(Family::uniform, within.low, within.high, within);
  if (marginal.family == Family::uniform)
    return plain_kernel(Family::uniform, within.low, within.high, within);
  if (marginal.family == Family::bernoulli)
    return plain_kernel(Family::bernoulli, marginal.a, 0, within);

  MarginalKernel kernel = plain_kernel(marginal.family, marginal.a, marginal.b, within);
  kernel.c = marginal.c;
  const Truncation truncation = truncation_of(marginal);
  kernel.u_low = truncation.below;
  kernel.v_high = truncation.above;
  kernel.mass = truncation.mass;
  kernel.is_truncated = truncation.below > 0 || truncation.above > 0;
  add_table(marginal, kernel, tables);
  return kernel;
}

}  // namespace landfall::random
