// Whether somebody started this process as one of several.
#include <cstdlib>

#include "app/ranks.hpp"

namespace landfall::app {

bool Ranks::are_several() {
  const auto number = [](const char* name) {
    const char* text = std::getenv(name);
    return text == nullptr ? 0 : std::atoi(text);
  };
  // mpirun says how many; srun leaves it to the library that Slurm was built with.
  return number("OMPI_COMM_WORLD_SIZE") > 1 || number("PMI_SIZE") > 1 ||
         (std::getenv("PMIX_RANK") != nullptr && number("SLURM_NTASKS") > 1);
}

}  // namespace landfall::app
