#include "simulate/explain_parts.hpp"

#include "maths/exp.hpp"

namespace landfall::simulate {

std::string yearly(double rate) {
  return percent(maths::exp(rate) - 1) + " a year effective";
}

}  // namespace landfall::simulate
