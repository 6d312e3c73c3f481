// The sheets of any result: years, npv, markets, assumptions.
#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <optional>
#include <tuple>

#include "base/language.hpp"
#include "reports/spreadsheet/book.hpp"
#include "reports/view.hpp"

namespace landfall::reports {
namespace {

constexpr double kYearLevels[] = {5, 25, 50, 75, 95};

/// Where a chart stands that has a table above it.
std::uint32_t below(const Workbook& workbook) {
  return workbook.row() + 1;
}

/// The range of a column of the rows from `first` to the last.
CellRange column_of(const Book& book, std::uint32_t first, std::size_t column) {
  return {first, book.workbook.row(), static_cast<std::uint16_t>(column + book.shift())};
}

/// What a metric that is a part of revenue is of: "Morocco", "Morocco, wholesale", a product.
struct Part {
  enum class Of { market, channel, product } of;
  std::string label;
};

std::optional<Part> part_of(const std::string& metric, const simulate::Provenance& provenance) {
  constexpr std::string_view kRevenue = "revenue.", kProduct = "product.";
  if (!metric.starts_with(kRevenue) || metric.starts_with("revenue.year_")) return std::nullopt;
  const std::string rest = metric.substr(kRevenue.size());
  if (rest.starts_with(kProduct)) {
    const std::string id = rest.substr(kProduct.size());
    const auto& ids = provenance.products;
    const auto at = static_cast<std::size_t>(std::find(ids.begin(), ids.end(), id) - ids.begin());
    return Part{Part::Of::product,
                at < provenance.product_names.size() ? provenance.product_names[at] : id};
  }
  std::string market, name;  // an id may hold dots: the longest that fits is meant
  for (std::size_t i = 0; i < provenance.markets.size(); ++i) {
    const std::string& id = provenance.markets[i];
    if ((rest != id && !rest.starts_with(id + ".")) || id.size() < market.size()) continue;
    market = id;
    name = i < provenance.market_names.size() && !provenance.market_names[i].empty()
               ? provenance.market_names[i]
               : id;
  }
  if (market.empty()) return std::nullopt;
  if (rest == market) return Part{Part::Of::market, name};
  return Part{Part::Of::channel, name + ", " + rest.substr(market.size() + 1)};
}

/// The rows of one result's markets, then its channels, then its products; returns the rows of that
/// group, from 1, which a chart shows: markets where there are several.
std::pair<std::uint32_t, std::uint32_t> market_rows_of(const Book& book, const Named& one) {
  std::pair<std::uint32_t, std::uint32_t> shown{0, 0};
  for (const Part::Of of : {Part::Of::market, Part::Of::channel, Part::Of::product}) {
    const std::uint32_t before = book.workbook.row();
    for (const summary::MetricSummary& metric : one.result->summary.metrics) {
      const auto part = part_of(metric.name, one.result->provenance);
      if (!part || part->of != of) continue;
      begin_row(book, one);
      book.workbook.put(part->label);
      book.workbook.put(metric.name);
      book.workbook.put(value_of(metric.mean), CellStyle::money);
      book.workbook.put(error_of(metric.mean), CellStyle::money);
      for (const double level : kShownLevels)
        book.workbook.put(value_of(metric.percentiles, level), CellStyle::money);
    }
    const std::uint32_t rows = book.workbook.row() - before;
    if (rows > 0 && shown.second < 2) shown = {before + 1, rows};
  }
  return shown;
}

std::string in_words(simulate::Origin origin) {
  return origin == simulate::Origin::source       ? say("source")
         : origin == simulate::Origin::assumption ? say("assumption")
                                                  : say("unsourced");
}

/// A constant as its scenario writes it, "10_000" say.
std::optional<double> number_in(std::string text) {
  std::erase(text, '_');
  double number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool is_whole = read.ec == std::errc() && read.ptr == text.data() + text.size();
  return is_whole && std::isfinite(number) ? std::optional(number) : std::nullopt;
}

using Line = std::tuple<std::string, std::string, std::string, simulate::Origin, std::string>;

Line line_of(const simulate::Assumption& assumption) {
  return {assumption.address, assumption.value, assumption.unit, assumption.origin,
          assumption.text};
}

void put_assumption(const Book& book, const std::string& name,
                    const simulate::Assumption& assumption) {
  Workbook& workbook = book.workbook;
  workbook.begin_row();
  if (book.has_names) workbook.put(name, CellStyle::text);
  workbook.put(assumption.address, CellStyle::text);
  if (const auto number = number_in(assumption.value))
    workbook.put(*number, CellStyle::text);
  else
    workbook.put(assumption.value, CellStyle::text);
  const std::size_t blanks = assumption.unit.find_first_not_of(' ');
  workbook.put(blanks == std::string::npos ? "" : assumption.unit.substr(blanks), CellStyle::text);
  workbook.put(in_words(assumption.origin), CellStyle::text);
  workbook.put(assumption.text, CellStyle::text);
}

}  // namespace

void years_sheet(const Book& book) {
  Workbook& workbook = book.workbook;
  workbook.begin_sheet(say("Years"));
  std::vector<Head> heads = {
      {say("year"), false}, {say("mean revenue")}, {say("error of the mean")}};
  for (const double level : kYearLevels) heads.push_back({level_head(level)});
  const std::uint32_t head = put_heads(book, heads);
  workbook.freeze();
  SheetChart chart{
      .kind = SheetChart::Kind::line,
      .title = book.has_names ? say("Median revenue by year")
                              : say("Revenue by year: P5, median and P95"),
      .names = {"", book.money.unit},
      .formats = {"", axis_format(book.money)},
      .alt = say("Revenue by year; the cells above hold it"),
  };
  for (const Named& one : book.all) {
    const auto& years = one.result->summary.revenue_by_year;
    if (years.empty()) continue;
    const std::uint32_t first = workbook.row() + 1;
    for (std::size_t year = 0; year < years.size(); ++year) {
      begin_row(book, one);
      workbook.put(year_label(years[year].label, year));
      workbook.put(value_of(years[year].mean), CellStyle::money);
      workbook.put(error_of(years[year].mean), CellStyle::money);
      for (const double level : kYearLevels)
        workbook.put(value_of(years[year].percentiles, level), CellStyle::money);
    }
    const auto add = [&](const std::string& name, std::size_t column) {
      chart.series.push_back({name, column_of(book, first, 0), column_of(book, first, column)});
    };
    if (book.has_names) {
      add(one.name, 5);
    } else {
      add("P95", 7);
      add(say("median"), 5);
      add("P5", 3);
    }
  }
  if (chart.series.empty()) return;
  workbook.filter(head, static_cast<std::uint16_t>(8 + book.shift()));
  chart.row = below(workbook);
  workbook.chart(chart);
}

void npv_sheet(const Book& book) {
  Workbook& workbook = book.workbook;
  workbook.begin_sheet(say_in("sheet", "Npv"));
  const std::uint32_t head = put_heads(
      book, {{say("from")}, {say("to")}, {say("futures")}, {say("share")}, {say("at least")}});
  workbook.freeze();
  SheetChart chart{
      .kind = book.has_names ? SheetChart::Kind::scatter : SheetChart::Kind::column,
      .title = book.has_names ? say("Chance of at least this npv")
                              : say("How the npv is spread over the futures"),
      .names = {book.money.unit, say("share of futures")},
      .formats = {axis_format(book.money), "0%"},
      .of_shares = book.has_names,
      .alt = book.has_names ? say("Chance of at least so much npv; the cells beside it hold it")
                            : say("Histogram of the npv; the cells beside it hold it"),
      .series = {},
      .column = static_cast<std::uint16_t>(5 + book.shift()),
  };
  for (const Named& one : book.all) {
    const auto* npv = find_metric(*one.result, "npv");
    if (npv == nullptr || npv->bars.empty()) continue;
    std::uint64_t left = npv->paths;
    const std::uint32_t first = workbook.row() + 1;
    const double paths = static_cast<double>(npv->paths);
    for (const summary::Bar& bar : npv->bars) {
      begin_row(book, one);
      workbook.put(bar.low, CellStyle::money);
      workbook.put(bar.high, CellStyle::money);
      workbook.put(static_cast<double>(bar.paths), CellStyle::count);
      workbook.put(static_cast<double>(bar.paths) / paths, CellStyle::share);
      workbook.put(static_cast<double>(left) / paths, CellStyle::share);
      left -= bar.paths;
    }
    chart.series.push_back({book.has_names ? one.name : say("share of futures"),
                            column_of(book, first, 0),
                            column_of(book, first, book.has_names ? 4 : 3)});
  }
  if (chart.series.empty()) return;
  workbook.filter(head, static_cast<std::uint16_t>(5 + book.shift()));
  workbook.chart(chart);
}

void markets_sheet(const Book& book) {
  Workbook& workbook = book.workbook;
  workbook.begin_sheet(say("Markets"));
  const std::uint32_t head = put_heads(book, {{say("revenue of"), false},
                                              {say("name"), false},
                                              {say("mean")},
                                              {say("error of the mean")},
                                              {level_head(5)},
                                              {level_head(50)},
                                              {level_head(95)}});
  workbook.freeze();
  SheetChart chart{.kind = SheetChart::Kind::bar,
                   .title = say("Mean revenue by market and channel"),
                   .names = {"", book.money.unit},
                   .formats = {"", axis_format(book.money)},
                   .alt = say("Mean revenue by market and channel; the cells above hold it"),
                   .series = {}};
  for (const Named& one : book.all) {
    const auto [first, rows] = market_rows_of(book, one);
    if (rows == 0 || (book.has_names && !book.of_one_file)) continue;  // theirs are not the same
    const std::uint32_t last = first + rows - 1;
    const std::uint16_t column = book.shift();
    chart.series.push_back({book.has_names ? one.name : say("mean"),
                            {first, last, column},
                            {first, last, static_cast<std::uint16_t>(column + 2)}});
  }
  workbook.filter(head, static_cast<std::uint16_t>(7 + book.shift()));
  if (chart.series.empty()) return;
  chart.row = below(workbook);
  workbook.chart(chart);
}

void assumptions_sheet(const Book& book) {
  Workbook& workbook = book.workbook;
  workbook.begin_sheet(say("Assumptions"));
  const std::uint32_t head = put_heads(book, {{say("number"), false},
                                              {say("value"), false},
                                              {say("unit"), false},
                                              {say("origin"), false},
                                              {say("source or reason"), false}});
  workbook.freeze();
  std::map<Line, std::size_t> ways;  // how many state the same
  for (const Named& one : book.all)
    for (const simulate::Assumption& assumption : one.result->assumptions)
      ++ways[line_of(assumption)];
  for (const Named& one : book.all)
    for (const simulate::Assumption& assumption : one.result->assumptions) {
      const bool is_common = ways[line_of(assumption)] == book.all.size();
      if (is_common && &one != &book.all.front()) continue;
      put_assumption(book, is_common ? say("all of them") : one.name, assumption);
    }
  workbook.filter(head, static_cast<std::uint16_t>(5 + book.shift()));
}

}  // namespace landfall::reports
