// Random numbers for tests: small, seeded, and independent of the engine's own streams.
#pragma once

#include <cmath>
#include <cstdint>
#include <numbers>
#include <utility>

namespace landfall::test {

/// SplitMix64 (Steele, Lea & Flood 2014, doi:10.1145/2660193.2660195): passes BigCrush.
class Generator {
 public:
  explicit Generator(std::uint64_t seed) : state_(seed) {}

  std::uint64_t word() {
    state_ += 0x9e3779b97f4a7c15;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
  }

  /// Uniform on (0, 1), never an end.
  double uniform() { return (static_cast<double>(word() >> 12) + 0.5) / 4503599627370496.0; }

  /// Standard normal, by Box and Muller 1958.
  double normal() {
    const double radius = std::sqrt(-2 * std::log(uniform()));
    return radius * std::cos(2 * std::numbers::pi * uniform());
  }

  double exponential() { return -std::log(uniform()); }

  /// Uniform on 0 ... n - 1, n far below 2^53.
  std::uint64_t below(std::uint64_t n) {
    return static_cast<std::uint64_t>(uniform() * static_cast<double>(n));
  }

 private:
  std::uint64_t state_;
};

/// Shuffle a random-access container in place (Fisher and Yates).
template <class Container>
void shuffle(Container& items, Generator& generator) {
  for (std::size_t i = items.size(); i > 1; --i) std::swap(items[i - 1], items[generator.below(i)]);
}

}  // namespace landfall::test
