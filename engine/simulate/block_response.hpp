// Price responses beyond a constant elasticity: shares among origins, trade creation and diversion.
#pragma once

#include "model/armington.hpp"
#include "model/smart.hpp"
#include "simulate/block_tariff.hpp"

namespace landfall::simulate {

/// The part of a rival's price that follows from its duty in each state: ln((1 + t) / (1 + t0)).
static inline void set_rival_duty(const BlockContext* block, const RivalStep* rival) {
  const double* __restrict base = tariff_state(block, &rival->tariff, kAdValorem, 0);
  for (int state = 0; state <= rival->tariff.changes; ++state) {
    const double* __restrict rate = tariff_state(block, &rival->tariff, kAdValorem, state);
    double* __restrict out = row_of(block, rival->by_state + state);
    for (int lane = 0; lane < kWidth; ++lane)
      out[lane] = maths::log((1 + rate[lane]) / (1 + base[lane]));
  }
}

/// One and all that is charged in percent of the customs value, in a state.
static inline void duty_factor(const BlockContext* block, const TariffStep* tariff, int state,
                               double* __restrict factor) {
  const double* __restrict duty = tariff_state(block, tariff, kAdValorem, state);
  const double* __restrict levies = row_of(block, tariff->levies + state);
  for (int lane = 0; lane < kWidth; ++lane) factor[lane] = 1 + duty[lane] + levies[lane];
}

/// Trade creation and diversion of each state, the firm's and what its rivals take from it.
static inline void set_smart(const BlockContext* block, const MarketStep* market) {
  const ResponseStep* response = market->response;
  double* before = scratch(block, 0);
  double* now = scratch(block, 1);
  double* others = scratch(block, 2);
  double* all = scratch(block, 3);
  double* inverse = scratch(block, 4);
  const double* flow = row_of(block, response->base_flow);
  const double* exchanged = row_of(block, response->substitution);
  copy(flow, all);
  for (int i = 0; i < response->rival_count; ++i)
    add_to(all, row_of(block, response->rivals[i].weight));
  for (int lane = 0; lane < kWidth; ++lane) others[lane] = all[lane] - flow[lane];
  fill(inverse, 0);
  if (response->export_supply >= 0) {
    const double* __restrict supply = row_of(block, response->export_supply);
    for (int lane = 0; lane < kWidth; ++lane) inverse[lane] = 1 / supply[lane];
  }
  duty_factor(block, &market->tariff, 0, before);
  for (int state = 0; state <= market->tariff.changes; ++state) {
    duty_factor(block, &market->tariff, state, now);
    model::smart_change(before, now, flow, others, row_of(block, response->elasticity), inverse,
                        exchanged, kWidth, row_of(block, response->by_state + state));
  }
  for (int i = 0; i < response->rival_count; ++i) {
    const RivalStep* rival = &response->rivals[i];
    const double* __restrict its_flow = row_of(block, rival->weight);
    for (int lane = 0; lane < kWidth; ++lane) others[lane] = all[lane] - its_flow[lane];
    duty_factor(block, &rival->tariff, 0, before);
    for (int state = 0; state <= rival->tariff.changes; ++state) {
      duty_factor(block, &rival->tariff, state, now);
      model::smart_loss(before, now, its_flow, others, exchanged, kWidth,
                        row_of(block, rival->by_state + state));
    }
  }
}

/// Once a path, after the market's own duties are laid out.
static inline void set_response(const BlockContext* block, const MarketStep* market) {
  const ResponseStep* response = market->response;
  if (response == nullptr) return;
  for (int i = 0; i < response->rival_count; ++i)
    if (response->rivals[i].has_duty) lay_out_tariff(block, &response->rivals[i].tariff);
  if (response->kind == ResponseKind::smart) {
    set_smart(block, market);
    return;
  }
  double* __restrict own = row_of(block, response->own_share);
  fill(own, 1);
  for (int i = 0; i < response->rival_count; ++i) {
    const RivalStep* rival = &response->rivals[i];
    const double* __restrict share = row_of(block, rival->weight);
    for (int lane = 0; lane < kWidth; ++lane) own[lane] -= share[lane];
    if (rival->has_duty) set_rival_duty(block, rival);
  }
}

/// What a rival's state in force has in its row by state.
static inline void rival_in_force(const BlockContext* block, const RivalStep* rival,
                                  double now_years, double* out) {
  model::rate_in_force(now_years, row_of(block, rival->tariff.starts),
                       row_of(block, rival->by_state), rival->tariff.changes, kWidth, kWidth, out);
}

/// ln R of one period from the ln of the firm's price over its base, in place.
static inline void respond_by_shares(const BlockContext* block, const ResponseStep* response,
                                     int period, double* log_response) {
  const double now_years = period * block->plan->dt_years;
  double* own = scratch(block, 0);
  double* sum = scratch(block, 1);
  double* mean = scratch(block, 2);
  double* square = scratch(block, 3);
  double* price = scratch(block, 4);
  double* duty = scratch(block, 5);
  const double* sigma = row_of(block, response->substitution);
  copy(log_response, own);
  fill(sum, 0);
  fill(mean, 0);
  fill(square, 0);
  model::add_origin(row_of(block, response->own_share), own, sigma, kWidth, sum, mean, square);
  for (int i = 0; i < response->rival_count; ++i) {
    const RivalStep* rival = &response->rivals[i];
    if (rival->log_price >= 0)
      copy(row_at(block, rival->log_price, period), price);
    else
      fill(price, 0);
    if (rival->has_duty) {
      rival_in_force(block, rival, now_years, duty);
      add_to(price, duty);
    }
    model::add_origin(row_of(block, rival->weight), price, sigma, kWidth, sum, mean, square);
  }
  model::log_armington_response(own, sum, mean, square, sigma, row_of(block, response->elasticity),
                                kWidth, log_response);
}

/// ln R of one period from the duties in force.
static inline void respond_by_flows(const BlockContext* block, const MarketStep* market, int period,
                                    double* log_response) {
  const ResponseStep* response = market->response;
  const double now_years = period * block->plan->dt_years;
  double* change = scratch(block, 0);
  double* loss = scratch(block, 1);
  model::rate_in_force(now_years, row_of(block, market->tariff.starts),
                       row_of(block, response->by_state), market->tariff.changes, kWidth, kWidth,
                       change);
  for (int i = 0; i < response->rival_count; ++i) {
    rival_in_force(block, &response->rivals[i], now_years, loss);
    for (int lane = 0; lane < kWidth; ++lane) change[lane] -= loss[lane];
  }
  model::log_smart_response(change, kWidth, log_response);
}

/// ln R of a channel in `periods` periods from `first` on. Of shares its row holds the ln of the
/// firm's price over its base before.
static inline void respond_among_origins(const BlockContext* block, const MarketStep* market,
                                         const ChannelStep* channel, int first, int periods) {
  for (int period = first; period < first + periods; ++period) {
    double* log_response = row_at(block, channel->log_response, period);
    if (market->response->kind == ResponseKind::smart)
      respond_by_flows(block, market, period, log_response);
    else
      respond_by_shares(block, market->response, period, log_response);
  }
}

}  // namespace landfall::simulate
