// The firm's own money: what it pays besides what its markets cost, what lies in its stock, what
// the state takes, and what the business is worth at the end.
#pragma once

#include <string>
#include <vector>

#include "scenario/tariff.hpp"

namespace landfall::scenario {

/// Money that is paid out once, at a date.
struct Investment {
  std::string name;
  int period = 0;    ///< the first that starts on or after the date
  std::string date;  ///< as written
  NumberId amount = -1;
};

/// Of the firm's margin of each twelve months.
struct CorporateTax {
  bool given = false;
  NumberId rate = -1;
  int loss_years = -1;  ///< in which a loss can be set against; negative: without limit
  NumberId months_after = -1;
};

/// Of a market's margin of each twelve months, withheld there.
struct WithholdingTax {
  NumberId rate = -1;  ///< -1: none
  NumberId creditable_share = -1;
};

/// What the business is worth at the horizon.
struct Terminal {
  enum class Kind { none, multiple, growth };
  Kind kind = Kind::none;
  NumberId value = -1;  ///< the multiple, or the growth
};

struct Firm {
  NumberId fixed_per_year = -1;  ///< -1: nothing
  std::vector<Investment> investments;
  CorporateTax tax;
  Terminal terminal;
};

/// Goods that are bought before they are sold, and paid after they are bought; -1: neither.
struct Goods {
  NumberId stock_months = -1, supplier_days = -1;
};

}  // namespace landfall::scenario
