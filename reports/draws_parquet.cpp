#include "reports/draws_parquet.hpp"

#include <algorithm>
#include <bit>
#include <optional>
#include <utility>

#include "base/contract.hpp"

namespace landfall::reports {

namespace {

static_assert(std::endian::native == std::endian::little);  // bytes go out as they are in memory

// Numbers of parquet.thrift.
constexpr int kInt64 = 2, kDouble = 5;
constexpr int kRequired = 0, kOptional = 1;
constexpr int kPlain = 0, kRle = 3;
constexpr int kUncompressed = 0, kDataPage = 0;
constexpr int kFormatVersion = 1;

constexpr std::string_view kMagic = "PAR1";

template <class Number>
std::string_view bytes_of(const std::vector<Number>& numbers) {
  return {reinterpret_cast<const char*>(numbers.data()), numbers.size() * sizeof(Number)};
}

std::string_view bytes_of(const double& number) {
  return {reinterpret_cast<const char*>(&number), sizeof number};
}

std::string little_endian(std::uint32_t value) {
  std::string bytes;
  for (int shift = 0; shift < 32; shift += 8) bytes += static_cast<char>(value >> shift);
  return bytes;
}

/// Which rows have a value: definition levels, 1 or 0, in the hybrid of run lengths and packed
/// bits, after their length.
std::string levels_of(const std::vector<double>& values, bool all_there) {
  std::string levels;
  if (all_there) {
    levels = varint(values.size() << 1) + '\1';  // one run
  } else {
    const std::size_t eights = (values.size() + 7) / 8;
    levels = varint(eights << 1 | 1);  // packed, the first row in the lowest bit
    const std::size_t start = levels.size();
    levels.resize(start + eights);
    for (std::size_t row = 0; row < values.size(); ++row)
      if (is_there(values[row])) levels[start + row / 8] |= static_cast<char>(1 << row % 8);
  }
  return little_endian(static_cast<std::uint32_t>(levels.size())) + levels;
}

ThriftStruct key_value(const std::string& key, const std::string& value) {
  return ThriftStruct().text(1, key).text(2, value);
}

/// Where the paths come from, and the unit of each column that has one.
std::vector<std::pair<std::string, std::string>> metadata_of(
    const std::vector<DrawsColumn>& columns, const simulate::Provenance& from) {
  std::vector<std::pair<std::string, std::string>> all = {
      {"landfall.version", from.version},
      {"landfall.scenario", from.name},
      {"landfall.file", from.file},
      {"landfall.file_sha256", from.file_sha256},
      {"landfall.paths", std::to_string(from.paths)},
      {"landfall.seed", std::to_string(from.seed)},
      {"landfall.sampler", from.sampler}};
  if (!from.strategy.empty()) all.emplace_back("landfall.strategy", from.strategy);
  for (std::size_t i = 0; i < from.overrides.size(); ++i)
    all.emplace_back("landfall.set." + std::to_string(i + 1), from.overrides[i]);
  for (const simulate::DataFile& data : from.data)
    all.emplace_back("landfall.data_sha256." + data.file, data.sha256);
  for (const DrawsColumn& column : columns)
    if (!column.unit.empty()) all.emplace_back("unit." + column.name, column.unit);
  return all;
}

}  // namespace

/// A column of a row group.
struct ParquetDraws::Page {
  int type = kDouble;
  std::uint64_t rows = 0;
  std::string_view levels, values;
  std::uint64_t absent = 0;
  std::string least = {}, largest = {};  ///< as a value is stored; empty: none is there
};

ParquetDraws::ParquetDraws(const std::string& file, const std::vector<DrawsColumn>& columns,
                           std::uint64_t group_bytes)
    : file_(file),
      columns_(columns),
      rows_most_(std::max<std::uint64_t>(1, group_bytes / 8 / (columns.size() + 1))),
      values_(columns.size()) {
  for (std::vector<double>& values : values_) values.reserve(rows_most_);
  append(kMagic);
}

void ParquetDraws::append(std::string_view bytes) {
  file_.append(bytes);
  bytes_ += bytes.size();
}

void ParquetDraws::add(std::uint64_t first, int count, const std::vector<const double*>& rows) {
  EXPECTS(first == paths_ && rows.size() == columns_.size());
  for (std::uint64_t from = 0, end = static_cast<std::uint64_t>(count); from < end;) {
    const std::uint64_t some = std::min(end - from, rows_most_ - paths_ % rows_most_);
    for (std::size_t i = 0; i < rows.size(); ++i)
      values_[i].insert(values_[i].end(), rows[i] + from, rows[i] + from + some);
    from += some;
    paths_ += some;
    if (paths_ % rows_most_ == 0) write_group();
  }
}

/// The pages of the rows that have come since the last group. Its place in the footer.
void ParquetDraws::write_group() {
  const std::uint64_t rows = (paths_ - 1) % rows_most_ + 1;
  const std::uint64_t start = bytes_;
  std::string chunks;
  write_paths(chunks);
  for (std::size_t i = 0; i < columns_.size(); ++i) write_values(columns_[i], values_[i], chunks);
  groups_ += ThriftStruct()
                 .structs(1, columns_.size() + 1, chunks)
                 .i64(2, static_cast<std::int64_t>(bytes_ - start))
                 .i64(3, static_cast<std::int64_t>(rows))
                 .bytes();
  ++group_count_;
}

void ParquetDraws::write_paths(std::string& chunks) {
  const std::uint64_t rows = (paths_ - 1) % rows_most_ + 1;
  std::vector<std::uint64_t> numbers(rows);
  for (std::uint64_t row = 0; row < rows; ++row) numbers[row] = paths_ - rows + row;
  const std::string_view bytes = bytes_of(numbers);
  write_chunk("path",
              {.type = kInt64,
               .rows = rows,
               .levels = {},
               .values = bytes,
               .least = std::string(bytes.substr(0, 8)),
               .largest = std::string(bytes.substr(bytes.size() - 8))},
              chunks);
}

/// Empties `values`.
void ParquetDraws::write_values(const DrawsColumn& column, std::vector<double>& values,
                                std::string& chunks) {
  const std::uint64_t rows = values.size();
  std::string levels;
  if (column.may_be_absent) {
    const bool all_there = std::all_of(values.begin(), values.end(), is_there);
    levels = levels_of(values, all_there);
    if (!all_there) std::erase_if(values, [](double value) { return !is_there(value); });
  }
  for (double& value : values) value += 0.0;  // -0 becomes 0
  Page page{
      .rows = rows, .levels = levels, .values = bytes_of(values), .absent = rows - values.size()};
  const auto [least, largest] = std::minmax_element(values.begin(), values.end());
  if (!values.empty()) {
    page.least = bytes_of(*least);
    page.largest = bytes_of(*largest);
  }
  write_chunk(column.name, page, chunks);
  values.clear();
}

/// The only page of a column chunk; `chunks` gets its ColumnChunk.
void ParquetDraws::write_chunk(const std::string& name, const Page& page, std::string& chunks) {
  const std::uint64_t start = bytes_;
  const auto size = static_cast<std::int32_t>(page.levels.size() + page.values.size());
  append(ThriftStruct()
             .i32(1, kDataPage)
             .i32(2, size)  // not compressed
             .i32(3, size)  // compressed: the same
             .nested(5, ThriftStruct()
                            .i32(1, static_cast<std::int32_t>(page.rows))
                            .i32(2, kPlain)
                            .i32(3, kRle)   // definition levels
                            .i32(4, kRle))  // repetition levels, of which there are none
             .bytes());
  append(page.levels);
  append(page.values);

  ThriftStruct statistics;
  statistics.i64(3, static_cast<std::int64_t>(page.absent));
  if (!page.least.empty()) statistics.text(5, page.largest).text(6, page.least);
  const auto bytes = static_cast<std::int64_t>(bytes_ - start);
  const ThriftStruct data = ThriftStruct()
                                .i32(1, page.type)
                                .i32s(2, {kPlain, kRle})
                                .texts(3, {name})
                                .i32(4, kUncompressed)
                                .i64(5, static_cast<std::int64_t>(page.rows))
                                .i64(6, bytes)
                                .i64(7, bytes)
                                .i64(9, static_cast<std::int64_t>(start))
                                .nested(12, statistics);
  chunks += ThriftStruct().i64(2, static_cast<std::int64_t>(start)).nested(3, data).bytes();
}

/// FileMetaData.
std::string ParquetDraws::footer(const simulate::Provenance& provenance) const {
  std::string schema = ThriftStruct()
                           .text(4, "draws")
                           .i32(5, static_cast<std::int32_t>(columns_.size() + 1))
                           .bytes();
  schema += ThriftStruct().i32(1, kInt64).i32(3, kRequired).text(4, "path").bytes();
  for (const DrawsColumn& column : columns_)
    schema += ThriftStruct()
                  .i32(1, kDouble)
                  .i32(3, column.may_be_absent ? kOptional : kRequired)
                  .text(4, column.name)
                  .bytes();
  std::string metadata, orders;
  const auto pairs = metadata_of(columns_, provenance);
  for (const auto& [key, value] : pairs) metadata += key_value(key, value).bytes();
  // Least and largest are by the order of the numbers.
  for (std::size_t i = 0; i <= columns_.size(); ++i)
    orders += ThriftStruct().nested(1, ThriftStruct()).bytes();
  return ThriftStruct()
      .i32(1, kFormatVersion)
      .structs(2, columns_.size() + 2, schema)
      .i64(3, static_cast<std::int64_t>(paths_))
      .structs(4, group_count_, groups_)
      .structs(5, pairs.size(), metadata)
      .text(6, "landfall version " + provenance.version)
      .structs(7, columns_.size() + 1, orders)
      .bytes();
}

void ParquetDraws::commit(const simulate::Provenance& provenance) {
  if (paths_ % rows_most_ != 0) write_group();
  const std::string foot = footer(provenance);
  append(foot);
  append(little_endian(static_cast<std::uint32_t>(foot.size())));
  append(kMagic);
  file_.commit();
}

}  // namespace landfall::reports
