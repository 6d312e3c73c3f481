// Draws as Apache Parquet, column by column: what DuckDB, pandas, R and their like read fastest.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/atomic_file.hpp"
#include "reports/draws_column.hpp"
#include "reports/thrift.hpp"
#include "simulate/result.hpp"

namespace landfall::reports {

/// Values of a row group, in bytes: what is kept in memory at a time.
inline constexpr std::uint64_t kParquetGroupBytes = std::uint64_t{1} << 24;

/// Row groups of one page a column, uncompressed, in the encoding PLAIN, then a footer with where
/// they are, the least and the largest value of each, and where the paths come from.
///
/// | column             | type   |                                                |
/// |--------------------|--------|------------------------------------------------|
/// | path               | INT64  | REQUIRED                                       |
/// | that may be absent | DOUBLE | OPTIONAL: null where a path never reaches it   |
/// | any other          | DOUBLE | REQUIRED                                       |
///
/// https://github.com/apache/parquet-format: README.md, Encodings.md, and parquet.thrift, whose
/// names and numbers of fields stand below. Only the footer grows with the paths: by about 110
/// bytes a column and row group.
class ParquetDraws {
 public:
  ParquetDraws(const std::string& file, const std::vector<DrawsColumn>& columns,
               std::uint64_t group_bytes = kParquetGroupBytes);

  void add(std::uint64_t first, int count, const std::vector<const double*>& rows);
  void commit(const simulate::Provenance& provenance);

 private:
  void append(std::string_view bytes);
  void write_group();
  void write_paths(std::string& chunks);
  void write_values(const DrawsColumn& column, std::vector<double>& values, std::string& chunks);
  struct Page;
  void write_chunk(const std::string& name, const Page& page, std::string& chunks);
  std::string footer(const simulate::Provenance& provenance) const;

  AtomicFile file_;
  std::vector<DrawsColumn> columns_;
  std::uint64_t rows_most_;                  ///< of a row group
  std::uint64_t paths_ = 0;                  ///< so far
  std::vector<std::vector<double>> values_;  ///< [columns]: of the row group to come
  std::uint64_t bytes_ = 0;                  ///< written
  std::string groups_;                       ///< RowGroup structs
  std::size_t group_count_ = 0;
};

}  // namespace landfall::reports
