#include "reports/json_values.hpp"

#include <cmath>
#include <limits>

#include "base/contract.hpp"
#include "base/utf8.hpp"
#include "reports/words.hpp"

namespace landfall::reports {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
/// More years, periods or places than any scenario has.
constexpr std::uint64_t kCountMax = 1'000'000;

}  // namespace

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

double read_bound(const JsonValue& json, double beyond) {
  return json.is_null() ? beyond : json.number();
}

std::string read_reason(const JsonValue& json) {
  const JsonValue reason = json["reason"];
  // Braces would stand for values, of which a reason has none.
  if (reason.text().empty() || reason.text().find_first_of("{}") != std::string::npos)
    reason.refuse("a reason why there is no value");
  return reason.text();
}

summary::Estimate read_estimate(const JsonValue& json) {
  const JsonValue value = json["value"];
  if (value.is_null()) return {.missing = read_reason(json)};
  const JsonValue error = json["error"];
  return {value.number(), error.is_null() ? kInfinity : error.number_from(0, kInfinity)};
}

summary::Estimate read_share(const JsonValue& json) {
  if (!json["value"].is_null()) json["value"].number_from(0, 1);
  return read_estimate(json);
}

int read_count(const JsonValue& json) {
  return static_cast<int>(json.whole(kCountMax));
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

void read_scenario(const JsonValue& json, simulate::Provenance& provenance) {
  for (const auto& [key, into] : {std::pair{"name", &provenance.name},
                                  {"sector", &provenance.sector},
                                  {"currency", &provenance.currency},
                                  {"unit", &provenance.unit},
                                  {"start", &provenance.start},
                                  {"step", &provenance.step},
                                  {"file", &provenance.file},
                                  {"file_sha256", &provenance.file_sha256}})
    *into = json[key].text();
  provenance.years = read_count(json["years"]);
  provenance.periods = read_count(json["periods"]);
  provenance.discount = json["discount"].number();
  provenance.overrides = json["overrides"].texts();
  for (const JsonValue& market : json["markets"].items()) {
    provenance.markets.push_back(market["id"].text());
    provenance.market_names.push_back(market["name"].text());
  }
  if (const auto products = json.find("products"))
    for (const JsonValue& product : products->items()) {
      provenance.products.push_back(product["id"].text());
      provenance.product_names.push_back(product["name"].text());
    }
  if (const auto strategy = json.find("strategy")) provenance.strategy = strategy->text();
  if (const auto files = json.find("data_files"))
    for (const JsonValue& file : files->items())
      provenance.data.push_back({file["file"].text(), file["sha256"].text()});
}

Json simulation_json(const simulate::Provenance& provenance) {
  Json json = {{"paths", provenance.paths},
               {"seed", provenance.seed},
               {"sampler", text(provenance.sampler)},
               {"version", text(provenance.version)}};
  if (const std::string from = errors_from(provenance); !from.empty()) json["errors_from"] = from;
  return json;
}

void read_simulation(const JsonValue& json, simulate::Provenance& provenance) {
  provenance.paths = json["paths"].whole();
  if (provenance.paths == 0) json["paths"].refuse("a number of paths");
  provenance.seed = json["seed"].whole();
  provenance.sampler = json["sampler"].text();
  provenance.version = json["version"].text();
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

std::vector<simulate::Assumption> read_assumptions(const JsonValue& json) {
  std::vector<simulate::Assumption> all;
  for (const JsonValue& entry : json.items()) {
    simulate::Assumption line{entry["address"].text(), entry["value"].text(), entry["unit"].text()};
    if (const auto source = entry.find("source")) {
      line.origin = simulate::Origin::source;
      line.text = source->text();
    } else if (const auto assumption = entry.find("assumption")) {
      line.origin = simulate::Origin::assumption;
      line.text = assumption->text();
    } else if (!entry["unsourced"].truth()) {
      entry["unsourced"].refuse("true");
    }
    all.push_back(std::move(line));
  }
  return all;
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
