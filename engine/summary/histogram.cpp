#include "summary/histogram.hpp"

#include <algorithm>
#include <bit>

#include "base/contract.hpp"
#include "base/lanes.hpp"
#include "summary/presence.hpp"

namespace landfall::summary {
namespace {

constexpr std::uint32_t kOctaves = 1u << 12;   // one for each sign and exponent
constexpr std::uint32_t kNegative = 1u << 11;  // octaves from here on are below zero
constexpr int kOctaveShift = 52;

}  // namespace

Histogram::Histogram(int mantissa_bits)
    : mantissa_bits_(mantissa_bits), page_of_octave_(kOctaves, kNoPage) {
  EXPECTS(mantissa_bits >= 1 && mantissa_bits <= 16);
}

void Histogram::make_page(std::uint32_t octave) {
  page_of_octave_[octave] = static_cast<Page>(counts_.size() >> mantissa_bits_);
  counts_.resize(counts_.size() + (std::size_t{1} << mantissa_bits_));
}

void Histogram::add_block(const double* row, int count) {
  EXPECTS(count >= 0 && count <= kLanes);
  const int bits = mantissa_bits_;
  std::uint64_t cells[kLanes];
  for (int lane = 0; lane < count; ++lane)
    cells[lane] =
        std::bit_cast<std::uint64_t>(present_or_infinity(row[lane])) >> (kOctaveShift - bits);

  const std::uint64_t within_octave = (1ull << bits) - 1;
  const Page* pages = page_of_octave_.data();
  std::uint64_t* counts = counts_.data();
  for (int lane = 0; lane < count; ++lane) {
    const std::uint64_t octave = cells[lane] >> bits;
    if (pages[octave] == kNoPage) {
      make_page(static_cast<std::uint32_t>(octave));
      counts = counts_.data();
    }
    ++counts[(std::size_t{pages[octave]} << bits) + (cells[lane] & within_octave)];
  }
}

void Histogram::merge(const Histogram& other) {
  EXPECTS(mantissa_bits_ == other.mantissa_bits_);
  for (std::uint32_t octave = 0; octave < kOctaves; ++octave) {
    const Page page = other.page_of_octave_[octave];
    if (page == kNoPage) continue;
    const std::size_t cells = std::size_t{1} << mantissa_bits_;
    if (page_of_octave_[octave] == kNoPage) make_page(octave);
    const std::size_t from = std::size_t{page} << mantissa_bits_;
    const std::size_t to = std::size_t{page_of_octave_[octave]} << mantissa_bits_;
    for (std::size_t i = 0; i < cells; ++i) counts_[to + i] += other.counts_[from + i];
  }
}

OrderedCells Histogram::ordered() const {
  const std::uint64_t cells_of_sign = std::uint64_t{kNegative} << mantissa_bits_;
  const std::uint64_t infinity = std::uint64_t{0x7ff} << mantissa_bits_;
  const int shift = kOctaveShift - mantissa_bits_;
  // The value at the lower edge of a cell's magnitude; that of the zero cell is a point.
  const auto edge = [&](std::uint64_t magnitude) {
    return std::bit_cast<double>(std::min(magnitude, infinity) << shift);
  };
  const auto upper_edge = [&](std::uint64_t magnitude) {
    if (magnitude == 0) return 0.0;
    if (magnitude + 1 == infinity) return std::numeric_limits<double>::max();
    return edge(magnitude + 1);
  };

  OrderedCells cells;
  const auto visit_octave = [&](std::uint32_t octave) {
    const Page page = page_of_octave_[octave];
    if (page == kNoPage) return;
    const bool negative = octave >= kNegative;
    const std::uint64_t size = 1ull << mantissa_bits_;
    for (std::uint64_t i = 0; i < size; ++i) {
      const std::uint64_t within = negative ? size - 1 - i : i;
      const std::uint64_t paths = counts_[(std::size_t{page} << mantissa_bits_) + within];
      if (paths == 0) continue;
      const std::uint64_t cell = (std::uint64_t{octave} << mantissa_bits_) + within;
      const std::uint64_t magnitude = negative ? cell - cells_of_sign : cell;
      const double low = edge(magnitude), high = upper_edge(magnitude);
      if (negative && magnitude > 0)
        cells.append({-high, -low, paths});
      else
        cells.append({low, high, paths});
    }
  };
  for (std::uint32_t octave = kOctaves; octave-- > kNegative;) visit_octave(octave);
  for (std::uint32_t octave = 0; octave < kNegative; ++octave) visit_octave(octave);
  return cells;
}

double Histogram::relative_width() const {
  return 1.0 / static_cast<double>(1ull << mantissa_bits_);
}

}  // namespace landfall::summary
