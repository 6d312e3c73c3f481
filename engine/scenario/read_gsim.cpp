#include <algorithm>

#include "base/text.hpp"
#include "base/utf8.hpp"
#include "scenario/gsim_file.hpp"
#include "scenario/read.hpp"
#include "scenario/read_whole.hpp"

namespace landfall::scenario {

namespace {

/// A constant in a range; 0 after a mistake, and none where the key is missing.
std::optional<double> constant(Reader& reader, Fields& fields, const std::string& key,
                               const Range& range) {
  const Node* node = fields.peek(key, constant_asked(range.low, range.high, range.low_open));
  if (node == nullptr || node->poisoned) return std::nullopt;
  const std::optional<double> value = constant_of(*node);
  if (!value) {
    reader.error(node->place, "'" + key + "' must be a number, not " + kind_in_words(*node));
    return 0;
  }
  if (*value < range.low || *value > range.high || (range.low_open && *value == range.low)) {
    reader.error(node->place, "'" + key + "' " + in_words(range) + ", not " + shortest(*value));
    return 0;
  }
  return value;
}

/// A square matrix, row by row; empty where there is none or it has a mistake.
std::vector<double> matrix(Reader& reader, Fields& fields, const std::string& key, std::size_t size,
                           const Range& range) {
  const Node* node = fields.peek(key, shape_asked("matrix"));
  if (node == nullptr || node->poisoned) return {};
  const std::string shape = std::to_string(size) + " lists of " + std::to_string(size) +
                            " numbers: a row an exporter, a column an importer";
  if (node->kind != Node::Kind::array || node->children.size() != size) {
    reader.error(node->place, "'" + key + "' must be " + shape);
    return {};
  }
  std::vector<double> entries;
  for (const Node& row : node->children) {
    if (row.kind != Node::Kind::array || row.children.size() != size) {
      reader.error(row.place, "each row of '" + key + "' must have " + std::to_string(size) +
                                  " numbers, one an importer");
      return {};
    }
    for (const Node& cell : row.children) {
      const std::optional<double> value = constant_of(cell);
      if (!value || *value < range.low || *value > range.high) {
        if (!cell.poisoned)
          reader.error(cell.place, "a number of '" + key + "' " + in_words(range) + ", not " +
                                       kind_in_words(cell));
        entries.clear();
        return entries;
      }
      entries.push_back(*value);
    }
  }
  return entries;
}

struct Elasticities {
  std::optional<double> import_demand, substitution, export_supply;
};

Elasticities read_elasticities(Reader& reader, Fields& fields) {
  return {constant(reader, fields, "import_demand", within(0, 1000)),
          constant(reader, fields, "substitution", within(0, 1000)),
          constant(reader, fields, "export_supply", {.low = 0, .high = 1e6, .low_open = true})};
}

/// The elasticities of all regions, and those of a region's own.
void read_regions(Reader& reader, Fields& root, const std::vector<std::string>& order,
                  GsimFile& out) {
  Fields general = root.table("elasticity");
  const Elasticities all = read_elasticities(reader, general);
  for (const std::string& name : order) {
    model::GsimRegion region{.name = name};
    region.import_demand = all.import_demand.value_or(0);
    region.substitution = all.substitution.value_or(0);
    region.export_supply = all.export_supply;
    out.problem.regions.push_back(region);
  }
  std::vector<bool> has_demand(order.size(), all.import_demand.has_value());
  std::vector<bool> has_exchange(order.size(), all.substitution.has_value());
  for (auto& [name, fields] : root.tables("region")) {
    const Elasticities own = read_elasticities(reader, fields);
    const auto found = std::find(order.begin(), order.end(), name);
    if (found == order.end()) {
      const std::string close = nearest(name, order);
      reader.error(fields.place(), "there is no region '" + sanitise(name) + "' in order",
                   close.empty() ? "" : "did you mean '" + close + "'?");
      continue;
    }
    const auto index = static_cast<std::size_t>(found - order.begin());
    model::GsimRegion& region = out.problem.regions[index];
    if (own.import_demand) region.import_demand = *own.import_demand;
    if (own.substitution) region.substitution = *own.substitution;
    if (own.export_supply) region.export_supply = own.export_supply;
    has_demand[index] = has_demand[index] || own.import_demand;
    has_exchange[index] = has_exchange[index] || own.substitution;
  }
  for (std::size_t i = 0; i < order.size(); ++i)
    for (const auto& [has, key] :
         {std::pair{&has_demand, "import_demand"}, std::pair{&has_exchange, "substitution"}})
      if (!(*has)[i]) {
        reader.error(general.place(), "region '" + order[i] + "' has no " + key,
                     std::string("write it for all, [elasticity] with ") + key +
                         ", or for one, [region." + order[i] + "]");
        return;
      }
}

/// Tariffs that change: named ones, each of an importer on an exporter.
void read_changes(Reader& reader, Fields& root, const std::vector<std::string>& order,
                  GsimFile& out) {
  const auto index = [&](Fields& fields, const char* key) -> std::optional<std::size_t> {
    const std::string name = fields.text(key, std::nullopt);
    const auto found = std::find(order.begin(), order.end(), name);
    if (found != order.end()) return static_cast<std::size_t>(found - order.begin());
    if (fields.has(key)) {
      const std::string close = nearest(name, order);
      reader.error(fields.place_of(key), "there is no region '" + sanitise(name) + "' in order",
                   close.empty() ? "" : "did you mean '" + close + "'?");
    }
    return std::nullopt;
  };
  for (auto& [name, fields] : root.tables("change")) {
    const auto exporter = index(fields, "exporter"), importer = index(fields, "importer");
    const auto tariff = constant(reader, fields, "tariff", at_least(0));
    if (!fields.has("tariff")) fields.missing("tariff", "for example tariff = 0");
    const bool both = fields.boolean("both_ways", false);
    if (!exporter || !importer || !tariff || out.problem.after.empty()) continue;
    out.problem.after[*exporter * order.size() + *importer] = 1 + *tariff;
    if (both) out.problem.after[*importer * order.size() + *exporter] = 1 + *tariff;
  }
}

/// `order`: the names of all regions, each once.
std::vector<std::string> read_order(Reader& reader, Fields& head) {
  std::vector<std::string> order = head.texts("order");
  for (std::size_t i = 0; i < order.size(); ++i)
    if (std::count(order.begin(), order.end(), order[i]) > 1) {
      reader.error(head.place_of("order"), "'order' names " + sanitise(order[i]) + " twice");
      break;
    }
  if (head.has("order") && (order.size() < 2 || order.size() > kRegionsMax))
    reader.error(head.place_of("order"), "'order' needs 2 to " + std::to_string(kRegionsMax) +
                                             " regions, not " + std::to_string(order.size()));
  return order;
}

void check_finite_changes(Reader& reader, const Fields& head, const GsimFile& out) {
  if (out.problem.flows.empty()) return;
  if (std::all_of(out.problem.flows.begin(), out.problem.flows.end(),
                  [](double flow) { return flow == 0; }))
    reader.error(head.place_of("flows"), "nothing is traded: all flows are 0");
}

void read_sections(Reader& reader, GsimFile& out) {
  Fields root = reader.root();
  check_schema(reader, root);
  Fields head = root.table("gsim");
  out.name = head.text("name", std::nullopt);
  out.unit = head.text("unit", "");
  out.source = head.note().source;
  const std::vector<std::string> order = read_order(reader, head);
  const Range rates = within(0, 1e4);
  out.problem.flows = matrix(reader, head, "flows", order.size(), within(0, 1e15));
  for (double& rate : out.problem.before = matrix(reader, head, "tariffs", order.size(), rates))
    rate += 1;
  out.problem.after = out.problem.before;
  for (const char* key : {"flows", "tariffs"})
    if (!head.has(key)) head.missing(key, "one list for each exporter, one number an importer");
  if (head.has("new_tariffs")) {
    out.problem.after = matrix(reader, head, "new_tariffs", order.size(), rates);
    for (double& rate : out.problem.after) rate += 1;
    if (root.has("change"))
      reader.error(head.place_of("new_tariffs"), "new_tariffs and [change] both say what changes",
                   "keep one of them");
  }
  read_regions(reader, root, order, out);
  read_changes(reader, root, order, out);
  if (!head.has("new_tariffs") && !root.has("change"))
    reader.error(head.place(), "no tariff changes",
                 "add [change.NAME] with exporter, importer and tariff, or new_tariffs");
  check_finite_changes(reader, head, out);
  reader.report_unread();
}

}  // namespace

void record_gsim(Document document, Recorder& recorder) {
  Scenario unused;
  Reader reader(document, unused, &recorder);
  GsimFile out;
  read_sections(reader, out);
}

GsimFile read_gsim(const std::string& name, const std::string& text) {
  return read_whole<GsimFile>(name, text, read_sections);
}

GsimFile read_gsim(const std::string& file) {
  return read_gsim(file, read_source(file));
}

}  // namespace landfall::scenario
