#include "summary/rank_correlation.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

#include "base/contract.hpp"
#include "base/language.hpp"
#include "summary/grouped.hpp"

namespace landfall::summary {
namespace {

constexpr std::size_t kBatchMin = 64, kBatches = 64, kBatchesMin = 10;

std::vector<double> prepared(std::vector<double> values, Coefficient coefficient) {
  return coefficient == Coefficient::spearman ? mid_ranks(values) : std::move(values);
}

std::optional<double> of_prepared(const std::vector<double>& x, const std::vector<double>& y,
                                  Coefficient coefficient) {
  return coefficient == Coefficient::kendall ? kendall(x, y) : pearson(x, y);
}

}  // namespace

std::vector<double> mid_ranks(const std::vector<double>& values) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return values[a] < values[b] || (values[a] == values[b] && a < b);
  });
  std::vector<double> ranks(values.size());
  for (std::size_t first = 0; first < order.size();) {
    std::size_t last = first + 1;
    while (last < order.size() && values[order[last]] == values[order[first]]) ++last;
    for (std::size_t i = first; i < last; ++i)
      ranks[order[i]] = static_cast<double>(first + last + 1) / 2;
    first = last;
  }
  return ranks;
}

std::optional<double> pearson(const std::vector<double>& x, const std::vector<double>& y) {
  EXPECTS(x.size() == y.size());
  const double n = static_cast<double>(x.size());
  const double mean_x = std::accumulate(x.begin(), x.end(), 0.0) / n;
  const double mean_y = std::accumulate(y.begin(), y.end(), 0.0) / n;
  double xx = 0, yy = 0, xy = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    const double dx = x[i] - mean_x, dy = y[i] - mean_y;
    xx += dx * dx;
    yy += dy * dy;
    xy += dx * dy;
  }
  if (!(xx > 0 && yy > 0)) return std::nullopt;
  return std::clamp(xy / std::sqrt(xx) / std::sqrt(yy), -1.0, 1.0);
}

std::optional<double> kendall(const std::vector<double>& x, const std::vector<double>& y) {
  EXPECTS(x.size() == y.size());
  long long agree = 0, of_x = 0, of_y = 0;
  for (std::size_t i = 0; i < x.size(); ++i)
    for (std::size_t j = 0; j < i; ++j) {
      const int a = (x[i] > x[j]) - (x[i] < x[j]), b = (y[i] > y[j]) - (y[i] < y[j]);
      agree += a * b;
      of_x += a * a;
      of_y += b * b;
    }
  if (of_x == 0 || of_y == 0) return std::nullopt;
  return static_cast<double>(agree) /
         std::sqrt(static_cast<double>(of_x) * static_cast<double>(of_y));
}

BatchedRow batched(std::vector<double> values, Coefficient coefficient, Grouping grouping) {
  BatchedRow row;
  if (grouping != Grouping::none) {
    if (values.size() >= kBatchMin * kBatchesMin)
      for (std::vector<double>& group : split_by_group(grouping, values))
        row.batches.push_back(prepared(std::move(group), coefficient));
    row.whole = prepared(std::move(values), coefficient);
    return row;
  }
  const std::size_t size = std::max(kBatchMin, values.size() / kBatches);
  for (std::size_t first = 0; first + size <= values.size(); first += size) {
    const auto from = values.begin() + static_cast<std::ptrdiff_t>(first);
    row.batches.push_back(
        prepared(std::vector<double>(from, from + static_cast<std::ptrdiff_t>(size)), coefficient));
  }
  row.whole = prepared(std::move(values), coefficient);
  return row;
}

Estimate correlation(const BatchedRow& x, const BatchedRow& y, Coefficient coefficient) {
  const auto missing = [] { return Estimate{.missing = noted("a member does not vary")}; };
  std::vector<double> parts;
  for (std::size_t i = 0; i < x.batches.size(); ++i)
    if (const auto part = of_prepared(x.batches[i], y.batches[i], coefficient))
      parts.push_back(*part);
  const double count = static_cast<double>(parts.size());
  const double mean = std::accumulate(parts.begin(), parts.end(), 0.0) / std::max(1.0, count);
  Estimate estimate{.error = std::numeric_limits<double>::infinity()};
  if (parts.size() >= kBatchesMin) {
    double squares = 0;
    for (const double part : parts) squares += (part - mean) * (part - mean);
    const double size = static_cast<double>(x.batches[0].size());
    estimate.error = std::sqrt(squares / (count - 1) * size / static_cast<double>(x.whole.size()));
  }
  if (coefficient == Coefficient::kendall && parts.size() >= kBatchesMin) {
    estimate.value = mean;
    return estimate;
  }
  const auto whole = of_prepared(x.whole, y.whole, coefficient);
  if (!whole) return missing();
  estimate.value = *whole;
  return estimate;
}

}  // namespace landfall::summary
