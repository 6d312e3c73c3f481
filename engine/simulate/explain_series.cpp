#include "simulate/explain_series.hpp"

#include <cmath>

#include "base/language.hpp"
#include "maths/expm1.hpp"
#include "maths/markov.hpp"
#include "scenario/central.hpp"
#include "simulate/explain_cells.hpp"

namespace landfall::simulate {
namespace {

using scenario::Number;
using scenario::Process;
using scenario::Scenario;

void add_jumps(const Scenario& scenario, const Number& number, Table& table) {
  const auto mean = [&](std::size_t i) {
    return scenario::central(scenario, number.process().parameters[i]);
  };
  const double volatility = mean(2), often = mean(3), jump = mean(4), sd = mean(5);
  table.rows.push_back(
      {text(number.address), text(rounded(often)),
       text(percent(maths::expm1(jump + 0.5 * sd * sd))), text(rounded(volatility)),
       text(rounded(std::sqrt(volatility * volatility + often * (jump * jump + sd * sd))))});
}

Table regimes_table(const Scenario& scenario, const Number& number) {
  const Process& process = number.process();
  Table table{.title = say("Regimes of {address}", {{"address", number.address}}),
              .columns = {{say("regime"), ""},
                          {say("drift"), say("effective")},
                          {say("volatility"), say("a year")},
                          {say("lasts"), say("years")},
                          {say("of the time"), say("in the long run")}},
              .rows = {},
              .notes = {}};
  maths::Matrix rates(static_cast<int>(process.names.size()));
  rates.entries = process.rates;
  const bool settles = maths::is_irreducible(rates);
  const std::vector<double> shares =
      settles ? maths::stationary_shares(rates) : std::vector<double>{};
  for (std::size_t i = 0; i < process.names.size(); ++i) {
    double leaving = 0;
    for (int to = 0; to < rates.size; ++to) leaving += rates.at(static_cast<int>(i), to);
    const auto mean = [&](std::size_t at) {
      return scenario::central(scenario, process.parameters[at]);
    };
    table.rows.push_back({text(process.names[i]), text(percent(maths::expm1(mean(1 + 2 * i)))),
                          text(rounded(mean(2 + 2 * i))),
                          text(leaving > 0 ? rounded(1 / leaving) : say("for good")),
                          text(settles ? percent(shares[i]) : "")});
  }
  table.notes.push_back(
      process.begins < 0
          ? say("The first regime is drawn by the shares of the long run.")
          : say("It begins in {regime}.",
                {{"regime", process.names[static_cast<std::size_t>(process.begins)]}}));
  return table;
}

void add_basket(const Scenario& scenario, const Number& number, Table& table) {
  const Process& process = number.process();
  std::vector<std::string> weights;
  for (std::size_t i = 0; i < process.names.size(); ++i)
    weights.push_back(percent(process.weights[i]) + " " + process.names[i]);
  const double place = scenario::central(scenario, process.within);
  const double rate = scenario::central(
      scenario, static_cast<scenario::NumberId>(&number - scenario.numbers.data()));
  table.rows.push_back(
      {text(say("{code} per {currency}", {{"code", process.code}, {"currency", process.per}})),
       text(by_commas(weights)), text(rounded(rate / place)), text(percent(process.band)),
       text(rounded(rate)),
       text(process.clamps ? say_in("a rate at the edge", "stays")
                           : say_in("a rate at the edge", "turns back"))});
}

}  // namespace

std::vector<Table> series_tables(const Scenario& scenario) {
  Table jumps{.title = say("Jumps"),
              .columns = {{say("process"), ""},
                          {say("jumps"), say("a year")},
                          {say("one moves it by"), say("on average")},
                          {say("volatility"), say("without jumps")},
                          {say("volatility"), say("with jumps")}},
              .rows = {},
              .notes = {}};
  Table baskets{.title = say("Currencies pegged to a basket"),
                .columns = {{say("rate"), ""},
                            {say("basket"), ""},
                            {say("parity"), say("at the start")},
                            {say("band"), say("either side")},
                            {say("starts at"), ""},
                            {say("at the edge"), say_in("a rate at the edge", "it")}},
                .rows = {},
                .notes = {}};
  std::vector<Table> tables;
  for (const Number& number : scenario.numbers) {
    if (!number.is_process()) continue;
    const Process::Kind kind = number.process().kind;
    if (kind == Process::Kind::jump_diffusion) add_jumps(scenario, number, jumps);
    if (kind == Process::Kind::regime) tables.push_back(regimes_table(scenario, number));
    if (kind == Process::Kind::basket) add_basket(scenario, number, baskets);
  }
  if (!jumps.rows.empty()) tables.insert(tables.begin(), std::move(jumps));
  if (!baskets.rows.empty()) tables.push_back(std::move(baskets));
  return tables;
}

}  // namespace landfall::simulate
