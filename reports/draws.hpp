// Inputs and outcomes of every path in a file for analysts, written while the run goes on.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "reports/draws_column.hpp"
#include "reports/draws_csv.hpp"
#include "reports/draws_npy.hpp"
#include "reports/draws_parquet.hpp"
#include "scenario/scenario.hpp"
#include "simulate/compile.hpp"
#include "simulate/result.hpp"

namespace landfall::reports {

/// Which format the name of a file asks for: .parquet, .csv, .npy. None for others.
enum class DrawsFormat { parquet, csv, npy };
std::optional<DrawsFormat> draws_format_of(const std::string& file);
const std::vector<std::string>& draws_endings();

/// The address of each uncertain number, then the name of each metric: the rows that a run hands
/// over. The plan is that of the scenario.
std::vector<DrawsColumn> draws_columns(const scenario::Scenario& scenario,
                                       const simulate::Plan& plan);

/// A file of draws: a number of the path, then a value of each column. The same paths give the same
/// bytes, however they are cut into blocks. Memory does not grow with them, but for 0.1 % of a
/// .parquet.
///
/// Failures are those of AtomicFile; without commit() no file appears.
class DrawsWriter {
 public:
  /// Requires a name with one of the endings, and names of columns that all differ.
  DrawsWriter(const std::string& file, const std::vector<DrawsColumn>& columns);

  /// The paths [first, first + count), which come in order: one value of each column in each row.
  void add(std::uint64_t first, int count, const std::vector<const double*>& rows);

  /// Once, when all paths are there. The provenance goes into a .parquet.
  void commit(const simulate::Provenance& provenance);

 private:
  using Form = std::variant<ParquetDraws, CsvDraws, NpyDraws>;
  static Form form_of(const std::string& file, const std::vector<DrawsColumn>& columns);

  Form form_;
};

/// About the most memory that a writer of the file takes; 0 where there is none.
std::uint64_t draws_memory_bytes(const std::string& file);

}  // namespace landfall::reports
