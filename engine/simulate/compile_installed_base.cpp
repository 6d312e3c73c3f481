// Installed bases: the rows of a stock's curve.
#include "simulate/compiler.hpp"

namespace landfall::simulate {

void Compiler::compile_installed_base(const scenario::Market& market,
                                      const scenario::InstalledBase& base, ChannelStep& out) {
  const auto slot = [&](NumberId id) { return id < 0 ? kNone : number(id); };
  static_assert(static_cast<int>(StockCurve::fixed) ==
                static_cast<int>(scenario::InstalledBase::Curve::fixed));
  InstalledBaseStep step{};
  step.curve = static_cast<StockCurve>(base.curve);
  step.share = number(base.share);
  step.units_per_increment = number(base.units_per_increment);
  step.life_years = slot(base.life_years);
  step.ceiling = slot(base.ceiling);
  step.rate = slot(base.rate_per_year);
  step.start = slot(base.start);
  step.turn = base.start >= 0 ? new_row(Life::path) : slot(base.turn_years);
  std::vector<Slot> fixed;
  for (const NumberId id : base.fixed) fixed.push_back(number(id));
  plan_.slots.push_back(std::move(fixed));
  step.fixed = plan_.slots.back().data();
  step.year_part = (scenario_.start.month - 1) / 12.0;
  plan_.installed_bases.push_back(step);
  out.installed_base = &plan_.installed_bases.back();
  out.first_period = static_cast<int>(first_sale(market, -1));
}

}  // namespace landfall::simulate
