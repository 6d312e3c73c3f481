// The endless row of random words at one address of one path.
#pragma once

#include <cstdint>
#include <string_view>

namespace landfall::random {

/// What the words of an address decide: its value, whether an event happens, or a period's shock. A
/// probability and the event it decides share an address, and must not share words.
enum class Role : std::uint32_t { value, outcome, shock };

/// The key of the stream of (seed, address, role): 64 well-mixed bits.
///
/// Our own hash: the state takes up the seed and role, then eight bytes of the address at a time
/// (little-endian on every machine, the last ones padded with zeros), then the address's length,
/// and is mixed after each by variant 13 of Stafford's finalisers for MurmurHash3 (the mixer of
/// SplitMix64: Steele, Lea & Flood 2014, doi:10.1145/2660193.2660195). The mixer is a bijection, so
/// addresses of up to eight bytes never collide under one seed and role; longer ones do by chance
/// alone: among n addresses with probability n^2 / 2^65.
std::uint64_t stream_key(std::uint64_t seed, std::string_view address, Role role);

/// The words of a key and path in order, as an engine for std and Boost.Random distributions.
///
/// Word n is word n % 4 of philox at the counter {path low, path high, n / 4, index}: the words a
/// kernel reads, one at a time. The row repeats after 2^34 words.
class Stream {
 public:
  using result_type = std::uint32_t;
  static constexpr bool has_fixed_range = false;  // Boost.Random asks for it

  Stream(std::uint64_t key, std::uint64_t path, std::uint32_t index = 0)
      : key_(key), path_(path), index_(index) {}

  static constexpr result_type min() { return 0; }
  static constexpr result_type max() { return 0xFFFFFFFFu; }

  result_type operator()();
  void discard(std::uint64_t words) { next_ += words; }

  /// The same words to come: the same place, and as many taken.
  friend bool operator==(const Stream& a, const Stream& b) {
    return a.key_ == b.key_ && a.path_ == b.path_ && a.index_ == b.index_ && a.next_ == b.next_;
  }

 private:
  std::uint64_t key_;
  std::uint64_t path_;
  std::uint32_t index_;
  std::uint64_t next_ = 0;
  std::uint32_t words_[4] = {};
  std::uint64_t words_from_ = ~std::uint64_t{0};  // which four words words_ holds
};

}  // namespace landfall::random
