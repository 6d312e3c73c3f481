// Access to a market: what must be granted before anything sells there. Values only.
#pragma once

#include <string>
#include <vector>

namespace landfall::scenario {

/// One application and its decision. Numbers are NumberIds.
struct AccessStage {
  std::string name;  ///< empty where [market.ID.access] itself is the only one
  int months = -1, approval_chance = -1;
  int fee = -1;                 ///< of each attempt
  int attempts = 1;             ///< the first one included
  int retry_after_months = -1;  ///< from a refusal to the next attempt
};

/// A registration that ends, and is granted anew or not.
struct Renewal {
  bool given = false;
  int years = -1;  ///< valid so long
  int chance = -1, fee = -1;
  int months = -1;  ///< shut after a refusal; -1: for good
};

struct Access {
  std::vector<AccessStage> stages;  ///< one after the other; at least one
  Renewal renewal;
};

}  // namespace landfall::scenario
