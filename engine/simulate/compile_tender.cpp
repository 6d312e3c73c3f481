// Tender channels: the streams of their calls, and room for what contracts bring.
#include <algorithm>

#include "model/arrivals.hpp"
#include "simulate/compiler.hpp"

namespace landfall::simulate {

using random::Role;

namespace {

constexpr int kSampledTenders = 4;
constexpr double kSampledMean = 8;  ///< calls in all years, at the highest rate

}  // namespace

void Compiler::compile_tender(const scenario::Market& market, const scenario::Channel& channel,
                              ChannelStep& out) {
  const scenario::Tender& tender = *channel.tender();
  const std::string address = "market." + market.id + ".channel." + channel.name;
  const scenario::Number& rate_number = scenario_.number(tender.tenders_per_year);
  TenderStep step{};
  step.rate = number(tender.tenders_per_year);
  if (!is_fixed(tender.tenders_per_year, 0)) {
    const double mean = scenario::reach(scenario_, tender.tenders_per_year).high * scenario_.years;
    step.most = model::most_arrivals(mean);
    // Of many calls the first few decide little, and each takes numbers of the sampler.
    step.sampled = mean <= kSampledMean ? std::min(step.most, kSampledTenders) : 0;
  }
  step.gap_key = key(rate_number.address, Role::outcome);
  step.win_key = key(address + ".win", Role::outcome);
  if (step.sampled > 0) {
    step.gap_directions = directions(rate_number.address, Role::outcome, step.sampled);
    step.win_directions = directions(address + ".win", Role::outcome, step.sampled);
  }
  step.size = drawn_each(tender.size, step.sampled);
  std::vector<CallStep> calls;
  for (const scenario::Call& call : tender.calls) {
    const std::string its = address + ".call." + call.name;
    calls.push_back(
        {.period = call.period,
         .win_key = key(its, Role::outcome),
         .win_directions = directions(its, Role::outcome),
         .size = call.size >= 0 ? drawn_each(call.size, 1) : drawn_once(tender.size, its)});
  }
  step.call_count = static_cast<int>(calls.size());
  plan_.calls.push_back(std::move(calls));
  step.calls = plan_.calls.back().data();
  step.on_list = outcome(tender.supplier_list_chance, 1);
  step.list_months = number(tender.list_months);
  const auto slot = [&](NumberId id) { return id < 0 ? kNone : number(id); };
  step.win_chance = slot(tender.win_chance);
  step.intercept = slot(tender.intercept);
  step.quality_weight = slot(tender.quality_weight);
  step.quality = slot(tender.quality);
  step.rivals = slot(tender.rivals);
  step.award_months = number(tender.award_months);
  step.delivery_months = number(tender.delivery_months);
  step.bid_cost =
      is_fixed(tender.bid_cost, 0) ? kNone : amount_in(tender.bid_cost, scenario_.currency);
  step.by_value = tender.by_value;
  step.value_rate =
      step.by_value ? rate(scenario_.number(tender.size).currency, scenario_.currency) : kNone;
  step.list = static_cast<int>(plan_.list_tenders.size());
  plan_.list_tenders.push_back(step.most);
  step.bids_from = new_row(Life::path);
  const int at = static_cast<int>(plan_.markets.size());
  step.on_list_after = is_decided(at) ? new_row(Life::path) : kNone;
  step.due = new_rows(scenario_.periods, Life::path);
  step.bids = out.uptake_now;
  step.asked = new_row(Life::period);
  step.backlog = new_row(Life::period);
  step.won = options_.drivers ? new_row(Life::path) : kNone;
  plan_.tenders.push_back(step);
  out.tender = &plan_.tenders.back();
  out.payment = own_payment(market, tender);
  const double months = scenario_.months_per_period();
  out.first_period =
      static_cast<int>(earliest_entry(at, market) +
                       std::max(least_registration(market), least(tender.list_months)) / months);
}

}  // namespace landfall::simulate
