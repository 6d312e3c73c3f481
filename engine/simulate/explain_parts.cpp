#include "simulate/explain_parts.hpp"

#include "maths/exp.hpp"

namespace landfall::simulate {

std::string yearly(double rate) {
  return percent(maths::exp(rate) - 1) + " a year effective";
}

const char* incoterm_name(scenario::Incoterm term) {
  constexpr const char* kNames[] = {"EXW", "FCA", "FAS", "FOB", "CFR", "CPT",
                                    "CIF", "CIP", "DAP", "DPU", "DDP"};
  return kNames[static_cast<int>(term)];
}

}  // namespace landfall::simulate
