#include "simulate/access_of_path.hpp"

#include <cmath>

#include "base/language.hpp"
#include "simulate/explain_cells.hpp"

namespace landfall::simulate {
namespace {

/// Times of one lane, in periods from the start.
struct Dates {
  const Plan& plan;
  const MarketStep& market;
  const Block& block;
  int lane;

  double at(Slot slot) const { return block.row(slot)[lane]; }
  double counted_from() const { return market.entry >= 0 ? at(market.entry) : 0; }
  double in_months(double periods) const { return periods * plan.kernel.months_per_period; }
  /// Whether it happens at all, within the years and before the market is left.
  bool happens(double periods) const {
    return periods < plan.kernel.periods && (market.leave < 0 || periods < at(market.leave));
  }
};

void add_stage(Table& table, const Dates& dates, const std::string& name, int index) {
  const StageStep* stages = dates.market.access.stages;
  const StageStep& stage = stages[index];
  const bool is_last = index + 1 == dates.market.access.stage_count;
  const double next = is_last ? dates.at(dates.market.opening)
                              : dates.counted_from() + dates.at(stages[index + 1].begins);
  for (int attempt = 0; stage.begins >= 0 && attempt < stage.attempts; ++attempt) {
    const double begins = dates.counted_from() + dates.at(stage.begins + attempt);
    if (!dates.happens(begins)) continue;
    const bool again =
        attempt + 1 < stage.attempts && std::isfinite(dates.at(stage.begins + attempt + 1));
    const double months = dates.at(stage.months);
    const bool is_known = dates.happens(begins + months / dates.plan.kernel.months_per_period);
    table.rows.push_back({text(name), figure(attempt + 1, 0), figure(dates.in_months(begins), 1),
                          figure(dates.in_months(begins) + months, 1),
                          text(!is_known                       ? say("open at the end")
                               : !again && std::isfinite(next) ? say("approved")
                                                               : say("refused"))});
  }
}

void add_renewals(Table& table, const Dates& dates) {
  const RenewalStep* renewal = dates.market.access.renewal;
  for (int which = 0; renewal != nullptr && which < renewal->count; ++which) {
    const double decided = dates.counted_from() + dates.at(renewal->decided + which);
    if (!dates.happens(decided)) continue;
    const bool shuts = std::isfinite(dates.at(renewal->shuts + which));
    const double reopens = dates.counted_from() + dates.at(renewal->reopens + which);
    const std::string until =
        std::isfinite(reopens)
            ? say("refused, shut until {months}", {{"months", rounded(dates.in_months(reopens))}})
            : say("refused, shut for good");
    table.rows.push_back({text(say("renewal")), figure(which + 1, 0), text(""),
                          figure(dates.in_months(decided), 1),
                          text(shuts ? until : say("renewed"))});
  }
}

}  // namespace

std::vector<Table> access_of_path(const scenario::Scenario& scenario, const Plan& plan,
                                  const Block& block, int lane) {
  std::vector<Table> all;
  for (std::size_t i = 0; i < plan.markets.size(); ++i) {
    const scenario::Market& market = scenario.markets[i];
    const Dates dates{plan, plan.markets[i], block, lane};
    const AccessStep& access = dates.market.access;
    if (access.stages[0].begins < 0 && access.renewal == nullptr) continue;
    Table table{.title = say("Access to {market}", {{"market", market.id}}),
                .columns = {{say("step"), ""},
                            {say("attempt"), ""},
                            {say("begins"), say("months")},
                            {say("decided"), say("months")},
                            {say("outcome"), ""}},
                .rows = {},
                .notes = {say("Months from the start of the scenario.")}};
    for (std::size_t stage = 0; stage < market.access.stages.size(); ++stage) {
      const std::string& name = market.access.stages[stage].name;
      add_stage(table, dates, name.empty() ? say("registration") : name, static_cast<int>(stage));
    }
    add_renewals(table, dates);
    if (!table.rows.empty()) all.push_back(std::move(table));
  }
  return all;
}

}  // namespace landfall::simulate
