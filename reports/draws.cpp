#include "reports/draws.hpp"

#include <algorithm>

#include "base/contract.hpp"

namespace landfall::reports {

namespace {

bool all_differ(const std::vector<DrawsColumn>& columns) {
  std::vector<std::string> names = {"path"};
  for (const DrawsColumn& column : columns) names.push_back(column.name);
  std::sort(names.begin(), names.end());
  return std::adjacent_find(names.begin(), names.end()) == names.end();
}

}  // namespace

const std::vector<std::string>& draws_endings() {
  static const std::vector<std::string> endings = {".parquet", ".csv", ".npy"};
  return endings;
}

std::optional<DrawsFormat> draws_format_of(const std::string& file) {
  const std::vector<std::string>& endings = draws_endings();
  for (std::size_t i = 0; i < endings.size(); ++i)
    if (file.ends_with(endings[i])) return static_cast<DrawsFormat>(i);
  return std::nullopt;
}

std::vector<DrawsColumn> draws_columns(const scenario::Scenario& scenario,
                                       const simulate::Plan& plan) {
  std::vector<DrawsColumn> columns;
  for (const simulate::Driver& driver : plan.drivers) {
    const scenario::Number& number = scenario.number(driver.row);
    columns.push_back({driver.address, number.currency + number.unit});
  }
  for (const summary::MetricSpec& metric : plan.metrics)
    columns.push_back(
        {metric.name, metric.unit, metric.absent_is_never || !metric.absent_reason.empty()});
  return columns;
}

DrawsWriter::Form DrawsWriter::form_of(const std::string& file,
                                       const std::vector<DrawsColumn>& columns) {
  const std::optional<DrawsFormat> format = draws_format_of(file);
  EXPECTS(format && all_differ(columns));
  if (*format == DrawsFormat::parquet) return ParquetDraws(file, columns);
  if (*format == DrawsFormat::npy) return NpyDraws(file, columns);
  return CsvDraws(file, columns);
}

DrawsWriter::DrawsWriter(const std::string& file, const std::vector<DrawsColumn>& columns)
    : form_(form_of(file, columns)) {}

void DrawsWriter::add(std::uint64_t first, int count, const std::vector<const double*>& rows) {
  std::visit([&](auto& form) { form.add(first, count, rows); }, form_);
}

void DrawsWriter::commit(const simulate::Provenance& provenance) {
  std::visit([&](auto& form) { form.commit(provenance); }, form_);
}

std::uint64_t draws_memory_bytes(const std::string& file) {
  if (file.empty()) return 0;
  constexpr std::uint64_t kBlockBytes = 2'000'000;  // more only with a thousand columns
  return kBlockBytes + (draws_format_of(file) == DrawsFormat::parquet ? kParquetGroupBytes : 0);
}

}  // namespace landfall::reports
