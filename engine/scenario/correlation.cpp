// Reading [correlation.*] and turning what was asked into correlations of normal scores.
#include <algorithm>
#include <cmath>
#include <optional>

#include "base/text.hpp"
#include "base/utf8.hpp"
#include "random/student_tables.hpp"
#include "scenario/consistency.hpp"
#include "scenario/exact_margins.hpp"
#include "scenario/read.hpp"

namespace landfall::scenario {

namespace {

/// What to write instead of a value that is no correlation.
std::string advice_for(const std::optional<double>& constant) {
  if (constant && std::abs(*constant) >= 2 && std::abs(*constant) <= 100)
    return "as a share: " + shortest(*constant / 100);
  return "write a number such as 0.6: 1 for together, 0 for apart, -1 for against each other";
}

bool check_value(Reader& reader, const Node& node, double& value) {
  const auto constant = constant_of(node);
  if (!constant || *constant < -1 || *constant > 1) {
    if (!node.poisoned)
      reader.error(node.place,
                   "a correlation must lie between -1 and 1, not " + kind_in_words(node),
                   advice_for(constant));
    return false;
  }
  value = *constant;
  return true;
}

/// A member of a group: the number whose draws or shocks it means.
struct Member {
  NumberId id = -1;
  bool is_demand = false;  ///< "market.MA.demand": its shock, whose size `id` gives
};

Member find_member(const Scenario& scenario, const std::string& address) {
  for (const Fx& fx : scenario.fx)
    if (address == "fx." + fx.code) return {fx.rate};
  for (const Market& market : scenario.markets)
    if (address == market.demand.address) {
      const bool is_process = scenario.number(market.demand.units_per_year).is_process();
      return is_process ? Member{market.demand.units_per_year}
                        : Member{market.demand.volatility, true};
    }
  return {find_number(scenario, address)};
}

std::string nearest_member(const Scenario& scenario, const std::string& address) {
  std::vector<std::string> possible;
  for (const Number& number : scenario.numbers)
    if (number.given) possible.push_back(number.address);
  for (const Fx& fx : scenario.fx) possible.push_back("fx." + fx.code);
  for (const Market& market : scenario.markets) possible.push_back(market.demand.address);
  return nearest(address, possible);
}

bool moves_by_shocks(Process::Kind kind) {
  return kind != Process::Kind::fixed && kind != Process::Kind::basket;
}

/// Why a number cannot be correlated.
std::string reason(const Number& number) {
  if (number.repeated())
    return "it is drawn anew for each " + number.drawn_for + ": take it out of 'of'";
  if (number.is_reference())
    return "it is taken from '" + number.reference().address + "': name that";
  if (number.is_process() && number.process().kind == Process::Kind::basket)
    return "it follows its basket: name the rates of that, or its place in the band, " +
           number.address + ".basket.within";
  if (number.is_process()) return "its years are given, not drawn: take it out of 'of'";
  if (number.is_sip())
    return "it is a SIP, whose dependence belongs to its library: take all members from one "
           "library with a copula, or write margin = \"exact\" to put stored trials into a new "
           "order";
  return "it is the constant " + shortest(number.fixed()) +
         ": give it a distribution, or take it out of 'of'";
}

/// The uncertain number to name instead of a process in a group of draws.
std::string trend_of(const std::string& address, const Member& member, const Number& number) {
  if (member.is_demand) return "its growth, " + address + ".growth";
  switch (number.process().kind) {
    case Process::Kind::mean_reverting:
      return "its level, " + number.address + ".mean_reverting.level";
    case Process::Kind::jump_diffusion:
      return "its drift, " + number.address + ".jump_diffusion.drift";
    case Process::Kind::regime:
      return "the drift of a regime, " + number.address + ".regime.states." +
             number.process().names.at(0) + ".drift";
    default:
      return "its drift, " + number.address + ".gbm.drift";
  }
}

/// Which members are draws and which are processes; false after a mistake. A SIP is a draw of a
/// group that reorders its members' values.
bool resolve_members(Reader& reader, Group& group, const Node& list, bool reorders) {
  const Scenario& scenario = reader.scenario();
  std::vector<std::string> resolved;
  std::string hint;
  bool good = true;
  for (std::size_t i = 0; i < group.of.size(); ++i) {
    const std::string& address = group.of[i];
    const Place place = list.children[i].place;
    const Member member = find_member(scenario, address);
    if (reader.is_faulty(address)) {
      good = false;
      continue;
    }
    if (member.id < 0) {
      const std::string close = nearest_member(scenario, address);
      reader.absent(address, place, "there is no number at '" + sanitise(address) + "'",
                    close.empty() ? "write its dotted place, as 'landfall explain' lists them"
                                  : "did you mean '" + close + "'?");
      good = false;
      continue;
    }
    const Number& number = scenario.number(member.id);
    if (reader.is_faulty(number.address)) {
      good = false;
      continue;
    }
    const std::string whole = member.is_demand ? address : number.address;
    if (std::count(resolved.begin(), resolved.end(), whole) > 0) {
      reader.error(place, "'" + sanitise(address) + "' stands twice in '" + group.name + "'",
                   "name it once");
      good = false;
      continue;
    }
    resolved.push_back(whole);
    if (member.is_demand && number.is_fixed() && number.fixed() == 0) {
      reader.absent(number.address, place, "'" + address + "' has no shock to correlate",
                    "its volatility is 0: give " + address + ".volatility a value, or take it out");
      good = false;
    } else if (member.is_demand ||
               (number.is_process() && moves_by_shocks(number.process().kind))) {
      group.of_processes = true;
      if (hint.empty())
        hint = "instead of " + address + " name " + trend_of(address, member, number) +
               ", as an uncertain number";
    } else if (number.repeated() || !(number.is_drawn() || (number.is_sip() && reorders))) {
      reader.absent(number.address, place,
                    "'" + address + "' is not uncertain by a draw of its own", reason(number));
      good = false;
    } else {
      group.draws.push_back(member.id);
    }
  }
  if (good && group.of_processes && !group.draws.empty()) {
    reader.error(list.place,
                 "'" + group.name +
                     "' joins draws and processes: a draw is made once a path, a "
                     "process moves every period",
                 hint);
    good = false;
  }
  if (good) group.of = resolved;
  return good;
}

/// The place of an address among those of the group, or the size of it after a mistake.
std::size_t place_in(Reader& reader, const Group& group, const Node& item) {
  const auto found = std::find(group.of.begin(), group.of.end(), item.text);
  const bool is_text = item.kind == Node::Kind::string;
  if (is_text && found != group.of.end()) return static_cast<std::size_t>(found - group.of.begin());
  const std::string close = nearest(item.text, group.of);
  if (!is_text)
    reader.error(item.place, "an address must be text, not " + kind_in_words(item),
                 "write it in quotes");
  else if (close.empty() || find_member(reader.scenario(), close).id >= 0)  // 'of' has the mistake
    reader.error(
        item.place, "'" + sanitise(item.text) + "' is not in 'of'",
        close.empty() ? "put it there, or take the pair out" : "did you mean '" + close + "'?");
  return group.of.size();
}

bool read_pair(Reader& reader, const Node& pair, Group& group, std::vector<bool>& seen) {
  const std::size_t size = group.of.size();
  const Node* between = pair.find("between");
  const Node* value = pair.find("value");
  if (!pair.is_table() || between == nullptr || value == nullptr || between->children.size() != 2 ||
      pair.children.size() != 2) {
    if (!has_poison(pair))
      reader.error(pair.place, "a pair has two addresses and a value, nothing else",
                   "write { between = [\"fx.MAD\", \"fx.TND\"], value = 0.6 }");
    return false;
  }
  const std::size_t one = place_in(reader, group, between->children[0]);
  const std::size_t other = place_in(reader, group, between->children[1]);
  double asked = 0;
  if (!check_value(reader, *value, asked) || one == size || other == size) return false;
  if (one == other) {
    reader.error(between->place,
                 "a pair needs two addresses, not '" + sanitise(group.of[one]) + "' twice",
                 "leave it out: a number is one with itself");
    return false;
  }
  if (seen[one * size + other]) {
    reader.error(between->place,
                 "'" + sanitise(group.of[one]) + "' and '" + sanitise(group.of[other]) +
                     "' are a pair already",
                 "keep one of the two");
    return false;
  }
  seen[one * size + other] = seen[other * size + one] = true;
  group.asked[one * size + other] = group.asked[other * size + one] = asked;
  return true;
}

bool read_matrix(Reader& reader, const Node& node, Group& group) {
  const std::size_t size = group.of.size();
  if (node.children.size() != size) {
    reader.error(node.place,
                 "the matrix needs " + std::to_string(size) + " rows, not " +
                     std::to_string(node.children.size()),
                 "one row for each address in 'of', in that order");
    return false;
  }
  bool good = true;
  for (std::size_t row = 0; row < size; ++row) {
    const Node& line = node.children[row];
    if (line.kind != Node::Kind::array || line.children.size() != size) {
      if (!line.poisoned)
        reader.error(
            line.place, "each row of the matrix needs " + std::to_string(size) + " numbers",
            "one for each address in 'of', in that order: write both halves and the diagonal of 1");
      return false;
    }
    for (std::size_t column = 0; column < size; ++column)
      good = check_value(reader, line.children[column], group.asked[row * size + column]) && good;
  }
  for (std::size_t row = 0; good && row < size; ++row)
    for (std::size_t column = 0; column <= row; ++column) {
      const double here = group.asked[row * size + column];
      const double there = group.asked[column * size + row];
      const Place place = node.children[row].children[column].place;
      if (row == column && here != 1) {
        reader.error(place, "the diagonal of a correlation matrix is 1, not " + shortest(here),
                     "write 1: a number is one with itself");
        good = false;
      } else if (here != there) {
        reader.error(place,
                     "the matrix is not symmetric: " + shortest(here) + " here, " +
                         shortest(there) + " across the diagonal",
                     "write the same for '" + sanitise(group.of[row]) + "' with '" +
                         sanitise(group.of[column]) + "' in both places");
        good = false;
      }
    }
  return good;
}

/// Read `common`, `pairs` or `matrix` into group.asked.
bool read_asked(Reader& reader, Fields& fields, Group& group) {
  const std::size_t size = group.of.size();
  group.asked.assign(size * size, 0);
  for (std::size_t i = 0; i < size; ++i) group.asked[i * size + i] = 1;
  std::vector<std::string> ways;
  for (const char* key : {"common", "pairs", "matrix"})
    if (fields.has(key)) ways.push_back(key);
  if (ways.empty()) {
    fields.missing("pairs", "write common, pairs or matrix");
    return false;
  }
  if (ways.size() > 1) {
    reader.error(
        fields.place_of(ways[1]),
        "'" + group.name + "' has two ways to say it: '" + ways[0] + "' and '" + ways[1] + "'",
        "keep one");
    return false;
  }
  const Node& node = *fields.peek(ways[0]);
  reader.scenario().stated.push_back({fields.address() + "." + ways[0], as_typed(node),
                                      std::string("correlation (") + in_words(group.measure) + ")",
                                      fields.note()});
  if (ways[0] == "common") {
    double value = 0;
    if (!check_value(reader, node, value)) return false;
    for (std::size_t i = 0; i < size * size; ++i)
      if (i / size != i % size) group.asked[i] = value;
    return true;
  }
  if (node.kind != Node::Kind::array) {
    if (!node.poisoned)
      reader.error(node.place, "'" + ways[0] + "' must be a list, not " + kind_in_words(node),
                   ways[0] == "matrix"
                       ? "write [[1, 0.6], [0.6, 1]]"
                       : "write [{ between = [\"fx.MAD\", \"fx.TND\"], value = 0.6 }]");
    return false;
  }
  if (ways[0] == "matrix") return read_matrix(reader, node, group);
  bool good = true;
  std::vector<bool> seen(size * size, false);
  for (const Node& pair : node.children) good = read_pair(reader, pair, group, seen) && good;
  return good;
}

/// Read `copula`: "gaussian", or { t = { df = 4 } }.
bool read_copula(Reader& reader, Fields& fields, Group& group) {
  const Node* node = fields.peek("copula", shape_asked("copula"));
  if (node == nullptr) return true;
  if (has_poison(*node)) return false;
  if (node->kind == Node::Kind::string && node->text == "gaussian") return true;
  const Node* student = node->is_table() ? node->find("t") : nullptr;
  const Node* df = student != nullptr && student->is_table() ? student->find("df") : nullptr;
  if (df == nullptr || node->children.size() != 1 || student->children.size() != 1) {
    reader.error(node->place, "a copula is \"gaussian\" or a t with its degrees of freedom",
                 "write copula = { t = { df = 4 } }");
    return false;
  }
  const auto value = constant_of(*df);
  if (!value || !(*value >= random::kCopulaDegreesMin && *value <= random::kCopulaDegreesMax)) {
    reader.error(df->place,
                 "df of a t copula must lie between 1 and 1000000, not " + kind_in_words(*df),
                 "the fewer, the more often extremes come together; 3 to 10 are usual");
    return false;
  }
  group.student_df = *value;
  reader.scenario().stated.push_back(
      {fields.address() + ".copula", as_typed(*node), "", fields.note()});
  return true;
}

}  // namespace

const char* in_words(random::Measure measure) {
  constexpr const char* kNames[] = {"spearman", "kendall", "pearson"};
  return kNames[static_cast<int>(measure)];
}

void read_groups(Reader& reader, Fields& root) {
  Scenario& scenario = reader.scenario();
  std::vector<std::string> taken;
  for (auto& [name, fields] : root.tables("correlation")) {
    Group group;
    group.name = name;
    if (fields.has("of"))
      group.of = fields.texts("of");
    else
      fields.missing("of", "list the addresses that move together: of = [\"fx.MAD\", \"fx.TND\"]");
    const std::string measure =
        fields.choice("measure", {"spearman", "kendall", "pearson"}, "spearman");
    for (const auto one : {random::Measure::kendall, random::Measure::pearson})
      if (measure == in_words(one)) group.measure = one;
    const bool may_repair = fields.boolean("repair", false);
    const bool copula = read_copula(reader, fields, group);
    const bool is_exact = fields.choice("margin", {"copula", "exact"}, "copula") == "exact";
    if (is_exact)
      scenario.stated.push_back({fields.address() + ".margin", "exact", "", fields.note()});
    fields.peek("common", constant_asked(-1, 1));
    fields.peek("pairs", shape_asked("pairs"));
    fields.peek("matrix", shape_asked("correlations"));
    const Node* list = fields.peek("of");
    if (list == nullptr || group.of.size() != list->children.size()) continue;
    if (group.of.size() < 2) {
      if (!list->poisoned)
        reader.error(list->place, "a correlation needs at least two addresses",
                     "add another, or take the group out");
      continue;
    }
    if (group.of.size() > kGroupSizeMax) {
      reader.error(list->place,
                   "a correlation joins at most " + std::to_string(kGroupSizeMax) + " addresses",
                   "split it into groups of what depends on each other");
      continue;
    }
    const std::vector<std::string> names = group.of;
    const bool values = read_asked(reader, fields, group);
    const bool members = resolve_members(reader, group, *list, is_exact);
    if (!values || !members || !copula) continue;
    if (is_exact && !set_trials(reader, group, *fields.peek("margin"), *list)) continue;
    for (const std::string& address : group.of) {
      if (std::find(taken.begin(), taken.end(), address) != taken.end())
        reader.error(list->place, "'" + address + "' is in two correlation groups",
                     "join them into one");
      taken.push_back(address);
    }
    if (!find_scores(group)) {
      if (!may_repair) {
        reader.error(fields.place(),
                     "the correlations of '" + group.name + "' contradict each other",
                     smallest_change(group, names) +
                         "; or write repair = true to take the nearest that do not");
        continue;
      }
      repair(group);
    }
    scenario.groups.push_back(std::move(group));
  }
}

}  // namespace landfall::scenario
