// How strongly two rows of numbers move together, with the error that comes from finite paths.
#pragma once

#include <optional>
#include <vector>

#include "summary/results.hpp"

namespace landfall::summary {

/// Ranks from 1, equal values sharing the mean of theirs.
std::vector<double> mid_ranks(const std::vector<double>& values);

/// Pearson's coefficient; none where one of the rows does not vary.
std::optional<double> pearson(const std::vector<double>& x, const std::vector<double>& y);

/// Kendall's tau-b: (concordant - discordant) over the root of the pairs not tied in x times those
/// not tied in y (Kendall 1945, Biometrika 33(3), 239-251, not checked); none where all are tied.
std::optional<double> kendall(const std::vector<double>& x, const std::vector<double>& y);

/// A row cut into batches, and ranked as far as a coefficient needs it: once for all its pairs.
struct BatchedRow {
  std::vector<double> whole;
  std::vector<std::vector<double>> batches;
};

enum class Coefficient { spearman, kendall, pearson };

/// From 640 values on there are at least ten batches, of 64 values or, in longer rows, of as many
/// as make 64 batches; what is left over at the end is in no batch. Where paths fall into groups
/// that alone are independent, these are the batches instead, also from 640 values on.
BatchedRow batched(std::vector<double> values, Coefficient coefficient,
                   Grouping grouping = Grouping::none);

/// The coefficient of two rows of the same paths. Spearman's and Pearson's are those of the whole
/// rows, with the spread s of the batches' coefficients as error: s sqrt(batch / n). Kendall's is
/// the mean of the batches', which has no bias. Below ten batches there is no error, and infinity
/// stands for it.
Estimate correlation(const BatchedRow& x, const BatchedRow& y, Coefficient coefficient);

}  // namespace landfall::summary
