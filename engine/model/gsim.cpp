#include "model/gsim.hpp"

#include "base/contract.hpp"
#include "maths/linear.hpp"

namespace landfall::model {

namespace {

/// Shares and derivatives of a problem.
class Market {
 public:
  explicit Market(const GsimProblem& problem)
      : problem_(problem),
        size_(problem.regions.size()),
        theta_(size_ * size_),
        phi_(size_ * size_),
        sales_(size_),
        spending_(size_) {
    for (std::size_t r = 0; r < size_; ++r)
      for (std::size_t v = 0; v < size_; ++v) {
        sales_[r] += problem.flows[at(r, v)];
        spending_[v] += problem.flows[at(r, v)] * problem.before[at(r, v)];
      }
    for (std::size_t r = 0; r < size_; ++r)
      for (std::size_t v = 0; v < size_; ++v) {
        const double flow = problem.flows[at(r, v)];
        phi_[at(r, v)] = sales_[r] > 0 ? flow / sales_[r] : 0;
        theta_[at(r, v)] = spending_[v] > 0 ? flow * problem.before[at(r, v)] / spending_[v] : 0;
      }
  }

  std::size_t size() const { return size_; }
  std::size_t at(std::size_t r, std::size_t v) const { return r * size_ + v; }
  double theta(std::size_t r, std::size_t v) const { return theta_[at(r, v)]; }
  double phi(std::size_t r, std::size_t v) const { return phi_[at(r, v)]; }
  double sales(std::size_t r) const { return sales_[r]; }
  double spending(std::size_t v) const { return spending_[v]; }

  /// What the price of origin s does to the flow from r to v: N_own or N_cross.
  double response(std::size_t r, std::size_t v, std::size_t s) const {
    const GsimRegion& importer = problem_.regions[v];
    const double demand = importer.import_demand, exchange = importer.substitution;
    if (r != s) return theta(s, v) * (exchange - demand);
    return -theta(r, v) * demand - (1 - theta(r, v)) * exchange;
  }

  double tariff_change(std::size_t r, std::size_t v) const {
    return problem_.after[at(r, v)] / problem_.before[at(r, v)] - 1;
  }

 private:
  const GsimProblem& problem_;
  std::size_t size_;
  std::vector<double> theta_, phi_, sales_, spending_;
};

/// p_r - (1 / E_x) sum_v phi N p = (1 / E_x) sum_v phi N dT
std::optional<std::vector<double>> clearing_prices(const GsimProblem& problem,
                                                   const Market& market) {
  const int size = static_cast<int>(market.size());
  maths::Table factors(size, size);
  std::vector<double> wanted(market.size());
  for (std::size_t r = 0; r < market.size(); ++r) {
    const std::optional<double> supply = problem.regions[r].export_supply;
    for (std::size_t s = 0; s < market.size(); ++s) {
      double pull = 0;
      for (std::size_t v = 0; v < market.size() && supply; ++v) {
        const double weight = market.phi(r, v) * market.response(r, v, s) / *supply;
        pull += weight;
        wanted[r] += weight * market.tariff_change(s, v);
      }
      factors.at(static_cast<int>(r), static_cast<int>(s)) = (r == s ? 1.0 : 0.0) - pull;
    }
  }
  return maths::least_squares(factors, wanted);
}

void add_welfare(const GsimProblem& problem, const Market& market, GsimResult& out) {
  for (std::size_t r = 0; r < market.size(); ++r) {
    const double p = out.world_price[r];
    const double slope = problem.regions[r].export_supply.value_or(0) * p / 2;
    out.producer_surplus.push_back(market.sales(r) * p * (1 + slope));
  }
  for (std::size_t v = 0; v < market.size(); ++v) {
    double price = 0, revenue = 0;
    for (std::size_t r = 0; r < market.size(); ++r) {
      price += market.theta(r, v) * (out.world_price[r] + market.tariff_change(r, v));
      const std::size_t at = market.at(r, v);
      revenue += (problem.flows[at] + out.value[at]) * (problem.after[at] - 1) -
                 problem.flows[at] * (problem.before[at] - 1);
    }
    const double demand = problem.regions[v].import_demand;
    out.consumer_price.push_back(price);
    out.consumer_surplus.push_back(-market.spending(v) * (price - demand * price * price / 2));
    out.tariff_revenue.push_back(revenue);
    out.welfare.push_back(out.producer_surplus[v] + out.consumer_surplus[v] + revenue);
  }
}

}  // namespace

std::optional<GsimResult> solve_gsim(const GsimProblem& problem) {
  const std::size_t pairs = problem.regions.size() * problem.regions.size();
  EXPECTS(!problem.regions.empty());
  EXPECTS(problem.flows.size() == pairs);
  EXPECTS(problem.before.size() == pairs);
  EXPECTS(problem.after.size() == pairs);
  const Market market(problem);
  const std::optional<std::vector<double>> prices = clearing_prices(problem, market);
  if (!prices) return std::nullopt;
  GsimResult out;
  out.world_price = *prices;
  for (std::size_t r = 0; r < market.size(); ++r)
    for (std::size_t v = 0; v < market.size(); ++v) {
      double quantity = 0;
      for (std::size_t s = 0; s < market.size(); ++s)
        quantity += market.response(r, v, s) * (out.world_price[s] + market.tariff_change(s, v));
      out.quantity.push_back(quantity);
      out.value.push_back(problem.flows[market.at(r, v)] *
                          ((1 + out.world_price[r]) * (1 + quantity) - 1));
    }
  add_welfare(problem, market, out);
  return out;
}

}  // namespace landfall::model
