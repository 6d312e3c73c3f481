// What an object holds as bytes, and back: for other processes, and for later.
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>

#include "base/contract.hpp"

namespace landfall {

/// Bytes that no archive of the object holds: cut short, altered, or of something else.
class DamagedArchive : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Saves into bytes, or loads from them; what is loaded is checked, never trusted.
///
/// A class has one function, `void keep(Archive& archive)`, that names what it holds, in order: it
/// saves or loads, so that the two cannot differ. Every number has one spelling only, so bytes that
/// load are those that saving gives again. They are the same on every machine.
///
/// Loading throws DamagedArchive where the bytes are not what is due. The object is then good for
/// nothing but to be destroyed, or loaded once more.
class Archive {
 public:
  /// Saves.
  Archive() = default;

  /// Loads; `bytes` must outlive it.
  explicit Archive(std::string_view bytes) : loading_(true), bytes_(bytes) {}

  bool saving() const { return !loading_; }
  bool loading() const { return loading_; }

  /// An integer, bool or enum of at most `most`, which an enum has to say: seven bits a byte, the
  /// lowest first, the eighth telling that more follow (LEB128). Of signed integers those near zero
  /// are short on either side.
  template <class T>
  void number(T& value, T most = largest<T>()) {
    static_assert(std::is_integral_v<T> || std::is_enum_v<T>);
    std::uint64_t code = code_of(value);
    varint(code);
    if constexpr (std::is_signed_v<T>) {
      const std::int64_t loaded =
          static_cast<std::int64_t>(code >> 1) ^ -static_cast<std::int64_t>(code & 1);
      require(loaded >= std::numeric_limits<T>::min() && loaded <= most);
      if (loading_) value = static_cast<T>(loaded);
    } else {
      require(code <= code_of(most));
      if (loading_) value = static_cast<T>(code);
    }
  }

  /// The eight bytes of a double, the lowest first; any bits, NaN too.
  void real(double& value) { reals({&value, 1}); }
  void reals(std::span<double> values);

  /// At most `most` bytes, whatever they mean.
  void text(std::string& value, std::uint64_t most = std::uint64_t{1} << 20);

  /// What must agree: loading, the same number stands there, or the same bits of a double.
  template <class T>
  void same(T value) {
    T found = value;
    if constexpr (std::is_enum_v<T>)
      number(found, value);
    else
      number(found);
    if (found != value) damaged("is of something else");
  }
  void same_real(double value);

  /// The size of something whose elements follow, each a byte or more. Saving returns `size`,
  /// loading what stands there, at most `most` and the bytes that are left.
  std::uint64_t length(std::uint64_t size, std::uint64_t most);

  /// What holds of every object: saving, else it is a bug of ours; loading, else DamagedArchive.
  void require(bool holds) const {
    if (!holds) damaged("holds what cannot be");
  }

  /// Loading: bytes not yet read.
  std::uint64_t left() const { return bytes_.size() - at_; }

  /// Saving: the bytes, once all is kept.
  std::string take();

  /// Loading: requires that every byte was read.
  void finish() const;

 private:
  template <class T>
  static constexpr T largest() {
    static_assert(!std::is_enum_v<T>, "say the last of an enum");
    return std::numeric_limits<T>::max();
  }

  template <class T>
  static constexpr std::uint64_t code_of(T value) {
    if constexpr (std::is_signed_v<T>) {
      const auto wide = static_cast<std::int64_t>(value);
      return static_cast<std::uint64_t>(wide) << 1 ^ static_cast<std::uint64_t>(wide >> 63);
    } else {
      return static_cast<std::uint64_t>(value);
    }
  }

  void varint(std::uint64_t& code);
  [[noreturn]] void damaged(const char* how) const;

  bool loading_ = false;
  std::string_view bytes_;  ///< loading
  std::size_t at_ = 0;      ///< likewise, how many of them were read
  std::string saved_;       ///< saving
};

/// What an object holds, and the same put into another made as it was.
template <class Kept>
std::string save(Kept& kept) {
  Archive archive;
  kept.keep(archive);
  return archive.take();
}
template <class Kept>
void load(Kept& kept, std::string_view bytes) {
  Archive archive(bytes);
  kept.keep(archive);
  archive.finish();
}

}  // namespace landfall
