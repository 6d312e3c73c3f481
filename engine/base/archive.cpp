#include "base/archive.hpp"

#include <bit>
#include <cstring>
#include <utility>

namespace landfall {
namespace {

constexpr std::uint64_t kReal = sizeof(double);
static_assert(std::endian::native == std::endian::little ||
              std::endian::native == std::endian::big);
static_assert(kReal == 8 && std::numeric_limits<double>::is_iec559);

/// Between the machine's order of bytes and that of an archive.
void reorder(char* bytes, std::size_t reals) {
  if constexpr (std::endian::native == std::endian::big)
    for (std::size_t i = 0; i < reals; ++i, bytes += kReal)
      for (std::size_t low = 0; low < kReal / 2; ++low)
        std::swap(bytes[low], bytes[kReal - 1 - low]);
}

}  // namespace

void Archive::varint(std::uint64_t& code) {
  constexpr unsigned kBits = 7, kMore = 1u << kBits, kLast = 63;
  if (!loading_) {
    std::uint64_t rest = code;
    for (; rest >= kMore; rest >>= kBits) saved_.push_back(static_cast<char>(rest | kMore));
    saved_.push_back(static_cast<char>(rest));
    return;
  }
  code = 0;
  for (unsigned shift = 0;; shift += kBits) {
    if (left() == 0) damaged("ends too early");
    const auto byte = static_cast<unsigned char>(bytes_[at_++]);
    const bool beyond_64_bits = shift == kLast && byte > 1;
    const bool spelt_too_long = shift > 0 && byte == 0;
    if (beyond_64_bits || spelt_too_long) damaged("holds no number");
    code |= std::uint64_t{byte & (kMore - 1)} << shift;
    if (byte < kMore) return;
  }
}

void Archive::reals(std::span<double> values) {
  if (values.empty()) return;
  const std::size_t size = values.size_bytes();
  if (!loading_) {
    const std::size_t start = saved_.size();
    saved_.resize(start + size);
    std::memcpy(saved_.data() + start, values.data(), size);
    reorder(saved_.data() + start, values.size());
    return;
  }
  if (left() < size) damaged("ends too early");
  std::memcpy(values.data(), bytes_.data() + at_, size);
  reorder(reinterpret_cast<char*>(values.data()), values.size());
  at_ += size;
}

void Archive::text(std::string& value, std::uint64_t most) {
  const std::uint64_t size = length(value.size(), most);
  if (!loading_) {
    saved_ += value;
    return;
  }
  value = bytes_.substr(at_, size);
  at_ += size;
}

void Archive::same_real(double value) {
  double found = value;
  real(found);
  if (std::bit_cast<std::uint64_t>(found) != std::bit_cast<std::uint64_t>(value))
    damaged("is of something else");
}

std::uint64_t Archive::length(std::uint64_t size, std::uint64_t most) {
  number(size, most);
  if (loading_ && size > left()) damaged("ends too early");
  return size;
}

std::string Archive::take() {
  EXPECTS(!loading_);
  return std::exchange(saved_, {});
}

void Archive::finish() const {
  EXPECTS(loading_);
  if (left() > 0) damaged("goes on too long");
}

void Archive::damaged(const char* how) const {
  EXPECTS(loading_);  // saving, the object itself is not what it promises to be
  throw DamagedArchive(std::string("what was kept ") + how + ", at byte " + std::to_string(at_) +
                       " of " + std::to_string(bytes_.size()));
}

}  // namespace landfall
