#include "reports/draws_npy.hpp"

#include <fmt/format.h>

#include <bit>
#include <cstring>
#include <limits>

#include "base/contract.hpp"
#include "base/utf8.hpp"

namespace landfall::reports {

namespace {

static_assert(std::endian::native == std::endian::little);  // bytes go out as they are in memory

constexpr std::size_t kAlignment = 64;
constexpr std::size_t kPreludeBytes = 12;  ///< magic, version, length of the rest
constexpr std::size_t kCountDigits = 20;   ///< of the largest number of paths

/// As a string of Python, in ASCII.
std::string quoted(const std::string& name) {
  std::string literal = "'";
  for (const char32_t point : decode_utf8(name)) {
    const auto code = static_cast<std::uint32_t>(point);
    if (point == U'\'' || point == U'\\')
      literal += fmt::format("\\{}", static_cast<char>(point));
    else if (point >= U' ' && point <= U'~')
      literal += static_cast<char>(point);
    else
      literal += code <= 0xFFFF ? fmt::format("\\u{:04x}", code) : fmt::format("\\U{:08x}", code);
  }
  return literal + "'";
}

std::string dictionary(const std::vector<DrawsColumn>& columns, const std::string& paths) {
  std::string fields = "('path', '<i8')";
  for (const DrawsColumn& column : columns) fields += ", (" + quoted(column.name) + ", '<f8')";
  return "{'descr': [" + fields + "], 'fortran_order': False, 'shape': (" + paths + ",), }";
}

}  // namespace

std::string npy_head(const std::vector<DrawsColumn>& columns, std::uint64_t paths) {
  const std::size_t longest = dictionary(columns, std::string(kCountDigits, '0')).size() + 1;
  const std::size_t whole =
      (kPreludeBytes + longest + kAlignment - 1) / kAlignment * kAlignment - kPreludeBytes;
  std::string text = dictionary(columns, std::to_string(paths));
  text.append(whole - 1 - text.size(), ' ');
  std::string head("\x93NUMPY\x02\x00", 8);
  for (int shift = 0; shift < 32; shift += 8) head += static_cast<char>(whole >> shift);
  return head + text + "\n";
}

NpyDraws::NpyDraws(const std::string& file, const std::vector<DrawsColumn>& columns)
    : file_(file), columns_(columns) {
  file_.append(npy_head(columns_, 0));
}

void NpyDraws::add(std::uint64_t first, int count, const std::vector<const double*>& rows) {
  EXPECTS(first == paths_ && rows.size() == columns_.size());
  const auto lanes = static_cast<std::size_t>(count);
  const std::size_t record = 8 * (1 + rows.size());
  records_.resize(lanes * record);
  for (std::size_t lane = 0; lane < lanes; ++lane) {
    char* at = records_.data() + lane * record;
    const std::uint64_t path = first + lane;
    std::memcpy(at, &path, 8);
    for (const double* row : rows) {
      // -0 becomes 0
      const double value =
          is_there(row[lane]) ? row[lane] + 0.0 : std::numeric_limits<double>::quiet_NaN();
      std::memcpy(at += 8, &value, 8);
    }
  }
  file_.append(records_);
  paths_ += lanes;
}

void NpyDraws::commit(const simulate::Provenance&) {
  file_.write_at(0, npy_head(columns_, paths_));
  file_.commit();
}

}  // namespace landfall::reports
