#include "reports/section_parts.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "reports/layout.hpp"

namespace landfall::reports {

double in_scale(double value, const Scale& scale) {
  const std::string digits = "1e" + std::to_string(-scale.exponent);
  double factor = 1;
  std::from_chars(digits.data(), digits.data() + digits.size(), factor);
  return value * factor;
}

simulate::Table::Cell figure_cell(const Figure& figure) {
  return cell(shown(figure, kPageText));
}

std::string enumerated(const std::vector<std::string>& items) {
  std::string list;
  for (const std::string& item : items) list += (list.empty() ? "" : semicolon()) + item;
  return list;
}

Json bar_row(const std::string& label, const summary::Estimate& estimate, const Scale& scale,
             double least, double most, const std::string& written_beside) {
  if (!estimate.exists()) return nullptr;
  const double aside = kTwoSided * estimate.error;
  const double low = std::max(least, estimate.value - aside);
  const double high = std::min(most, estimate.value + aside);
  if (!std::isfinite(low) || !std::isfinite(high)) return nullptr;
  return {{"label", text(label)},
          {"value", number(in_scale(estimate.value, scale))},
          {"low", number(in_scale(low, scale))},
          {"high", number(in_scale(high, scale))},
          {"text", text(written_beside)}};
}

}  // namespace landfall::reports
