// Access to markets: stages, their attempts and fees.
#include <cmath>

#include "simulate/compiler.hpp"

namespace landfall::simulate {

using scenario::AccessStage;
using scenario::Market;

/// Months from entry to the decision on the last stage, at least.
double Compiler::least_registration(const Market& market) const {
  double months = 0;
  for (const AccessStage& stage : market.access.stages) months += least(stage.months);
  return months;
}

/// Whether it is known when the market opens.
bool Compiler::opens_surely(const Market& market) const {
  for (const AccessStage& stage : market.access.stages)
    if (!is_fixed(stage.months) || !is_fixed(stage.approval_chance, 1)) return false;
  return true;
}

void Compiler::compile_access(const Market& market, MarketStep& step) {
  std::vector<StageStep> stages;
  for (const AccessStage& stage : market.access.stages) {
    StageStep out{};
    out.approval = outcome(stage.approval_chance, stage.attempts);
    out.attempts = out.approval.sure ? 1 : stage.attempts;
    out.months = number(stage.months);
    out.retry_months = number(stage.retry_after_months);
    out.fee = is_fixed(stage.fee, 0) ? kNone : amount_in(stage.fee, scenario_.currency);
    const bool is_plain = stage.name.empty() && out.attempts == 1 && out.fee < 0;
    out.begins = is_plain ? kNone : new_rows(out.attempts, Life::path);
    step.access.has_fees = step.access.has_fees || out.fee >= 0;
    stages.push_back(out);
  }
  compile_renewal(market.access.renewal, step);
  plan_.stages.push_back(std::move(stages));
  step.access.stages = plan_.stages.back().data();
  step.access.stage_count = static_cast<int>(plan_.stages.back().size());
  step.has_schedule_costs = step.has_schedule_costs || step.access.has_fees;
}

void Compiler::compile_renewal(const scenario::Renewal& renewal, MarketStep& step) {
  if (!renewal.given) return;
  const double least_years = scenario::reach(scenario_, renewal.years).low;
  // A margin of 1e-9: what comes at the very end of the years falls in no period.
  const int count = static_cast<int>(std::ceil(scenario_.years / least_years - 1e-9)) - 1;
  const Slot fee = is_fixed(renewal.fee, 0) ? kNone : amount_in(renewal.fee, scenario_.currency);
  if (count == 0 || (is_fixed(renewal.chance, 1) && fee < 0)) return;
  plan_.renewals.push_back({.renewed = outcome(renewal.chance, count),
                            .count = count,
                            .years = number(renewal.years),
                            .months = renewal.months < 0 ? kNone : number(renewal.months),
                            .fee = fee,
                            .decided = new_rows(count, Life::path),
                            .shuts = new_rows(count, Life::path),
                            .reopens = new_rows(count, Life::path),
                            .open = new_tile()});
  step.access.renewal = &plan_.renewals.back();
  step.access.has_fees = step.access.has_fees || fee >= 0;
}

std::vector<Slot> Compiler::access_rows(const MarketStep& market) {
  std::vector<Slot> rows = {market.opening, market.entry_until};
  if (market.entry >= 0) rows.insert(rows.end(), {market.entry, market.leave});
  for (int i = 0; i < market.access.stage_count; ++i) {
    const StageStep& stage = market.access.stages[i];
    rows.push_back(stage.months);
    for (int attempt = 0; stage.begins >= 0 && attempt < stage.attempts; ++attempt)
      rows.push_back(stage.begins + attempt);
  }
  const RenewalStep* renewal = market.access.renewal;
  for (int which = 0; renewal != nullptr && which < renewal->count; ++which)
    rows.insert(rows.end(),
                {renewal->decided + which, renewal->shuts + which, renewal->reopens + which});
  return rows;
}

}  // namespace landfall::simulate
