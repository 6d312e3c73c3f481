#include "simulate/ladders.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/lanes.hpp"
#include "model/price_ladder.hpp"
#include "simulate/block.hpp"
#include "simulate/compile.hpp"
#include "simulate/grouping.hpp"
#include "summary/grouped_mean.hpp"
#include "summary/kept_values.hpp"
#include "summary/quantile.hpp"

namespace landfall::simulate {
namespace {

using Column = std::vector<double>;  ///< a value for each path

/// What the paths show of one market: the rows of its ladder, and what trade makes of landed cost
/// in each channel.
struct Seen {
  std::array<Column, kShownRows> rows;
  std::vector<Column> chains;

  const Column& of(Shown which) const { return rows[static_cast<std::size_t>(which)]; }
};

/// The plan up to the last period that is shown; of each block only what is shown is read. It is
/// changed in place, so that what the kernel plan points into stays where it is.
void cut_short(Plan& plan) {
  int last = 0;
  plan.outputs.clear();
  plan.output_of_row.assign(plan.output_of_row.size(), -1);
  const auto output = [&](Slot row) {
    plan.output_of_row[static_cast<std::size_t>(row)] = static_cast<int>(plan.outputs.size());
    plan.outputs.push_back(row);
  };
  for (const MarketStep& market : plan.markets) {
    if (market.shown == nullptr) continue;
    last = std::max(last, market.shown->period);
    for (int i = 0; i < kShownRows; ++i) output(market.shown->into + i);
    for (int i = 0; i < market.channel_count; ++i) output(market.channels[i].chain);
  }
  KernelPlan& kernel = plan.kernel;
  kernel.outputs = plan.outputs.data();
  kernel.output_count = static_cast<int>(plan.outputs.size());
  kernel.periods = last + 1;
  kernel.late_periods = 0;
}

std::vector<Seen> seen_by(const Plan& plan, std::uint64_t paths) {
  std::vector<Seen> all(plan.markets.size());
  Block block(plan, choose_kernels());
  for (std::uint64_t first = 0; first < paths; first += kLanes) {
    block.run(first);
    const auto count = static_cast<std::ptrdiff_t>(std::min<std::uint64_t>(kLanes, paths - first));
    const auto take = [&](Slot row, Column& column) {
      column.insert(column.end(), block.row(row), block.row(row) + count);
    };
    for (std::size_t i = 0; i < plan.markets.size(); ++i) {
      const MarketStep& market = plan.markets[i];
      if (market.shown == nullptr) continue;
      all[i].chains.resize(static_cast<std::size_t>(market.channel_count));
      for (int row = 0; row < kShownRows; ++row)
        take(market.shown->into + row, all[i].rows[static_cast<std::size_t>(row)]);
      for (int channel = 0; channel < market.channel_count; ++channel)
        take(market.channels[channel].chain, all[i].chains[static_cast<std::size_t>(channel)]);
    }
  }
  return all;
}

/// Steps as they are found, each with what a unit costs after it.
class Climb {
 public:
  Climb(summary::Grouping grouping, std::size_t paths) : grouping_(grouping), total_(paths, 0.0) {}

  void add(const char* name, const Column& amount) {
    for (std::size_t path = 0; path < amount.size(); ++path) total_[path] += amount[path];
    if (is_zero(amount)) return;
    steps_.push_back({name, false, spread_of(amount), spread_of(total_)});
  }

  /// The steps so far come to this, but for roundings.
  void reach(const char* name, const Column& total) {
    total_ = total;
    const Spread spread = spread_of(total);
    steps_.push_back({name, true, spread, spread});
  }

  const std::vector<LadderStep>& steps() const { return steps_; }

 private:
  static bool is_zero(const Column& column) {
    return std::all_of(column.begin(), column.end(), [](double x) { return x == 0; });
  }

  Spread spread_of(const Column& column) const {
    const auto in_block = [&](std::size_t first) {
      return static_cast<int>(std::min<std::size_t>(kLanes, column.size() - first));
    };
    summary::GroupedMean mean(grouping_, summary::block_mean(column.data(), in_block(0)));
    for (std::size_t first = 0; first < column.size(); first += kLanes)
      mean.add_block(column.data() + first, in_block(first));
    Spread spread{.mean = mean.mean()};
    const summary::KeptValues ordered(column);
    spread.p5 = summary::quantile(ordered, ordered.size(), 5);
    spread.p95 = summary::quantile(ordered, ordered.size(), 95);
    return spread;
  }

