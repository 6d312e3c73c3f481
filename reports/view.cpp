#include "reports/view.hpp"

#include <algorithm>
#include <cmath>

#include "base/language.hpp"
#include "base/text.hpp"
#include "base/utf8.hpp"
#include "reports/layout.hpp"

namespace landfall::reports {
namespace {

constexpr const char* kMainMetrics[] = {"revenue",      "margin",         "tax",
                                        "npv",          "terminal_value", "payback_months",
                                        "peak_funding", "market_share"};

constexpr std::pair<const char*, const char*> kLabels[] = {
    {"revenue", noted("revenue")},
    {"margin", noted("margin")},
    {"tax", noted("tax")},
    {"npv", noted("npv")},
    {"terminal_value", noted("terminal value")},
    {"payback_months", noted("payback")},
    {"peak_funding", noted("peak funding")},
    {"market_share", noted("market share")}};

constexpr std::size_t kMean = 0, kMedian = 2;  // of the cells of a row

int decimals_of(const std::string& number) {
  const std::size_t point = number.find(decimal_mark());
  return point == std::string::npos ? 0 : static_cast<int>(number.size() - point - 1);
}

double median_magnitude(const summary::MetricSummary& metric) {
  const auto* median = find_quantile(metric.percentiles, 50);
  if (median && median->exists()) return std::fabs(median->value);
  return metric.mean.exists() ? std::fabs(metric.mean.value) : 0;
}

Scale clean_scale(std::string_view unit, double magnitude) {
  Scale scale = scale_of(unit, magnitude);
  scale.unit = sanitise(scale.unit);
  return scale;
}

MetricRow row_of(const simulate::Result& result, const summary::MetricSummary& metric,
                 std::string label) {
  const bool is_money = metric.unit == result.provenance.currency;
  return {std::move(label), &metric, is_money ? money_scale(result) : scale_of(metric)};
}

bool starts_with_digits(std::string_view text, std::size_t count) {
  return text.size() >= count && std::all_of(text.begin(), text.begin() + static_cast<long>(count),
                                             [](char c) { return c >= '0' && c <= '9'; });
}

void add_once(std::vector<std::string>& sentences, const std::string& sentence) {
  if (std::find(sentences.begin(), sentences.end(), sentence) == sentences.end())
    sentences.push_back(sentence);
}

std::string resolution_note(const summary::Summary& summary) {
  if (summary.metrics.empty() || summary.metrics.front().resolution == 0) return "";
  return say(
      "percentiles are read from histogram cells {width} % wide (--keep-draws for exact ones)",
      {{"width", localised(grouped(100 * summary.metrics.front().resolution, 4))}});
}

}  // namespace

const summary::MetricSummary* find_metric(const simulate::Result& result, std::string_view name) {
  for (const summary::MetricSummary& metric : result.summary.metrics)
    if (metric.name == name) return &metric;
  return nullptr;
}

const summary::Interval* find_quantile(const std::vector<summary::Percentile>& percentiles,
                                       double level) {
  for (const summary::Percentile& percentile : percentiles)
    if (percentile.level == level) return &percentile.estimate;
  return nullptr;
}

const summary::Estimate* find_exceedance(const summary::MetricSummary& metric, double threshold) {
  for (const summary::Exceedance& exceedance : metric.probability_above)
    if (exceedance.threshold == threshold) return &exceedance.probability;
  return nullptr;
}

std::array<Figure, 4> cells_of(const MetricRow& row, int most_digits) {
  const summary::MetricSummary& metric = *row.metric;
  const auto figures = [&](const Digits& digits) {
    std::array<Figure, 4> cells = {figure(metric.mean, row.scale, digits), {}, {}, {}};
    for (std::size_t i = 0; i < kShownLevels.size(); ++i)
      if (const auto* quantile = find_quantile(metric.percentiles, kShownLevels[i]))
        cells[i + 1] = figure(*quantile, row.scale, digits);
    return cells;
  };
  Digits digits{.most = most_digits};
  std::array<Figure, 4> cells = figures(digits);
  for (const std::size_t leader : {kMedian, kMean}) {
    if (cells[leader].kind != Figure::Kind::measured) continue;
    digits.decimals = decimals_of(cells[leader].value);
    cells = figures(digits);
    break;
  }
  for (std::size_t i = 0; i < cells.size(); ++i) {
    // Too few paths for an interval are no reason to say never: some path must have no value.
    const bool never =
        metric.absent_is_never && metric.absent > 0 && (i > 0 || metric.absent == metric.paths);
    if (cells[i].kind == Figure::Kind::missing) cells[i].value = never ? say("never") : "";
  }
  return cells;
}

Scale scale_of(const summary::MetricSummary& metric) {
  return clean_scale(metric.unit, median_magnitude(metric));
}

Scale money_scale(const simulate::Result& result) {
  constexpr double kRoom = 20;
  double largest = 0;
  for (const char* name : kMainMetrics) {
    const auto* metric = find_metric(result, name);
    if (metric && metric->unit == result.provenance.currency)
      largest = std::max(largest, median_magnitude(*metric));
  }
  return clean_scale(result.provenance.currency, largest / kRoom);
}

std::vector<MetricRow> main_rows(const simulate::Result& result) {
  std::vector<MetricRow> rows;
  for (const char* name : kMainMetrics)
    if (const auto* metric = find_metric(result, name))
      rows.push_back(row_of(result, *metric, metric_label(name)));
  return rows;
}

std::vector<MetricRow> year_rows(const simulate::Result& result, std::size_t most) {
  std::vector<MetricRow> rows;
  const auto& years = result.summary.revenue_by_year;
  for (const std::size_t year : evenly(years.size(), most))
    if (const auto* metric = find_metric(result, "revenue.year_" + std::to_string(year + 1)))
      rows.push_back(row_of(result, *metric, year_label(years[year].label, year)));
  return rows;
}

std::vector<MetricRow> market_rows(const simulate::Result& result, std::size_t most) {
  std::vector<MetricRow> rows;
  const auto& ids = result.provenance.markets;
  const auto& names = result.provenance.market_names;
  for (std::size_t i = 0; ids.size() > 1 && i < std::min(ids.size(), most); ++i)
    if (const auto* metric = find_metric(result, "revenue." + ids[i]))
      rows.push_back(row_of(result, *metric, i < names.size() ? names[i] : ids[i]));
  return rows;
}

std::vector<MetricRow> product_rows(const simulate::Result& result, std::size_t most) {
  std::vector<MetricRow> rows;
  const auto& ids = result.provenance.products;
  for (std::size_t i = 0; ids.size() > 1 && i < std::min(ids.size(), most); ++i)
    if (const auto* metric = find_metric(result, "revenue.product." + ids[i]))
      rows.push_back(row_of(result, *metric, result.provenance.product_names[i]));
  return rows;
}

std::vector<std::size_t> evenly(std::size_t count, std::size_t most) {
  std::vector<std::size_t> chosen;
  const std::size_t last = std::min(count, most);
  for (std::size_t i = 0; i < last; ++i)
    chosen.push_back(count <= most ? i : (i * (count - 1) + (most - 1) / 2) / (most - 1));
  return chosen;
}

std::string year_label(std::string_view fan_label, std::size_t index) {
  const std::string_view year = fan_label.substr(0, 4);
  const bool calendar = starts_with_digits(year, 4) &&
                        fan_label == std::string(year) + "-01 to " + std::string(year) + "-12";
  return calendar ? std::string(year) : say("year {n}", {{"n", std::to_string(index + 1)}});
}

std::string metric_label(std::string_view name) {
  for (const auto& [metric, label] : kLabels)
    if (name == metric) return say(label);
  std::string label = sanitise(name);
  std::replace(label.begin(), label.end(), '_', ' ');
  return label;
}

std::vector<std::string> table_notes(const simulate::Result& result, const TextStyle& style) {
  std::vector<std::string> notes;
  for (const char* name : kMainMetrics) {
    const auto* metric = find_metric(result, name);
    if (!metric) continue;
    if (metric->absent > 0) {
      const std::string share = share_in_words(metric->absent_share, metric->paths, style);
      const std::string label = metric_label(name);
      notes.push_back(metric->absent_is_never
                          ? say("{metric}: never in {share} of futures, so no mean",
                                {{"metric", label}, {"share", share}})
                          : say("{metric}: no value in {share} of futures, so no mean",
                                {{"metric", label}, {"share", share}}));
    } else if (!metric->mean.exists()) {
      add_once(notes, say("no mean: {reason}", {{"reason", sanitise(say(metric->mean.missing))}}));
    }
    for (const double level : kShownLevels) {
      const auto* quantile = find_quantile(metric->percentiles, level);
      if (quantile && !quantile->exists() && !metric->absent_is_never)
        add_once(notes,
                 say("no P{level}: {reason}", {{"level", localised(shortest(level))},
                                               {"reason", sanitise(say(quantile->missing))}}));
    }
  }
  if (const std::string note = resolution_note(result.summary); !note.empty())
    notes.push_back(note);
  return notes;
}

std::vector<std::string> risk_sentences(const simulate::Result& result, const TextStyle& style) {
  std::vector<std::string> sentences;
  for (const summary::MetricSummary& metric : result.summary.metrics) {
    std::vector<std::string> parts;
    if (metric.name == "npv" && metric.expected_shortfall.exists()) {
      const Scale scale = row_of(result, metric, "").scale;
      parts.push_back(
          say("{amount} on average in the worst {share} of futures",
              {{"amount", written(figure(metric.expected_shortfall, scale), scale, style)},
               {"share", exactly(metric.tail_level, kPercent)}}));
    }
    for (const summary::Exceedance& exceedance : metric.probability_above) {
      const double threshold = exceedance.threshold;
      const Scale scale = clean_scale(threshold == 0 ? "" : metric.unit, std::fabs(threshold));
      parts.push_back(
          say("above {threshold} in {share}",
              {{"threshold", exactly(threshold, scale)},
               {"share", share_in_words(exceedance.probability, metric.paths, style)}}));
    }
    std::string list;
    for (const std::string& part : parts) list += (list.empty() ? "" : semicolon()) + part;
    if (!list.empty()) sentences.push_back(labelled(metric_label(metric.name), list));
  }
  return sentences;
}

}  // namespace landfall::reports
