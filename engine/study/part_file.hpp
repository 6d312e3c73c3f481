// A file of parts: what one process has found of a run, for another that makes the whole of them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace landfall::study {

/// Parts of the same whole have the same program, identity and count.
struct PartFile {
  std::string program;                  ///< version
  std::string identity;                 ///< fingerprint of all that the result depends on
  std::string whole;                    ///< the same for people: "fish.toml, 100000 paths, seed 1"
  std::string settings;                 ///< what is needed to make the result, as its writer likes
  std::uint64_t number = 1, count = 1;  ///< the number-th of count, from 1
  std::vector<std::string> parts;       ///< of each run of the work, in order

  /// The first line of a file says which of these it is.
  static constexpr int kVersion = 1;
};

/// As it is written: a line that names the kind and its version, all fields, and the SHA-256 of
/// everything before it.
std::string bytes_of(PartFile file);

/// Read one. Throws WorldError, which names the file: where it cannot be read, is none, is of
/// another version, was cut short or was altered.
PartFile read_part_file(const std::string& name);

}  // namespace landfall::study
