// What a response, a quota and their numbers must satisfy together.
#include <algorithm>
#include <cmath>

#include "base/text.hpp"
#include "scenario/distribution.hpp"
#include "scenario/read.hpp"

namespace landfall::scenario {

namespace {

std::string shown(double value) {
  return shortest(std::round(value * 1e4) / 1e4);
}

/// A number as a line of the draw at the end of its references: times x + plus.
struct Line {
  NumberId of;
  double times, plus;
};
Line line_of(const Scenario& scenario, NumberId id) {
  Line line{id, 1, 0};
  while (scenario.number(line.of).is_reference() &&
         scenario.number(line.of).reference().target >= 0) {
    const Reference& by = scenario.number(line.of).reference();
    line.plus += line.times * by.plus;
    line.times *= by.times;
    line.of = by.target;
  }
  return line;
}

/// The least that `left - right` can be on a path; of one and the same draw, both move together.
double least_difference(const Scenario& scenario, NumberId left, NumberId right) {
  const random::Support of_left = reach(scenario, left), of_right = reach(scenario, right);
  const Line one = line_of(scenario, left), other = line_of(scenario, right);
  if (one.of != other.of) return of_left.low - of_right.high;
  const random::Support of = reach(scenario, one.of);
  const auto at = [&](double x) {
    return (one.times * x + one.plus) - (other.times * x + other.plus);
  };
  return std::min(at(of.low), at(of.high));
}

void check_armington(Reader& reader, const Market& market) {
  const Scenario& scenario = reader.scenario();
  const Response& response = market.response;
  const Number& sigma = scenario.number(response.substitution);
  const Number& eta = scenario.number(response.elasticity);
  if (!reader.is_faulty(sigma.address) && !reader.is_faulty(eta.address) &&
      least_difference(scenario, response.substitution, response.elasticity) < 0)
    reader.error(sigma.place,
                 "substitution must be at least the elasticity on every path: it falls to " +
                     shown(reach(scenario, response.substitution).low) +
                     ", the elasticity rises to " +
                     shown(reach(scenario, response.elasticity).high),
                 "or tie them: substitution = { from = \"" + eta.address + "\", times = 2 }");
  double all = 0;
  for (const Rival& rival : response.rivals) {
    if (reader.is_faulty(scenario.number(rival.share).address)) return;
    all += reach(scenario, rival.share).high;
  }
  if (!response.rivals.empty() && !(all < 1))
    reader.error(scenario.number(response.rivals.back().share).place,
                 "the shares of rivals and home supply reach " + shown(all) +
                     " in all, and leave the firm nothing",
                 "what they leave of 1 is the firm's share at the reference price");
}

}  // namespace

void check_responses_and_quotas(Reader& reader) {
  const Scenario& scenario = reader.scenario();
  for (const Market& market : scenario.markets) {
    const bool smart = market.response.given && market.response.kind == Response::Kind::smart;
    if (market.response.given && market.response.kind == Response::Kind::armington)
      check_armington(reader, market);
    if (smart && market.tariff.quota.given)
      reader.error(scenario.number(market.tariff.quota.units).place,
                   "a quota needs a response to prices, and smart goes by duties",
                   "kind = \"armington\" knows rivals as well");
    for (const Channel& channel : market.channels)
      if (market.tariff.quota.given && channel.distributor() == nullptr)
        reader.error(channel.place,
                     "a quota needs channels of distributors, and '" + channel.name + "' is none",
                     "take the quota out, or sell through distributors");
    for (const Channel& channel : market.channels)
      if (smart && channel.reference_price >= 0)
        reader.error(scenario.number(channel.reference_price).place,
                     "smart goes by duties and knows no reference price", "take it out");
  }
}

}  // namespace landfall::scenario
