#include "tests/reports/made_up.hpp"

#include <cmath>
#include <vector>

namespace landfall::test {
namespace {

constexpr double kMetricLevels[] = {1, 5, 10, 25, 50, 75, 90, 95, 99};
constexpr double kNormalScores[] = {-2.326, -1.645, -1.282, -0.674, 0, 0.674, 1.282, 1.645, 2.326};

}  // namespace

summary::MetricSummary normal_metric(const std::string& name, const std::string& unit, double mean,
                                     double sd) {
  summary::MetricSummary metric;
  metric.name = name;
  metric.unit = unit;
  metric.paths = 100'000;
  metric.absent_share = {0, 0, ""};
  metric.mean = {mean, sd / 316.2, ""};
  metric.sd = {sd, sd / 447.2, ""};
  metric.skewness = {0.25, 0.0078, ""};
  for (int i = 0; i < 9; ++i) {
    const double value = mean + sd * kNormalScores[i];
    const double error = sd * (1 + std::abs(kNormalScores[i])) / 250;
    metric.percentiles.push_back(
        {kMetricLevels[i], {value, value - 2 * error, value + 2 * error, ""}});
  }
  metric.expected_shortfall = {mean - 2.063 * sd, sd / 100, ""};
  for (int i = 0; i < 25; ++i) {
    const double low = -2.5 + 0.2 * i;
    const double middle = low + 0.1;
    metric.bars.push_back({mean + sd * low, mean + sd * (low + 0.2),
                           static_cast<std::uint64_t>(8000 * std::exp(-0.5 * middle * middle))});
  }
  return metric;
}

simulate::Result sardines() {
  simulate::Result result;
  simulate::Provenance& provenance = result.provenance;
  provenance.file = "scenarios/sardines.toml";
  provenance.file_sha256 = "3f2a91c07b1e5d4488a0c7f6be21d3490a5b6c7d8e9f00112233445566778899";
  provenance.overrides = {"market.MA.tariff.ad_valorem=0"};
  provenance.name = "Canned sardines into the Maghreb";
  provenance.sector = "canned fish";
  provenance.currency = "EUR";
  provenance.unit = "kg";
  provenance.start = "2026-01-01";
  provenance.years = 5;
  provenance.periods = 60;
  provenance.step = "month";
  provenance.discount = 0.12;
  provenance.markets = {"MA", "TN", "EG"};
  provenance.market_names = {"Morocco", "Tunisia", "Egypt"};
  provenance.paths = 100'000;
  provenance.seed = 20250912;
  provenance.sampler = "independent";
  provenance.version = "0.1.0";

  summary::Summary& summary = result.summary;
  summary.paths = 100'000;
  summary.metrics.push_back(normal_metric("revenue", "EUR", 2'214'000, 1'010'000));
  constexpr double kSkewed[] = {402'100,   612'400,   790'300,   1'204'000, 1'934'100,
                                2'903'000, 4'012'000, 4'812'000, 6'890'000};
  for (int i = 0; i < 9; ++i)
    summary.metrics[0].percentiles[i].estimate = {kSkewed[i], 0.993 * kSkewed[i],
                                                  1.007 * kSkewed[i], ""};
  summary.metrics[0].expected_shortfall = {490'200, 3'100, ""};
  summary.metrics.push_back(normal_metric("margin", "EUR", 391'000, 402'000));
  summary.metrics.push_back(normal_metric("npv", "EUR", 131'000, 428'800));
  summary.metrics[2].probability_above = {{0, {0.620, 0.00153, ""}},
                                          {250'000, {0.3908, 0.00154, ""}}};
  summary.metrics.push_back(normal_metric("payback_months", "months", 41, 9));
  summary::MetricSummary& payback = summary.metrics[3];
  payback.absent = 22'100;
  payback.absent_is_never = true;
  payback.absent_share = {0.221, 0.00131, ""};
  payback.mean.missing = payback.sd.missing = payback.skewness.missing =
      "some paths never reach it";
  payback.expected_shortfall.missing = "some paths never reach it";
  payback.tail = summary::Tail::upper;
  for (summary::Percentile& percentile : payback.percentiles)
    percentile.estimate.value = percentile.estimate.low = percentile.estimate.high =
        std::floor(percentile.estimate.value);
  payback.percentiles[4].estimate = {41, 41, 42, ""};
  for (int i = 6; i < 9; ++i) payback.percentiles[i].estimate.missing = "some paths never reach it";
  summary.metrics.push_back(normal_metric("peak_funding", "EUR", 182'300, 61'000));
  summary.metrics[4].tail = summary::Tail::upper;
  summary.metrics[4].expected_shortfall = {308'100, 610, ""};
  summary.metrics.push_back(normal_metric("market_share", "share", 0.0123, 0.0051));
  for (int year = 1; year <= 5; ++year) {
    const double mean = 155'000.0 * year * (1.4 - 0.08 * year);
    const std::string number = std::to_string(year), date = std::to_string(2025 + year);
    summary.metrics.push_back(normal_metric("revenue.year_" + number, "EUR", mean, 0.42 * mean));
    const auto& metric = summary.metrics.back();
    summary::FanEntry entry{date + "-01 to " + date + "-12", metric.mean, {}};
    for (const int i : {1, 3, 4, 5, 7}) entry.percentiles.push_back(metric.percentiles[i]);
    summary.revenue_by_year.push_back(entry);
    entry.label = date + "-01";
    summary.revenue_by_period.push_back(entry);
  }
  summary.metrics.push_back(normal_metric("revenue.MA", "EUR", 1'204'000, 603'000));
  summary.metrics.push_back(normal_metric("revenue.TN", "EUR", 402'000, 203'000));
  summary.metrics.push_back(normal_metric("revenue.EG", "EUR", 608'000, 361'000));
  summary.metrics.push_back(normal_metric("revenue.MA.distributor", "EUR", 1'204'000, 603'000));

  result.assumptions = {
      {"market.MA.tariff.ad_valorem", "0.4", "share", simulate::Origin::assumption,
       "inferred from the 2023 finance law; the line itself was not seen"},
      {"market.MA.demand.units_per_year", "65300000", "kg/year", simulate::Origin::source,
       "prepared-fish consumption 2022"},
      {"product.price", "triangular [4.2, 5, 6.1]", "EUR/kg", simulate::Origin::unsourced, ""}};
  result.warnings = {
      "scenarios/sardines.toml:41:1: the price response of MA.distributor at central values is "
      "2.31: "
      "the reference price does not fit the ladder"};
  return result;
}

simulate::Explanation sardines_explained() {
  simulate::Explanation explanation;
  const simulate::Result result = sardines();
  explanation.provenance = result.provenance;
  explanation.assumptions = result.assumptions;
  explanation.warnings = result.warnings;
  explanation.summary = {"60 months from 2026-01-01 in 3 markets: Morocco, Tunisia and Egypt.",
                         "Amounts are in EUR, discounted at 12 % a year."};
  simulate::Table ladder;
  ladder.title = "Price ladder of MA.distributor at central values";
  ladder.columns = {{"step", ""}, {"amount", "EUR/kg"}, {"rule", ""}};
  ladder.rows = {
      {text_cell("price, FCA"), number_cell(5.1, 3), text_cell("median of product.price")},
      {text_cell("freight"), number_cell(0.715, 3),
       text_cell(
           "market.MA.logistics.freight = shared.ocean_freight times 1.1, which the buyer pays "
           "on top of the price at this incoterm")},
      {text_cell("landed"), number_cell(1234.5678, 3), text_cell("V + duty + levies, before VAT")}};
  ladder.notes = {"At the shelf 135.2 MAD/kg against a reference price of 135 MAD/kg: R = 0.998."};
  explanation.tables = {ladder};
  return explanation;
}

simulate::Trace sardines_traced() {
  simulate::Trace trace;
  trace.provenance = sardines().provenance;
  trace.path = 17;
  trace.drawn = {"Drawn once",
                 {{"address", ""}, {"value", ""}},
                 {{text_cell("product.price"), number_cell(4.8712, 4)},
                  {text_cell("market.MA.tariff.ad_valorem"), number_cell(0.4, 4)}},
                 {}};
  simulate::Table months;
  months.title = "MA.distributor";
  months.columns = {{"period", ""},     {"fx", "MAD/EUR"},    {"demand", "kg"},
                    {"duty", "share"},  {"landed", "EUR/kg"}, {"shelf", "MAD/kg"},
                    {"response", ""},   {"uptake", "share"},  {"units", "kg"},
                    {"revenue", "EUR"}, {"margin", "EUR"},    {"cash", "EUR"}};
  for (int i = 0; i < 3; ++i)
    months.rows.push_back(
        {text_cell("2026-0" + std::to_string(i + 1)), number_cell(10.7 + 0.01 * i, 4),
         number_cell(5'441'666 + i, 0), number_cell(0.4, 3), number_cell(8.31, 3),
         number_cell(134.9, 2), number_cell(1.001, 3), number_cell(0.01 * i, 4),
         number_cell(1632.5 * i, 1), number_cell(7952.1 * i, 2), number_cell(2889.5 * i - 4000, 2),
         number_cell(-45'000.0 - 2000 * i, 2)});
  trace.tables = {months};
  trace.outcomes = {"Outcomes",
                    {{"metric", ""}, {"value", ""}, {"unit", ""}},
                    {{text_cell("npv"), number_cell(-51'234.56, 2), text_cell("EUR")},
                     {text_cell("payback_months"), text_cell("never"), text_cell("months")}},
                    {}};
  return trace;
}

}  // namespace landfall::test
