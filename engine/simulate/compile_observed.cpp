// What drives the result: the numbers that differ from path to path, and where each is found once a
// path is done.
#include <algorithm>
#include <utility>

#include "simulate/compiler.hpp"

namespace landfall::simulate {

using scenario::Channel;
using scenario::Market;

namespace {

/// "market.MA.tariff.change.agreement" for the address of its probability.
std::string table_of(const std::string& address) {
  return address.substr(0, address.rfind('.'));
}

}  // namespace

void Compiler::observe(std::string address, Seen seen, std::vector<Slot> rows, double times,
                       std::string unit) {
  const auto is_there = [&](const Observed& one) {
    return one.address == address && one.seen == seen;
  };
  if (std::any_of(plan_.observed.begin(), plan_.observed.end(), is_there)) return;
  if (unit.starts_with(' ')) unit.erase(0, 1);  // " MAD for one EUR" stands behind a currency
  plan_.observed.push_back({std::move(address), seen, std::move(rows), times, std::move(unit)});
}

Slot Compiler::tallied(Slot tile, int from) {
  plan_.tallies.push_back({new_row(Life::path), tile, from});
  return plan_.tallies.back().into;
}

/// Processes, and the events of the file and of transfers.
void Compiler::observe_world() {
  const double per_period = 1.0 / scenario_.periods;
  const auto is_tile = [&](Slot slot) {
    return std::find(tiles_.begin(), tiles_.end(), slot) != tiles_.end();
  };
  for (const SeriesRow& row : plan_.series_rows) {
    const SeriesStep& series = plan_.series[static_cast<std::size_t>(row.index)];
    const scenario::Number& number = scenario_.number(row.number);
    const bool moves = series.kind != SeriesKind::constant && series.kind != SeriesKind::fixed;
    if (moves && is_tile(series.log_seen))
      observe(number.address, Seen::mean, {tallied(series.log_seen)}, per_period,
              number.currency + number.unit);
  }
  const std::vector<const scenario::Event*> all = all_events();
  for (std::size_t i = 0; i < all.size(); ++i)
    observe(all[i]->address, Seen::in_force, {tallied(plan_.events[i].share)},
            scenario_.months_per_period(), "months");
}

/// Changes that may come or not; the date of those that surely come is drawn, or known.
void Compiler::observe_tariff(const TariffStep& tariff) {
  for (int i = 0; i < tariff.changes; ++i) {
    const ChangeStep& change = tariff.change[i];
    if (change.sure || change.follows >= 0) continue;
    observe(table_of(scenario_.number(change.probability).address), Seen::begins,
            {tariff.begins + i}, 12, "months");
  }
}

void Compiler::observe_access(const Market& market, const MarketStep& step) {
  const std::string address = "market." + market.id + ".access";
  const double months = scenario_.months_per_period();
  const AccessStep& access = step.access;
  const bool may_fail = std::any_of(access.stages, access.stages + access.stage_count,
                                    [](const StageStep& stage) { return !stage.approval.sure; });
  if (may_fail)
    observe(address, Seen::opens, {step.entry >= 0 ? step.opening_after : step.opening}, months,
            "months");
  if (access.renewal == nullptr || access.renewal->renewed.sure) return;
  std::vector<Slot> shuts;
  for (int i = 0; i < access.renewal->count; ++i) shuts.push_back(access.renewal->shuts + i);
  observe(address + ".renewal", Seen::shuts, shuts, months, "months");
}

void Compiler::observe_channel(const Market& market, const Channel& channel,
                               const ChannelStep& step) {
  const std::string address = "market." + market.id + ".channel." + channel.name;
  const double months = scenario_.months_per_period();
  if (step.kind == ChannelKind::distributor) {
    if (!step.signs_surely && step.single)
      observe(address, Seen::signed_count, {step.signed_scale}, step.prospects, "");
    if (!step.signs_surely && !step.single)
      observe(address, Seen::signed_count, {step.signed_count}, 1, "");
    if (!step.months_fixed) observe(address, Seen::first_signs, {step.first_months}, 1, "months");
  }
  if (step.retail != nullptr && !step.retail->listing.sure) {
    std::vector<Slot> chains;
    for (int i = 0; i < step.retail->chains; ++i) chains.push_back(step.retail->opens + i);
    observe(address, Seen::listed_count, chains, 1, "");
  }
  if (step.tender == nullptr) return;
  if (!step.tender->on_list.sure)
    observe(address, Seen::listed, {step.tender->bids_from}, months, "months");
  if (step.tender->most > 0)
    observe(address, Seen::bids, {tallied(step.tender->bids, step.first_period)}, 1, "");
  observe(address, Seen::won, {step.tender->won}, 1, "");
}

void Compiler::observe() {
  for (const Driver& driver : plan_.drivers) {
    const scenario::Number& number = scenario_.number(driver.row);
    observe(driver.address, Seen::value, {driver.row}, 1, number.currency + number.unit);
  }
  observe_world();
  for (std::size_t i = 0; i < plan_.markets.size(); ++i) {
    const MarketStep& step = plan_.markets[i];
    const Market& market = scenario_.markets[i];
    if (step.demand_moves && step.demand_shock >= 0)
      observe(market.demand.address, Seen::mean, {tallied(step.log_demand)},
              1.0 / scenario_.periods, "");
    observe_tariff(step.tariff);
    for (int rival = 0; step.response != nullptr && rival < step.response->rival_count; ++rival)
      if (step.response->rivals[rival].has_duty)
        observe_tariff(step.response->rivals[rival].tariff);
    if (market.line > 0) continue;  // registration and channels are those of its first product
    observe_access(market, step);
    for (std::size_t c = 0; c < market.channels.size(); ++c)
      observe_channel(market, market.channels[c], step.channels[c]);
  }
}

}  // namespace landfall::simulate
