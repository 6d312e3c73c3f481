#include "simulate/block.hpp"

#include <algorithm>

#include "base/contract.hpp"
#include "base/lanes.hpp"

namespace landfall::simulate {

namespace {

constexpr std::size_t kDoublesInLine = 8;  // a cache line
constexpr std::size_t kGroups = kWidth / kColumnLanes;
constexpr std::size_t kColumnArrays = 5 * kColumnLanes + 2;  // doubles a column

std::size_t size_of(int count) {
  return static_cast<std::size_t>(count);
}

std::size_t columns_of(int prospects) {
  return kGroups * size_of(prospects);
}

int most_prospects(const Plan& plan) {
  int most = 0;
  for (const int prospects : plan.list_prospects) most = std::max(most, prospects);
  return most;
}

bool some_fail(const Plan& plan) {
  for (const unsigned char fails : plan.list_fails)
    if (fails != 0) return true;
  return false;
}

/// Doubles and words that a block needs, in this order: rows, outputs, columns, list.
struct Sizes {
  std::size_t doubles = 0, words = 0, places = 0;
};

Sizes sizes_of(const Plan& plan) {
  const std::size_t entries = size_of(most_prospects(plan)) * kWidth;
  Sizes sizes{.doubles = size_of(plan.kernel.rows) * kWidth +
                         size_of(plan.kernel.output_count) * kStride + 4 * entries + kDoublesInLine,
              .words = 4 * kWidth + 4 * entries};
  for (std::size_t i = 0; i < plan.list_prospects.size(); ++i) {
    const std::size_t waiting = plan.list_waits[i] != 0 ? 2 * kColumnLanes : 0;
    const std::size_t failing = plan.list_fails[i] != 0 ? 2 * kColumnLanes : 0;
    sizes.doubles +=
        columns_of(plan.list_prospects[i]) * (kColumnArrays + waiting + failing) + 3 * kWidth;
  }
  if (some_fail(plan)) sizes.doubles += entries;
  sizes.places = plan.list_prospects.size() * (kGroups + 1 + 2 * kWidth + 1);
  for (const int tenders : plan.list_tenders) {
    const std::size_t calls = size_of(tenders) * kWidth;
    sizes.doubles += 3 * calls;
    sizes.words += calls;
    sizes.places += calls + size_of(plan.kernel.periods);
  }
  return sizes;
}

}  // namespace

Block::Block(const Plan& plan, const Kernels& kernels)
    : plan_(plan), simulate_(kernels.simulate_block) {
  const Sizes sizes = sizes_of(plan);
  storage_.resize(sizes.doubles);
  words_.resize(sizes.words);
  places_.resize(sizes.places);

  // Rows begin at a cache line; kWidth and kStride keep every row there.
  const auto at = reinterpret_cast<std::uintptr_t>(storage_.data()) / sizeof(double);
  double* doubles = storage_.data() + (kDoublesInLine - at % kDoublesInLine) % kDoublesInLine;
  std::uint32_t* words = words_.data();
  int* places = places_.data();
  const auto take = [](auto*& from, std::size_t count) {
    const auto taken = from;
    from += count;
    return taken;
  };
  memory_.rows = take(doubles, size_of(plan.kernel.rows) * kWidth);
  memory_.outputs = take(doubles, size_of(plan.kernel.output_count) * kStride);
  memory_.words = take(words, 4 * kWidth);
  for (std::size_t i = 0; i < plan.list_prospects.size(); ++i) {
    const std::size_t columns = columns_of(plan.list_prospects[i]);
    ColumnMemory memory{};
    memory.first_column = take(places, kGroups + 1);
    memory.place_of = take(places, kWidth);
    memory.lane_at = take(places, kWidth + 1);
    for (double** array : {&memory.first, &memory.second, &memory.step})
      *array = take(doubles, kWidth);
    for (double** array : {&memory.opens, &memory.leaves, &memory.last, &memory.w, &memory.now})
      *array = take(doubles, columns * kColumnLanes);
    memory.opens_least = take(doubles, columns);
    memory.opens_most = take(doubles, columns);
    if (plan.list_waits[i] != 0)
      for (double** array : {&memory.months, &memory.stay})
        *array = take(doubles, columns * kColumnLanes);
    if (plan.list_fails[i] != 0)
      for (double** array : {&memory.luck, &memory.owes_from})
        *array = take(doubles, columns * kColumnLanes);
    columns_.push_back(memory);
  }
  memory_.columns = columns_.data();
  const std::size_t entries = size_of(most_prospects(plan)) * kWidth;
  memory_.list.lane = take(words, entries);
  memory_.list.index = take(words, entries);
  memory_.list.words = take(words, 2 * entries);
  memory_.list.u = take(doubles, entries);
  memory_.list.v = take(doubles, entries);
  memory_.list.months = take(doubles, entries);
  memory_.list.drawn = take(doubles, entries);
  if (some_fail(plan)) memory_.list.luck = take(doubles, entries);
  for (const int most : plan.list_tenders) {
    const std::size_t calls = size_of(most) * kWidth;
    TenderMemory memory{};
    memory.first = take(places, size_of(plan.kernel.periods));
    memory.next = take(places, calls);
    memory.lane = take(words, calls);
    for (double** array : {&memory.at, &memory.win, &memory.size}) *array = take(doubles, calls);
    tenders_.push_back(memory);
  }
  memory_.tenders = tenders_.data();
  for (const auto& [slot, value] : plan.fixed_rows)
    std::fill_n(memory_.rows + size_of(slot) * kWidth, kWidth, value);
}

void Block::run(std::uint64_t first_path) {
  const KernelPlan* plan = &plan_.kernel;
  simulate_(&plan, &memory_, 1, first_path);
}

void Block::run_together(std::deque<Block>& blocks, std::uint64_t first_path) {
  EXPECTS(!blocks.empty() && blocks.size() <= kPlansMax);
  const KernelPlan* plans[kPlansMax];
  BlockMemory memories[kPlansMax];
  int count = 0;
  for (Block& block : blocks) {
    plans[count] = &block.plan_.kernel;
    memories[count] = block.memory_;
    memories[count].first_rows = blocks.front().memory_.rows;
    EXPECTS(plans[count]->periods == plans[0]->periods);
    ++count;
  }
  blocks.front().simulate_(plans, memories, count, first_path);
}

const double* Block::row(Slot slot) const {
  const int output = plan_.output_of_row[size_of(slot)];
  EXPECTS(output >= 0);
  return memory_.outputs + size_of(output) * kStride;
}

std::size_t block_bytes(const Plan& plan) {
  const Sizes sizes = sizes_of(plan);
  return sizes.doubles * sizeof(double) + sizes.words * sizeof(std::uint32_t) +
         sizes.places * sizeof(int);
}

}  // namespace landfall::simulate
