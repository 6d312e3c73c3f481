// Draws as CSV, for any program and for the eye.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/atomic_file.hpp"
#include "reports/draws_column.hpp"
#include "simulate/result.hpp"

namespace landfall::reports {

/// RFC 4180, lines end in CR LF. Numbers carry the digits it takes to read back the same double;
/// what is never reached is empty.
class CsvDraws {
 public:
  CsvDraws(const std::string& file, const std::vector<DrawsColumn>& columns);

  void add(std::uint64_t first, int count, const std::vector<const double*>& rows);
  void commit(const simulate::Provenance&) { file_.commit(); }

 private:
  AtomicFile file_;
};

}  // namespace landfall::reports
