// The part of a plan that belongs to channels: what all kinds share, and one step for each kind.
// Plain data without functions, as in plan.hpp.
#pragma once

#include <cstdint>

#include "random/marginal_kernel.hpp"
#include "simulate/slot.hpp"

namespace landfall::simulate {

enum class ChannelKind : int { distributor, retail, tender, installed_base, direct };

enum class UptakeKind : int { immediate, bass, bass_euler, logistic, gompertz, ramp };

/// A yes or no for each of several things: chains, places.
struct OutcomeStep {
  Slot chance;
  std::uint64_t key;
  int sampled;  ///< the sampler spreads the first so many
  const std::uint32_t* directions;
  bool sure;
};

/// A number that is drawn for each of several things, or that is one row for all of them.
struct RepeatedStep {
  Slot row;  ///< kNone: drawn
  std::uint64_t key;
  int sampled;
  const std::uint32_t* directions;
  random::MarginalKernel marginal;
};

/// Places that leavers have left are signed again.
struct ResignStep {
  int stays;  ///< of one place at most, the first one included
  OutcomeStep again;
  RepeatedStep months;
  std::uint64_t stay_key;
};

/// A distributor that must take so many units in each of its years.
struct ExclusiveStep {
  Slot minimum_units;
  bool ends;    ///< on a breach; otherwise it pays for what it did not take
  Slot bought;  ///< in its present year
  Slot passed;  ///< periods of that year; 0: it has not begun
  Slot holds;   ///< 1, and 0 from a breach on
  Slot paid;    ///< a tile: units paid for that were not taken
};

struct RetailStep {
  int chains;
  OutcomeStep listing;
  RepeatedStep months, stores, velocity;
  Slot rollout_months;
  Slot fee;                          ///< of a listing, scenario currency; kNone: nothing
  Slot delist_below, delist_months;  ///< kNone: never delisted
  // a row for each chain
  Slot listed, opens, leaves;  ///< in periods; infinite: never
  Slot listed_after;           ///< counted from the entry, where that is decided; otherwise kNone
  Slot full;                   ///< units a year in all its stores, at R = 1
  Slot sells;                  ///< units a store and month, at R = 1
  Slot below;                  ///< months for which it has sold too little
};

/// A call at a date.
struct CallStep {
  int period;
  std::uint64_t win_key;
  const std::uint32_t* win_directions;
  RepeatedStep size;
};

struct TenderStep {
  Slot rate;  ///< a year
  int most;   ///< arrivals of a path at most; 0: none
  std::uint64_t gap_key, win_key;
  int sampled;  ///< arrivals whose gaps and wins the sampler spreads
  const std::uint32_t *gap_directions, *win_directions;
  RepeatedStep size;
  const CallStep* calls;
  int call_count;
  OutcomeStep on_list;
  Slot list_months;
  Slot win_chance;  ///< kNone: by the logit
  Slot intercept, quality_weight, quality, rivals;
  Slot award_months, delivery_months;
  Slot bid_cost;    ///< scenario currency; kNone: nothing
  bool by_value;    ///< contracts are money, otherwise units
  Slot value_rate;  ///< of their currency into the scenario's; kNone: 1
  int list;         ///< index of its memory
  // derived, once a path
  Slot bids_from;      ///< in periods: on the list, and the market open; infinite: never
  Slot on_list_after;  ///< counted from the entry, where that is decided; otherwise kNone
  Slot due;            ///< a row for each period: what contracts bring then
  // of the period
  Slot bids;            ///< a tile: how many bids are made (the channel's uptake_now)
  Slot asked, backlog;  ///< units that demand let through later
  Slot won;             ///< contracts, noted for the drivers of the result; kNone: not
};

enum class StockCurve : int { logistic, gompertz, fixed };

struct InstalledBaseStep {
  StockCurve curve;
  Slot share, units_per_increment;
  Slot life_years;  ///< kNone: nothing is replaced
  Slot ceiling, rate;
  Slot start;         ///< kNone: `turn` is given
  Slot turn;          ///< years to the midpoint or inflection
  const Slot* fixed;  ///< the stock on each 1 January
  double year_part;   ///< of the first year that has passed at the start
};

struct DirectStep {
  Slot reach;                   ///< kNone: by marketing
  Slot reach_max, reach_scale;  ///< scale: scenario currency a year
  Slot conversion, repeat_share, purchases_per_year;
  Slot opens;  ///< in periods; infinite: never
  Slot tried;  ///< F at the end of the period before
  Slot reached;
};

/// Buyers that fail, and lose what they owe.
struct FailureStep {
  Slot hazard;  ///< a year
  std::uint64_t key;
  int sampled;  ///< the sampler spreads the first so many
  const std::uint32_t* directions;
  Slot fails;       ///< of chains a row each: when, in periods; kNone for distributors
  Slot lost_share;  ///< a tile: of what the channel sold in a period
  Slot keep;        ///< a tile: what is kept of an invoice
};

/// Receipts of a market that may be held.
struct TransferStep {
  const int* shares;  ///< tiles of the parts of each period in which a stop is there
  int stop_count;
  Slot due;    ///< as many rows as the firm's receipts to come: those of this market
  Slot worth;  ///< likewise: what they add to the npv if they are not held
  Slot held;
};

/// When and how much of an invoice is paid.
struct PaymentStep {
  Slot payment_days, acceptance_days;  ///< whose sum `days` are; kNone: `days` is given
  Slot days, default_share, recovery, cover, premium;
  bool has_losses, has_premium, has_days;
  bool by_buyer;                 ///< buyers fail: `kept` is the share of what they owe that is lost
  int delay_first, delay_count;  ///< receipts of a period come that many periods later
  Slot delay_weights;            ///< delay_count rows: the part that comes in each of them
  Slot kept, receipts_discount;
  const TransferStep* transfers;  ///< null: nothing is held
};

struct ChannelStep {
  ChannelKind kind;
  // the step of its kind; null for the others
  const RetailStep* retail;
  const TenderStep* tender;
  const InstalledBaseStep* installed_base;
  const DirectStep* direct;
  const ResignStep* resign;        ///< null: no place is signed again
  const ExclusiveStep* exclusive;  ///< null: it promises nothing
  const FailureStep* failure;      ///< null: no buyer fails
  const PaymentStep* payment;      ///< null: that of the market
  // once a path, of a distributor
  Slot sign_chance, months_to_sign, ceiling_share, churn;
  Slot first, second;  ///< parameters of uptake
  UptakeKind uptake;
  int prospects;
  std::uint64_t sign_key, months_key, stay_key;
  bool counts_signed;     ///< the sampler spreads how many sign, not who
  int sampled_prospects;  ///< the first so many have months and stay spread by the sampler
  const std::uint32_t *sign_directions, *months_directions, *stay_directions;
  // noted for the drivers of the result; kNone: not
  Slot signed_count;  ///< prospects that sign, without those that take the places of leavers
  Slot first_months;  ///< until the first of them signs; infinite: none does
  bool months_fixed;  ///< months_to_sign is a row; otherwise drawn for each prospect by `months`
  bool churns, signs_surely;
  random::MarginalKernel months;
  bool single;         ///< one curve for all prospects: they open together and none leaves
  bool always_active;  ///< single, certain, and open from the start of `first_period` on
  int list;            ///< index of its columns of signed prospects
  // once a path, of any kind
  Slot addressable;
  const Slot* markups;
  int markup_count;
  Slot margin_on_price;
  bool before_vat;  ///< the price that counts is that before VAT
  Slot entry_cost, marketing_per_year, fixed_per_year;  ///< scenario currency; kNone: nothing
  int first_period;                                     ///< nothing can sell before it
  Slot entry, leave;  ///< where decided on the way: in which period, infinite until then; or kNone
  bool enters_alone;  ///< by a decision of its own
  // derived, once a path
  Slot chain;             ///< (1 + markup) along the chain
  Slot signed_scale;      ///< 1 / prospects, or for a single curve the share that signed
  Slot curve_step;        ///< what w is multiplied by each period; ramp: its length in periods
  Slot curve, curve_now;  ///< w and F of an always active curve
  Slot ceiling_units;     ///< a year, at the start
  Slot log_factor;  ///< changes + 1 rows: ln of the shelf price over landed cost and reference
  Slot log_ratio;   ///< ln(shelf / reference): changes + 1 rows, or a tile where it moves
  Slot elasticity;
  Slot reference;  ///< reference price, in its own currency; kNone: no response
  Slot log_cross;  ///< ln of units of that currency for one of the invoice; kNone: the same
  Slot bounds;  ///< [0] largest ceiling share of the lanes, [1] the ln R up to which no cap binds
  // of the period
  Slot uptake_now;  ///< of other kinds: chains that sell, bids, the stock
  Slot log_response, units;
  Slot revenue_now;  ///< a tile where the market is booked by channel; kNone otherwise
  Slot revenue;      ///< total over the horizon (a metric)
};

}  // namespace landfall::simulate
