// A compiled scenario: rows, and the steps that fill them, in the order in which the kernel takes
// them.
//
// A row holds a value for every lane that is computed together. Rows are named by their place in
// the thread's memory (a Slot). Each has a life: fixed (filled once a thread), once a path (filled
// once a set of lanes), by period or shocked by period. Kernels see slots and lives only, so an
// override or a new source of uncertainty adds rows and steps, and changes no kernel.
//
// Periods are taken kTile at a time, each market through all of them before the next one, so that
// what a market reads stays in the nearest cache. What one step of a period leaves for another (an
// exchange rate, units sold, a receipt) is therefore a tile: a row for each period of the tile.
//
// Everything below is plain data without functions: the kernels are compiled once for each
// instruction set, and a shared inline function could carry the instructions of one into the path
// of the other.
#pragma once

#include <cstdint>

#include "base/lanes.hpp"
#include "random/marginal_kernel.hpp"
#include "random/sampler.hpp"
#include "random/sip_kernel.hpp"
#include "random/student_copula.hpp"
#include "simulate/access_plan.hpp"
#include "simulate/decision_plan.hpp"
#include "simulate/event_plan.hpp"
#include "simulate/firm_plan.hpp"
#include "simulate/plan_channels.hpp"
#include "simulate/product_plan.hpp"
#include "simulate/series_plan.hpp"
#include "simulate/slot.hpp"
#include "simulate/tariff_plan.hpp"

