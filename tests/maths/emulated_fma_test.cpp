// All functions of the room, built as for a machine without fma.
#define LANDFALL_FMA_EMULATED
#include "maths/function_table.inc"

namespace landfall::test {

FunctionTable functions_with_emulated_fma() {
  return functions();
}

}  // namespace landfall::test
