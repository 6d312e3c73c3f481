#include "summary/sort.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "support/generator.hpp"

namespace landfall::summary {
namespace {

// Law: the same as std::sort, for short and long vectors, any sign and size, with ties and
// infinities.
TEST(Sort, AgreesWithTheStandardLibrary) {
  test::Generator generator(1);
  for (const std::size_t count : {0, 1, 100, 4095, 4096, 50'000}) {
    for (const int kind : {0, 1, 2}) {
      std::vector<double> values(count);
      for (double& x : values) {
        if (kind == 0) x = generator.normal() * std::exp(100 * generator.normal());
        if (kind == 1) x = 1e6 + generator.normal();
        if (kind == 2) x = static_cast<double>(generator.below(7)) - 3;
        if (generator.below(50) == 0) x = std::numeric_limits<double>::infinity();
      }
      std::vector<double> expected = values;
      std::sort(expected.begin(), expected.end());
      sort_values(values);
      EXPECT_EQ(values, expected) << count << ' ' << kind;
    }
  }
}

}  // namespace
}  // namespace landfall::summary
