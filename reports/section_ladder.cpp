#include "reports/section_ladder.hpp"

#include <algorithm>
#include <cmath>

#include "base/language.hpp"
#include "base/text.hpp"
#include "base/utf8.hpp"
#include "reports/layout.hpp"
#include "reports/section_parts.hpp"

namespace landfall::reports {
namespace {

using simulate::Ladder;
using simulate::LadderStep;
using simulate::Result;
using simulate::Spread;
using simulate::Table;

/// The names of steps, which are translated where they are shown.
constexpr const char* kNames[] = {
    noted("ex-works value"), noted("carriage to the port"), noted("freight"),
    noted("insurance"),      noted("customs value"),        noted("duty"),
    noted("price"),          noted("levies and excise"),    noted("charges by the unit"),
    noted("landed cost"),    noted("trade margins"),        noted("VAT"),
    noted("shelf price")};

std::string label_of(const Ladder& ladder, const LadderStep& step) {
  if (step.name == "price") return say("price at {term}", {{"term", ladder.incoterm}});
  const bool is_known =
      std::find(std::begin(kNames), std::end(kNames), step.name) != std::end(kNames);
  return is_known ? say(step.name) : sanitise(step.name);
}

const LadderStep* find_step(const Ladder& ladder, const char* name) {
  for (const LadderStep& step : ladder.steps)
    if (step.name == name) return &step;
  return nullptr;
}

/// "Morocco, distributor", with the product between them where there are several.
std::string place_of(const Result& result, const Ladder& ladder) {
  const simulate::Provenance& provenance = result.provenance;
  const auto named = [](const std::string& id, const std::vector<std::string>& ids,
                        const std::vector<std::string>& names) {
    for (std::size_t i = 0; i < ids.size() && i < names.size(); ++i)
      if (ids[i] == id && !names[i].empty()) return names[i];
    return id;
  };
  std::string place = named(ladder.market, provenance.markets, provenance.market_names);
  if (!ladder.product.empty())
    place += ", " + named(ladder.product, provenance.products, provenance.product_names);
  return sanitise(place + ", " + ladder.channel);
}

/// Decimals of every amount of a ladder, so that the shelf price has so many digits.
int decimals_of(const Ladder& ladder, int digits) {
  double size = std::fabs(ladder.steps.back().total.mean.value);
  int before = 0;
  for (; size >= 1 && before < digits; size /= 10) ++before;
  return digits - before;
}
constexpr int kDigitsInTables = 5, kDigitsInWords = 4;

std::string in_words(const Ladder& ladder, double amount) {
  return localised(grouped(amount, decimals_of(ladder, kDigitsInWords)));
}

Table::Cell mean_cell(const Ladder& ladder, const Spread& spread) {
  const Figure of =
      figure(spread.mean, {}, {.most = 9, .decimals = decimals_of(ladder, kDigitsInTables)});
  return cell(of.kind == Figure::Kind::exact ? of.value : shown(of, kPageText));
}

Table::Cell edge_cell(const Ladder& ladder, const Spread& spread, double edge) {
  const int decimals = decimals_of(ladder, kDigitsInTables);
  return cell(spread.p5 < spread.p95 ? localised(grouped(edge, decimals)) : "");
}

Table table_of(const Result& result, const Ladder& ladder) {
  const std::string& currency = ladder.currency;
  Table table{.title = say("One {unit} from the works to the shelf over the futures: {place}",
                           {{"unit", ladder.unit}, {"place", place_of(result, ladder)}}),
              .columns = {{say("step"), ""},
                          {say("adds"), currency},
                          {"P5", currency},
                          {"P95", currency},
                          {say("so far"), currency},
                          {"P5", currency},
                          {"P95", currency}},
              .rows = {},
              .notes = {}};
  for (const LadderStep& step : ladder.steps) {
    std::vector<Table::Cell> row = {cell((step.is_total ? "= " : "+ ") + label_of(ladder, step))};
    for (const Spread* spread : {&step.amount, &step.total}) {
      const bool adds = spread == &step.amount;
      row.push_back(adds && step.is_total ? cell("") : mean_cell(ladder, *spread));
      for (const double edge : {spread->p5, spread->p95})
        row.push_back(adds && step.is_total ? cell("") : edge_cell(ladder, *spread, edge));
    }
    table.rows.push_back(std::move(row));
  }
  table.notes.push_back(
      say("Means of the first {paths} paths with their Monte Carlo errors, as prices, rates and "
          "duties stand in {period}: the first period in which the market may sell.",
          {{"paths", localised(grouped(static_cast<double>(ladder.paths), 0))},
           {"period", ladder.period}}));
  return table;
}

/// The others in a line each: where the price of a unit stands on its way.
Table short_table(const Result& result, const std::vector<const Ladder*>& ladders) {
  Table table{.title = say("What a unit costs on its way in other channels and markets"),
              .columns = {{say("market and channel"), ""},
                          {say("currency and unit"), ""},
                          {say("ex-works value"), ""},
                          {say("customs value"), ""},
                          {say("landed cost"), ""},
                          {say("shelf price"), ""},
                          {"P5", ""},
                          {"P95", ""}},
              .rows = {},
              .notes = {}};
  for (const Ladder* ladder : ladders) {
    std::vector<Table::Cell> row = {
        cell(place_of(result, *ladder)),
        cell(say("{currency} for one {unit}",
                 {{"currency", ladder->currency}, {"unit", ladder->unit}}))};
    for (const char* name : {"ex-works value", "customs value", "landed cost", "shelf price"}) {
      const LadderStep* step = find_step(*ladder, name);
      row.push_back(step == nullptr ? cell("") : mean_cell(*ladder, step->total));
    }
    const Spread& shelf = ladder->steps.back().total;
    row.push_back(edge_cell(*ladder, shelf, shelf.p5));
    row.push_back(edge_cell(*ladder, shelf, shelf.p95));
    table.rows.push_back(std::move(row));
  }
  return table;
}

Json row_of(const Ladder& ladder, const LadderStep& step) {
  const double to = step.total.mean.value, from = to - step.amount.mean.value;
  const bool falls = step.amount.mean.value < 0;
  return {{"label", text(label_of(ladder, step))},
          {"from", number(step.is_total || !std::isfinite(from) ? 0 : from)},
          {"to", number(to)},
          {"low", number(step.total.p5)},
          {"high", number(step.total.p95)},
          {"total", step.is_total},
          {"text", (step.is_total || falls ? "" : "+") + in_words(ladder, step.amount.mean.value)}};
}

std::string alternative(const Ladder& ladder) {
  std::string steps;
  for (const LadderStep& step : ladder.steps)
    steps += (steps.empty() ? "" : semicolon()) + label_of(ladder, step) + " " +
             (step.is_total                ? "= "
              : step.amount.mean.value < 0 ? ""
                                           : "+") +
             in_words(ladder, step.amount.mean.value);
  const Spread& shelf = ladder.steps.back().total;
  return say(
      "What one {unit} costs step by step, in {currency}: {steps}. At the shelf {low} to "
      "{high} in nine futures of ten.",
      {{"unit", ladder.unit},
       {"currency", ladder.currency},
       {"steps", steps},
       {"low", in_words(ladder, shelf.p5)},
       {"high", in_words(ladder, shelf.p95)}});
}

Section waterfall(const Result& result, const Ladder& ladder) {
  const LadderStep& works = ladder.steps.front();
  const LadderStep& shelf = ladder.steps.back();
  const auto amount = [&](const LadderStep& step) {
    return in_words(ladder, step.total.mean.value) + (kNoBreak + sanitise(ladder.currency));
  };
  Section section{
      .id = "",  // by its place among the others
      .heading =
          say("{place}: one {unit} leaves the works at {works} and costs {shelf} on the shelf",
              {{"place", place_of(result, ladder)},
               {"unit", ladder.unit},
               {"works", amount(works)},
               {"shelf", amount(shelf)}}),
      .text = say("Means over {paths} paths in {period}, the first period in which the market may "
                  "sell. A light bar is what a step adds, a dark one what has been reached; the "
                  "line holds nine futures of ten.",
                  {{"paths", localised(grouped(static_cast<double>(ladder.paths), 0))},
                   {"period", ladder.period}})};
  Json rows = Json::array();
  for (const LadderStep& step : ladder.steps) rows.push_back(row_of(ladder, step));
  section.chart = {{"kind", "waterfall"},
                   {"unit", text(say("{currency} for one {unit}",
                                     {{"currency", ladder.currency}, {"unit", ladder.unit}}))},
                   {"alt", text(alternative(ladder))},
                   {"rows", rows}};
  section.table = table_of(result, ladder);
  section.table.title.clear();
  return section;
}

/// Which are drawn: the first channel of each market and product.
struct Choice {
  std::vector<const Ladder*> drawn, others;
};

Choice choice_of(const Result& result, std::size_t most) {
  Choice choice;
  for (const Ladder& ladder : result.ladders) {
    const bool is_first =
        std::none_of(choice.drawn.begin(), choice.drawn.end(), [&](const Ladder* one) {
          return one->market == ladder.market && one->product == ladder.product;
        });
    (is_first && choice.drawn.size() < most ? choice.drawn : choice.others).push_back(&ladder);
  }
  return choice;
}

}  // namespace

std::vector<Section> ladder_sections(const Result& result, const std::string& prefix,
                                     std::size_t most) {
  const Choice choice = choice_of(result, most);
  std::vector<Section> sections;
  for (const Ladder* ladder : choice.drawn) sections.push_back(waterfall(result, *ladder));
  if (!choice.others.empty()) {
    Table table = short_table(result, choice.others);
    Section section{.id = "ladders", .heading = table.title};
    table.title.clear();
    section.table = std::move(table);
    sections.push_back(std::move(section));
  }
  for (std::size_t i = 0; i < sections.size(); ++i)
    sections[i].id = prefix + "ladder-" + std::to_string(i + 1);
  return sections;
}

std::vector<Table> ladder_tables(const Result& result, std::size_t most) {
  const Choice choice = choice_of(result, most);
  std::vector<Table> tables;
  for (const Ladder* ladder : choice.drawn) tables.push_back(table_of(result, *ladder));
  if (!choice.others.empty()) tables.push_back(short_table(result, choice.others));
  return tables;
}

}  // namespace landfall::reports
