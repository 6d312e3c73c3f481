// A checked channel: how goods reach buyers in a market. Values only; one struct a kind.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "scenario/document.hpp"

namespace landfall::scenario {

/// Index of a number in Scenario::numbers, and of its row in the compiled plan.
using NumberId = int;

struct Uptake {
  enum class Kind { immediate, bass, bass_euler, logistic, gompertz, ramp };
  Kind kind = Kind::immediate;
  /// bass: p q; logistic: midpoint_years rate_per_year; gompertz: inflection_years rate_per_year;
  /// ramp: months
  NumberId first = -1, second = -1;
};

/// What an exclusive distributor promises: in each year of sales to take so many units.
struct Exclusive {
  enum class Breach { pay, end };
  bool given = false;
  NumberId minimum_units = -1;  ///< a year
  Breach on_breach = Breach::pay;
};

/// Prospects that may sign, ramp up, and leave; their places may be signed again.
struct Distributor {
  int prospects = 1;  ///< under an exclusive contract those that it names
  NumberId sign_chance = -1, months_to_sign = -1, ceiling_share = -1, churn = -1;
  NumberId resign_chance = -1, months_to_resign = -1;
  Uptake uptake;
  Exclusive exclusive;
};

/// Chains that may list the product, sell it in their stores, and delist it.
struct Retail {
  int chains = 1;
  NumberId listing_chance = -1, months_to_list = -1, listing_fee = -1;
  NumberId stores = -1, units_per_store_per_month = -1;  ///< of each chain
  NumberId rollout_months = -1;
  NumberId delist_below = -1, delist_months = -1;  ///< -1: never delisted
};

/// A call for tenders at a date.
struct Call {
  std::string name;
  int period = 0;      ///< first period that starts on or after the date
  NumberId size = -1;  ///< of its own, as Tender::size; -1: that of the channel
};

/// Calls that arrive, are won or lost by price and quality, and bring contracts.
struct Tender {
  NumberId tenders_per_year = -1;
  std::vector<Call> calls;  ///< by name
  NumberId supplier_list_chance = -1, list_months = -1;
  bool by_value = false;  ///< `size` is money, otherwise units
  NumberId size = -1;     ///< of each tender
  bool has_chance = false;
  NumberId win_chance = -1;  ///< where has_chance holds; otherwise the logit of those below
  NumberId intercept = -1, price_weight = -1, quality_weight = -1, quality = -1, rivals = -1;
  NumberId field_price = -1;  ///< -1: the price does not matter
  NumberId award_months = -1, delivery_months = -1, acceptance_days = -1, bid_cost = -1;
  NumberId payment_days = -1;  ///< -1: those of the market
};

/// A stock of durables whose increase and replacement make the units.
struct InstalledBase {
  enum class Curve { logistic, gompertz, fixed };
  NumberId share = -1, units_per_increment = -1;
  NumberId life_years = -1;  ///< -1: nothing is replaced
  Curve curve = Curve::logistic;
  NumberId ceiling = -1, rate_per_year = -1;
  NumberId start = -1;          ///< stock at the start; -1: `turn_years` says where the curve is
  NumberId turn_years = -1;     ///< midpoint of a logistic, inflection of a gompertz
  int first_year = 0;           ///< of a fixed series: the calendar year of its first value
  std::vector<NumberId> fixed;  ///< stock on each 1 January from then on
};

/// Buyers whom the firm reaches itself.
struct Direct {
  NumberId reach = -1;                        ///< -1: by marketing
  NumberId reach_max = -1, reach_scale = -1;  ///< scale: marketing a year
  NumberId conversion = -1, repeat_share = -1, purchases_per_year = -1;
  Uptake uptake;
};

struct Channel {
  std::string name;
  Place place;
  std::variant<Distributor, Retail, Tender, InstalledBase, Direct> is;
  NumberId addressable = -1;
  std::vector<NumberId> markups;  ///< shares of cost along the chain
  NumberId margin_on_price = -1;  ///< instead of markups; -1 otherwise
  NumberId reference_price = -1;  ///< -1: that of the market's response
  NumberId entry_cost = -1, marketing_per_year = -1, fixed_per_year = -1;

  const Distributor* distributor() const { return std::get_if<Distributor>(&is); }
  const Retail* retail() const { return std::get_if<Retail>(&is); }
  const Tender* tender() const { return std::get_if<Tender>(&is); }
  const InstalledBase* installed_base() const { return std::get_if<InstalledBase>(&is); }
  const Direct* direct() const { return std::get_if<Direct>(&is); }
  /// A tender is decided by its own price field, not by the market's response.
  bool answers_response() const { return tender() == nullptr; }
};

/// The curve by which a channel's sales grow; null for kinds without one.
const Uptake* uptake_of(const Channel& channel);

/// "distributor", "installed_base": the kind as the file has it.
const char* kind_of(const Channel& channel);

}  // namespace landfall::scenario
