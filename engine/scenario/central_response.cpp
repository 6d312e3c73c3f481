// The price response at central values.
#include "maths/exp.hpp"
#include "maths/log.hpp"
#include "maths/power.hpp"
#include "model/armington.hpp"
#include "model/smart.hpp"
#include "scenario/central.hpp"

namespace landfall::scenario {

namespace {

/// R among origins whose duties are those of the start.
double armington_response(const Scenario& scenario, const Response& response, double ratio) {
  const double sigma = central(scenario, response.substitution);
  const double eta = central(scenario, response.elasticity);
  double own = 1, sum = 0, mean = 0, square = 0;
  for (const Rival& rival : response.rivals) {
    const double share = central(scenario, rival.share);
    const double price = rival.price < 0 ? 0 : maths::log(central(scenario, rival.price));
    model::add_origin(&share, &price, &sigma, 1, &sum, &mean, &square);
    own -= share;
  }
  const double log_own = maths::log(ratio);
  model::add_origin(&own, &log_own, &sigma, 1, &sum, &mean, &square);
  double log_response = 0;
  model::log_armington_response(&log_own, &sum, &mean, &square, &sigma, &eta, 1, &log_response);
  return maths::exp(log_response);
}

/// R of a flow under the duties in force from the start, against the base tariff.
double smart_response(const Scenario& scenario, const Response& response, double before,
                      double now) {
  const double flow = central(scenario, response.base_flow);
  const double demand = central(scenario, response.elasticity);
  const double exchanged = central(scenario, response.substitution);
  const double inverse =
      response.export_supply < 0 ? 0 : 1 / central(scenario, response.export_supply);
  double others = 0, change = 0, log_response = 0;
  for (const Rival& rival : response.rivals) others += central(scenario, rival.flow);
  model::smart_change(&before, &now, &flow, &others, &demand, &inverse, &exchanged, 1, &change);
  model::log_smart_response(&change, 1, &log_response);
  return maths::exp(log_response);
}

}  // namespace

double central_response(const Scenario& scenario, const Response& response, double ratio,
                        double duty_before, double duty_now) {
  switch (response.kind) {
    case Response::Kind::elasticity:
      return maths::power(ratio, -central(scenario, response.elasticity));
    case Response::Kind::armington:
      return armington_response(scenario, response, ratio);
    case Response::Kind::smart:
      return smart_response(scenario, response, duty_before, duty_now);
  }
  return 1;
}

}  // namespace landfall::scenario
