#include "reports/dependence.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "base/text.hpp"
#include "reports/figure.hpp"
#include "reports/words.hpp"

namespace landfall::reports {
namespace {

/// Four decimals are enough for what a repair made of a correlation.
std::string changed(double value) {
  return shortest(std::round(value * 1e4) / 1e4);
}

simulate::Table::Cell text(std::string value) {
  return {.text = std::move(value)};
}

std::vector<simulate::Table::Cell> cells(const simulate::GroupDependence& group,
                                         const simulate::PairDependence& pair, bool has_repair,
                                         const TextStyle& style) {
  std::vector<simulate::Table::Cell> row = {text(pair.one), text(pair.other),
                                            text(shortest(pair.asked) + " " + group.measure)};
  if (has_repair) row.push_back(text(group.repaired ? changed(pair.used) : ""));
  const Figure achieved = figure(pair.achieved, {}, {.most = 4, .decimals = 4});
  row.push_back(text(achieved.kind == Figure::Kind::missing
                         ? pair.achieved.missing
                         : achieved.value + error_part(achieved, style)));
  return row;
}

}  // namespace

simulate::Table dependence_table(const simulate::Result& result, std::size_t most,
                                 const TextStyle& style) {
  simulate::Table table{.title = "Correlations", .columns = {}, .rows = {}, .notes = {}};
  if (result.dependence.empty()) return table;
  bool has_repair = false;
  std::size_t all = 0, to_show = 0;
  std::uint64_t fewest = result.dependence[0].paths, largest = 0;
  const auto is_changed = [](const simulate::GroupDependence& group,
                             const simulate::PairDependence& pair) {
    return group.repaired && changed(pair.used) != changed(pair.asked);
  };
  for (const simulate::GroupDependence& group : result.dependence) {
    has_repair = has_repair || group.repaired;
    all += group.pairs.size();
    fewest = std::min(fewest, group.paths);
    largest = std::max(largest, group.paths);
    for (const simulate::PairDependence& pair : group.pairs) to_show += is_changed(group, pair);
  }
  std::size_t others = to_show < most ? most - to_show : 0;
  table.columns = {{"between", ""}, {"and", ""}, {"asked", ""}};
  if (has_repair) table.columns.push_back({"used", ""});
  table.columns.push_back({"achieved", ""});
  for (const simulate::GroupDependence& group : result.dependence)
    for (const simulate::PairDependence& pair : group.pairs) {
      if (!is_changed(group, pair) && others == 0) continue;
      if (!is_changed(group, pair)) --others;
      table.rows.push_back(cells(group, pair, has_repair, style));
    }
  std::string note = "Achieved on the first ";
  if (fewest < largest) note += grouped(static_cast<double>(fewest), 0) + " to ";
  table.notes.push_back(note + counted(largest, "path", "paths") +
                        "; of processes between the shocks of one period.");
  if (table.rows.size() < all)
    table.notes.push_back(std::to_string(table.rows.size()) + " of " + std::to_string(all) +
                          " pairs are shown, all of them in the json report.");
  return table;
}

}  // namespace landfall::reports
