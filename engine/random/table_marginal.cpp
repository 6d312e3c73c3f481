#include "random/table_marginal.hpp"

#include <algorithm>
#include <utility>

#include "base/contract.hpp"
#include "maths/log.hpp"
#include "random/metalog.hpp"
#include "random/score_cells.hpp"
#include "random/score_tables.hpp"

namespace landfall::random {
namespace {

/// Values fewer than this are looked through one by one.
constexpr std::size_t kFew = 64;

/// Puts the lower ends of cells, ascending, where `search` looks: as many as a power of two.
void add_limits(std::vector<double> limits, MarginalKernel& kernel, MarginalTables& tables) {
  std::size_t length = 2;
  while (length < limits.size()) length *= 2;
  limits.resize(length, std::numeric_limits<double>::infinity());
  kernel.reach = static_cast<int>(length / 2);
  kernel.limits = tables.keep(std::move(limits));
}

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
  if (limits.size() > kFew) {
    limits.insert(limits.begin(), -std::numeric_limits<double>::infinity());
    limits.pop_back();
    add_limits(std::move(limits), kernel, tables);
  } else {
    kernel.limits = tables.keep(std::move(limits));
  }
  return kernel;
}

/// `times` and `plus` are applied to the draws of the distribution without them.
MarginalKernel compile_moved(const Marginal& m, MarginalTables& tables) {
  MarginalKernel kernel = compile_marginal(unmoved(m), tables);
  const Support within = support(m);
  kernel.is_moved = true;
  kernel.times = m.times;
  kernel.plus = m.plus;
  kernel.moved_min = within.low;
  kernel.moved_max = within.high;
  return kernel;
}

MarginalKernel compile_mixture(const Marginal& m, Support within, MarginalTables& tables) {
  ScoreCells cells = score_cells(m);
  MarginalKernel kernel{};
  kernel.family = Family::mixture;
  kernel.mass = 1;
  kernel.min = within.low;
  kernel.max = within.high;
  add_limits(std::move(cells.starts), kernel, tables);
  kernel.table = tables.keep(std::move(cells.numbers));
  return kernel;
}

/// Parameters as the kernel's formula takes them.
void set_parameters(const Marginal& m, MarginalKernel& kernel) {
  kernel.a = m.a;
  kernel.b = m.b;
  kernel.c = m.c;
  if (m.family == Family::weibull) {
    kernel.a = 1 / m.a;
    kernel.b = maths::log(m.b);
  }
  if (m.family == Family::pareto) kernel.b = 1 / m.b;
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
    case Family::metalog: {
      const MetalogTerms terms = metalog_terms(m.values);
      kernel.size = static_cast<int>(bounds_of(m.a, m.b));
      nodes.assign(terms.centre, terms.centre + kMetalogPowers);
      nodes.insert(nodes.end(), terms.scale, terms.scale + kMetalogPowers);
      break;
    }
    case Family::empirical:
      kernel.size = static_cast<int>(m.values.size());
      nodes = m.values;
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
  if (has_atoms(marginal) && (marginal.family != Family::bernoulli || is_moved(marginal)))
    return compile_discrete(marginal, tables);
  const Support within = support(marginal);
  if (within.low == within.high)
    return plain_kernel(Family::uniform, within.low, within.high, within);
  if (is_moved(marginal)) return compile_moved(marginal, tables);
  if (marginal.family == Family::mixture) return compile_mixture(marginal, within, tables);
  if (marginal.family == Family::log_uniform)
    return plain_kernel(Family::log_uniform, maths::log(within.low), maths::log(within.high),
                        within);
  if (marginal.family == Family::uniform)
    return plain_kernel(Family::uniform, within.low, within.high, within);
  if (marginal.family == Family::bernoulli)
    return plain_kernel(Family::bernoulli, marginal.a, 0, within);

  MarginalKernel kernel = plain_kernel(marginal.family, 0, 0, within);
  set_parameters(marginal, kernel);
  const Truncation truncation = truncation_of(marginal);
  kernel.u_low = truncation.below;
  kernel.v_high = truncation.above;
  kernel.mass = truncation.mass;
  kernel.is_truncated = truncation.below > 0 || truncation.above > 0;
  add_table(marginal, kernel, tables);
  return kernel;
}

}  // namespace landfall::random
