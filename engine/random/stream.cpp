#include "random/stream.hpp"

#include <algorithm>
#include <cstddef>

#include "random/philox.hpp"

namespace landfall::random {
namespace {

std::uint64_t mix(std::uint64_t x) {
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9u;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EBu;
  return x ^ (x >> 31);
}

/// Up to eight bytes from `from` on, the first in the lowest place.
std::uint64_t eight_bytes(std::string_view text, std::size_t from) {
  const std::size_t count = std::min<std::size_t>(8, text.size() - from);
  std::uint64_t word = 0;
  for (std::size_t i = 0; i < count; ++i)
    word |= static_cast<std::uint64_t>(static_cast<unsigned char>(text[from + i])) << (8 * i);
  return word;
}

}  // namespace

std::uint64_t stream_key(std::uint64_t seed, std::string_view address, Role role) {
  constexpr std::uint64_t golden = 0x9E3779B97F4A7C15u;  // 2^64 times the golden ratio, odd
  std::uint64_t state = mix(seed + golden);              // never 0 for a small seed: mix(0) is 0
  state = mix(state ^ (golden * (static_cast<std::uint64_t>(role) + 1)));
  for (std::size_t from = 0; from < address.size(); from += 8)
    state = mix(state ^ eight_bytes(address, from)) + golden;
  return mix(state ^ address.size());
}

Stream::result_type Stream::operator()() {
  const std::uint64_t four = next_ / 4;
  if (four != words_from_) {
    const std::uint32_t counter[4] = {static_cast<std::uint32_t>(path_),
                                      static_cast<std::uint32_t>(path_ >> 32),
                                      static_cast<std::uint32_t>(four), index_};
    const std::uint32_t key[2] = {static_cast<std::uint32_t>(key_),
                                  static_cast<std::uint32_t>(key_ >> 32)};
    philox4x32(counter, key, words_);
    words_from_ = four;
  }
  return words_[next_++ % 4];
}

}  // namespace landfall::random
