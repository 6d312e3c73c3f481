// How a compiled scenario describes duties, and what answers to them. Plain data.
#pragma once

#include <cstdint>

#include "simulate/slot.hpp"

namespace landfall::simulate {

/// Duty, specific duty, VAT, then each levy: the fields of a tariff that a change may name.
inline constexpr int kAdValorem = 0, kSpecific = 1, kVat = 2, kFirstLevy = 3;

/// What a field beyond the first three is: a levy on the customs value, on the duty or on both, an
/// extra duty, an excise. A levy that is credited is no cost, and `none` here.
enum class Charge : int {
  levy_on_value,
  levy_on_duty,
  levy_on_both,
  extra_rate,
  extra_amount,
  excise_rate,
  excise_amount,
  none
};

/// When a change of duty begins, if it happens at all.
struct ChangeStep {
  Slot probability, utilisation;
  std::uint64_t probability_key;  ///< of the outcome whether it happens
  const std::uint32_t* directions;
  bool sure;
  Slot after_years;  ///< random start; kNone for a date
  double date_years;
  int follows;         ///< change that it comes after if that one begins; negative: none
  Slot lasts;          ///< row of the years until then; kNone: `date_years`
  double part;         ///< of the utilisation
  bool is_superseded;  ///< the next change replaces this one, and does not build on it
};

/// Rows of the duty schedule: state s (0 .. changes) holds after s changes have started.
struct TariffStep {
  int changes, fields;
  bool moves[kFirstLevy + 1];  ///< whether some change names the field; the last is for all levies
  bool has_phases;             ///< some change supersedes the one before
  bool folds;                  ///< some charge is no levy on the customs value
  const Charge* charge;        ///< [fields - kFirstLevy]
  const ChangeStep* change;
  const Slot* base;     ///< [fields]
  const Slot* changed;  ///< [changes][fields]; kNone: not named
  Slot begins;          ///< `changes` rows: when each change begins, in years; infinite: never
  Slot ranks;           ///< `changes` rows: its place in the order of beginning
  Slot starts;          ///< `changes` rows: when state s + 1 begins, in years
  Slot states;          ///< [fields][changes + 1] rows: the rates of each state; folded, the first
                        ///< two hold all duties and all that is charged by the unit
  Slot levies;          ///< changes + 1 rows: the sum of all levies as a rate of the customs value
};

enum class ResponseKind : int { armington, smart };

/// Another origin: its weight, how its price moves, and its duties.
struct RivalStep {
  Slot weight;        ///< base share of the market, or base flow
  Slot log_price;     ///< kNone: it stands still
  bool has_duty;      ///< home supply has none
  TariffStep tariff;  ///< of its fields the first counts
  Slot by_state;      ///< changes + 1 rows: ln of its duty over base, or what it takes from others
};

/// A response to more than the firm's own price.
struct ResponseStep {
  ResponseKind kind;
  Slot substitution, elasticity;
  Slot own_share;                 ///< armington: of the firm at base
  Slot base_flow, export_supply;  ///< smart; kNone: supply without limit
  Slot by_state;                  ///< smart, changes + 1 rows: trade creation and diversion
  const RivalStep* rivals;
  int rival_count;
};

/// What reports show of a ladder: its rows in one period, kept for the end of the block.
struct ShownStep {
  int period;
  Slot into;  ///< kShownRows of them
};

/// The rows of a ladder that is shown, in their order: those of model::LadderRows, then VAT and
/// the rungs.
enum class Shown : int {
  price,
  carriage,
  insurance,
  freight,
  inland,
  specific,
  ad_valorem,
  levies,
  vat,
  customs_value,
  landed,
  count
};
inline constexpr int kShownRows = static_cast<int>(Shown::count);

/// A tariff-rate quota, a calendar year at a time.
struct QuotaStep {
  Slot units, others_share, rate;
  const unsigned char* new_year;  ///< [periods]: whether the quota opens anew
  Slot left;                      ///< units of this year
  Slot beyond;                    ///< one row a channel: units wanted at the rate in force
  Slot rate_within, cost_within, cost_beyond;
};

}  // namespace landfall::simulate
