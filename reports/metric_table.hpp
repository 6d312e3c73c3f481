// The table of metrics on a screen: values and errors aligned on the sign between them.
#pragma once

#include <string>
#include <vector>

#include "reports/style.hpp"
#include "reports/view.hpp"

namespace landfall::reports {

/// Rows below a heading of their own, which may be empty.
struct MetricGroup {
  std::string heading;
  std::vector<MetricRow> rows;
};

/// A line a metric, with as many digits (six to three) as fit the screen, on narrow ones without
/// the mean; on the narrowest a paragraph a metric.
std::string metric_table(const std::vector<MetricGroup>& groups, const TextStyle& style);

}  // namespace landfall::reports
