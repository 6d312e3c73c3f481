#include "simulate/share_world.hpp"

#include <algorithm>

#include "base/lanes.hpp"
#include "random/direction_numbers.hpp"
#include "simulate/share_series.hpp"

namespace landfall::simulate {

namespace {

using random::Marginal;
using scenario::Scenario;

bool same_law(const Marginal& one, const Marginal& other) {
  return one.family == other.family && one.a == other.a && one.b == other.b && one.c == other.c &&
         one.values == other.values && one.weights == other.weights && one.min == other.min &&
         one.max == other.max && one.times == other.times && one.plus == other.plus &&
         std::equal(one.parts.begin(), one.parts.end(), other.parts.begin(), other.parts.end(),
                    same_law);
}

bool same_directions(const std::uint32_t* one, const std::uint32_t* other, int count) {
  if (one == nullptr || other == nullptr) return one == other;
  return std::equal(one, one + count * random::kDirections, other);
}

bool same_student(const StudentStep* one, const StudentStep* other) {
  if (one == nullptr || other == nullptr) return one == other;
  return one->key == other->key && one->copula.degrees == other->copula.degrees;
}

/// Whether the members of a group are joined alike.
template <class Group>
bool joined_alike(const Group& one, const Group& other) {
  return one.size == other.size &&
         std::equal(one.factor, one.factor + one.size * one.size, other.factor) &&
         same_student(one.student, other.student);
}

/// The group of a step, or null.
template <class Group>
const Group* group_of(const std::vector<Group>& groups, int step) {
  for (const Group& group : groups)
    if (step >= group.first && step < group.first + group.size) return &group;
  return nullptr;
}

/// For each step of `steps` the one of `first` that gives the same, or -1. Members of a group go
/// together or not at all.
template <class Step, class Group, class Same>
std::vector<int> matches(const std::vector<Step>& first, const std::vector<Group>& first_groups,
                         const std::vector<Step>& steps, const std::vector<Group>& groups,
                         const Same& same) {
  std::vector<int> found(steps.size(), -1);
  for (std::size_t i = 0; i < steps.size(); ++i)
    for (std::size_t j = 0; j < first.size() && found[i] < 0; ++j)
      if (same(first[j], steps[i])) found[i] = static_cast<int>(j);
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const Group* group = group_of(groups, static_cast<int>(i));
    if (found[i] < 0) continue;
    const Group* other = group_of(first_groups, found[i]);
    if (group == nullptr && other == nullptr) continue;
    bool alike = group != nullptr && other != nullptr && joined_alike(*group, *other);
    for (int member = 0; alike && member < group->size; ++member)
      alike = found[static_cast<std::size_t>(group->first + member)] == other->first + member;
    if (alike) continue;
    if (group == nullptr) {
      found[i] = -1;
    } else {
      for (int member = 0; member < group->size; ++member)
        found[static_cast<std::size_t>(group->first + member)] = -1;
    }
  }
  return found;
}

std::vector<unsigned char> flags(const std::vector<int>& found) {
  std::vector<unsigned char> taken;
  for (const int index : found) taken.push_back(index >= 0 ? 1 : 0);
  return taken;
}

}  // namespace

void take_over_world(const Scenario& first, const Plan& first_plan, const Scenario& scenario,
                     Plan& plan) {
  const std::vector<int> draws = matches(
      first_plan.draws, first_plan.draw_groups, plan.draws, plan.draw_groups,
      [&](const DrawStep& one, const DrawStep& other) {
        return one.key == other.key && same_directions(one.directions, other.directions, 1) &&
               same_law(first.number(one.into).marginal(), scenario.number(other.into).marginal());
      });
  const std::vector<int> shocks = matches(
      first_plan.shocks, first_plan.shock_groups, plan.shocks, plan.shock_groups,
      [](const ShockStep& one, const ShockStep& other) {
        return one.key == other.key && same_directions(one.directions, other.directions, kLeading);
      });
  for (std::size_t i = 0; i < draws.size(); ++i)
    if (draws[i] >= 0)
      plan.taken_path_rows.push_back(
          {first_plan.draws[static_cast<std::size_t>(draws[i])].into, plan.draws[i].into});
  for (std::size_t i = 0; i < shocks.size(); ++i)
    for (int j = 0; shocks[i] >= 0 && j < kTile; ++j)
      plan.taken_tile_rows.push_back(
          {first_plan.shocks[static_cast<std::size_t>(shocks[i])].tile + j,
           plan.shocks[i].tile + j});
  plan.draw_taken = flags(draws);
  plan.shock_taken = flags(shocks);
  take_over_series(first, first_plan, scenario, draws, shocks, plan);
  KernelPlan& kernel = plan.kernel;
  kernel.series_taken = plan.series_taken.data();
  kernel.log_sum_taken = plan.log_sum_taken.data();
  kernel.exp_taken = plan.exp_taken.data();
  kernel.demand_taken = plan.demand_taken.data();
  kernel.draw_taken = plan.draw_taken.data();
  kernel.shock_taken = plan.shock_taken.data();
  kernel.path_rows = plan.taken_path_rows.data();
  kernel.path_row_count = static_cast<int>(plan.taken_path_rows.size());
  kernel.tile_rows = plan.taken_tile_rows.data();
  kernel.tile_row_count = static_cast<int>(plan.taken_tile_rows.size());
}

}  // namespace landfall::simulate
