// Distributions by percentiles.
#include <algorithm>
#include <cmath>

#include "base/text.hpp"
#include "random/fit.hpp"
#include "scenario/families.hpp"

namespace landfall::scenario {
namespace {

using random::Family;
using random::Marginal;

std::string number_word(int count) {
  return count == 1 ? "one percentile" : count == 2 ? "two percentiles" : "three percentiles";
}

std::string example(int count) {
  return count == 1   ? "for example { p50 = 4 }"
         : count == 2 ? "for example { p10 = 2, p90 = 9 }"
                      : "for example { p10 = 2, p50 = 4, p90 = 9 }";
}

std::string article(const std::string& name) {
  return name.front() == 'e' ? "an " : "a ";
}

double rounded(double value) {
  return std::round(value * 1e4) / 1e4;
}

/// Whether the family can have such values at all.
bool has_values(Reader& reader, const Shape& shape, const std::vector<Named>& given) {
  if (random::has_location(shape.family)) return true;
  const bool is_share = shape.family == Family::beta;
  for (const Named& one : given) {
    if (one.value > 0 && (!is_share || one.value < 1)) continue;
    reader.error(one.place,
                 article(shape.name) + shape.name + " has " +
                     (is_share ? "values between 0 and 1" : "positive values") + " only, not " +
                     shortest(one.value),
                 is_share ? share_hint(one.value) : "");
    return false;
  }
  return true;
}

void refuse_fit(Reader& reader, const Shape& shape, const std::vector<Named>& given) {
  if (given.size() == 3) {
    const random::Shares shares =
        random::middle_shares(shape.family, *percentile_of(given[0].name),
                              *percentile_of(given[1].name), *percentile_of(given[2].name));
    const double width = given[2].value - given[0].value;
    reader.error(given[1].place,
                 "no " + shape.name + " has such percentiles: with " + given[0].name + " = " +
                     shortest(given[0].value) + " and " + given[2].name + " = " +
                     shortest(given[2].value) + ", " + given[1].name + " lies between " +
                     shortest(rounded(given[0].value + shares.low * width)) + " and " +
                     shortest(rounded(given[0].value + shares.high * width)),
                 "move " + given[1].name + ", or use a metalog");
    return;
  }
  reader.error(given[1].place,
               "no " + shape.name + " has such percentiles: its shape would be out of range",
               "move " + given[0].name + " and " + given[1].name +
                   " further apart or closer together, or use a metalog");
}

}  // namespace

std::optional<std::vector<Named>> rising(Reader& reader, std::vector<Named> given) {
  std::sort(given.begin(), given.end(), [](const Named& left, const Named& right) {
    return *percentile_of(left.name) < *percentile_of(right.name);
  });
  for (std::size_t i = 1; i < given.size(); ++i) {
    const Named &low = given[i - 1], &high = given[i];
    if (*percentile_of(low.name) == *percentile_of(high.name)) {
      reader.error(high.place, low.name + " and " + high.name + " are the same percentile",
                   "keep one");
      return std::nullopt;
    }
    if (low.value < high.value) continue;
    reader.error(high.place, "percentiles out of order: " + low.name + " = " + shortest(low.value) +
                                 " must be below " + high.name + " = " + shortest(high.value));
    return std::nullopt;
  }
  return given;
}

std::optional<Marginal> from_percentiles(Reader& reader, const Shape& shape, const Node& table,
                                         std::vector<Named> given) {
  double df = 0;
  if (shape.family == Family::student_t) {
    const auto at =
        std::find_if(given.begin(), given.end(), [](const Named& one) { return one.name == "df"; });
    if (at == given.end()) {
      reader.error(table.place, "'df' of student_t is missing",
                   "for example { df = 4, p10 = 2, p90 = 9 }");
      return std::nullopt;
    }
    df = at->value;
    const Fault wrong = fault({.family = shape.family, .b = 1, .c = df});
    if (!wrong.what.empty()) {
      reader.error(at->place, wrong.what, wrong.hint);
      return std::nullopt;
    }
    given.erase(at);
  }
  const int needed = random::percentiles_needed(shape.family);
  if (given.size() != static_cast<std::size_t>(needed)) {
    reader.error(table.place,
                 article(shape.name) + shape.name + " needs exactly " + number_word(needed) +
                     ", not " + std::to_string(given.size()),
                 example(needed));
    return std::nullopt;
  }
  const auto in_order = rising(reader, std::move(given));
  if (!in_order || !has_values(reader, shape, *in_order)) return std::nullopt;
  std::vector<random::Percentile> percentiles;
  for (const Named& one : *in_order) percentiles.push_back({*percentile_of(one.name), one.value});
  const auto fitted = random::from_percentiles(shape.family, percentiles, df);
  if (!fitted || (shape.family != Family::normal && !fault(*fitted).what.empty())) {
    refuse_fit(reader, shape, *in_order);
    return std::nullopt;
  }
  return fitted;
}

}  // namespace landfall::scenario
