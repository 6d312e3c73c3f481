// From a checked scenario to a plan that the kernels can run: every choice is made here, once.
#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "random/table_marginal.hpp"
#include "scenario/scenario.hpp"
#include "simulate/observed.hpp"
#include "simulate/plan.hpp"
#include "summary/metric.hpp"

namespace landfall::simulate {

/// How long a row keeps its value.
enum class Life { fixed, path, period };

/// A number that differs from path to path, and the row that holds it.
struct Driver {
  std::string address;
  Slot row = kNone;
};

/// A process, and the tile that holds its logarithm.
struct SeriesRow {
  scenario::NumberId number = -1;
  int index = -1;  ///< among the series of the plan
  Slot log_value = kNone;
};

/// What to keep of a decision, by its place in the strategy: what it sees at the start of periods.
struct Sights {
  int decision = 0;
  std::vector<int> periods;
};

struct CompileOptions {
  /// Work the whole price ladder out in every period, so that it can be shown; the same outcomes.
  bool moving_ladder = false;
  /// Keep the firm's cash even where nothing is ever paid out, so that it can be shown; the same
  /// outcomes.
  bool cash = false;
  /// Read the dates of access when a block is done, so that they can be shown.
  bool dates = false;
  /// Keep the price ladder of each market in the first period in which it may sell, so that it can
  /// be shown; the same outcomes. Implies moving_ladder.
  bool shown_ladders = false;
  std::optional<Sights> sights = {};
  /// Note what a path draws, and how its processes and chances turn out, so that it can be said
  /// what drives the result; the same outcomes.
  bool drivers = false;
};

/// An address whose generator matrix was hashed again, because it did not go together with that of
/// an address before it.
struct Resalted {
  std::string address, with;
};

/// A compiled scenario with the memory that its kernel plan points into. Moves, does not copy.
struct Plan {
  Plan();  // these once, in compile.cpp: they are long
  Plan(Plan&&) noexcept;
  Plan& operator=(Plan&&) noexcept;
  ~Plan();

  KernelPlan kernel{};
  std::vector<std::pair<Slot, double>> fixed_rows;
  std::vector<int> list_prospects;        ///< most entries a lane of each channel's columns
  std::vector<unsigned char> list_waits;  ///< 1: lanes enter the channel by a decision; 2: and its
                                          ///< places are signed again
  std::vector<unsigned char> list_fails;  ///< whether its prospects may fail
  std::vector<int> list_tenders;          ///< most tenders a lane of each channel's lists
  std::vector<summary::MetricSpec> metrics;
  std::vector<Slot> metric_rows;  ///< in the order of the metrics
  std::vector<std::string> period_labels, year_labels;
  std::vector<Driver> drivers;
  std::vector<Observed> observed;      ///< where drivers are noted
  std::vector<SeriesRow> series_rows;  ///< of every process in use
  std::vector<int> output_of_row;      ///< index among the outputs; negative: not read afterwards

  /// Of each group of trials the rows whose correlation is meant, one a member.
  std::vector<std::vector<Slot>> trial_rows;
  std::vector<Resalted> resalted;  ///< Sobol sampling only

  // What the kernel plan points into.
  std::unique_ptr<random::MarginalTables> tables;
  std::vector<DrawStep> draws;
  std::vector<DrawGroup> draw_groups;
  std::vector<TrialStep> trials;
  std::deque<StudentStep> students;
  std::deque<random::Sip> sip_trials;
  std::vector<SipScoreStep> sip_scores;
  std::vector<SipStep> sips;
  std::vector<ReferenceStep> references;
  std::vector<ShockStep> shocks;
  std::vector<ShockGroup> shock_groups;
  std::vector<SeriesStep> series;
  std::vector<EventStep> events;
  std::deque<HitStep> hits;
  std::deque<std::vector<EffectStep>> effects;
  std::deque<JumpStep> jumps;
  std::deque<RegimeStep> regimes;
  std::deque<BasketStep> baskets;
  std::deque<std::vector<BasketPart>> basket_parts;
  std::deque<model::Band> bands;
  std::vector<LogSumStep> log_sums;
  std::vector<ExpStep> exps;
  std::vector<ConvertStep> converts;
  std::vector<PassStep> passes;
  std::vector<SwitchStep> switches;
  std::vector<PriceStep> prices;
  std::vector<CapacityStep> capacities;
  std::vector<SumStep> sums;
  std::vector<MarketStep> markets;
  std::vector<TakenRow> taken_path_rows, taken_tile_rows;
  std::vector<unsigned char> draw_taken, shock_taken, series_taken, log_sum_taken, exp_taken,
      demand_taken;
  std::vector<HistoryStep> histories;
  std::vector<DecisionStep> decisions;
  std::deque<std::vector<StageStep>> stages;
  std::deque<RenewalStep> renewals;
  std::deque<FirmStep> firms;  ///< one at most
  std::vector<InvestmentStep> investments;
  std::deque<GoodsStep> goods;         ///< one at most
  std::deque<TaxStep> taxes;           ///< one at most
  std::deque<TerminalStep> terminals;  ///< one at most
  std::deque<StockStep> stocks;
  std::deque<OrderStep> orders;
  std::deque<WithholdingStep> withholdings;
  std::vector<SightStep> sights;
  std::vector<TallyStep> tallies;
  std::deque<ShownStep> shown;
  std::deque<std::vector<ChannelStep>> channels;
  std::deque<RetailStep> retails;
  std::deque<TenderStep> tenders;
  std::deque<std::vector<CallStep>> calls;
  std::deque<InstalledBaseStep> installed_bases;
  std::deque<DirectStep> directs;
  std::deque<ResignStep> resigns;
  std::deque<ExclusiveStep> exclusives;
  std::deque<FailureStep> failures;
  std::deque<TransferStep> transfers;
  std::deque<PaymentStep> payments;
  std::deque<std::vector<ChangeStep>> changes;
  std::deque<std::vector<Charge>> charges;
  std::deque<std::vector<RivalStep>> rivals;
  std::deque<ResponseStep> responses;
  std::deque<QuotaStep> quotas;
  std::deque<std::vector<unsigned char>> flags;
  std::deque<std::vector<Slot>> slots;
  std::deque<std::vector<double>> doubles;
  std::deque<std::vector<std::uint32_t>> directions;
  std::vector<LeadingStep> leading;
  std::vector<unsigned char> is_tile;
  std::vector<Slot> outputs;
};

/// Compile. The scenario must have come from read_scenario.
Plan compile(const scenario::Scenario& scenario, const CompileOptions& options = {});

}  // namespace landfall::simulate
