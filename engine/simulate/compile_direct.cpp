// Direct channels: reach, conversion, repeat purchases.
#include "simulate/compiler.hpp"

namespace landfall::simulate {

void Compiler::compile_direct(const scenario::Market& market, const scenario::Direct& direct,
                              ChannelStep& out) {
  DirectStep step{};
  step.reach = direct.reach < 0 ? kNone : number(direct.reach);
  step.reach_max = direct.reach_max < 0 ? kNone : number(direct.reach_max);
  step.reach_scale =
      direct.reach_scale < 0 ? kNone : amount_in(direct.reach_scale, scenario_.currency);
  step.conversion = number(direct.conversion);
  step.repeat_share = number(direct.repeat_share);
  step.purchases_per_year = number(direct.purchases_per_year);
  for (Slot* row : {&step.opens, &step.tried, &step.reached}) *row = new_row(Life::period);
  plan_.directs.push_back(step);
  out.direct = &plan_.directs.back();
  out.uptake = static_cast<UptakeKind>(direct.uptake.kind);
  const Slot none = step.conversion;  // a row that is read by nobody
  out.first = direct.uptake.first < 0 ? none : number(direct.uptake.first);
  out.second = direct.uptake.second < 0 ? none : number(direct.uptake.second);
  out.first_period = static_cast<int>(first_sale(market, -1));
}

}  // namespace landfall::simulate
