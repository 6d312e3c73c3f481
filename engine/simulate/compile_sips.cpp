// SIPs of libraries as rows: their own trials, and the scores that copulas share.
#include "simulate/compiler.hpp"

namespace landfall::simulate {

void Compiler::compile_sip(NumberId id, const random::Sip& sip) {
  const random::Sip& kept = plan_.sip_trials.emplace_back(sip);  // what the kernel points into
  const auto score_of = [&](const random::HdrSeeds& seeds) {
    for (const SipScoreStep& step : plan_.sip_scores)
      if (step.seeds.variable == seeds.variable && step.seeds.entity == seeds.entity &&
          step.seeds.seed3 == seeds.seed3 && step.seeds.seed4 == seeds.seed4)
        return step.into;
    plan_.sip_scores.push_back({new_row(Life::path), seeds});
    return plan_.sip_scores.back().into;
  };
  std::vector<Slot> scores;
  if (!kept.weights.empty())
    for (const random::HdrSeeds& seeds : kept.streams) scores.push_back(score_of(seeds));
  plan_.slots.push_back(std::move(scores));
  plan_.sips.push_back({number(id), random::sip_kernel(kept), plan_.slots.back().data()});
}

}  // namespace landfall::simulate
