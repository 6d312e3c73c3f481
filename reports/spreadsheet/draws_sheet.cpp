// The sheet of draws: a row for each path that was kept, or for each way on it.
#include <algorithm>

#include "base/language.hpp"
#include "reports/spreadsheet/book.hpp"

namespace landfall::reports {
namespace {

struct Outcome {
  std::string name;
  CellStyle style;
};

/// The metrics of all results, each once.
std::vector<Outcome> outcomes_of(const Book& book) {
  std::vector<Outcome> outcomes;
  for (const Named& one : book.all)
    for (const summary::MetricSummary& metric : one.result->summary.metrics)
      if (std::none_of(outcomes.begin(), outcomes.end(),
                       [&](const Outcome& other) { return other.name == metric.name; }))
        outcomes.push_back({metric.name, style_of(metric.unit, book.provenance())});
  return outcomes;
}

/// Where among the values of a path those of a result's outcomes stand: -1 for what it has not.
/// `first` is moved behind them.
std::vector<int> places_of(const simulate::Result& result, const std::vector<Outcome>& outcomes,
                           std::size_t& first) {
  std::vector<int> places(outcomes.size(), -1);
  const auto& metrics = result.summary.metrics;
  for (std::size_t i = 0; i < metrics.size(); ++i)
    for (std::size_t j = 0; j < outcomes.size(); ++j)
      if (outcomes[j].name == metrics[i].name) places[j] = static_cast<int>(first + i);
  first += metrics.size();
  return places;
}

bool is_sample(const DrawnPaths& paths) {
  return paths.kept() < paths.seen();
}

std::string path_head(const DrawnPaths& paths) {
  if (!is_sample(paths)) return say("path");
  return say("path ({kept} of {all}, evenly apart)",
             {{"kept", whole(paths.kept())}, {"all", whole(paths.seen())}});
}

void put_draw_heads(const Book& book, const KeptDraws& draws,
                    const std::vector<Outcome>& outcomes) {
  Workbook& workbook = book.workbook;
  workbook.begin_row();
  workbook.put(path_head(*draws.paths), CellStyle::number_head);
  if (book.has_names) workbook.put(book.name_head(), CellStyle::head);
  for (const Outcome& outcome : outcomes) workbook.put(outcome.name, CellStyle::number_head);
  for (const std::string& input : draws.inputs) workbook.put(input, CellStyle::number_head);
  workbook.freeze(book.has_names ? 2 : 1);
}

}  // namespace

void draws_sheet(const Book& book, const KeptDraws& draws) {
  Workbook& workbook = book.workbook;
  workbook.begin_sheet(say("Draws"), Workbook::Rows::streamed);
  const std::vector<Outcome> outcomes = outcomes_of(book);
  put_draw_heads(book, draws, outcomes);
  const std::uint32_t head = workbook.row();
  std::size_t first = draws.inputs.size();
  std::vector<std::vector<int>> places;
  for (const Named& one : book.all) places.push_back(places_of(*one.result, outcomes, first));
  draws.paths->read([&](std::uint64_t path, std::span<const double> values) {
    for (std::size_t way = 0; way < book.all.size(); ++way) {
      workbook.begin_row();
      workbook.put(static_cast<double>(path), CellStyle::plain);
      if (book.has_names) workbook.put(book.all[way].name);
      for (std::size_t i = 0; i < outcomes.size(); ++i) {
        const int at = places[way][i];
        workbook.put(at < 0 ? kNone : values[static_cast<std::size_t>(at)], outcomes[i].style);
      }
      for (std::size_t i = 0; i < draws.inputs.size(); ++i)
        workbook.put(values[i], CellStyle::plain);
    }
  });
  workbook.filter(
      head, static_cast<std::uint16_t>(1 + book.shift() + outcomes.size() + draws.inputs.size()));
}

std::string draws_sentence(const Book& book, const KeptDraws* draws) {
  if (draws == nullptr) return say("The draws of the paths are not in this file.");
  const std::string kept = whole(draws->paths->kept()), all = whole(draws->paths->seen());
  const std::string sheet = say("Draws");
  if (book.has_names)
    return is_sample(*draws->paths)
               ? say("Sheet {sheet}: the outcomes of each way on {kept} of {all} paths, evenly "
                     "apart; --xlsx-draws all for as many as a sheet holds.",
                     {{"sheet", sheet}, {"kept", kept}, {"all", all}})
               : say("Sheet {sheet}: the outcomes of each way on all {all} paths.",
                     {{"sheet", sheet}, {"all", all}});
  return is_sample(*draws->paths)
             ? say("Sheet {sheet}: outcomes and inputs of {kept} of {all} paths, evenly apart; "
                   "--xlsx-draws all for as many as a sheet holds.",
                   {{"sheet", sheet}, {"kept", kept}, {"all", all}})
             : say("Sheet {sheet}: outcomes and inputs of all {all} paths.",
                   {{"sheet", sheet}, {"all", all}});
}

}  // namespace landfall::reports
