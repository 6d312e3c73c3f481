// The firm's own money: which rows it needs, and what can be known before the first path.
#include <algorithm>

#include "simulate/compiler.hpp"

namespace landfall::simulate {

FirmStep& Compiler::firm_step() {
  if (plan_.firms.empty()) {
    plan_.firms.push_back({.fixed_per_year = kNone, .owed_goods = kNone, .owed_taxes = kNone});
    plan_.kernel.firm = &plan_.firms.back();
    plan_.kernel.has_outflows = true;
  }
  return plan_.firms.back();
}

DelayStep Compiler::delay(NumberId id, double periods_for_one) {
  const auto [least, most] = limits_of_delay(scenario_.number(id));
  DelayStep step{};
  // The margins are those of payments: see compile_payment.
  step.first = static_cast<int>(std::max(0.0, least * periods_for_one - 1e-9));
  step.count = static_cast<int>(most * periods_for_one + 1e-9) + 2 - step.first;
  step.weights = new_rows(step.count, Life::path);
  latest_receipt_ = std::max(latest_receipt_, step.first + step.count - 1);
  return step;
}

void Compiler::compile_goods() {
  const scenario::Goods& goods = scenario_.products[0].goods;
  const bool is_held = matters(goods.stock_months), owes = matters(goods.supplier_days);
  if (!is_held && !owes) return;
  GoodsStep& step = plan_.goods.emplace_back();
  step.stock_months = is_held ? number(goods.stock_months) : plan_.kernel.zeros;
  step.pays_later = owes;
  step.later = step.bought = kNone;
  if (owes) {
    step.supplier_days = number(goods.supplier_days);
    step.delay = delay(goods.supplier_days, scenario_.periods_per_year() / 365.25);
    step.later = new_row(Life::path);
    step.bought = new_tile();
  }
  firm_step().goods = &step;
}

void Compiler::compile_stock(MarketStep& step) {
  if (plan_.goods.empty() || step.cost_home < 0) return;
  plan_.stocks.push_back({.cost = step.cost_home, .units = new_row(Life::period)});
  step.stock = &plan_.stocks.back();
  // What is left to pay with the sale is what the incoterm lays on the seller.
  step.cost_home = kNone;
  step.has_unit_cost = step.bears_costs;
}

void Compiler::compile_order(const scenario::Market& market, MarketStep& step, int channels) {
  const NumberId minimum = market.logistics.minimum_order_units;
  if (!matters(minimum)) return;
  plan_.orders.push_back(
      {.minimum_units = number(minimum), .waiting = new_rows(channels, Life::period)});
  step.order = &plan_.orders.back();
}

void Compiler::compile_withholding(const scenario::Market& market, MarketStep& step) {
  if (market.withholding.rate < 0) return;
  plan_.withholdings.push_back({.rate = number(market.withholding.rate),
                                .creditable_share = number(market.withholding.creditable_share),
                                .margin_now = new_tile(),
                                .year_margin = new_row(Life::period)});
  step.withholding = &plan_.withholdings.back();
  firm_step();  // the margin of a market is what its flows add to those of the firm
}

void Compiler::compile_spending() {
  const scenario::Firm& firm = scenario_.firm;
  std::vector<InvestmentStep>& investments = plan_.investments;
  for (const scenario::Investment& one : firm.investments)
    if (matters(one.amount) && one.period < scenario_.periods)
      investments.push_back({one.period, amount_in(one.amount, scenario_.currency)});
  if (investments.empty() && !matters(firm.fixed_per_year)) return;
  FirmStep& step = firm_step();
  step.investments = investments.data();
  step.investment_count = static_cast<int>(investments.size());
  if (matters(firm.fixed_per_year))
    step.fixed_per_year = amount_in(firm.fixed_per_year, scenario_.currency);
}

void Compiler::compile_taxes() {
  if (!scenario::has_taxes(scenario_)) return;
  const scenario::CorporateTax& tax = scenario_.firm.tax;
  TaxStep& step = plan_.taxes.emplace_back();
  step.rate = step.months_after = step.later = kNone;
  if (tax.given) {
    step.rate = number(tax.rate);
    step.forgets = tax.loss_years >= 0 && tax.loss_years < scenario_.years;
    step.loss_rows = step.forgets ? tax.loss_years : 1;
    step.pays_later = !is_fixed(tax.months_after, 0);
  }
  if (step.pays_later) {
    step.months_after = number(tax.months_after);
    step.delay = delay(tax.months_after, 1.0 / scenario_.months_per_period());
    step.later = new_row(Life::path);
  }
  step.losses = new_rows(step.loss_rows, Life::period);
  for (Slot* slot : {&step.year_margin, &step.withheld, &step.credit, &step.paid_now})
    *slot = new_row(Life::period);
  step.tax = new_row(Life::path);
  firm_step().tax = &step;
}

void Compiler::compile_terminal() {
  using Kind = scenario::Terminal::Kind;
  const scenario::Terminal& terminal = scenario_.firm.terminal;
  if (terminal.kind == Kind::none) return;
  plan_.terminals.push_back({.by_growth = terminal.kind == Kind::growth,
                             .factor = number(terminal.value),
                             .margin = new_row(Life::period),
                             .stocked = new_row(Life::period),
                             .value = new_row(Life::path)});
  firm_step().terminal = &plan_.terminals.back();
}

bool Compiler::owes() const {
  const FirmStep* firm = plan_.kernel.firm;
  return firm != nullptr && ((firm->goods != nullptr && firm->goods->pays_later) ||
                             (firm->tax != nullptr && firm->tax->pays_later));
}

void Compiler::compile_owed() {
  if (plan_.firms.empty()) return;
  FirmStep& firm = plan_.firms.back();
  const bool owes_goods = firm.goods != nullptr && firm.goods->pays_later;
  const bool owes_taxes = firm.tax != nullptr && firm.tax->pays_later;
  if (owes_goods) firm.owed_goods = new_rows(plan_.kernel.ring, Life::period);
  if (owes_taxes) firm.owed_taxes = new_rows(plan_.kernel.ring, Life::period);
  firm.counts_apart = owes_goods || firm.tax != nullptr || firm.terminal != nullptr;
}

}  // namespace landfall::simulate
