#include "reports/figure.hpp"

#include <algorithm>
#include <cmath>

#include "base/contract.hpp"
#include "base/language.hpp"
#include "reports/decimal.hpp"
#include "reports/layout.hpp"

namespace landfall::reports {
namespace {

constexpr double kQuartersOfInterval = 4;  // a 95 % interval is about four standard errors wide

constexpr std::uint64_t kFewPaths = 30;  // below it 3 / n is no bound worth printing

/// The power of ten of the last digit that an error leaves: of its first digit, or of its second
/// where the first is 1.
int last_place(const Decimal& error) {
  return error.leading_place() - (error.digit(0) == 1 ? 1 : 0);
}

/// The power of ten of the last digit that `digits` leave to numbers that begin at `leading`.
int lowest_place(int leading, const Scale& scale, const Digits& digits) {
  return std::max(leading - digits.most + 1, scale.exponent - digits.decimals);
}

/// 1 - share, the share a multiple of 10^place, -18 <= place < 0.
Decimal one_minus(const Decimal& share, int place) {
  std::int64_t one = 1, parts = 0;
  for (int i = place; i < 0; ++i) one *= 10;
  for (int n = 0; n <= share.leading_place() - place; ++n) parts = 10 * parts + share.digit(n);
  return Decimal(one - parts, place);
}

Figure without_error(double value, const Scale& scale, const Digits& digits, Figure::Kind kind) {
  const Decimal exact(value);
  const int leading = exact.is_zero() ? 0 : exact.leading_place();
  const Decimal shown = exact.rounded(lowest_place(leading, scale, digits));
  return {kind, shown.text(scale.exponent, shown.decimals(scale.exponent)), ""};
}

std::string with_unit(const std::string& number, const Scale& scale) {
  return scale.unit.empty() ? number : number + kNoBreak + scale.unit;
}

double standard_error(const summary::Interval& quantile) {
  return (quantile.high - quantile.low) / kQuartersOfInterval;
}

bool is_none_or_all(const summary::Estimate& share) {
  return share.exists() && (share.value == 0 || share.value == 1);
}

std::string few_in_words(bool all, std::uint64_t paths) {
  const std::string n = std::to_string(paths);
  return all ? say("all of {n}", {{"n", n}}) : say("none of {n}", {{"n", n}});
}

/// In percent, 95 % certain: 3 / n, or 1 - 3 / n where all of the paths are counted.
std::string bound_of(bool all, std::uint64_t paths) {
  const Decimal bound(3.0 / static_cast<double>(paths));
  const int place = last_place(bound);
  const Decimal limit = all ? one_minus(bound.rounded_up(place), place) : bound.rounded_up(place);
  return limit.text(kPercent.exponent, limit.decimals(kPercent.exponent));
}

}  // namespace

Scale scale_of(std::string_view unit, double magnitude) {
  EXPECTS(std::isfinite(magnitude));
  if (unit == "share") return kPercent;
  if (unit == "months") return {0, say("months")};
  if (unit.empty() || magnitude == 0) return {0, std::string(unit)};
  const int place = Decimal(magnitude).leading_place();
  const int exponent = place >= -3 && place < 3 ? 0 : 3 * ((place + 3000) / 3 - 1000);
  std::string prefix = "e" + std::to_string(exponent);
  if (exponent == 0) prefix = "";
  if (exponent == 3) prefix = "k";
  if (exponent == 6) prefix = "M";
  if (exponent == 9) prefix = say_in("a thousand million", "bn");
  return {exponent, prefix.empty() ? std::string(unit) : prefix + kNoBreak + std::string(unit)};
}

Figure figure(double value, double error, const Scale& scale, const Digits& digits) {
  EXPECTS(std::isfinite(value) && !(error < 0));
  if (!std::isfinite(error))
    return without_error(value, scale, {2, digits.decimals}, Figure::Kind::error_open);
  if (error == 0) return without_error(value, scale, digits, Figure::Kind::exact);
  // The seventh digit of an error is noise of the arithmetic; without it, 0.3 stays 0.3.
  const Decimal exact_value(value), noisy(error);
  const Decimal measured = noisy.rounded(noisy.leading_place() - 6);
  const int leading = exact_value.is_zero()
                          ? measured.leading_place()
                          : std::max(measured.leading_place(), exact_value.leading_place());
  const int place = std::max(last_place(measured), lowest_place(leading, scale, digits));
  const int decimals = std::max(0, scale.exponent - place);
  return {Figure::Kind::measured, exact_value.rounded(place).text(scale.exponent, decimals),
          measured.rounded_up(place).text(scale.exponent, decimals)};
}

Figure figure(const summary::Estimate& estimate, const Scale& scale, const Digits& digits) {
  if (!estimate.exists()) return {Figure::Kind::missing, estimate.missing, ""};
  return figure(estimate.value, estimate.error, scale, digits);
}

Figure figure(const summary::Interval& quantile, const Scale& scale, const Digits& digits) {
  if (!quantile.exists()) return {Figure::Kind::missing, quantile.missing, ""};
  return figure(quantile.value, standard_error(quantile), scale, digits);
}

Figure probability(const summary::Estimate& estimate, std::uint64_t paths) {
  const bool all = estimate.value == 1;
  if (!is_none_or_all(estimate)) return figure(estimate, kPercent);
  if (paths < kFewPaths) return {Figure::Kind::missing, few_in_words(all, paths), ""};
  const std::string bound = bound_of(all, paths);
  return {
      Figure::Kind::one_sided,
      all ? say("above~{number}", {{"number", bound}}) : say("below~{number}", {{"number", bound}}),
      ""};
}

std::string error_part(const Figure& figure, const TextStyle& style) {
  const std::string sign = style.unicode ? " ±" : " +/-";
  switch (figure.kind) {
    case Figure::Kind::measured:
      return sign + figure.error;
    case Figure::Kind::exact:
      return " " + say("exact");
    case Figure::Kind::error_open:
      return sign + "?";
    default:
      return "";
  }
}

std::string written(const Figure& figure, const Scale& scale, const TextStyle& style) {
  if (figure.kind == Figure::Kind::missing) return figure.value;
  if (figure.kind == Figure::Kind::exact)
    return with_unit(figure.value, scale) + kNoBreak + "(" + say("exact") + ")";
  const std::string sign = kNoBreak + std::string(style.unicode ? "±" : "+/-") + kNoBreak;
  if (figure.kind == Figure::Kind::error_open) return with_unit(figure.value, scale) + sign + "?";
  const std::string error = figure.kind == Figure::Kind::measured ? sign + figure.error : "";
  return with_unit(figure.value + error, scale);
}

std::string share_in_words(const summary::Estimate& estimate, std::uint64_t paths,
                           const TextStyle& style) {
  if (!is_none_or_all(estimate) || paths < kFewPaths)
    return written(probability(estimate, paths), kPercent, style);
  const bool all = estimate.value == 1;
  const std::string bound = with_unit(bound_of(all, paths), kPercent);
  return all ? say("more than~{share}", {{"share", bound}})
             : say("less than~{share}", {{"share", bound}});
}

std::string roughly(const summary::Interval& quantile, const Scale& scale) {
  const double error = standard_error(quantile);
  if (quantile.value == 0) return with_unit("0", scale);
  const Decimal exact(quantile.value);
  int place = exact.leading_place() - 1;
  if (error > 0 && std::isfinite(error)) place = std::max(place, last_place(Decimal(error)));
  return with_unit(exact.rounded(place).text(scale.exponent, std::max(0, scale.exponent - place)),
                   scale);
}

std::string exactly(double value, const Scale& scale) {
  const Decimal exact(value);
  return with_unit(exact.text(scale.exponent, exact.decimals(scale.exponent)), scale);
}

}  // namespace landfall::reports
