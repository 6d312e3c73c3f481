#include "summary/exact_sum.hpp"

#include <bit>

#include "base/archive.hpp"
#include "base/contract.hpp"

namespace landfall::summary {
namespace {

constexpr std::uint64_t kDigitMask = 0xffffffff;
constexpr std::uint64_t kMantissaMask = (1ull << 52) - 1;
constexpr std::uint64_t kInfinityBits = 0x7ffull << 52;

}  // namespace

void ExactSum::add(double x) {
  const auto bits = std::bit_cast<std::uint64_t>(x);
  const unsigned exponent = static_cast<unsigned>(bits >> 52) & 0x7ff;
  EXPECTS(exponent != 0x7ff);
  const std::uint64_t mantissa = (bits & kMantissaMask) | (exponent > 0 ? 1ull << 52 : 0);
  const unsigned lowest_bit = exponent > 0 ? exponent - 1 : 0;  // in units of 2^-1074
  const unsigned digit = lowest_bit / 32, shift = lowest_bit % 32;

  const std::uint64_t above = mantissa >> (32 - shift);
  const std::int64_t sign = (bits >> 63) != 0 ? -1 : 1;
  digits_[digit] += sign * static_cast<std::int64_t>((mantissa << shift) & kDigitMask);
  digits_[digit + 1] += sign * static_cast<std::int64_t>(above & kDigitMask);
  digits_[digit + 2] += sign * static_cast<std::int64_t>(above >> 32);
  if (++adds_since_carry_ == kAddsBeforeCarry) carry();
}

// Leaves every digit but the last in [0, 2^32); the last carries the sign.
void ExactSum::carry() {
  std::int64_t carried = 0;
  for (int i = 0; i + 1 < kDigits; ++i) {
    const std::int64_t limb = digits_[i] + carried;
    carried = limb >> 32;  // rounds down, also below zero
    digits_[i] = limb & static_cast<std::int64_t>(kDigitMask);
  }
  digits_[kDigits - 1] += carried;
  adds_since_carry_ = 0;
}

ExactSum ExactSum::carried() const {
  ExactSum copy = *this;
  copy.carry();
  return copy;
}

void ExactSum::negate() {
  for (std::int64_t& limb : digits_) limb = -limb;
  carry();
}

void ExactSum::merge(const ExactSum& other) {
  const ExactSum theirs = other.carried();
  for (int i = 0; i < kDigits; ++i) digits_[i] += theirs.digits_[i];
  carry();
}

bool operator==(const ExactSum& a, const ExactSum& b) {
  return a.carried().digits_ == b.carried().digits_;
}

// Sign and magnitude, as most digits of a negative sum would not be 0.
void ExactSum::keep(Archive& archive) {
  constexpr std::uint8_t kMost = kDigits;
  ExactSum magnitude = archive.saving() ? carried() : ExactSum();
  bool negative = magnitude.digits_[kDigits - 1] < 0;
  if (negative) magnitude.negate();
  std::uint8_t first = 0, end = kMost;
  while (end > 0 && magnitude.digits_[end - 1] == 0) --end;
  while (first < end && magnitude.digits_[first] == 0) ++first;

  archive.number(end, kMost);
  if (end > 0) {
    archive.number(first, static_cast<std::uint8_t>(end - 1));
    archive.number(negative);
  }
  for (int i = first; i < end; ++i) {
    auto digit = static_cast<std::uint64_t>(magnitude.digits_[i]);
    archive.number(digit, kDigitMask);
    archive.require(digit > 0 || (i > first && i + 1 < end));
    magnitude.digits_[i] = static_cast<std::int64_t>(digit);
  }
  if (archive.saving()) return;
  *this = magnitude;
  if (negative) negate();
}

double ExactSum::value() const {
  ExactSum magnitude = carried();
  const bool negative = magnitude.digits_[kDigits - 1] < 0;
  if (negative) magnitude.negate();

  int top = kDigits - 1;
  while (top > 0 && magnitude.digits_[top] == 0) --top;
  const auto digit = [&](int i) {
    return i < 0 ? 0 : static_cast<std::uint64_t>(magnitude.digits_[i]);
  };
  // The last digit may hold more than 32 bits, but then the sum is far beyond the largest double.
  const int highest_bit = 32 * top + static_cast<int>(std::bit_width(digit(top))) - 1;
  if (highest_bit > 2097) return std::bit_cast<double>(kInfinityBits | (negative ? 1ull << 63 : 0));
  const int lowest_bit = highest_bit > 52 ? highest_bit - 52 : 0;  // of the rounded mantissa

  const int first = lowest_bit / 32, shift = lowest_bit % 32;
  std::uint64_t mantissa = (digit(first) | digit(first + 1) << 32) >> shift;
  if (shift > 0) mantissa |= digit(first + 2) << (64 - shift);

  // What lies below the mantissa, as a fraction of its last bit: the first bit, and whether any
  // other.
  const int half_bit = lowest_bit - 1;
  bool half = false, more = false;
  if (half_bit >= 0) {
    const std::uint64_t holder = digit(half_bit / 32);
    half = (holder >> (half_bit % 32) & 1) != 0;
    more = (holder & ((1ull << (half_bit % 32)) - 1)) != 0;
    for (int i = 0; i < half_bit / 32 && !more; ++i) more = digit(i) != 0;
  }
  if (half && (more || (mantissa & 1) != 0)) ++mantissa;

  // The mantissa's leading bit, or a carry out of it, adds itself to the exponent's field.
  const std::uint64_t bits = (static_cast<std::uint64_t>(lowest_bit) << 52) + mantissa;
  const double rounded = std::bit_cast<double>(bits < kInfinityBits ? bits : kInfinityBits);
  return negative ? -rounded : rounded;
}

}  // namespace landfall::summary
