// What the overall files of a batch keep of one scenario's result.
#include "base/language.hpp"
#include "reports/batch.hpp"
#include "reports/comparison.hpp"
#include "reports/view.hpp"

namespace landfall::reports {
namespace {

/// Without the numbers that mean nothing where there is none.
template <class Number>
Number kept(const Number& number) {
  return number.exists() ? number : Number{.missing = number.missing};
}

summary::Interval quantile_of(const summary::MetricSummary& metric, double level) {
  const summary::Interval* found = find_quantile(metric.percentiles, level);
  return found == nullptr ? summary::Interval{.missing = noted("no such percentile")}
                          : kept(*found);
}

BatchFigure figure_of(const summary::MetricSummary& metric) {
  BatchFigure figure{.metric = metric.name,
                     .unit = metric.unit,
                     .mean = kept(metric.mean),
                     .p5 = quantile_of(metric, 5),
                     .p50 = quantile_of(metric, 50),
                     .p95 = quantile_of(metric, 95),
                     .absent_is_never = metric.absent_is_never,
                     .absent_share = kept(metric.absent_share)};
  if (const summary::Estimate* above = find_exceedance(metric, 0)) figure.above_zero = kept(*above);
  return figure;
}

BatchWay way_of(const std::string& name, const std::string& title, const simulate::Result& result) {
  BatchWay way{name, title, {}};
  for (const summary::MetricSummary& metric : result.summary.metrics)
    if (metric.name.find('.') == std::string::npos) way.figures.push_back(figure_of(metric));
  return way;
}

BatchEntry entry_of(const simulate::Provenance& provenance,
                    const std::optional<simulate::Stopping>& stopping) {
  BatchEntry entry;
  entry.title = provenance.name;
  entry.file = provenance.file;
  entry.converged = !stopping || stopping->converged;
  entry.paths = provenance.paths;
  entry.seed = provenance.seed;
  entry.sampler = provenance.sampler;
  entry.currency = provenance.currency;
  entry.start = provenance.start;
  entry.step = provenance.step;
  entry.years = provenance.years;
  return entry;
}

}  // namespace

BatchEntry batch_entry(const simulate::Result& result) {
  BatchEntry entry = entry_of(result.provenance, result.stopping);
  entry.ways = {way_of(result.provenance.strategy, "", result)};
  return entry;
}

BatchEntry batch_entry(const simulate::Comparison& comparison) {
  BatchEntry entry = entry_of(compared_provenance(comparison), comparison.stopping);
  for (const simulate::Way& way : comparison.ways)
    entry.ways.push_back(way_of(way.name, way.title, way.result));
  return entry;
}

}  // namespace landfall::reports
