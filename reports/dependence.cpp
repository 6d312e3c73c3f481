#include "reports/dependence.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <string>
#include <vector>

#include "base/language.hpp"
#include "base/text.hpp"
#include "reports/figure.hpp"
#include "reports/words.hpp"

namespace landfall::reports {
namespace {

/// Four decimals are enough for what a repair made of a correlation.
std::string changed(double value) {
  return localised(shortest(std::round(value * 1e4) / 1e4));
}

simulate::Table::Cell text(std::string value) {
  return {.text = std::move(value)};
}

std::vector<simulate::Table::Cell> cells(const simulate::GroupDependence& group,
                                         const simulate::PairDependence& pair, bool has_repair,
                                         const TextStyle& style) {
  std::vector<simulate::Table::Cell> row = {
      text(pair.one), text(pair.other),
      text(localised(shortest(pair.asked)) + " " + group.measure)};
  if (has_repair) row.push_back(text(group.repaired ? changed(pair.used) : ""));
  const Figure achieved = figure(pair.achieved, {}, {.most = 4, .decimals = 4});
  row.push_back(text(achieved.kind == Figure::Kind::missing
                         ? say(pair.achieved.missing)
                         : achieved.value + error_part(achieved, style)));
  return row;
}

/// How far a pair is from what was asked; where nothing was achieved, by what a repair made of it.
double distance(const simulate::PairDependence& pair) {
  const bool is_missing = !pair.achieved.missing.empty();
  return std::fabs((is_missing ? pair.used : pair.achieved.value) - pair.asked);
}

/// The `most` pairs that are farthest from what was asked, the first of those that are as far.
std::set<const simulate::PairDependence*> farthest(const simulate::Result& result,
                                                   std::size_t most) {
  std::vector<const simulate::PairDependence*> pairs;
  for (const simulate::GroupDependence& group : result.dependence)
    for (const simulate::PairDependence& pair : group.pairs) pairs.push_back(&pair);
  std::stable_sort(pairs.begin(), pairs.end(),
                   [](const auto* a, const auto* b) { return distance(*a) > distance(*b); });
  pairs.resize(std::min(most, pairs.size()));
  return {pairs.begin(), pairs.end()};
}

/// On which paths, and which pairs are shown.
std::string note_of(const simulate::Result& result, std::size_t shown) {
  std::size_t all = 0;
  std::uint64_t fewest = result.dependence[0].paths, largest = 0;
  bool has_shocks = false;
  for (const simulate::GroupDependence& group : result.dependence) {
    all += group.pairs.size();
    fewest = std::min(fewest, group.paths);
    largest = std::max(largest, group.paths);
    has_shocks = has_shocks || group.of_processes;
  }
  const std::string least = localised(grouped(static_cast<double>(fewest), 0));
  std::string note =
      fewest < largest ? say_counted(largest, "On the first {least} to {n}~path.",
                                     "On the first {least} to {n}~paths.", {{"least", least}})
                       : say_counted(largest, "On the first {n}~path.", "On the first {n}~paths.");
  if (has_shocks) note += " " + say("Of processes, between shocks of one period.");
  if (shown < all)
    note += " " + say("{shown} of {all} pairs, those farthest from what was asked; all in the json "
                      "and csv reports.",
                      {{"shown", std::to_string(shown)}, {"all", std::to_string(all)}});
  return note;
}

}  // namespace

simulate::Table dependence_table(const simulate::Result& result, std::size_t most,
                                 const TextStyle& style) {
  simulate::Table table{.title = say("Correlations"), .columns = {}, .rows = {}, .notes = {}};
  if (result.dependence.empty()) return table;
  const std::set<const simulate::PairDependence*> shown = farthest(result, most);
  bool has_repair = false;
  for (const simulate::GroupDependence& group : result.dependence)
    for (const simulate::PairDependence& pair : group.pairs)
      has_repair = has_repair || (group.repaired && shown.count(&pair) > 0);
  table.columns = {{say("between"), ""}, {say_in("of a pair", "and"), ""}, {say("asked"), ""}};
  if (has_repair) table.columns.push_back({say("used"), ""});
  table.columns.push_back({say("achieved"), ""});
  for (const simulate::GroupDependence& group : result.dependence)
    for (const simulate::PairDependence& pair : group.pairs)
      if (shown.count(&pair) > 0) table.rows.push_back(cells(group, pair, has_repair, style));
  table.notes.push_back(note_of(result, shown.size()));
  return table;
}

}  // namespace landfall::reports