  summary::Grouping grouping_;
  Column total_;
  std::vector<LadderStep> steps_;
};

/// A column, path by path.
template <class Of>
Column each(const Seen& seen, const Of& of) {
  Column column(seen.rows.front().size());
  for (std::size_t path = 0; path < column.size(); ++path) column[path] = of(path) + 0.0;
  return column;
}

/// What the incoterm lays on the seller: the price less it is what leaves the works.
Column borne_of(const Seen& seen, model::Ladder ladder) {
  const auto row = [&](Shown which) { return seen.of(which).data(); };
  const model::LadderRows rows = {
      row(Shown::price),  row(Shown::carriage), row(Shown::insurance),  row(Shown::freight),
      row(Shown::inland), row(Shown::specific), row(Shown::ad_valorem), row(Shown::levies)};
  Column borne(seen.of(Shown::price).size());
  model::borne_cost(ladder, &rows, row(Shown::customs_value), static_cast<int>(borne.size()),
                    borne.data());
  return borne;
}

/// From the works to landed cost: the same in every channel. The price stands where the incoterm
/// has it; that of DAP, DPU and DDP holds more than the customs value, and stands nowhere.
void climb_to_landed(const Seen& seen, model::Ladder ladder, Climb& climb) {
  const Column &price = seen.of(Shown::price), &carriage = seen.of(Shown::carriage);
  const Column &rate = seen.of(Shown::insurance), &value = seen.of(Shown::customs_value);
  const Column borne = borne_of(seen, ladder);
  const auto stop_at = [&](model::Ladder here) {
    if (ladder == here) climb.reach("price", price);
  };
  climb.add("ex-works value", each(seen, [&](std::size_t at) { return price[at] - borne[at]; }));
  stop_at(model::Ladder::buyer_from_works);
  climb.add("carriage to the port", carriage);
  stop_at(model::Ladder::buyer_from_port);
  climb.add("freight", seen.of(Shown::freight));
  stop_at(model::Ladder::seller_freight);
  climb.add("insurance", each(seen, [&](std::size_t at) {
              if (ladder >= model::Ladder::seller_insured)
                return value[at] * rate[at] / (1 + rate[at]);
              const bool from_works = ladder == model::Ladder::buyer_from_works;
              return (from_works ? price[at] + carriage[at] : price[at]) * rate[at];
            }));
  stop_at(model::Ladder::seller_insured);
  climb.reach("customs value", value);
  const auto share_of_value = [&](Shown which) {
    const Column& share = seen.of(which);
    return each(seen, [&](std::size_t at) { return share[at] * value[at]; });
  };
  climb.add("duty", share_of_value(Shown::ad_valorem));
  climb.add("levies and excise", share_of_value(Shown::levies));
  climb.add("charges by the unit", seen.of(Shown::specific));
  climb.reach("landed cost", seen.of(Shown::landed));
}

void climb_to_shelf(const Seen& seen, const Column& chain, Climb& climb) {
  const Column &landed = seen.of(Shown::landed), &vat = seen.of(Shown::vat);
  const Column trade = each(seen, [&](std::size_t at) { return landed[at] * chain[at]; });
  const Column shelf = each(seen, [&](std::size_t at) { return trade[at] * (1 + vat[at]); });
  climb.add("trade margins", each(seen, [&](std::size_t at) { return trade[at] - landed[at]; }));
  climb.add("VAT", each(seen, [&](std::size_t at) { return shelf[at] - trade[at]; }));
  climb.reach("shelf price", shelf);
}

}  // namespace

std::vector<Ladder> ladders_of(const scenario::Scenario& scenario, std::uint64_t paths) {
  Plan plan = compile(scenario, {.shown_ladders = true});
  if (plan.shown.empty()) return {};
  cut_short(plan);
  paths = std::min(paths, kShownPaths);
  const std::vector<Seen> seen = seen_by(plan, paths);
  std::vector<Ladder> ladders;
  for (std::size_t i = 0; i < plan.markets.size(); ++i) {
    if (plan.markets[i].shown == nullptr) continue;
    const scenario::Market& market = scenario.markets[i];
    Climb to_landed(grouping_of(plan.kernel.sampler), static_cast<std::size_t>(paths));
    climb_to_landed(seen[i], static_cast<model::Ladder>(plan.markets[i].price->ladder), to_landed);
    for (std::size_t channel = 0; channel < market.channels.size(); ++channel) {
      Climb climb = to_landed;
      climb_to_shelf(seen[i], seen[i].chains[channel], climb);
      const auto period = static_cast<std::size_t>(plan.markets[i].shown->period);
      ladders.push_back({.market = market.id,
                         .product = market.product.id,
                         .channel = market.channels[channel].name,
                         .currency = market.product.currency,
                         .unit = market.product.unit,
                         .incoterm = scenario::in_words(market.product.incoterm),
                         .period = plan.period_labels[period],
                         .paths = paths,
                         .steps = climb.steps()});
    }
  }
  return ladders;
}

}  // namespace landfall::simulate
