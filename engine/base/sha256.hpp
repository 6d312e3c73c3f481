// SHA-256 (FIPS 180-4): the fingerprint of a scenario or a result.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace landfall {

/// Fed in pieces of any length; the digest depends only on the bytes, not on how they were cut.
class Sha256 {
 public:
  void update(std::string_view bytes);

  /// The digest of all bytes so far, as 64 lower-case hexadecimal digits. Ends the message.
  std::string hex();

 private:
  void compress(const unsigned char* block);

  std::array<std::uint32_t, 8> state_ = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                         0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  std::array<unsigned char, 64> block_ = {};
  std::uint64_t bytes_ = 0;
};

std::string sha256_hex(std::string_view bytes);

}  // namespace landfall
