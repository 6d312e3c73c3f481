#include "simulate/block.hpp"

#include "base/lanes.hpp"

namespace landfall::simulate {

namespace {
constexpr std::size_t kDoublesInLine = 8;                  // a cache line
constexpr std::size_t kDoubleArrays = 7, kWordArrays = 4;  // of ListMemory, words counting twice
}  // namespace

Block::Block(const Plan& plan, const Kernels& kernels)
    : plan_(plan), simulate_(kernels.simulate_block) {
  const std::size_t rows = static_cast<std::size_t>(plan.kernel.rows) * kStride;
  std::size_t entries = 0;
  for (const int capacity : plan.list_capacity) entries += static_cast<std::size_t>(capacity);
  storage_.resize(rows + entries * kDoubleArrays + kDoublesInLine);
  words_.resize(4 * kLanes + entries * kWordArrays);

  // Rows begin at a cache line; kStride keeps every row there.
  const auto at = reinterpret_cast<std::uintptr_t>(storage_.data()) / sizeof(double);
  double* doubles = storage_.data() + (kDoublesInLine - at % kDoublesInLine) % kDoublesInLine;
  std::uint32_t* words = words_.data();
  memory_.rows = doubles;
  memory_.words = words;
  doubles += rows;
  words += 4 * kLanes;
  for (const int capacity : plan.list_capacity) {
    const std::size_t size = static_cast<std::size_t>(capacity);
    ListMemory list{};
    for (std::uint32_t** array : {&list.lane, &list.index, &list.words}) {
      *array = words;
      words += size;
    }
    words += size;  // `words` of a list holds two a entry
    for (double** array :
         {&list.opens, &list.leaves, &list.last, &list.w, &list.now, &list.u, &list.v}) {
      *array = doubles;
      doubles += size;
    }
    lists_.push_back(list);
  }
  memory_.lists = lists_.data();
  for (const auto& [slot, value] : plan.fixed_rows)
    for (int lane = 0; lane < kLanes; ++lane)
      memory_.rows[static_cast<std::size_t>(slot) * kStride + static_cast<std::size_t>(lane)] =
          value;
}

void Block::run(std::uint64_t first_path) {
  simulate_(plan_.kernel, first_path, memory_);
}

const double* Block::row(Slot slot) const {
  return memory_.rows + static_cast<std::size_t>(slot) * kStride;
}

}  // namespace landfall::simulate
