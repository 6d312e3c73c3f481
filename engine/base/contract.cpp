#include "base/contract.hpp"

#include <stdexcept>
#include <string>

namespace landfall {

void contract_broken(const char* kind, const char* condition, const char* file, int line) {
  throw std::logic_error(std::string(kind) + " " + condition + " failed at " + file + ":" +
                         std::to_string(line));
}

}  // namespace landfall
