#include "reports/json_values.hpp"

#include <cmath>

#include "base/contract.hpp"
#include "base/utf8.hpp"
#include "reports/words.hpp"

namespace landfall::reports {

Json number(double value) {
  EXPECTS(std::isfinite(value));
  return value == 0 ? 0.0 : value;
}

Json text(const std::string& bytes) {
  return encode_utf8(decode_utf8(bytes));
}

Json texts(const std::vector<std::string>& list) {
  Json array = Json::array();
  for (const std::string& one : list) array.push_back(text(one));
  return array;
}

Json absent_value(const std::string& reason) {
  return {{"value", nullptr}, {"reason", text(reason)}};
}

Json bound(double value) {
  return std::isfinite(value) ? number(value) : Json();
}

Json estimate_json(const summary::Estimate& estimate) {
  if (!estimate.exists()) return absent_value(estimate.missing);
  return {{"value", number(estimate.value)}, {"error", bound(estimate.error)}};
}

Json scenario_json(const simulate::Provenance& provenance) {
  Json markets = Json::array();
  for (std::size_t i = 0; i < provenance.markets.size(); ++i) {
    const bool named = i < provenance.market_names.size();
    markets.push_back({{"id", text(provenance.markets[i])},
                       {"name", text(named ? provenance.market_names[i] : provenance.markets[i])}});
  }
  Json products = Json::array();
  for (std::size_t i = 0; i < provenance.products.size(); ++i)
    products.push_back(
        {{"id", text(provenance.products[i])}, {"name", text(provenance.product_names[i])}});
  Json json = {
      {"name", text(provenance.name)},           {"sector", text(provenance.sector)},
      {"currency", text(provenance.currency)},   {"unit", text(provenance.unit)},
      {"start", text(provenance.start)},         {"years", provenance.years},
      {"step", text(provenance.step)},           {"periods", provenance.periods},
      {"discount", number(provenance.discount)}, {"markets", markets},
      {"file", text(provenance.file)},           {"file_sha256", text(provenance.file_sha256)},
      {"overrides", texts(provenance.overrides)}};
  if (!products.empty()) json["products"] = products;
  if (!provenance.strategy.empty()) json["strategy"] = text(provenance.strategy);
  for (const simulate::DataFile& data : provenance.data)
    json["data_files"].push_back({{"file", text(data.file)}, {"sha256", text(data.sha256)}});
  return json;
}

Json simulation_json(const simulate::Provenance& provenance) {
  Json json = {{"paths", provenance.paths},
               {"seed", provenance.seed},
               {"sampler", text(provenance.sampler)},
               {"version", text(provenance.version)}};
  if (const std::string from = errors_from(provenance); !from.empty()) json["errors_from"] = from;
  return json;
}

Json assumptions_json(const std::vector<simulate::Assumption>& assumptions) {
  Json array = Json::array();
  for (const simulate::Assumption& line : assumptions) {
    Json entry = {
        {"address", text(line.address)}, {"value", text(line.value)}, {"unit", text(line.unit)}};
    switch (line.origin) {
      case simulate::Origin::source:
        entry["source"] = text(line.text);
        break;
      case simulate::Origin::assumption:
        entry["assumption"] = text(line.text);
        break;
      case simulate::Origin::unsourced:
        entry["unsourced"] = true;
        break;
    }
    array.push_back(std::move(entry));
  }
  return array;
}

void add_warnings(Json& json, const std::vector<Warning>& warnings) {
  Json sentences = Json::array(), messages = Json::array();
  for (const Warning& warning : warnings) {
    sentences.push_back(text(warning.text()));
    Json values = Json::object();
    for (const auto& [name, value] : warning.values()) values[name] = text(value);
    messages.push_back({{"place", text(warning.place())},
                        {"message", text(warning.message())},
                        {"hint", text(warning.hint())},
                        {"values", values}});
  }
  json["warnings"] = sentences;
  if (!warnings.empty()) json["warning_messages"] = messages;
}

Json table_json(const simulate::Table& table) {
  Json columns = Json::array(), rows = Json::array();
  for (const simulate::Table::Column& column : table.columns)
    columns.push_back({{"name", text(column.name)}, {"unit", text(column.unit)}});
  for (const auto& row : table.rows) {
    Json cells = Json::array();
    for (const simulate::Table::Cell& cell : row)
      cells.push_back(!cell.is_number              ? text(cell.text)
                      : std::isfinite(cell.number) ? number(cell.number)
                                                   : Json());
    rows.push_back(std::move(cells));
  }
  return {{"title", text(table.title)},
          {"columns", columns},
          {"rows", rows},
          {"notes", texts(table.notes)}};
}

std::string document(const Json& json) {
  return json.dump(2) + "\n";
}

}  // namespace landfall::reports