namespace landfall::simulate {

/// Fill a row from its own stream. `score` receives the normal score where a group needs it.
struct DrawStep {
  Slot into, score;
  std::uint64_t key;
  random::MarginalKernel marginal;
  const std::uint32_t* directions;  ///< random::kDirections of them under Sobol sampling, else null
};

/// The divisor that the members of a t copula share: once a path, or anew in each period.
struct StudentStep {
  std::uint64_t key;
  random::StudentKernel copula;
};

/// Correlate the scores of a group of draws, then turn each into its draw.
struct DrawGroup {
  int first, size;             ///< draws [first, first + size) of the plan
  const double* factor;        ///< lower Cholesky factor, size x size, row by row
  const StudentStep* student;  ///< null: a Gaussian copula
};

/// Normal scores of an HDR stream that copulas of SIPs need.
struct SipScoreStep {
  Slot into;
  random::HdrSeeds seeds;
};

/// Fill a row with the trials of a SIP.
struct SipStep {
  Slot into;
  random::SipKernel sip;
  const Slot* scores;  ///< [sip.weight_count] rows of its copula's scores
};

/// Copy a row from a stored column: path p has the value p % trials, and the first kWidth values
/// stand once more at the end.
struct TrialStep {
  Slot into;
  const double* values;
  std::uint64_t trials;
};

/// into = times * from + plus
struct ReferenceStep {
  Slot into, from;
  double times, plus;
};

/// A stream of normal shocks: kTile rows from `tile` on, one for each period of the tile.
struct ShockStep {
  Slot tile;
  std::uint64_t key;
  Slot leading;                     ///< kLeading rows: what is left of its leading sums, if sampled
  const std::uint32_t* directions;  ///< kLeading times as many
};

/// Weighted sums of a stream's shocks over the horizon that a sampler spreads over the paths.
inline constexpr int kLeading = 2;

/// How a period's shock follows from what is left of the leading sums: see leading_sums.hpp.
struct LeadingStep {
  double own;               ///< times the stream's own normal number
  double given[kLeading];   ///< times what is left of each sum
  double weight[kLeading];  ///< what the shock takes from each sum
};

/// Correlate streams of shocks in place.
struct ShockGroup {
  int first, size;  ///< shocks [first, first + size) of the plan
  const double* factor;
  const StudentStep* student;
};

/// A sum of logarithms: rates along a chain of currencies.
struct LogSumStep {
  Slot into;
  Slot left, right;  ///< into = left + right_sign * right; left may be kNone (0)
  double right_sign;
  bool by_period;
};

/// into = exp(sign * log)
struct ExpStep {
  Slot into, log;
  double sign;
  bool by_period;
};

/// An amount of money in the currency that is wanted: into = amount * rate.
struct ConvertStep {
  Slot into, amount, rate;
  bool by_period;
};

/// into = start + share * (cross - start): what shelf prices follow of an exchange rate.
struct PassStep {
  Slot into, cross, start, share;
};

/// into = before, and from `period` on after.
struct SwitchStep {
  Slot into, before, after;
  int period;
};

/// A market, or one of several products in it: further products are further steps.
struct MarketStep {
  const PriceStep* price;
  int product;         ///< index among those of the firm
  bool counts_share;   ///< what it sells counts for the firm's share of its markets
  bool counts_demand;  ///< and what the market buys does, which another line may have counted
  int enter_period;    ///< 0 where entry is decided on the way
  Slot entry, leave;   ///< then in which period, infinite until then; otherwise kNone
  bool enters_whole;   ///< by a decision of its own, not with the first of its channels
  Slot opening_after, refused_after;  ///< then opening and entry_until, counted from entry
  Slot lead_usual, lead_around;       ///< days, where lead_time_days follows from the entry: before
  int around_from;                    ///< this period, and from it on; otherwise kNone
  Slot entry_months;                  ///< a metric
  int first_sale;                     ///< no channel can sell in an earlier period
  // demand
  bool has_demand;       ///< without it nothing is shared
  bool stock_is_demand;  ///< it has none, but what is bought for a stock is known
  double carried_years;
  Slot units_per_year, growth, volatility, inflation;
  const double* season_dt;    ///< [periods]
  int demand_series;          ///< index of a series that gives the demand; negative: none
  int demand_shock;           ///< index of a ShockStep; negative: none
  Slot start_units;           ///< a year, at the start
  Slot log_demand;            ///< as sales see it: under the events that act on it
  Slot demand_state;          ///< as it moves by itself; the same tile where no event acts on it
  const HitStep* demand_hit;  ///< null: no event
  Slot demand_drift, demand_step;
  bool demand_moves;
  // prices, a unit, in the invoice currency
  Slot freight, insurance, carriage, inland;
  Slot specific_rate;  ///< of the specific duty's currency; kNone: that of the invoice
  TariffStep tariff;
  const HitStep* duty_hit;  ///< on the ad valorem duty; null: no event
  bool moving_ladder;       ///< the ladder changes with the period, not only with the duty
  Slot duty_now;            ///< kFirstLevy + 1 rows: ad valorem, specific, VAT, levies in force
  Slot customs_value, landed;
  Slot cost_home;  ///< goods, a unit, scenario currency, before escalation; kNone: nothing
  Slot unit_cost;  ///< goods and what the incoterm lays on the seller, scenario currency
  bool has_unit_cost, bears_costs;
  // access and payment
  AccessStep access;
  Slot lead_time_days;
  Slot opening;      ///< in periods; infinite where refused
  Slot entry_until;  ///< fixed cost runs until then
  PaymentStep payment;
  bool has_schedule_costs;
  // of the period
  Slot demand_now, units_now, revenue_now;
  Slot revenue;  ///< total over the horizon (a metric)
  const ChannelStep* channels;
  int channel_count;
  const ResponseStep* response;        ///< null: units answer their own price alone, or nothing
  const QuotaStep* quota;              ///< null: none
  const StockStep* stock;              ///< null: its goods are bought and paid as they are sold
  const OrderStep* order;              ///< null: whatever is ordered is shipped
  const WithholdingStep* withholding;  ///< null: it takes none
  const ShownStep* shown;              ///< null: nobody looks at its ladder
  bool by_channel;     ///< invoices are kept by channel: some have payment terms of their own
  bool has_exclusive;  ///< some distributor promises to take a minimum
  bool has_contracts;  ///< contracts come before what other channels want
};

/// The signed prospects of one channel, in columns. Lanes stand in the order of how many they have,
/// most first, so that neighbours have about as many. Those of the places [8 g, 8 g + 8) are the
/// columns [first_column[g], first_column[g + 1]); a lane with fewer prospects than its neighbours
/// has entries that never sell.
struct ColumnMemory {
  int* place_of;                            ///< [kWidth]: the place of a lane
  int* lane_at;                             ///< [kWidth + 1]: the lane at a place, and one to spare
  double *first, *second, *step;            ///< [kWidth], by place: parameters of uptake
  int* first_column;                        ///< [kWidth / kColumnLanes + 1]
  double* opens_least;                      ///< [columns]: when the first of a column opens
  double* opens_most;                       ///< [columns]: when the last of a column opens
  double *opens, *leaves, *last, *w, *now;  ///< [columns][kColumnLanes]
  double *months, *stay;  ///< as drawn, until lanes enter; null where entry has its date
  double* luck;           ///< v of each failure; null where no buyer fails
  double* owes_from;      ///< what is taken from then on is never paid; infinite: does not fail
  int* parent;  ///< the stay before at the same place: its index here; -1: none. Null where no
                ///< place is signed again, or entry has its date
};

/// Where prospects are drawn before they take their places in columns: one entry each.
struct ListMemory {
  std::uint32_t *lane, *index, *words;  ///< words: two an entry
  double *u, *v, *months, *drawn;
  double* luck;  ///< null where no buyer fails
  // where entry is decided and places are signed again; otherwise null
  int* parent;      ///< the entry of the stay before; -1: none
  double* reached;  ///< periods from the entry of the channel to the end of that stay, at least
};

/// The tenders of one channel that are bid for, in lists by period. At most `most` * kWidth
/// entries.
struct TenderMemory {
  int* first;  ///< [periods]: of a period; -1: none
  int* next;   ///< of the same period; -1: none
  std::uint32_t* lane;
  double *at, *win, *size;  ///< when it comes, in periods; u of the decision; units or money
};

/// A row of another plan that holds what one of this plan would.
struct TakenRow {
  Slot from, into;
};

/// What a tile's rows come to over the periods: noted for the drivers of the result.
struct TallyStep {
  Slot into, of;
  int from;  ///< the first period in which `of` is worked out
};

struct KernelPlan {
  int rows, periods, periods_per_year, years;
  const unsigned char* is_tile;  ///< [rows]: whether a tile begins here
  const Slot* outputs;           ///< rows that are read when a block is done
  int output_count;
  double dt_years, months_per_period;

