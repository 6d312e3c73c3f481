#include "simulate/share_series.hpp"

#include <set>

#include "base/lanes.hpp"

namespace landfall::simulate {

namespace {

using scenario::Scenario;

/// Which row of the first plan holds what a row of the plan does.
class Alike {
 public:
  Alike(const Plan& first, const std::vector<int>& shocks, Plan& plan)
      : first_(first),
        shocks_(shocks),
        plan_(plan),
        same_(static_cast<std::size_t>(plan.kernel.rows), kNone) {}

  void numbers(const Scenario& first, const Scenario& scenario, const std::vector<int>& draws) {
    for (std::size_t id = 0; id < scenario.numbers.size(); ++id) {
      const scenario::Number& number = scenario.numbers[id];
      if (!number.is_fixed()) continue;
      const scenario::NumberId other = find_number(first, number.address);
      if (other < 0 || !first.number(other).is_fixed()) continue;
      if (first.number(other).fixed() == number.fixed()) same_[id] = other;
    }
    for (std::size_t i = 0; i < draws.size(); ++i)
      if (draws[i] >= 0)
        note(plan_.draws[i].into, first_.draws[static_cast<std::size_t>(draws[i])].into);
    for (const ReferenceStep& step : plan_.references)
      for (const ReferenceStep& other : first_.references)
        if (is(step.from, other.from) && step.times == other.times && step.plus == other.plus)
          note(step.into, other.into);
  }

  void series() {
    for (const SeriesStep& step : plan_.series) {
      const SeriesStep* found = nullptr;
      for (const SeriesStep& other : first_.series)
        if (found == nullptr && moves_alike(other, step)) found = &other;
      plan_.series_taken.push_back(found != nullptr ? 1 : 0);
      if (found == nullptr) continue;
      take_tile(step.log_value, found->log_value);
      if (step.value >= 0) take_tile(step.value, found->value);
    }
  }

  void rates() {
    for (const LogSumStep& step : plan_.log_sums)
      take_first(step, first_.log_sums, plan_.log_sum_taken, [&](const LogSumStep& other) {
        return is(step.left, other.left) && is(step.right, other.right) &&
               step.right_sign == other.right_sign && step.by_period == other.by_period;
      });
    for (const ExpStep& step : plan_.exps)
      take_first(step, first_.exps, plan_.exp_taken, [&](const ExpStep& other) {
        return is(step.log, other.log) && step.sign == other.sign &&
               step.by_period == other.by_period;
      });
  }

  void demand() {
    for (const MarketStep& market : plan_.markets) {
      const MarketStep* found = nullptr;
      for (const MarketStep& other : first_.markets)
        if (found == nullptr && grows_alike(other, market)) found = &other;
      plan_.demand_taken.push_back(found != nullptr ? 1 : 0);
      if (found != nullptr) take_tile(market.demand_state, found->demand_state);
    }
  }

  /// The shocks that something still reads.
  std::set<int> read_shocks() const {
    std::set<int> read;
    for (std::size_t i = 0; i < plan_.series.size(); ++i) {
      if (plan_.series_taken[i] != 0) continue;
      read.insert(plan_.series[i].shock);
      if (plan_.series[i].jumps != nullptr) read.insert(plan_.series[i].jumps->size_shock);
    }
    for (std::size_t i = 0; i < plan_.markets.size(); ++i)
      if (plan_.demand_taken[i] == 0) read.insert(plan_.markets[i].demand_shock);
    return read;
  }

 private:
  bool is(Slot slot, Slot of_first) const {
    if (slot < 0 || of_first < 0) return slot < 0 && of_first < 0;
    return same_[static_cast<std::size_t>(slot)] == of_first;
  }
  bool is_shock(int shock, int of_first) const {
    if (shock < 0 || of_first < 0) return shock < 0 && of_first < 0;
    return shocks_[static_cast<std::size_t>(shock)] == of_first;
  }
  void note(Slot slot, Slot of_first) { same_[static_cast<std::size_t>(slot)] = of_first; }
  void take_tile(Slot slot, Slot of_first) {
    note(slot, of_first);
    for (int j = 0; j < kTile; ++j) plan_.taken_tile_rows.push_back({of_first + j, slot + j});
  }

  /// What stands still is worked out by each plan, once a path.
  template <class Step, class Same>
  void take_first(const Step& step, const std::vector<Step>& all, std::vector<unsigned char>& taken,
                  const Same& same) {
    taken.push_back(0);
    for (const Step& other : all) {
      if (!same(other)) continue;
      note(step.into, other.into);
      if (!step.by_period) return;
      take_tile(step.into, other.into);
      taken.back() = 1;
      return;
    }
  }

  bool moves_alike(const SeriesStep& one, const SeriesStep& other) const {
    const bool is_plain = other.kind == SeriesKind::gbm || other.kind == SeriesKind::mean_reverting;
    return is_plain && one.kind == other.kind && one.band == nullptr && other.band == nullptr &&
           one.hit == nullptr && other.hit == nullptr && (other.value < 0 || one.value >= 0) &&
           is_shock(other.shock, one.shock) && is(other.start, one.start) &&
           is(other.level, one.level) && is(other.drift, one.drift) &&
           is(other.volatility, one.volatility) && is(other.speed, one.speed);
  }

  bool grows_alike(const MarketStep& one, const MarketStep& other) const {
    return one.demand_moves && other.demand_moves && one.demand_series < 0 &&
           other.demand_series < 0 && one.demand_hit == nullptr && other.demand_hit == nullptr &&
           is_shock(other.demand_shock, one.demand_shock) && is(other.growth, one.growth) &&
           is(other.volatility, one.volatility);
  }

  const Plan& first_;
  const std::vector<int>& shocks_;
  Plan& plan_;
  std::vector<Slot> same_;
};

}  // namespace

void take_over_series(const Scenario& first, const Plan& first_plan, const Scenario& scenario,
                      const std::vector<int>& draws, const std::vector<int>& shocks, Plan& plan) {
  Alike alike(first_plan, shocks, plan);
  alike.numbers(first, scenario, draws);
  alike.series();
  alike.rates();
  alike.demand();
  const std::set<int> read = alike.read_shocks();
  std::erase_if(plan.taken_tile_rows, [&](const TakenRow& row) {
    for (std::size_t i = 0; i < plan.shocks.size(); ++i)
      if (row.into >= plan.shocks[i].tile && row.into < plan.shocks[i].tile + kTile)
        return read.count(static_cast<int>(i)) == 0;
    return false;
  });
}

}  // namespace landfall::simulate
