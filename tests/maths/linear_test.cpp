#include "maths/linear.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <initializer_list>
#include <limits>
#include <stdexcept>

#include "support/generator.hpp"

namespace landfall {
namespace {

maths::Matrix matrix_of(int size, std::initializer_list<double> entries) {
  maths::Matrix matrix(size);
  matrix.entries = entries;
  return matrix;
}

/// L L'.
maths::Matrix square_of(const maths::Matrix& lower) {
  maths::Matrix product(lower.size);
  for (int row = 0; row < lower.size; ++row)
    for (int column = 0; column < lower.size; ++column)
      for (int k = 0; k < lower.size; ++k)
        product.at(row, column) += lower.at(row, k) * lower.at(column, k);
  return product;
}

/// Correlations of `size` sums of `factors` independent normals: of rank `factors` at most.
maths::Matrix random_correlations(test::Generator& generator, int size, int factors) {
  maths::Matrix loadings(size);
  for (int row = 0; row < size; ++row) {
    double squares = 0;
    for (int k = 0; k < factors; ++k) {
      loadings.at(row, k) = generator.normal();
      squares += loadings.at(row, k) * loadings.at(row, k);
    }
    for (int k = 0; k < factors; ++k) loadings.at(row, k) /= std::sqrt(squares);
  }
  maths::Matrix matrix = square_of(loadings);
  for (int i = 0; i < size; ++i) matrix.at(i, i) = 1;
  return matrix;
}

TEST(Eigenvalues, ByHand) {
  const std::vector<double> found = maths::eigenvalues(matrix_of(2, {1, 0.6, 0.6, 1}));
  ASSERT_EQ(found.size(), 2u);
  EXPECT_NEAR(found[0], 0.4, 1e-15);
  EXPECT_NEAR(found[1], 1.6, 1e-15);
  EXPECT_TRUE(maths::eigenvalues(maths::Matrix(0)).empty());
}

TEST(Eigenvalues, SayWhetherAMatrixIsSemidefinite) {
  EXPECT_TRUE(maths::is_positive_semidefinite(matrix_of(2, {1, 1, 1, 1})));
  EXPECT_FALSE(maths::is_positive_semidefinite(matrix_of(2, {1, 1.001, 1.001, 1})));
  EXPECT_TRUE(maths::is_positive_semidefinite(matrix_of(2, {1, 1.001, 1.001, 1}), 0.01));
  EXPECT_FALSE(
      maths::is_positive_semidefinite(matrix_of(3, {1, 0.9, -0.9, 0.9, 1, 0.9, -0.9, 0.9, 1})));
}

TEST(Eigenvalues, RefuseWhatEigenWouldAccept) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  EXPECT_THROW(maths::eigenvalues(matrix_of(2, {1, nan, nan, 1})), std::logic_error);
  EXPECT_THROW(maths::eigenvalues(matrix_of(2, {1, 0.2, 0.3, 1})), std::logic_error);
  EXPECT_THROW(maths::cholesky(matrix_of(2, {1, 0.2, 0.3, 1})), std::logic_error);
}

// Oracle: Higham (2002), section 4, to the digits given there and in later papers on it.
TEST(NearestCorrelation, IsHighams) {
  const maths::Matrix asked = matrix_of(3, {1, 1, 0, 1, 1, 1, 0, 1, 1});
  const maths::Matrix nearest = maths::nearest_correlation(asked);
  EXPECT_NEAR(nearest.at(0, 1), 0.76068985, 5e-9);
  EXPECT_NEAR(nearest.at(1, 2), 0.76068985, 5e-9);
  EXPECT_NEAR(nearest.at(0, 2), 0.15729811, 5e-9);
  double squares = 0;
  for (int row = 0; row < 3; ++row)
    for (int column = 0; column < 3; ++column) {
      squares += std::pow(nearest.at(row, column) - asked.at(row, column), 2);
      EXPECT_EQ(nearest.at(row, column), nearest.at(column, row));
    }
  EXPECT_NEAR(std::sqrt(squares), 0.5277905, 5e-8);
  EXPECT_EQ(nearest.at(1, 1), 1);
  EXPECT_TRUE(maths::is_positive_semidefinite(nearest, 1e-12));
}

// By hand: of equal entries r < -1/2 the nearest are -1/2 each, by symmetry. What is a correlation
// matrix stays what it is.
TEST(NearestCorrelation, ByHand) {
  const maths::Matrix even =
      maths::nearest_correlation(matrix_of(3, {1, -.9, -.9, -.9, 1, -.9, -.9, -.9, 1}));
  EXPECT_NEAR(even.at(0, 1), -0.5, 1e-11);
  const maths::Matrix sound =
      maths::nearest_correlation(matrix_of(3, {1, .5, .2, .5, 1, -.3, .2, -.3, 1}));
  EXPECT_NEAR(sound.at(0, 1), 0.5, 1e-14);
  EXPECT_NEAR(sound.at(1, 2), -0.3, 1e-14);
}

TEST(Inverse, ByHand) {
  const maths::Matrix inverse = maths::inverse(matrix_of(2, {1, 2, 2, 1}));
  EXPECT_NEAR(inverse.at(0, 0), -1.0 / 3, 1e-15);
  EXPECT_NEAR(inverse.at(0, 1), 2.0 / 3, 1e-15);
}

TEST(Cholesky, ByHand) {
  const maths::Matrix lower = maths::cholesky(matrix_of(3, {4, 2, -2, 2, 10, 5, -2, 5, 6}));
  const double expected[3][3] = {{2, 0, 0}, {1, 3, 0}, {-1, 2, 1}};
  for (int row = 0; row < 3; ++row)
    for (int column = 0; column < 3; ++column)
      EXPECT_EQ(lower.at(row, column), expected[row][column]) << row << ", " << column;
}

TEST(Cholesky, PerfectCorrelationIsExact) {
  const maths::Matrix lower = maths::cholesky(matrix_of(3, {1, 1, -1, 1, 1, -1, -1, -1, 1}));
  const double expected[3][3] = {{1, 0, 0}, {1, 0, 0}, {-1, 0, 0}};
  for (int row = 0; row < 3; ++row)
    for (int column = 0; column < 3; ++column)
      EXPECT_EQ(lower.at(row, column), expected[row][column]) << row << ", " << column;
}

TEST(Cholesky, FactorsRandomCorrelationsOfAnyRank) {
  test::Generator generator(16);
  for (int repeat = 0; repeat < 300; ++repeat) {
    const int size = 1 + static_cast<int>(generator.below(12));
    const int factors = 1 + static_cast<int>(generator.below(size));
    const maths::Matrix matrix = random_correlations(generator, size, factors);
    ASSERT_TRUE(maths::is_positive_semidefinite(matrix));
    const maths::Matrix product = square_of(maths::cholesky(matrix));
    for (int row = 0; row < size; ++row)
      for (int column = 0; column < size; ++column)
        ASSERT_NEAR(product.at(row, column), matrix.at(row, column), 2e-7)
            << "size " << size << ", rank " << factors;
  }
}

TEST(Cholesky, AMemberAddedLastChangesNoRowBefore) {
  test::Generator generator(17);
  const maths::Matrix large = random_correlations(generator, 6, 6);
  maths::Matrix small(5);
  for (int row = 0; row < 5; ++row)
    for (int column = 0; column < 5; ++column) small.at(row, column) = large.at(row, column);
  const maths::Matrix of_large = maths::cholesky(large), of_small = maths::cholesky(small);
  for (int row = 0; row < 5; ++row)
    for (int column = 0; column < 5; ++column)
      EXPECT_EQ(of_large.at(row, column), of_small.at(row, column));
}

}  // namespace
}  // namespace landfall