  random::Sampler sampler;
  std::uint64_t paths;         ///< of the whole sample: what a Latin hypercube depends on
  const LeadingStep* leading;  ///< [periods]; null where shocks come from their words alone

  const DrawStep* draws;
  int draw_count;
  const DrawGroup* draw_groups;
  int draw_group_count;
  const SipScoreStep* sip_scores;
  int sip_score_count;
  const SipStep* sips;
  int sip_count;
  // What is taken over from the plan that runs before this one on the same paths: see
  // share_world.hpp.
  const unsigned char *draw_taken, *shock_taken;  ///< of each step; null: none is
  const unsigned char *series_taken, *log_sum_taken, *exp_taken;
  const unsigned char* demand_taken;  ///< of each market
  const TakenRow* path_rows;
  int path_row_count;  ///< draws, once a path
  const TakenRow* tile_rows;
  int tile_row_count;  ///< shocks, processes, rates and demand, every tile

  const TrialStep* trials;
  int trial_count;
  const ReferenceStep* references;
  int reference_count;
  const ShockStep* shocks;
  int shock_count;
  const ShockGroup* shock_groups;
  int shock_group_count;
  const SeriesStep* series;
  int series_count;
  const EventStep* events;
  int event_count;
  const LogSumStep* log_sums;
  int log_sum_count;
  const ExpStep* exps;
  int exp_count;
  const ConvertStep* converts;
  int convert_count;
  const PassStep* passes;
  int pass_count;
  const SwitchStep* switches;
  int switch_count;
  const MarketStep* markets;
  int market_count;
  const SumStep* sums;
  int sum_count;
  const HistoryStep* histories;
  int history_count;
  const DecisionStep* decisions;
  int decision_count;
  const SightStep* sights;
  int sight_count;
  const TallyStep* tallies;
  int tally_count;
  Slot committed;        ///< what the entries of a period cost; kNone without decisions
  const FirmStep* firm;  ///< null: it pays what its markets cost, and nothing else
  bool by_period;  ///< periods are sold one by one: something waits for what the last one sold

  const PriceStep* prices;
  int price_count;
  const CapacityStep* capacities;
  int capacity_count;
  Slot discount, discount_step, discount_now;

  bool has_outflows;
  bool settles;      ///< not all of an invoice comes at once, or something is paid
  int ring;          ///< rows of receipts to come, from `ring_rows` on; 0: paid at once
  int late_periods;  ///< periods after the horizon in which receipts still come in
  Slot ring_rows;
  bool has_transfers;  ///< some market's receipts may be held
  Slot cash, low, trough_period, last_negative;
  Slot revenue_now, kept_now, receipts_now, outflow_now;
  Slot share_units, share_demand;
  Slot scratch;      ///< kScratch rows
  Slot zeros, ones;  ///< rows of 0 and of 1
  // metrics
  Slot revenue, npv, margin, payback_months, peak_funding, market_share;
  Slot revenue_by_year;    ///< one row a year
  Slot revenue_by_period;  ///< one row a period
};
inline constexpr int kScratch = 12;

/// What `replay` wants to see: one lane of some rows, period by period. The plan must keep cash.
struct TraceSink {
  int lane;
  double* firm;      ///< [periods + late_periods][kTraceFirm]
  double* markets;   ///< [periods][markets][kTraceMarket]
  double* channels;  ///< [periods][channels in the order of the plan][kTraceChannel]
  double* series;    ///< [periods][series][kTraceSeries]
  double* events;    ///< [periods][events]: the share of the period in which each is there
};
inline constexpr int kTraceSeries = 2;   ///< logarithm of the value, regime
inline constexpr int kTraceFirm = 8;     ///< revenue, outflows, receipts, cash, discount factor,
                                         ///< taxes, units in stock, units that wait
inline constexpr int kTraceMarket = 8;   ///< demand, price, ad valorem, specific, levies, VAT,
                                         ///< customs value, landed cost
inline constexpr int kTraceChannel = 4;  ///< uptake, ln response, units, revenue

/// The memory of one thread.
struct BlockMemory {
  double* rows;          ///< plan.rows * kWidth
  double* outputs;       ///< plan.output_count * kStride: a block of each row that is read
  std::uint32_t* words;  ///< 4 * kWidth
  ColumnMemory* columns;
  ListMemory list;
  TenderMemory* tenders;
  TraceSink* trace;          ///< null but for replay
  const double* first_rows;  ///< `rows` of the plan that others take over from
};

inline constexpr int kPlansMax = 16;  ///< that run together

/// Compute the paths [first_path, first_path + kLanes) of `count` plans, each into the outputs of
/// its memory, tile by tile. Every row of life `fixed` must have been filled before the first call.
/// The plans have the same periods.
using SimulateBlock = void (*)(const KernelPlan* const* plans, BlockMemory* memories, int count,
                               std::uint64_t first_path);

}  // namespace landfall::simulate
