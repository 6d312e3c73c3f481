#include "simulate/plot.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "base/contract.hpp"
#include "base/language.hpp"
#include "base/text.hpp"
#include "maths/exp.hpp"
#include "maths/expm1.hpp"
#include "maths/log.hpp"
#include "maths/normal_quantile.hpp"
#include "random/marginal.hpp"
#include "random/table_marginal.hpp"
#include "scenario/central.hpp"
#include "simulate/explain_cells.hpp"
#include "simulate/process_fan.hpp"

namespace landfall::simulate {
namespace {

using scenario::Number;
using scenario::NumberId;
using scenario::Process;
using scenario::Scenario;

constexpr std::array<double, 5> kLevels = {5, 25, 50, 75, 95};
constexpr int kSlices = 400;
constexpr double kEdge = 0.005;  ///< what lies beyond either end of the axis
constexpr double kRare = 1e-9;   ///< the same where nearly all is one value

/// times X + plus.
struct Line {
  double times = 1;
  double plus = 0;
  double operator()(double x) const { return times * x + plus; }
};

void add_percentile(std::vector<summary::Percentile>& into, double level, double value) {
  into.push_back({level, {.value = value, .low = value, .high = value}});
}

/// The drawn number behind references and what they do to it.
struct Root {
  NumberId id;
  Line line;
};
Root root_of(const Scenario& scenario, NumberId id) {
  Root root{id, {}};
  while (scenario.number(root.id).is_reference()) {
    const scenario::Reference& by = scenario.number(root.id).reference();
    root.line = {root.line.times * by.times, root.line.times * by.plus + root.line.plus};
    root.id = by.target;
  }
  return root;
}

/// Quantiles of a marginal whose table is built once.
class Quantiles {
 public:
  explicit Quantiles(const random::Marginal& marginal)
      : kernel_(random::compile_marginal(marginal, tables_)) {}
  double at(double u) const {
    const double v = 1 - u;
    double x = 0;
    random::draw_marginal(kernel_, &u, &v, &x, 1);
    return x;
  }

