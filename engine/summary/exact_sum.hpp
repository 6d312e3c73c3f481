// A sum of doubles without any rounding, whose bits do not depend on the order of adding.
#pragma once

#include <array>
#include <cstdint>

namespace landfall {
class Archive;
}

namespace landfall::summary {

/// An integer wide enough for any sum of up to 2^64 finite doubles, counted in units of 2^-1074.
///
/// It is held in digits of 32 bits in limbs of 64: the spare bits take up the carries of many adds,
/// which are passed on now and then. Rounding happens once, in value(); so adding and merging
/// commute, and threads may be merged in any order. The idea is Kulisch's long accumulator (Kulisch
/// & Miranker 1986, SIAM Review 28(1), 1-40); the delayed carries follow Neal 2015,
/// arXiv:1505.05571.
class ExactSum {
 public:
  /// Requires a finite x.
  void add(double x);

  /// Add all that `other` has taken in.
  void merge(const ExactSum& other);

  /// The sum, rounded once to the nearest double, ties to even; infinite beyond the largest double.
  double value() const;

  /// Adds whose carries are still held back, at most kAddsBeforeCarry.
  std::uint32_t adds_since_carry() const { return adds_since_carry_; }

  /// The digits between the lowest and the highest that is not 0.
  void keep(Archive& archive);

  /// Whether the exact sums are equal, before any rounding.
  friend bool operator==(const ExactSum& a, const ExactSum& b);

  /// Each add changes a limb by less than 2^32, so this leaves a limb of 64 bits far from overflow.
  static constexpr std::uint32_t kAddsBeforeCarry = 1u << 16;

 private:
  // The mantissa of the largest double ends at bit 2097, in digit 65. Two more digits hold the
  // growth of 2^64 adds, and the last one the sign.
  static constexpr int kDigits = 68;

  void carry();
  ExactSum carried() const;
  void negate();

  std::array<std::int64_t, kDigits> digits_{};
  std::uint32_t adds_since_carry_ = 0;
};

}  // namespace landfall::summary
