// Compiled once for each instruction set, with the flags of the kernels, and like them including
// nothing but our own headers: templates that the rest of the program shares would hold AVX code.
#include "random/lanes.hpp"

#include "random/normals.hpp"
#include "random/philox.hpp"

#define LANDFALL_JOIN(name, isa) name##isa
#define LANDFALL_NAME(name, isa) LANDFALL_JOIN(name, isa)

namespace landfall::test {

constinit const Lanes LANDFALL_NAME(lanes_, LANDFALL_ISA) = {
    random::philox_rows, random::philox_list, random::box_muller, random::draw_marginal,
    random::draw_marginal_from_score};

}  // namespace landfall::test
