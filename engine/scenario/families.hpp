// The families of distributions by name, and their marginals from named parameters.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "random/marginal.hpp"
#include "scenario/field.hpp"

namespace landfall::scenario {

struct Shape {
  std::string name;
  random::Family family;
  std::vector<std::string> parameters;  ///< in positional order
  bool positional;
  bool percentiles;                       ///< may be given by percentiles
  std::vector<std::string> instead = {};  ///< further names, for parameters in another form
};

const std::vector<Shape>& shapes();

/// "2.5" of "p2.5"; nothing if it is no percentile.
std::optional<double> percentile_of(const std::string& key);

/// A parameter as the file gives it.
struct Named {
  std::string name;
  double value;
  Place place;
};

/// What is wrong with the values of the parameters, if anything.
struct Fault {
  std::string what;
  std::string parameter;  ///< the one to look at
  std::string hint = "";
};
Fault fault(const random::Marginal& marginal);

/// For a share that must be a percentage, such as 30 for 0.3: what to write. Else nothing.
std::string share_hint(double value);

/// The percentiles among what is given, in their order; reports those that do not rise.
std::optional<std::vector<Named>> rising(Reader& reader, std::vector<Named> given);

/// The distribution with as many percentiles as it has free parameters (student_t: beside its df),
/// or nothing after a mistake, which has been reported.
std::optional<random::Marginal> from_percentiles(Reader& reader, const Shape& shape,
                                                 const Node& table, std::vector<Named> given);

/// The same from parameters whose names are those of the shape.
std::optional<random::Marginal> from_parameters(Reader& reader, const Shape& shape,
                                                const Node& node, const std::vector<Named>& given);

}  // namespace landfall::scenario
