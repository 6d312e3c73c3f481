#include "summary/histogram.hpp"

#include <algorithm>
#include <bit>

#include "base/archive.hpp"
#include "base/contract.hpp"
#include "base/lanes.hpp"
#include "summary/presence.hpp"
#include "summary/results.hpp"

namespace landfall::summary {
namespace {

constexpr std::uint32_t kOctaves = 1u << 12;        // one for each sign and exponent
constexpr std::uint32_t kNegative = 1u << 11;       // octaves from here on are below zero
constexpr std::uint32_t kInfinite = kNegative - 1;  // whose first cell counts absent values
constexpr int kOctaveShift = 52;

}  // namespace

Histogram::Histogram(int mantissa_bits)
    : mantissa_bits_(mantissa_bits), start_of_octave_(kOctaves, kNotMet) {
  EXPECTS(mantissa_bits >= 1 && mantissa_bits <= 16);
}

void Histogram::meet(std::uint32_t octave) {
  const std::size_t start = counts_.size();
  start_of_octave_[octave] =
      static_cast<std::int32_t>(start) - static_cast<std::int32_t>(octave << mantissa_bits_);
  counts_.resize(start + cells_of_octave());
  carries_.emplace_back();
}

std::size_t Histogram::place_of(std::uint32_t cell) {
  const std::uint32_t octave = cell >> mantissa_bits_;
  if (start_of_octave_[octave] == kNotMet) meet(octave);
  return static_cast<std::size_t>(start_of_octave_[octave] + static_cast<std::int32_t>(cell));
}

void Histogram::carry(std::size_t place, std::uint32_t times) {
  std::vector<std::uint32_t>& carries = carries_[place >> mantissa_bits_];
  if (carries.empty()) carries.resize(cells_of_octave());
  carries[place & (cells_of_octave() - 1)] += times;
}

void Histogram::add(std::size_t place, std::uint64_t paths) {
  const std::uint64_t sum = counts_[place] + paths;
  counts_[place] = static_cast<std::uint8_t>(sum);
  if (sum >> 8 > 0) carry(place, static_cast<std::uint32_t>(sum >> 8));
}

std::uint64_t Histogram::paths_at(std::size_t place) const {
  const std::vector<std::uint32_t>& carries = carries_[place >> mantissa_bits_];
  const std::uint64_t carried = carries.empty() ? 0 : carries[place & (cells_of_octave() - 1)];
  return (carried << 8) + counts_[place];
}

void Histogram::add_block(const double* row, int count) {
  EXPECTS(count >= 0 && count <= kLanes);
  if (count == 0) return;
  const int bits = mantissa_bits_;
  std::uint32_t cells[kLanes], differing = 0;
  for (int lane = 0; lane < count; ++lane)
    cells[lane] = static_cast<std::uint32_t>(
        std::bit_cast<std::uint64_t>(present_or_infinity(row[lane])) >> (kOctaveShift - bits));
  for (int lane = 0; lane < count; ++lane) differing |= cells[lane] ^ cells[0];
  if (differing == 0) {  // as before the first sale
    add(place_of(cells[0]), static_cast<std::uint64_t>(count));
    return;
  }

  const std::int32_t* starts = start_of_octave_.data();
  std::uint8_t* counts = counts_.data();
  for (int lane = 0; lane < count; ++lane) {
    const std::uint32_t cell = cells[lane];
    std::int32_t place = starts[cell >> bits] + static_cast<std::int32_t>(cell);
    if (place < 0) [[unlikely]] {
      place = static_cast<std::int32_t>(place_of(cell));
      counts = counts_.data();
    }
    if (++counts[place] == 0) [[unlikely]]
      carry(static_cast<std::size_t>(place), 1);
  }
}

void Histogram::merge(const Histogram& other) {
  EXPECTS(mantissa_bits_ == other.mantissa_bits_);
  for (std::uint32_t octave = 0; octave < kOctaves; ++octave) {
    if (other.start_of_octave_[octave] == kNotMet) continue;
    const std::uint32_t first = octave << mantissa_bits_;
    const std::size_t from = other.place_of_met(first), to = place_of(first);
    for (std::size_t i = 0; i < cells_of_octave(); ++i) add(to + i, other.paths_at(from + i));
  }
}

// Octaves in the order of their bits, each by how many were not met since the one before.
void Histogram::keep(Archive& archive, std::uint64_t present, std::uint64_t absent) {
  archive.same(mantissa_bits_);
  if (archive.loading()) *this = Histogram(mantissa_bits_);
  const std::uint64_t octaves = archive.length(carries_.size(), kOctaves);
  std::uint32_t next = 0;
  for (std::uint64_t i = 0; i < octaves; ++i) {
    archive.require(next < kOctaves);
    std::uint32_t octave = next;
    if (archive.saving())
      while (start_of_octave_[octave] == kNotMet) ++octave;
    std::uint32_t skipped = octave - next;
    archive.number(skipped, kOctaves - 1 - next);
    octave = next + skipped;
    keep_octave(archive, octave, present, absent);
    next = octave + 1;
  }
  archive.require(present == 0 && absent == 0);
}

// Cells that hold a value, each by how many hold none since the one before, and its paths; both in
// one number where there is a single path, as in most cells far from the middle. Takes the paths
// from those that are left.
void Histogram::keep_octave(Archive& archive, std::uint32_t octave, std::uint64_t& present,
                            std::uint64_t& absent) {
  if (archive.loading()) meet(octave);
  const std::size_t start = place_of_met(octave << mantissa_bits_);
  const std::uint64_t cells = cells_of_octave();
  std::uint64_t filled = 0;
  if (archive.saving())
    for (std::size_t cell = 0; cell < cells; ++cell) filled += paths_at(start + cell) > 0 ? 1 : 0;
  filled = archive.length(filled, cells);
  archive.require(filled > 0);
  std::uint64_t next = 0;
  for (std::uint64_t i = 0; i < filled; ++i) {
    archive.require(next < cells);
    std::uint64_t cell = next;
    if (archive.saving())
      while (paths_at(start + cell) == 0) ++cell;
    std::uint64_t paths = archive.saving() ? paths_at(start + cell) : 0;
    std::uint64_t skipped_and_more = (cell - next) << 1 | (paths > 1 ? 1 : 0);
    archive.number(skipped_and_more, (cells - 1 - next) << 1 | 1);
    cell = next + (skipped_and_more >> 1);
    std::uint64_t beyond_two = paths - 2;
    if ((skipped_and_more & 1) != 0) archive.number(beyond_two, kPathsMost - 2);
    paths = (skipped_and_more & 1) != 0 ? beyond_two + 2 : 1;

    const bool is_number = (octave & kInfinite) != kInfinite;
    archive.require(is_number || (octave == kInfinite && cell == 0));
    std::uint64_t& left = is_number ? present : absent;
    archive.require(paths <= left);
    left -= paths;
    if (archive.loading()) add(start + cell, paths);
    next = cell + 1;
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

  std::size_t filled = 0;
  for (std::size_t place = 0; place < counts_.size(); ++place) filled += paths_at(place) > 0;
  OrderedCells cells;
  cells.reserve(filled);
  const auto visit_octave = [&](std::uint32_t octave) {
    if (start_of_octave_[octave] == kNotMet) return;
    const std::size_t start = place_of_met(octave << mantissa_bits_);
    const bool negative = octave >= kNegative;
    const std::uint64_t size = 1ull << mantissa_bits_;
    for (std::uint64_t i = 0; i < size; ++i) {
      const std::uint64_t within = negative ? size - 1 - i : i;
      const std::uint64_t paths = paths_at(start + within);
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

std::uint64_t Histogram::memory_bytes(int mantissa_bits, std::uint64_t paths) {
  const auto bits = static_cast<std::uint64_t>(std::bit_width(paths));
  const std::uint64_t octaves = bits + 24;
  const std::uint64_t few = static_cast<std::uint64_t>(mantissa_bits) + 8;  // for a cell to carry
  const std::uint64_t carrying = bits > few ? std::min(octaves, bits - few + 12) : 2;
  return sizeof(std::int32_t) * kOctaves +
         ((2 * octaves + sizeof(std::uint32_t) * carrying) << mantissa_bits);  // 2: vectors grow
}

std::uint64_t Histogram::ordered_bytes(int mantissa_bits, std::uint64_t paths) {
  const auto bits = static_cast<std::uint64_t>(std::bit_width(paths));
  const auto of_a_cell = static_cast<std::uint64_t>(mantissa_bits);  // bits, to fill an octave
  const std::uint64_t full = bits > of_a_cell ? bits - of_a_cell + 24 : 24;
  return std::min(paths, full << mantissa_bits) * (sizeof(Cell) + sizeof(std::uint64_t));
}

double Histogram::relative_width() const {
  return 1.0 / static_cast<double>(1ull << mantissa_bits_);
}

}  // namespace landfall::summary
