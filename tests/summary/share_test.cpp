#include "summary/share.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace landfall::summary {
namespace {

TEST(Share, ByHand) {
  EXPECT_EQ(share_of_paths(25, 100),
            (Estimate{.value = 0.25, .error = std::sqrt(27.0 / 104 * (1 - 27.0 / 104) / 104)}));
  EXPECT_EQ(share_of_paths(1, 2).error, std::sqrt(0.25 / 6));
}

// With 96 paths, none of which pass: 2 of 100.
TEST(Share, HasAnErrorWhenNoneOrAllPass) {
  const double error = std::sqrt(0.02 * 0.98 / 100);
  EXPECT_EQ(share_of_paths(0, 96).value, 0);
  EXPECT_DOUBLE_EQ(share_of_paths(0, 96).error, error);
  EXPECT_EQ(share_of_paths(96, 96).value, 1);
  EXPECT_DOUBLE_EQ(share_of_paths(96, 96).error, error);
}

TEST(Share, NeedsPaths) {
  EXPECT_EQ(share_of_paths(0, 0).missing, "no paths");
}

}  // namespace
}  // namespace landfall::summary
