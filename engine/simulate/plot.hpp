// One number of a scenario as it can be drawn: its density and distribution function, its bars, or
// the fan of a process.
#pragma once

#include <string>
#include <vector>

#include "scenario/scenario.hpp"
#include "simulate/result.hpp"

namespace landfall::simulate {

/// Everything in it is computed from the distribution, not simulated: it has no Monte Carlo error.
struct Plot {
  enum class Kind { constant, density, atoms, process };
  Kind kind = Kind::constant;
  std::string address, typed, unit;
  Origin origin = Origin::unsourced;
  std::string note;  ///< the source, or the reason of the assumption
  double mean = 0;   ///< of a constant, its value
  double sd = 0;
  std::vector<summary::Percentile> percentiles;  ///< 5 25 50 75 95, of all but a process

  /// density: stretches of equal width from P0.5 to P99.5 (to the ends where those are near).
  struct Slice {
    double low, high;
    double share;  ///< P(low < X <= high), without the atoms
    double below;  ///< P(X <= high)
  };
  std::vector<Slice> slices;

  /// atoms: every value that is drawn, ascending; density: those with a chance of their own.
  struct Atom {
    double value, share, below;
  };
  std::vector<Atom> atoms;

  /// process: the values at the end of each period.
  struct Fan {
    std::string label;  ///< "2026-01", the month in which the period ends
    std::vector<summary::Percentile> percentiles;
  };
  std::vector<Fan> fan;

  std::vector<std::string> remarks;  ///< sentences
};

/// The plot of the number `id`. A reference shows the draw it refers to, scaled. A process is shown
/// with its parameters at their means.
Plot plot_of(const scenario::Scenario& scenario, scenario::NumberId id);

}  // namespace landfall::simulate
