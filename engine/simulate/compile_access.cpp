// Access to markets: stages, their attempts and fees.
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
  plan_.stages.push_back(std::move(stages));
  step.access.stages = plan_.stages.back().data();
  step.access.stage_count = static_cast<int>(plan_.stages.back().size());
  step.has_schedule_costs = step.has_schedule_costs || step.access.has_fees;
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
  return rows;
}

}  // namespace landfall::simulate
