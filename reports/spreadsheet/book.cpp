#include "reports/spreadsheet/book.hpp"

#include "base/language.hpp"
#include "base/text.hpp"
#include "reports/layout.hpp"
#include "reports/view.hpp"

namespace landfall::reports {

std::string Book::name_head() const {
  return of_one_file ? say("strategy") : say("scenario");
}

std::uint32_t put_heads(const Book& book, std::vector<Head> heads) {
  if (book.has_names) heads.insert(heads.begin(), {book.name_head(), false});
  book.workbook.begin_row();
  for (const Head& head : heads)
    book.workbook.put(head.text, head.of_numbers ? CellStyle::number_head : CellStyle::head);
  return book.workbook.row();
}

void begin_row(const Book& book, const Named& one) {
  book.workbook.begin_row();
  if (book.has_names) book.workbook.put(one.name);
}

CellStyle style_of(const std::string& unit, const simulate::Provenance& provenance) {
  if (unit == provenance.currency) return CellStyle::money;
  if (unit == "share") return CellStyle::share;
  return unit == "months" ? CellStyle::months : CellStyle::number;
}

double value_of(const summary::Estimate& estimate) {
  return estimate.exists() ? estimate.value : kNone;
}

double error_of(const summary::Estimate& estimate) {
  return estimate.exists() ? estimate.error : kNone;
}

double value_of(const std::vector<summary::Percentile>& percentiles, double level) {
  const auto* quantile = find_quantile(percentiles, level);
  return quantile != nullptr && quantile->exists() ? quantile->value : kNone;
}

std::string level_head(double level) {
  return level == 50 ? say("median") : "P" + shortest(level);
}

std::string unit_in_words(const std::string& unit) {
  if (unit == "months") return say("months");
  return unit == "share" ? say("share") : unit;
}

std::string whole(std::uint64_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t at = digits.size(); at > 3;) digits.insert(at -= 3, kNoBreak);
  return localised(digits);
}

std::string axis_format(const Scale& scale) {
  const int thousands = scale.exponent / 3;
  if (scale.exponent < 0 || scale.exponent % 3 != 0) return "General";
  return "#,##0" + std::string(thousands > 1 ? ".0" : "") +
         std::string(static_cast<std::size_t>(thousands), ',');
}

}  // namespace landfall::reports
