#include "study/compare.hpp"

#include <algorithm>
#include <deque>

#include "base/contract.hpp"
#include "base/utf8.hpp"
#include "simulate/share_world.hpp"
#include "study/stop.hpp"

namespace landfall::study {

namespace {

std::string file_name(const std::string& path) {
  std::string name = path.substr(path.find_last_of('/') + 1);
  if (name.size() > 5 && name.ends_with(".toml")) name.resize(name.size() - 5);
  return name;
}

std::string step_of(const scenario::Scenario& scenario) {
  const char* const words[] = {"month", "quarter", "year"};
  return words[static_cast<int>(scenario.step)];
}

}  // namespace

std::vector<Way> ways_of(const scenario::Scenario& scenario) {
  std::vector<Way> ways;
  for (const scenario::Scenario& one : scenario.strategies)
    ways.push_back({one.strategy->name, one.strategy->title, one});
  return ways;
}

std::vector<Way> ways_of(const std::vector<scenario::Scenario>& scenarios) {
  std::vector<Way> ways;
  for (const scenario::Scenario& one : scenarios) {
    const auto alike = std::count_if(scenarios.begin(), scenarios.end(), [&](const auto& other) {
      return file_name(other.file) == file_name(one.file);
    });
    const std::string name = sanitise(alike > 1 ? one.file : file_name(one.file));
    if (one.strategies.empty()) ways.push_back({name, one.name, one});
    for (const Way& strategy : ways_of(one))
      ways.push_back({strategy.name, strategy.title, strategy.scenario});
  }
  const std::vector<Way> as_named = ways;
  for (Way& way : ways)
    if (way.scenario.strategy &&
        std::count_if(as_named.begin(), as_named.end(),
                      [&](const Way& other) { return other.name == way.name; }) > 1)
      way.name = sanitise(file_name(way.scenario.file)) + "/" + way.name;
  return ways;
}

std::string why_not_comparable(const std::vector<Way>& ways) {
  const scenario::Scenario& first = ways.front().scenario;
  for (const Way& way : ways) {
    const scenario::Scenario& other = way.scenario;
    const auto said = [&](const std::string& what, const std::string& one,
                          const std::string& another) {
      return sanitise(first.file) + " has " + what + " " + sanitise(one) + ", " +
             sanitise(other.file) + " has " + sanitise(another);
    };
    if (other.paths != first.paths)
      return said("paths", std::to_string(first.paths), std::to_string(other.paths));
    if (other.seed != first.seed)
      return said("seed", std::to_string(first.seed), std::to_string(other.seed));
    if (other.sampler != first.sampler) return said("sampler", first.sampler, other.sampler);
    if (other.currency != first.currency) return said("currency", first.currency, other.currency);
    if (step_of(other) != step_of(first)) return said("step", step_of(first), step_of(other));
    if (other.start.year != first.start.year || other.start.month != first.start.month)
      return said("start",
                  std::to_string(first.start.year) + "-" + std::to_string(first.start.month),
                  std::to_string(other.start.year) + "-" + std::to_string(other.start.month));
    if (other.years != first.years)
      return said("years", std::to_string(first.years), std::to_string(other.years));
  }
  return "";
}

simulate::Comparison compare(const std::vector<Way>& ways, const simulate::RunOptions& options) {
  EXPECTS(ways.size() > 1 && why_not_comparable(ways).empty());
  std::deque<simulate::Plan> plans;
  std::vector<const simulate::Plan*> pointers;
  std::vector<std::string> names;
  for (const Way& way : ways) {
    plans.push_back(simulate::compile(way.scenario, {.drivers = options.drivers}));
    if (plans.size() > 1)
      simulate::take_over_world(ways.front().scenario, plans.front(), way.scenario, plans.back());
    pointers.push_back(&plans.back());
    names.push_back(way.name);
  }
  const scenario::Scenario& first = ways.front().scenario;
  simulate::Comparison comparison;
  simulate::Growth growth;
  if (first.stop.given()) {
    comparison.stopping = grow_until_precise(first.stop, pointers, names, options, growth);
  } else {
    growth = simulate::GrowingRun(pointers, first.paths, options).grow_to(first.paths);
  }
  if (!growth.is_here()) throw simulate::HandedOver();
  for (std::size_t i = 0; i < ways.size(); ++i) {
    comparison.ways.push_back(
        {ways[i].name, ways[i].title,
         simulate::result_of(ways[i].scenario, plans[i], std::move(growth.summaries[i]))});
    if (!growth.drivers.empty())
      comparison.ways.back().result.drivers = std::move(growth.drivers[i]);
    if (comparison.stopping)
      comparison.ways.back().result.provenance.paths = comparison.stopping->stages.back();
  }
  comparison.figures = std::move(*growth.comparison);
  return comparison;
}

}  // namespace landfall::study
