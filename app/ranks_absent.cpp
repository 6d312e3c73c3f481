// Built without MPI: a process is always alone.
#include "app/options.hpp"
#include "app/ranks.hpp"

namespace landfall::app {

std::string mpi_in_words() {
  return "none";
}

struct Ranks::State {};

Ranks::Ranks(int*, char***) {
  throw UsageError{"this program was built without MPI",
                   "install libopenmpi-dev and build it again, or use --shard and merge"};
}
Ranks::~Ranks() = default;
int Ranks::rank() const {
  return 0;
}
int Ranks::count() const {
  return 1;
}
int Ranks::on_this_machine() const {
  return 1;
}
const simulate::Share* Ranks::share() const {
  return nullptr;
}
std::optional<std::size_t> Ranks::take_job(std::size_t) {
  return std::nullopt;
}
void Ranks::deliver(const std::string&) {}
void Ranks::receive(std::function<void(const std::string&)>) {}
void Ranks::finish_batch() {}
int Ranks::leave(int code) {
  return code;
}

}  // namespace landfall::app