 private:
  random::MarginalTables tables_;
  random::MarginalKernel kernel_;
};

/// Values with a chance of their own beside a density: of the parts of a mixture, and what an
/// empirical holds twice.
std::vector<double> spikes(const random::Marginal& m) {
  std::vector<double> found;
  const random::Support within = random::support(m);
  if (within.low == within.high) return {within.low};
  if (random::has_atoms(m)) {
    for (const random::Atom& atom : random::atoms(m)) found.push_back(atom.value);
    return found;
  }
  if (m.family == random::Family::mixture)
    for (const random::Piece& piece : random::pieces(random::unmoved(m))) {
      const std::vector<double> of_part = spikes(piece.part);
      found.insert(found.end(), of_part.begin(), of_part.end());
    }
  if (m.family == random::Family::empirical)
    for (std::size_t i = 1; i < m.values.size(); ++i)
      if (m.values[i - 1] == m.values[i]) found.push_back(m.values[i]);
  for (double& value : found) value = m.times * value + m.plus;
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

/// The atoms of a distribution, ascending, with shares of the whole.
std::vector<Plot::Atom> atoms_of(const random::Marginal& marginal) {
  std::vector<Plot::Atom> found;
  if (random::has_atoms(marginal)) {
    double total = 0;
    const std::vector<random::Atom> atoms = random::atoms(marginal);
    for (const random::Atom& atom : atoms) total += atom.weight;
    for (const random::Atom& atom : atoms) found.push_back({atom.value, atom.weight / total, 0});
    return found;
  }
  constexpr double kLeastShare = 1e-9;
  for (const double value : spikes(marginal)) {
    const double ulp = 4e-16 * std::fabs(value) + 1e-300;
    const double share = random::cdf(marginal, value + ulp) - random::cdf(marginal, value - ulp);
    if (share > kLeastShare) found.push_back({value, share, 0});
  }
  return found;
}

void add_atoms(Plot& plot, const std::vector<Plot::Atom>& atoms, const Line& line) {
  for (const Plot::Atom& atom : atoms) plot.atoms.push_back({line(atom.value), atom.share, 0});
  if (line.times < 0) std::reverse(plot.atoms.begin(), plot.atoms.end());
  double below = 0;
  for (Plot::Atom& atom : plot.atoms) atom.below = below += atom.share;
}

/// The axis ends where little lies beyond; where hardly anything does, at the end of the support.
void add_slices(Plot& plot, const random::Marginal& marginal, const std::vector<Plot::Atom>& atoms,
                const Line& line) {
  const Quantiles quantiles(marginal);
  const random::Support within = random::support(marginal);
  double low = quantiles.at(kEdge), high = quantiles.at(1 - kEdge);
  if (!(low < high)) {
    low = quantiles.at(kRare);
    high = quantiles.at(1 - kRare);
  }
  const double near = 0.1 * (high - low);
  if (low - within.low < near) low = within.low;
  if (within.high - high < near) high = within.high;
  plot.kind = low < high ? Plot::Kind::density : Plot::Kind::constant;
  double below = random::cdf(marginal, low);
  if (low == within.low) below = 0;
  const double before = below;
  for (int i = 0; low < high && i < kSlices; ++i) {
    const double from = low + (high - low) * i / kSlices;
    const double to = i + 1 < kSlices ? low + (high - low) * (i + 1) / kSlices : high;
    const double next = random::cdf(marginal, to);
    double share = next - below;
    for (const Plot::Atom& atom : atoms)
      if ((atom.value > from || (i == 0 && atom.value == from)) && atom.value <= to)
        share -= atom.share;
    plot.slices.push_back({line(from), line(to), std::max(0.0, share), next});
    below = next;
  }
  if (line.times >= 0) return;
  std::reverse(plot.slices.begin(), plot.slices.end());
  for (std::size_t i = 0; i < plot.slices.size(); ++i) {
    Plot::Slice& slice = plot.slices[i];
    std::swap(slice.low, slice.high);
    slice.below = 1 - (i + 1 < plot.slices.size() ? plot.slices[i + 1].below : before);
  }
}

void draw_marginal_plot(Plot& plot, const random::Marginal& marginal, const Line& line) {
  plot.mean = line(random::mean(marginal));
  plot.sd = std::fabs(line.times) * random::standard_deviation(marginal);
  if (line.times == 0) return;
  const Quantiles quantiles(marginal);
  for (const double level : kLevels)
    add_percentile(plot.percentiles, level,
                   line(quantiles.at(line.times < 0 ? 1 - level / 100 : level / 100)));
  const std::vector<Plot::Atom> atoms = atoms_of(marginal);
  double share = 0;
  for (const Plot::Atom& atom : atoms) share += atom.share;
  add_atoms(plot, atoms, line);
  if (share > 1 - 1e-9)
    plot.kind = Plot::Kind::atoms;
  else
    add_slices(plot, marginal, atoms, line);
}

std::string month_of(const Scenario& scenario, int months_from_start) {
  const int months = 12 * scenario.start.year + scenario.start.month - 1 + months_from_start;
  const std::string month = std::to_string(months % 12 + 1);
  return std::to_string(months / 12) + "-" + (month.size() < 2 ? "0" : "") + month;
}

/// Mean and sd of ln x at the end of a period: model/price_process.hpp, many steps at once.
struct LogLaw {
  double mean;
  double sd;
};
LogLaw log_law(const Process& process, const std::array<double, 4>& at, double years) {
  if (process.kind == Process::Kind::gbm) {
    const auto [start, drift, volatility, unused] = at;
    return {maths::log(start) + (drift - 0.5 * volatility * volatility) * years,
            volatility * std::sqrt(years)};
  }
  const auto [start, level, speed, volatility] = at;
  const double log_level = maths::log(level);
  const double left = maths::exp(-speed * years);
  const double variance = speed > 0 ? -maths::expm1(-2 * speed * years) / (2 * speed) : years;
  return {log_level + (maths::log(start) - log_level) * left, volatility * std::sqrt(variance)};
}

void draw_fixed_series(Plot& plot, const Scenario& scenario, const Process& process,
                       const Line& line) {
  for (std::size_t i = 0; i < process.years.size(); ++i) {
    Plot::Fan one{std::to_string(process.years[i]), {}};
    Plot value;
    const Root root = root_of(scenario, process.parameters[i]);
    const Line whole{line.times * root.line.times, line.times * root.line.plus + line.plus};
    const Number& number = scenario.number(root.id);
    if (number.is_drawn()) draw_marginal_plot(value, number.marginal(), whole);
    if (value.percentiles.empty())
      for (const double level : kLevels)
        add_percentile(value.percentiles, level, whole(scenario::central(scenario, root.id)));
    one.percentiles = value.percentiles;
    plot.fan.push_back(one);
  }
}

bool has_normal_log(Process::Kind kind) {
  return kind == Process::Kind::gbm || kind == Process::Kind::mean_reverting;
}

/// The value with a share `level` percent of the sorted values below it (type 7).
double percentile_of(const std::vector<double>& sorted, double level) {
  const double at = static_cast<double>(sorted.size() - 1) * level / 100;
  const auto below = static_cast<std::size_t>(at);
  const double above = sorted[std::min(below + 1, sorted.size() - 1)];
  return sorted[below] + (at - static_cast<double>(below)) * (above - sorted[below]);
}

void draw_simulated_process(Plot& plot, const Scenario& scenario, NumberId id) {
  const auto values = process_values(scenario, id);
  for (std::size_t period = 0; period < values.size(); ++period) {
    const int months = (static_cast<int>(period) + 1) * scenario.months_per_period() - 1;
    Plot::Fan one{month_of(scenario, months), {}};
    for (const double level : kLevels)
      add_percentile(one.percentiles, level, percentile_of(values[period], level));
    plot.fan.push_back(one);
  }
  plot.remarks.push_back(values.empty() ? say("Nothing in the scenario depends on this process.")
                                        : say("From {n} simulated paths.",
                                              {{"n", localised(grouped(fan_paths(scenario), 0))}}));
}

void draw_process(Plot& plot, const Scenario& scenario, NumberId id, const Line& line) {
  const Process& process = scenario.number(id).process();
  plot.kind = Plot::Kind::process;
  if (process.kind == Process::Kind::fixed) return draw_fixed_series(plot, scenario, process, line);
  if (!has_normal_log(process.kind)) return draw_simulated_process(plot, scenario, id);
  std::array<double, 4> parameters{};
  bool is_uncertain = false;
  for (std::size_t i = 0; i < process.parameters.size(); ++i) {
    parameters[i] = scenario::central(scenario, process.parameters[i]);
    is_uncertain = is_uncertain || !scenario.number(process.parameters[i]).is_fixed();
  }
  for (int period = 1; period <= scenario.periods; ++period) {
    const LogLaw law = log_law(process, parameters, period * scenario.dt_years());
    Plot::Fan one{month_of(scenario, period * scenario.months_per_period() - 1), {}};
    for (const double level : kLevels) {
      const double u = line.times < 0 ? 1 - level / 100 : level / 100;
      const double z = maths::normal_quantile(u, 1 - u);
      add_percentile(one.percentiles, level, line(maths::exp(law.mean + law.sd * z)));
    }
    plot.fan.push_back(one);
  }
  if (is_uncertain)
    plot.remarks.push_back(
        say("The parameters of the process are uncertain themselves; it is drawn with each at its "
            "mean, and really spreads further."));
}

}  // namespace

Plot plot_of(const Scenario& scenario, NumberId id) {
  const Number& number = scenario.number(id);
  Plot plot;
  plot.address = number.address;
  plot.typed = number.given ? number.typed : say("a default: the file does not give it");
  plot.unit = number.currency + number.unit;
  if (plot.unit.starts_with(' ')) plot.unit.erase(0, 1);  // a rate has no currency of its own
  // A process has the reasons of its parameters.
  const scenario::Note& note = number.is_process() && number.note.empty()
                                   ? scenario.number(number.process().parameters.at(0)).note
                                   : number.note;
  plot.origin = !note.source.empty()       ? Origin::source
                : !note.assumption.empty() ? Origin::assumption
                                           : Origin::unsourced;
  plot.note = plot.origin == Origin::source ? note.source : note.assumption;
  const Root root = root_of(scenario, id);
  const Number& behind = scenario.number(root.id);
  if (root.id != id) {
    std::vector<std::string> what = {behind.address};
    if (root.line.times != 1)
      what.push_back(say("times {number}", {{"number", localised(shortest(root.line.times))}}));
    if (root.line.plus != 0)
      what.push_back(say("plus {number}", {{"number", localised(shortest(root.line.plus))}}));
    plot.remarks.push_back(say("It follows {what}.", {{"what", by_commas(what)}}));
  }
  if (behind.is_process()) {
    draw_process(plot, scenario, root.id, root.line);
  } else if (behind.is_drawn()) {
    draw_marginal_plot(plot, behind.marginal(), root.line);
  } else {
    plot.mean = root.line(behind.fixed());
  }
  if (number.repeated() && plot.kind != Plot::Kind::constant)
    plot.remarks.push_back(
        say("It is drawn anew for each {what}.", {{"what", say(number.drawn_for)}}));
  return plot;
}

}  // namespace landfall::simulate
