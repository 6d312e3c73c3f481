#include "summary/sort.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>

namespace landfall::summary {
namespace {

constexpr int kDigitBits = 11, kPasses = 6;  // 66 bits hold a double's 64
constexpr std::size_t kBuckets = std::size_t{1} << kDigitBits;
constexpr std::size_t kWorthwhile = 4096;  // below this the counting costs more than it saves
constexpr std::uint64_t kSignBit = 1ull << 63;

// An integer that sorts as the double does: negative values with all bits turned, others below a
// one.
std::uint64_t key_of(double value) {
  const auto bits = std::bit_cast<std::uint64_t>(value);
  return (bits & kSignBit) != 0 ? ~bits : bits | kSignBit;
}

double value_of(std::uint64_t key) {
  return std::bit_cast<double>((key & kSignBit) != 0 ? key & ~kSignBit : ~key);
}

std::size_t digit_of(std::uint64_t key, int pass) {
  return (key >> (pass * kDigitBits)) & (kBuckets - 1);
}

}  // namespace

void sort_values(std::vector<double>& values) {
  if (values.size() < kWorthwhile) {
    std::sort(values.begin(), values.end());
    return;
  }
  std::vector<std::uint64_t> keys(values.size()), sorted(values.size());
  std::vector<std::array<std::size_t, kBuckets>> starts(kPasses);
  for (std::size_t i = 0; i < values.size(); ++i) {
    keys[i] = key_of(values[i]);
    for (int pass = 0; pass < kPasses; ++pass) ++starts[pass][digit_of(keys[i], pass)];
  }
  for (int pass = 0; pass < kPasses; ++pass) {
    std::array<std::size_t, kBuckets>& start = starts[pass];
    if (start[digit_of(keys[0], pass)] == keys.size()) continue;  // every key has this digit
    std::size_t before = 0;
    for (std::size_t& bucket : start) {
      const std::size_t size = bucket;
      bucket = before;
      before += size;
    }
    for (const std::uint64_t key : keys) sorted[start[digit_of(key, pass)]++] = key;
    keys.swap(sorted);
  }
  for (std::size_t i = 0; i < values.size(); ++i) values[i] = value_of(keys[i]);
}

}  // namespace landfall::summary
