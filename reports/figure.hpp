// A number for people: its Monte Carlo error beside it, and no digit beyond that error.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "reports/style.hpp"
#include "summary/results.hpp"

namespace landfall::reports {

/// How much of a number is printed at most: digits in all, and digits after the point.
struct Digits {
  int most = 6;
  int decimals = 9;
};

/// What a printed number is a multiple of: 10^exponent of something. {6, "M EUR"}, {-2, "%"}.
struct Scale {
  int exponent = 0;
  std::string unit;
};

inline const Scale kPercent{-2, "%"};

/// How to write numbers of about this magnitude: shares in percent, months as months, numbers
/// without a unit as they are, and all else (money, kilograms) in thousands (k), millions (M) or
/// billions (bn), beyond these in powers of ten. `magnitude` must be finite.
Scale scale_of(std::string_view unit, double magnitude);

/// A number as it is printed, without its unit.
struct Figure {
  enum class Kind {
    measured,    ///< value and error
    exact,       ///< every path has this value: there is no error
    one_sided,   ///< "below 0.003": none of the paths, or all of them, are counted
    error_open,  ///< value only; the error reaches beyond what the paths can tell
    missing,     ///< no value; `value` says why
  };
  Kind kind = Kind::missing;
  std::string value;
  std::string error;
};

/// The error is rounded up to one significant digit, to two where the first of them is 1; the value
/// is rounded to the same place: 43.7512 with an error of 0.0173 is 43.751 and 0.018. Where that
/// would take more than `digits` allow, the last ones are dropped and the error rounded up again.
/// Without an error (zero: all paths are equal) all that `digits` allow are kept; with one that is
/// not finite, two.
Figure figure(double value, double error, const Scale& scale, const Digits& digits = {});

Figure figure(const summary::Estimate& estimate, const Scale& scale, const Digits& digits = {});

/// The standard error of a quantile is taken as a quarter of its 95 % interval's width.
Figure figure(const summary::Interval& quantile, const Scale& scale, const Digits& digits = {});

/// The share of n paths, in percent. Of none or all of them the bound is 3 / n, 95 % certain
/// (Hanley & Lippman-Hand 1983, JAMA 249(13), 1743-1745; not checked); of fewer than thirty paths,
/// "none of 12" says more.
Figure probability(const summary::Estimate& estimate, std::uint64_t paths);

/// " ±0.018", " exact", " ±?" or nothing: what stands behind the value in a table.
std::string error_part(const Figure& figure, const TextStyle& style);

/// The whole: "43.751 ± 0.018 M EUR", "24 months (exact)", "below 0.003 %", the reason if missing.
std::string written(const Figure& figure, const Scale& scale, const TextStyle& style);

/// A share of n paths within a sentence: "38.0 ± 0.2 %", "less than 0.003 %".
std::string share_in_words(const summary::Estimate& estimate, std::uint64_t paths,
                           const TextStyle& style);

/// To two digits, or as many as the error leaves, with unit, for a sentence whose table has more:
/// "1.9 M EUR".
std::string roughly(const summary::Interval& quantile, const Scale& scale);

/// A number of the scenario itself, which has no error: "12 %", "2 500 EUR", all its digits.
std::string exactly(double value, const Scale& scale);

}  // namespace landfall::reports
