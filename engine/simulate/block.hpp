// The memory in which one thread computes blocks of paths.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "simulate/compile.hpp"
#include "simulate/dispatch.hpp"

namespace landfall::simulate {

/// One thread's block. Not shared; the plan must outlive it.
class Block {
 public:
  Block(const Plan& plan, const Kernels& kernels);

  /// Compute the paths [first_path, first_path + kLanes).
  void run(std::uint64_t first_path);

  /// A row of the block just computed, kLanes values: a driver, a metric, or revenue by period.
  const double* row(Slot slot) const;

  /// From the next run on, write one lane of what happens into `sink` (null: no more).
  void trace(TraceSink* sink) { memory_.trace = sink; }

 private:
  const Plan& plan_;
  SimulateBlock simulate_;
  std::vector<double> storage_;
  std::vector<std::uint32_t> words_;
  std::vector<int> places_;
  std::vector<ColumnMemory> columns_;
  std::vector<TenderMemory> tenders_;
  BlockMemory memory_{};
};

/// Bytes of one thread's block memory.
std::size_t block_bytes(const Plan& plan);

}  // namespace landfall::simulate
