// Draws as one structured array of NumPy.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/atomic_file.hpp"
#include "reports/draws_column.hpp"
#include "simulate/result.hpp"

namespace landfall::reports {

/// The head of a .npy: format 2.0, a record of 'path' ('<i8') and each column ('<f8'), one
/// dimension. Padded to a multiple of 64 bytes, and as long for any number of paths.
std::string npy_head(const std::vector<DrawsColumn>& columns, std::uint64_t paths);

/// The head, then the records of the paths, path by path; what is never reached is NaN. How many
/// there are is put into the head at the end.
class NpyDraws {
 public:
  NpyDraws(const std::string& file, const std::vector<DrawsColumn>& columns);

  void add(std::uint64_t first, int count, const std::vector<const double*>& rows);
  void commit(const simulate::Provenance&);

 private:
  AtomicFile file_;
  std::vector<DrawsColumn> columns_;
  std::uint64_t paths_ = 0;
  std::string records_;  ///< of a block
};

}  // namespace landfall::reports
