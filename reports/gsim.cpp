#include "reports/gsim.hpp"

#include "base/language.hpp"
#include "base/utf8.hpp"
#include "reports/grid.hpp"
#include "reports/json_values.hpp"
#include "reports/layout.hpp"

namespace landfall::reports {

namespace {

using simulate::Table;

Table::Cell name_cell(const std::string& name) {
  return {.text = name};
}
Table::Cell figure(double value, int decimals) {
  return {.number = value, .is_number = true, .decimals = decimals};
}

struct Sums {
  std::vector<double> exports, imports, more_exports, more_imports;
};

/// Flows with other regions, and their changes.
Sums trade_of(const GsimReport& report) {
  const std::size_t size = report.problem.regions.size();
  Sums sums{std::vector<double>(size), std::vector<double>(size), std::vector<double>(size),
            std::vector<double>(size)};
  for (std::size_t r = 0; r < size; ++r)
    for (std::size_t v = 0; v < size; ++v) {
      if (r == v) continue;
      const std::size_t at = r * size + v;
      sums.exports[r] += report.problem.flows[at];
      sums.imports[v] += report.problem.flows[at];
      sums.more_exports[r] += report.result.value[at];
      sums.more_imports[v] += report.result.value[at];
    }
  return sums;
}

Table prices_table(const GsimReport& report) {
  Table table{.title = say("Prices, change in percent"),
              .columns = {{say("region"), ""},
                          {say("world price"), say("of exporters")},
                          {say("consumer price"), say("of all origins")}},
              .rows = {},
              .notes = {}};
  for (std::size_t i = 0; i < report.problem.regions.size(); ++i)
    table.rows.push_back({name_cell(report.problem.regions[i].name),
                          figure(100 * report.result.world_price[i], 2),
                          figure(100 * report.result.consumer_price[i], 2)});
  return table;
}

Table flows_table(const GsimReport& report) {
  Table table{.title = say("Quantities, change of each flow in percent"),
              .columns = {{say("from / to"), ""}},
              .rows = {},
              .notes = {}};
  const std::size_t size = report.problem.regions.size();
  for (const model::GsimRegion& region : report.problem.regions)
    table.columns.push_back({region.name, ""});
  bool beyond = false;
  for (std::size_t r = 0; r < size; ++r) {
    table.rows.push_back({name_cell(report.problem.regions[r].name)});
    for (std::size_t v = 0; v < size; ++v) {
      const std::size_t at = r * size + v;
      const bool trades = report.problem.flows[at] > 0;
      table.rows.back().push_back(trades ? figure(100 * report.result.quantity[at], 1)
                                         : name_cell(say("none")));
      beyond = beyond || (trades && report.result.quantity[at] < -1);
    }
  }
  if (beyond)
    table.notes.push_back(
        say("A flow falls by more than all of it: the changes are too large for a linear model."));
  return table;
}

Table trade_table(const GsimReport& report) {
  Table table{.title = say("Trade with other regions, at world prices"),
              .columns = {{say("region"), ""},
                          {say("exports"), report.unit},
                          {say("change"), "%"},
                          {say("imports"), report.unit},
                          {say("change"), "%"}},
              .rows = {},
              .notes = {}};
  const Sums sums = trade_of(report);
  const auto share = [](double change, double of) {
    return of > 0 ? figure(100 * change / of, 1) : name_cell(say("none"));
  };
  for (std::size_t i = 0; i < report.problem.regions.size(); ++i)
    table.rows.push_back({name_cell(report.problem.regions[i].name), figure(sums.exports[i], 1),
                          share(sums.more_exports[i], sums.exports[i]), figure(sums.imports[i], 1),
                          share(sums.more_imports[i], sums.imports[i])});
  return table;
}

Table welfare_table(const GsimReport& report) {
  Table table{.title = say("Welfare, change"),
              .columns = {{say("region"), ""},
                          {say("producers"), report.unit},
                          {say("consumers"), report.unit},
                          {say("tariff revenue"), report.unit},
                          {say("in all"), report.unit}},
              .rows = {},
              .notes = {}};
  const model::GsimResult& result = report.result;
  for (std::size_t i = 0; i < report.problem.regions.size(); ++i)
    table.rows.push_back({name_cell(report.problem.regions[i].name),
                          figure(result.producer_surplus[i], 2),
                          figure(result.consumer_surplus[i], 2),
                          figure(result.tariff_revenue[i], 2), figure(result.welfare[i], 2)});
  return table;
}

Json list(const std::vector<double>& values) {
  Json out = Json::array();
  for (const double value : values) out.push_back(number(value));
  return out;
}

/// One list for each exporter.
Json matrix(const std::vector<double>& values, std::size_t size) {
  Json out = Json::array();
  for (std::size_t row = 0; row < size; ++row)
    out.push_back(list({values.begin() + static_cast<std::ptrdiff_t>(row * size),
                        values.begin() + static_cast<std::ptrdiff_t>((row + 1) * size)}));
  return out;
}

}  // namespace

std::string gsim_text(const GsimReport& report, const TextStyle& style) {
  std::string out = bold(name_within(report.name, usable_width(style), style), style) + "\n";
  if (!report.source.empty())
    out += paragraph(say("Source: {text}", {{"text", sanitise(report.source)}}), style);
  for (const Table& table :
       {prices_table(report), flows_table(report), trade_table(report), welfare_table(report)})
    out += "\n" + table_text(table, style);
  return out;
}

std::string gsim_json(const GsimReport& report, const std::string& version) {
  const std::size_t size = report.problem.regions.size();
  Json names = Json::array();
  for (const model::GsimRegion& region : report.problem.regions) names.push_back(text(region.name));
  const model::GsimResult& result = report.result;
  return document({{"schema", "landfall/gsim/1"},
                   {"version", version},
                   {"file", text(report.file)},
                   {"sha256", report.sha256},
                   {"name", text(report.name)},
                   {"unit", text(report.unit)},
                   {"source", text(report.source)},
                   {"regions", names},
                   {"world_price", list(result.world_price)},
                   {"consumer_price", list(result.consumer_price)},
                   {"quantity", matrix(result.quantity, size)},
                   {"value", matrix(result.value, size)},
                   {"producer_surplus", list(result.producer_surplus)},
                   {"consumer_surplus", list(result.consumer_surplus)},
                   {"tariff_revenue", list(result.tariff_revenue)},
                   {"welfare", list(result.welfare)}});
}

}  // namespace landfall::reports
