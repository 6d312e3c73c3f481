#include "scenario/read.hpp"

#include <algorithm>
#include <limits>

#include "base/language.hpp"
#include "base/sha256.hpp"
#include "base/text.hpp"
#include "scenario/central.hpp"
#include "scenario/read_product.hpp"

namespace landfall::scenario {

namespace {

std::string two_digits(int value) {
  return (value < 10 ? "0" : "") + std::to_string(value);
}

void read_head(Reader& reader, Fields& root) {
  Scenario& scenario = reader.scenario();
  check_schema(reader, root);

  Fields head = root.table("scenario");
  scenario.name = head.text("name", std::nullopt);
  scenario.sector = head.text("sector", "");
  scenario.currency = head.currency("currency", std::nullopt);
  if (const auto start = head.date("start")) {
    scenario.start = *start;
    if (start->day != 1)
      reader.error(head.place_of("start"), "'start' must be the first day of a month",
                   "write " + in_words(Date{start->year, start->month, 1}));
    if (start->year < 1900 || start->year > 2200) {
      reader.mark_faulty("scenario.start");
      reader.error(head.place_of("start"), "'start' must lie between 1900 and 2200");
    }
  } else {
    scenario.start = {2026, 1, 1};
    if (!head.has("start")) head.missing("start", "write start = 2026-01-01");
  }
  scenario.years = static_cast<int>(head.integer("years", 1, 100, std::nullopt));
  const std::string step = head.choice("step", {"month", "quarter", "year"}, "month");
  scenario.step = step == "year" ? Step::year : step == "quarter" ? Step::quarter : Step::month;
  scenario.periods = scenario.years * scenario.periods_per_year();
  scenario.discount =
      head.number("discount", {.unit = "a year",
                               .range = {.low = -1, .high = 10, .low_open = true},
                               .fallback = 0,
                               .suspicious_above = 1,
                               .suspicion = noted("a discount rate looks too large: {percent} %")});

  Fields simulation = root.table("simulation");
  scenario.paths = static_cast<std::uint64_t>(
      simulation.integer("paths", 1, kPathsMax, static_cast<long long>(scenario.paths)));
  scenario.seed = static_cast<std::uint64_t>(
      simulation.integer("seed", 0, std::numeric_limits<long long>::max(), 1));
  scenario.sampler = simulation.choice(
      "sampler", {"independent", "antithetic", "latin-hypercube", "sobol"}, "sobol");
  read_stop(reader, simulation);
}

void read_fx(Reader& reader, Fields& root) {
  Scenario& scenario = reader.scenario();
  for (auto& [code, fields] : root.tables("fx")) {
    Fx fx;
    fx.code = code;
    fx.place = fields.place();
    fx.per = fields.currency("per", std::nullopt);
    fx.rate = fields.number("process", {.unit = " " + code + " for one " + fx.per,
                                        .range = above(0),
                                        .may_be_process = true,
                                        .may_be_basket = true});
    Number& rate = scenario.numbers[static_cast<std::size_t>(fx.rate)];
    if (rate.is_process()) {
      std::get<Process>(rate.is).code = code;
      std::get<Process>(rate.is).per = fx.per;
    }
    scenario.fx.push_back(fx);
  }
}

void read_shared(Reader& reader, Fields& root) {
  Fields shared = root.table("shared");
  for (const Node* member : shared.members())
    read_number(reader, member, "shared." + member->key,
                {.range = any(), .may_have_currency = true}, shared.note());
}

}  // namespace

void check_schema(Reader& reader, Fields& root) {
  const Node* schema = root.peek("schema", constant_asked(1, 1));
  if (schema == nullptr) {
    reader.absent("schema", {0, 1, 1, 1}, "'schema' is missing", "begin the file with: schema = 1");
  } else if (!schema->poisoned && constant_of(*schema) != 1.0) {
    reader.error(schema->place, "this program reads schema 1, not " + kind_in_words(*schema));
  }
}

std::string in_words(const Date& date) {
  return std::to_string(date.year) + "-" + two_digits(date.month) + "-" + two_digits(date.day);
}

int months_from_start(const Scenario& scenario, const Date& date) {
  const int months = 12 * (date.year - scenario.start.year) + date.month - scenario.start.month;
  return months + (date.day > 1 ? 1 : 0);
}

int first_period(Reader& reader, const std::string& what, const Date& date, Place place) {
  const Scenario& scenario = reader.scenario();
  const int months = months_from_start(scenario, date);
  if (reader.is_faulty("scenario.start") || reader.is_faulty("scenario.years")) return 0;
  if (months < 0) {
    reader.error(place, "'" + what + "' " + in_words(date) + " is before the start, " +
                            in_words(scenario.start));
    return 0;
  }
  const int step = scenario.months_per_period();
  const int period = (months + step - 1) / step;
  if (period >= scenario.periods)
    reader.warn(place, {noted("'{key}' {date} is after the end of the scenario"),
                        "",
                        {{"key", what}, {"date", in_words(date)}}});
  return period;
}

namespace {

/// The sections of a file in the order of their dependence. Mistakes stay in the document.
void read_sections(Document& document, Scenario& scenario, bool of_strategy,
                   Recorder* recorder = nullptr) {
  Reader reader(document, scenario, recorder);
  Fields root = reader.root();
  read_head(reader, root);
  read_fx(reader, root);
  read_shared(reader, root);
  read_products(reader, root);
  read_firm(reader, root);
  read_markets(reader, root);
  read_events(reader, root);
  if (of_strategy) read_strategy(reader, root);
  if (!of_strategy) read_strategy_names(reader, root);
  read_groups(reader, root);
  check(reader, root);
  reader.report_unread();
}

bool same_place(const Diagnostic& one, const Diagnostic& other) {
  return one.place.source == other.place.source && one.place.line == other.place.line &&
         one.place.column == other.place.column && one.message == other.message;
}

/// Mistakes that only the document of a strategy has, among those of the file.
void take_mistakes(Document& document, const Document& of_strategy, std::size_t sources_before) {
  const std::size_t moved = document.sources.size() - sources_before;
  std::vector<Diagnostic> added;
  for (Diagnostic mistake : of_strategy.diagnostics) {
    if (mistake.place.source >= static_cast<int>(sources_before))  // of a data file
      mistake.place.source += static_cast<int>(moved);
    if (mistake.severity == Severity::error &&
        std::none_of(document.diagnostics.begin(), document.diagnostics.end(),
                     [&](const Diagnostic& known) { return same_place(known, mistake); }))
      added.push_back(mistake);
  }
  document.diagnostics.insert(document.diagnostics.end(), added.begin(), added.end());
  document.sources.insert(document.sources.end(),
                          of_strategy.sources.begin() + static_cast<std::ptrdiff_t>(sources_before),
                          of_strategy.sources.end());
}

void finish(Scenario& scenario, const Document& document) {
  scenario.sources = document.sources;
  scenario.warnings = document.diagnostics;
  check_responses(scenario);
}

}  // namespace

Scenario read_scenario(const std::string& name, const std::string& text,
                       const std::vector<std::string>& overrides) {
  Document document = parse_document(name, text);
  for (const std::string& argument : overrides) set_value(document, argument);

  Scenario scenario;
  scenario.file = name;
  scenario.sha256 = sha256_hex(text);
  scenario.overrides = overrides;
  if (document.root.children.empty() && !has_errors(document.diagnostics)) {
    document.diagnostics.push_back(
        {Severity::error,
         {},
         "the file is empty",
         "begin it with schema = 1, [scenario], [product] and [market.MA]"});
    throw ScenarioError(document.diagnostics, document.sources);
  }
  if (const Node* study = document.root.find("study"); study != nullptr && study->is_table()) {
    document.diagnostics.push_back({Severity::error, study->key_place,
                                    "this is a study of several scenarios, and not one of them",
                                    "landfall compare reads it"});
    throw ScenarioError(document.diagnostics, document.sources);
  }
  const Scenario blank = scenario;
  const Document as_given = document;
  read_sections(document, scenario, false);
  std::vector<Document> documents;
  for (const std::string& strategy : strategy_names(as_given)) {
    documents.push_back(document_of_strategy(as_given, strategy));
    scenario.strategies.push_back(blank);
    read_sections(documents.back(), scenario.strategies.back(), true);
    take_mistakes(document, documents.back(), as_given.sources.size());
  }
  if (has_errors(document.diagnostics)) throw ScenarioError(document.diagnostics, document.sources);
  finish(scenario, document);
  for (std::size_t i = 0; i < documents.size(); ++i) finish(scenario.strategies[i], documents[i]);
  return scenario;
}

void record_scenario(Document document, Recorder& recorder) {
  const Document as_given = document;
  Scenario scenario;
  read_sections(document, scenario, false, &recorder);
  for (const std::string& strategy : strategy_names(as_given)) {
    Document own = document_of_strategy(as_given, strategy);
    Scenario of_strategy;
    read_sections(own, of_strategy, true, &recorder);
  }
}

Scenario read_scenario(const Request& request) {
  return read_scenario(request.file, read_source(request.file), request.overrides);
}

}  // namespace landfall::scenario
