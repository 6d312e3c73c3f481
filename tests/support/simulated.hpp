// Scenarios simulated for a test: every row of every path by name, without a summary in between.
#pragma once

#include <gtest/gtest.h>

#include <cstring>
#include <map>
#include <string>
#include <vector>

#include "base/lanes.hpp"
#include "simulate/block.hpp"
#include "simulate/compile.hpp"

namespace landfall::test {

/// Values of a number of paths, by the name of a metric or the address of a driver; the revenue of
/// each period is "revenue@2026-01".
using Rows = std::map<std::string, std::vector<double>>;

inline std::map<std::string, simulate::Slot> named_slots(const simulate::Plan& plan) {
  std::map<std::string, simulate::Slot> slots;
  for (const simulate::Driver& driver : plan.drivers) slots[driver.address] = driver.row;
  for (std::size_t i = 0; i < plan.metrics.size(); ++i)
    slots[plan.metrics[i].name] = plan.metric_rows[i];
  for (std::size_t i = 0; i < plan.period_labels.size(); ++i)
    slots["revenue@" + plan.period_labels[i]] = plan.kernel.revenue_by_period + static_cast<int>(i);
  return slots;
}

/// The paths of the given blocks, one after the other in the order given.
inline Rows rows_of(const simulate::Plan& plan, const std::vector<int>& blocks,
                    const simulate::Kernels& kernels = simulate::choose_kernels()) {
  const std::map<std::string, simulate::Slot> slots = named_slots(plan);
  simulate::Block block(plan, kernels);
  Rows rows;
  for (const int index : blocks) {
    block.run(static_cast<std::uint64_t>(index) * kLanes);
    for (const auto& [name, slot] : slots)
      rows[name].insert(rows[name].end(), block.row(slot), block.row(slot) + kLanes);
  }
  return rows;
}

inline Rows rows_of(const std::string& text, const std::vector<std::string>& overrides = {},
                    const std::vector<int>& blocks = {0, 1}) {
  return rows_of(simulate::compile(scenario::read_scenario("test.toml", text, overrides)), blocks);
}

/// Every row that both have holds the same bits; `least` of them must be shared.
inline ::testing::AssertionResult same_bits(const Rows& left, const Rows& right,
                                            std::size_t least) {
  std::size_t shared = 0;
  for (const auto& [name, row] : left) {
    const auto at = right.find(name);
    if (at == right.end()) continue;
    ++shared;
    if (row.size() != at->second.size())
      return ::testing::AssertionFailure()
             << name << " has " << at->second.size() << " paths, not " << row.size();
    for (std::size_t path = 0; path < row.size(); ++path)
      if (std::memcmp(&row[path], &at->second[path], sizeof(double)) != 0)
        return ::testing::AssertionFailure()
               << name << " differs on path " << path << ": " << ::testing::PrintToString(row[path])
               << " and " << ::testing::PrintToString(at->second[path]);
  }
  if (shared < least)
    return ::testing::AssertionFailure() << "only " << shared << " rows in common";
  return ::testing::AssertionSuccess();
}

/// Those rows whose names begin so.
inline Rows only(const Rows& rows, const std::vector<std::string>& prefixes) {
  Rows some;
  for (const auto& [name, row] : rows)
    for (const std::string& prefix : prefixes)
      if (name.rfind(prefix, 0) == 0) some[name] = row;
  return some;
}

}  // namespace landfall::test
