// Reading an installed base: the stock of durables, its growth and its replacement.
#include <algorithm>

#include "base/text.hpp"
#include "scenario/read_channel.hpp"

namespace landfall::scenario {

namespace {

const Ask kStock{.unit = "installed", .range = at_least(0)};

/// A stock on each 1 January, from the year of the start to the one after the end.
void read_fixed_stock(Reader& reader, Fields fields, InstalledBase& base) {
  const Scenario& scenario = reader.scenario();
  const int months = scenario.start.month - 1 + 12 * scenario.years;
  const int last = scenario.start.year + (months + 11) / 12;
  std::vector<const Node*> members = fields.members();
  std::sort(members.begin(), members.end(),
            [](const Node* left, const Node* right) { return left->key < right->key; });
  std::vector<int> years;
  for (const Node* member : members) {
    const auto year = parse_integer(member->key);
    if (!year || *year < 1900 || *year > 2400) {
      reader.error(member->key_place, "'" + sanitise(member->key) + "' is no calendar year",
                   "write fixed = { 2026 = 1_600, 2027 = 2_100 }");
      continue;
    }
    years.push_back(static_cast<int>(*year));
    base.fixed.push_back(
        read_number(reader, member, fields.address() + "." + member->key, kStock, fields.note()));
  }
  base.first_year = scenario.start.year;
  if (reader.is_faulty("scenario.start") || reader.is_faulty("scenario.years")) return;
  for (int year = scenario.start.year; year <= last; ++year)
    if (std::find(years.begin(), years.end(), year) == years.end()) {
      reader.error(fields.place(), "fixed needs the stock on every 1 January from " +
                                       std::to_string(scenario.start.year) + " to " +
                                       std::to_string(last) + "; " + std::to_string(year) +
                                       " is missing");
      return;
    }
  const auto first = std::find(years.begin(), years.end(), scenario.start.year) - years.begin();
  base.fixed.erase(base.fixed.begin(), base.fixed.begin() + first);
}

void read_curve(Fields fields, const std::string& turn, InstalledBase& base) {
  base.ceiling = fields.number("ceiling", kStock);
  base.rate_per_year = fields.number(
      "rate_per_year", {.unit = "a year", .range = {.low = 0, .high = 100, .low_open = true}});
  fields.peek("start");
  fields.peek(turn);
  if (fields.has("start")) {
    base.start = fields.number("start", {.unit = "installed", .range = above(0)});
    if (fields.has(turn))
      fields.reader().error(fields.place_of(turn),
                            "'start' and '" + turn + "' both say where the curve is", "keep one");
  } else {
    base.turn_years = fields.number(turn, {.unit = "years", .range = within(-1000, 1000)});
  }
}

void read_stock(Reader& reader, Fields& channel, InstalledBase& base) {
  Fields fields = channel.table("stock");
  if (!fields.given()) return channel.missing("stock", "its curve: logistic, gompertz or fixed");
  static const std::vector<std::string> kCurves = {"logistic", "gompertz", "fixed"};
  std::vector<std::string> found;
  for (const std::string& curve : kCurves) {
    fields.peek(curve);
    if (fields.has(curve)) found.push_back(curve);
  }
  if (found.size() != 1) {
    if (found.size() > 1)
      reader.error(fields.place_of(found[1]),
                   "'stock' names two curves: " + found[0] + ", " + found[1], "keep one");
    else if (fields.node()->children.empty())
      reader.error(fields.place(), "'stock' names no curve", "one of: logistic, gompertz, fixed");
    reader.mark_faulty(fields.address());
    return;
  }
  if (found[0] == "fixed") {
    base.curve = InstalledBase::Curve::fixed;
    return read_fixed_stock(reader, fields.table("fixed"), base);
  }
  const bool logistic = found[0] == "logistic";
  base.curve = logistic ? InstalledBase::Curve::logistic : InstalledBase::Curve::gompertz;
  read_curve(fields.table(found[0]), logistic ? "midpoint_years" : "inflection_years", base);
}

}  // namespace

InstalledBase read_installed_base(Reader& reader, Fields& fields) {
  InstalledBase base;
  base.share = fields.number("share", share_ask(std::nullopt));
  base.units_per_increment =
      fields.number("units_per_increment",
                    {.unit = reader.product().unit + " each", .range = at_least(0), .fallback = 1});
  fields.peek("life_years");
  if (fields.has("life_years"))
    base.life_years = fields.number(
        "life_years", {.unit = "years", .range = {.low = 0, .high = 1000, .low_open = true}});
  read_stock(reader, fields, base);
  return base;
}

}  // namespace landfall::scenario
