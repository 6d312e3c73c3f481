// What stands beside the numbers of a run: where they come from, and what to mind.
#include "base/language.hpp"
#include "scenario/central.hpp"
#include "scenario/read.hpp"
#include "simulate/dependence.hpp"
#include "simulate/run.hpp"

namespace landfall::simulate {

Provenance provenance_of(const scenario::Scenario& scenario) {
  Provenance provenance;
  provenance.file = scenario.file;
  provenance.file_sha256 = scenario.sha256;
  for (const scenario::DataFile& data : scenario.data)
    provenance.data.push_back({data.file, data.sha256});
  provenance.overrides = scenario.overrides;
  if (scenario.strategy) provenance.strategy = scenario.strategy->name;
  provenance.name = scenario.name;
  provenance.sector = scenario.sector;
  provenance.currency = scenario.currency;
  provenance.unit = scenario::common_unit(scenario.products);
  provenance.start = scenario::in_words(scenario.start);
  provenance.years = scenario.years;
  provenance.periods = scenario.periods;
  provenance.step = scenario.step == scenario::Step::month     ? "month"
                    : scenario.step == scenario::Step::quarter ? "quarter"
                                                               : "year";
  provenance.discount = scenario::central(scenario, scenario.discount);
  for (const scenario::Product& product : scenario.products) {
    if (product.id.empty()) continue;
    provenance.products.push_back(product.id);
    provenance.product_names.push_back(product.name);
  }
  for (const scenario::Market& market : scenario.markets) {
    if (market.line > 0) continue;
    provenance.markets.push_back(market.id);
    provenance.market_names.push_back(market.name);
  }
  provenance.paths = scenario.paths;
  provenance.seed = scenario.seed;
  provenance.sampler = scenario.sampler;
  return provenance;
}

std::vector<Assumption> assumptions_of(const scenario::Scenario& scenario) {
  std::vector<Assumption> all;
  for (const scenario::Stated& stated : scenario.stated) {
    const scenario::Note& note = stated.note;
    Assumption line{.address = stated.address, .value = stated.value, .unit = stated.unit};
    if (!note.source.empty()) {
      line.origin = Origin::source;
      line.text = note.source + (note.assumption.empty() ? "" : "; assumed: " + note.assumption);
    } else if (!note.assumption.empty()) {
      line.origin = Origin::assumption;
      line.text = note.assumption;
    }
    all.push_back(line);
  }
  return all;
}

std::vector<Warning> warnings_of(const scenario::Scenario& scenario) {
  std::vector<Warning> all;
  for (const Diagnostic& one : scenario.warnings) {
    std::string place = scenario.sources[static_cast<std::size_t>(one.place.source)].name;
    if (one.place.line > 0)
      place += ":" + std::to_string(one.place.line) + ":" + std::to_string(one.place.column);
    all.push_back(one.warning.at(place));
  }
  for (const scenario::Number& number : scenario.numbers) {
    const std::size_t trials = number.is_sip() ? number.sip().array.size() : 0;
    if (trials > 0 && trials < scenario.paths)
      all.push_back({noted("{address} has {trials} trials for {paths} paths: they are used again "
                           "and again, and the errors printed, which take paths as independent, "
                           "are too small"),
                     noted("use at most {trials} paths"),
                     {{"address", number.address},
                      {"trials", std::to_string(trials)},
                      {"paths", std::to_string(scenario.paths)}}});
  }
  return all;
}

Result result_of(const scenario::Scenario& scenario, const Plan& plan, summary::Summary summary) {
  Result result;
  result.provenance = provenance_of(scenario);
  result.summary = std::move(summary);
  result.dependence = dependence_of(scenario, plan);
  result.assumptions = assumptions_of(scenario);
  result.warnings = warnings_of(scenario);
  return result;
}

Result run(const scenario::Scenario& scenario, const Plan& plan, const RunOptions& options) {
  Growth growth = grow(plan, scenario.paths, options);
  Result result = result_of(scenario, plan, std::move(growth.summaries.front()));
  if (!growth.drivers.empty()) result.drivers = std::move(growth.drivers.front());
  return result;
}

}  // namespace landfall::simulate
