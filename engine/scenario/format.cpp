#include "scenario/format.hpp"

#include <algorithm>
#include <deque>
#include <functional>
#include <optional>
#include <utility>

#include "base/text.hpp"
#include "scenario/document.hpp"
#include "scenario/format_notes.hpp"
#include "scenario/read.hpp"

namespace landfall::scenario {
namespace {

using Read = std::function<void(Document, Recorder&)>;

/// Documents to begin with: what a reader looks at in a file before it asks. What each currency is
/// of can be told from the units of amounts.
constexpr const char* kHead =
    "schema = 1\n"
    "[scenario]\n"
    "name = \"x\"\ncurrency = \"AAA\"\nstart = 2190-01-01\nyears = 1\n";
constexpr const char* kOneProduct =
    "[product]\ncurrency = \"BBB\"\nprice = 1\n"
    "[market.NAME]\ncurrency = \"CCC\"\n"
    "[market.NAME.tariff.levies.TABLE]\nbase = \"duty\"\n"
    "[market.NAME.access]\nrenewal_years = 1\n";
constexpr const char* kStrategy =
    "[product]\nprice = 1\n"
    "[market.NAME.channel.NAME]\nkind = \"distributor\"\n"
    "[strategy.NAME.enter.NAME.channel.NAME]\n"
    "[strategy.NAME.exit.NAME.channel.NAME]\n";
constexpr const char* kSeveralProducts =
    "[product.NAME]\ncurrency = \"BBB\"\nprice = 1\n"
    "[market.NAME]\ncurrency = \"CCC\"\n"
    "[market.NAME.channel]\n"
    "NAME = { kind = \"distributor\" }\nretail = { kind = \"retail\" }\n"
    "tender = { kind = \"tender\" }\nbase = { kind = \"installed_base\" }\n"
    "direct = { kind = \"direct\" }\n"
    "[market.NAME.product.NAME]\n"
    "channel = { NAME = {}, retail = {}, tender = {}, base = {}, direct = {} }\n"
    "tariff.levies.TABLE = { base = \"duty\" }\n";
constexpr const char* kPricesOfMarkets[] = {"[market.NAME.product]\nprice = 1\n",
                                            "[product]\nunit = \"x\"\n"
                                            "[market.NAME.product]\nprice = 1\n"};
constexpr const char* kNothing = "[simulation]\n";

/// Names that are given to tables with free names: any, and that of a calendar year.
constexpr const char* kNames[] = {"NAME", "2190"};

/// Whether nothing but tables stands on the way to an address.
bool can_hold(const Node& table, const std::string& address) {
  if (!table.is_table()) return false;
  if (address.empty()) return true;
  const std::size_t dot = std::min(address.find('.'), address.size());
  const Node* child = table.find(address.substr(0, dot));
  return child == nullptr || can_hold(*child, dot == address.size() ? "" : address.substr(dot + 1));
}

std::string join(const std::string& table, const std::string& key) {
  return table.empty() ? key : table + "." + key;
}

/// Values of a key that was asked for, in the forms that may lead to further questions.
std::vector<std::string> values_for(const std::vector<const Asked*>& ways) {
  if (ways.empty()) return {"{}", "\"x\"", "[\"x\"]", "1", "2190-06-01"};
  std::vector<std::string> values;
  for (const Asked* asked : ways) switch (asked->kind) {
      case Asked::Kind::number:
      case Asked::Kind::constant:
      case Asked::Kind::integer: {
        double value = std::max(asked->low, std::min(asked->high, 1.0));
        if (asked->low_open && value <= asked->low) value = (asked->low + asked->high) / 2;
        values.push_back(shortest(value));
        break;
      }
      case Asked::Kind::text:
        values.push_back("\"x\"");
        break;
      case Asked::Kind::currency:
        values.push_back("\"AAA\"");
        break;
      case Asked::Kind::boolean:
        values.insert(values.end(), {"true", "false"});
        break;
      case Asked::Kind::date:
        values.push_back("2190-06-01");
        break;
      case Asked::Kind::choice:
        for (const std::string& word : asked->choices) values.push_back("\"" + word + "\"");
        if (asked->choices.size() == 1) values.push_back("{}");
        break;
      case Asked::Kind::numbers:
        values.push_back("[1]");
        break;
      case Asked::Kind::texts:
        values.push_back("[\"x\"]");
        break;
      case Asked::Kind::table:
        values.push_back("{}");
        break;
      case Asked::Kind::members:
      case Asked::Kind::like:
      case Asked::Kind::shape:
        break;
    }
  return values;
}

/// Whether a key may lead to further questions just by standing there. A number does so only where
/// the reader wonders whether it is there.
bool leads_on(const std::vector<const Asked*>& ways) {
  return ways.empty() || std::any_of(ways.begin(), ways.end(), [](const Asked* asked) {
           return asked->kind != Asked::Kind::number && asked->kind != Asked::Kind::constant &&
                  asked->kind != Asked::Kind::integer && asked->kind != Asked::Kind::boolean;
         });
}

/// Reads documents until nothing new is asked for.
class Explorer {
 public:
  Explorer(Read read, FormatNotes& notes) : read_(std::move(read)), notes_(notes) {}

