// Scenarios that the program carries, for `landfall init`. Their source is made when Landfall is
// built, from the files of scenarios/.
#pragma once

#include <string>
#include <vector>

namespace landfall::app {

struct Template {
  std::string sector;  ///< empty: the one to begin with
  std::string text;    ///< the whole file
};

const std::vector<Template>& templates();

}  // namespace landfall::app
