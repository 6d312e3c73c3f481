#include "simulate/explain_parts.hpp"

#include "base/language.hpp"
#include "maths/exp.hpp"

namespace landfall::simulate {

std::string yearly(double rate) {
  return say("{rate} a year effective", {{"rate", percent(maths::exp(rate) - 1)}});
}

}  // namespace landfall::simulate
