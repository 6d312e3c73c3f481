#include "model/charges.hpp"

#include <gtest/gtest.h>

namespace landfall::model {
namespace {

struct Folded {
  double specific, levies;
};
Folded folded(double a, double s, double b, double c, double e, double x) {
  Folded out{s, 0};
  fold_charges(&a, &b, &c, &e, &x, 1, &out.specific, &out.levies);
  return out;
}

// V = 100, step by step: duty 30 + 4, levies 2 % of V and 10 % of the duty, excise 20 % and 1.
TEST(Charges, FoldIntoARateAndAnAmount) {
  const double duty = 0.30 * 100 + 4, levies = 0.02 * 100 + 0.10 * duty;
  const double excise = 0.20 * (100 + duty + levies) + 1;
  const Folded all = folded(0.30, 4, 0.02, 0.10, 0.20, 1);
  EXPECT_NEAR(100 * (1 + 0.30 + all.levies) + all.specific, 100 + duty + levies + excise, 1e-12);
}

TEST(Charges, ALevyOnTheCustomsValueAloneIsItself) {
  const Folded alone = folded(0.25, 3, 0.0025, 0, 0, 0);
  EXPECT_NEAR(alone.levies, 0.0025, 1e-16);
  EXPECT_EQ(alone.specific, 3);
}

// Algeria publishes (1 + duty)(1 + VAT) - 1: an ad valorem excise compounds in the same way.
TEST(Charges, ExciseCompoundsWithDuty) {
  EXPECT_NEAR(0.05 + folded(0.05, 0, 0, 0, 0.09, 0).levies, 0.1445, 1e-15);
  EXPECT_NEAR(0.15 + folded(0.15, 0, 0, 0, 0.19, 0).levies, 0.3685, 1e-15);
}

}  // namespace
}  // namespace landfall::model