  void explore(const std::string& seed) {
    waiting_.push_back(parse_document("", seed));
    while (!waiting_.empty()) {
      const Document document = std::move(waiting_.front());
      waiting_.pop_front();
      Recorder recorder;
      read_(document, recorder);
      const Heard heard(recorder);
      notes_.take(heard);
      for (const auto& [address, table] : heard.tables())
        for (const Heard::Key& one : table.keys)
          if (!one.given && (table.is_over || leads_on(heard.ways(address, one.key))))
            try_key(document, heard, address, one.key, one.key);
      for (const auto& [table, key] : recorder.wondered) try_key(document, heard, table, key, key);
      for (const std::string& table : recorder.free)
        for (const char* name : kNames) try_key(document, heard, table, "*", name);
    }
    // What was looked for and never read may be read in another document.
    std::erase_if(explored_, [&](const auto& one) { return !notes_.is_read(one.first); });
  }

 private:
  void try_key(const Document& document, const Heard& heard, const std::string& table,
               const std::string& key, const std::string& name) {
    const std::string& words = notes_.words_around(heard, table);
    const std::string pattern = join(heard.pattern(table), heard.key_in(table, key));
    if (!explored_.insert({pattern, name + words}).second) return;
    if (!can_hold(document.root, table)) {
      explored_.erase({pattern, name + words});
      return;
    }
    std::vector<std::string> values = values_for(heard.ways(table, key));
    std::sort(values.begin(), values.end());
    values.erase(std::unique(values.begin(), values.end()), values.end());
    for (const std::string& value : values) {
      Document with = document;
      set_value(with, join(table, name) + " = " + value);
      waiting_.push_back(std::move(with));
    }
  }

  Read read_;
  FormatNotes& notes_;
  std::set<std::pair<std::string, std::string>> explored_;  ///< pattern; name and words
  std::deque<Document> waiting_;
};

}  // namespace

Format scenario_format() {
  FormatNotes notes;
  Explorer explorer(record_scenario, notes);
  for (const char* rest : {kOneProduct, kStrategy, kSeveralProducts})
    explorer.explore(std::string(kHead) + rest);
  for (const char* rest : kPricesOfMarkets) explorer.explore(std::string(kHead) + rest);
  explorer.explore(kNothing);
  return notes.format();
}

Format study_format() {
  FormatNotes notes;
  Explorer(record_study, notes).explore("[study]\n");
  return notes.format();
}

Format gsim_format() {
  FormatNotes notes;
  Explorer(record_gsim, notes).explore("[gsim]\n");
  return notes.format();
}

}  // namespace landfall::scenario
