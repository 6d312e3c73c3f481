#include "simulate/explain_cells.hpp"

#include <cmath>

#include "base/language.hpp"
#include "base/text.hpp"

namespace landfall::simulate {
namespace {

std::string joined(const std::vector<std::string>& parts, const std::string& between) {
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : between) + part;
  return text;
}

}  // namespace

Table::Cell text(std::string value) {
  return {.text = std::move(value)};
}

Table::Cell figure(double value, int decimals) {
  return {.number = value, .is_number = true, .decimals = decimals};
}

std::string rounded(double value) {
  if (value == 0) return "0";
  double scale = 1;
  while (std::abs(value) * scale < 10000 && scale < 1e12) scale *= 10;
  const double near = std::round(value * scale) / scale;
  const std::string plain = shortest(near);
  const std::size_t point = plain.find('.');
  if (plain.find('e') != std::string::npos) return localised(plain);
  return localised(
      grouped(near, point == std::string::npos ? 0 : static_cast<int>(plain.size() - point - 1)));
}

std::string percent(double share) {
  return say("{number} %", {{"number", rounded(100 * share)}});
}

std::string by_commas(const std::vector<std::string>& parts) {
  return joined(parts, ", ");
}

std::string by_semicolons(const std::vector<std::string>& parts) {
  return joined(parts, say_in("between clauses", "; "));
}

}  // namespace landfall::simulate
