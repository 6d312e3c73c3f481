#include "reports/ticks.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "reports/decimal.hpp"

namespace landfall::reports {
namespace {

double power_of_ten(int exponent) {
  const std::string digits = "1e" + std::to_string(exponent);
  double power = 0;  // stays 0 below the range of a double
  std::from_chars(digits.data(), digits.data() + digits.size(), power);
  return power;
}

}  // namespace

std::vector<Tick> ticks(double low, double high, int most, const Scale& scale) {
  for (int place = Decimal(high - low).leading_place() - 1;; ++place) {
    for (const int mantissa : {1, 2, 5}) {
      const double step = mantissa * power_of_ten(place);
      const auto first = static_cast<std::int64_t>(std::ceil(low / step));
      const auto last = static_cast<std::int64_t>(std::floor(high / step));
      if (last - first + 1 > most) continue;
      const int decimals = std::max(0, scale.exponent - place);
      std::vector<Tick> found;
      for (std::int64_t i = first; i <= last; ++i)
        found.push_back({static_cast<double>(i) * step,
                         Decimal(i * mantissa, place).text(scale.exponent, i == 0 ? 0 : decimals)});
      return found;
    }
  }
}

}  // namespace landfall::reports
