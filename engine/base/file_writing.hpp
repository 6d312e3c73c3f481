// Bytes to the disk, with every error looked at.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/diagnostic.hpp"

namespace landfall {

/// A file, a folder or the journal cannot be written: no room, no permission, no such folder.
class CannotWrite : public WorldError {
 public:
  CannotWrite(const std::string& path, const std::string& reason)
      : WorldError("cannot write '" + path + "': " + reason) {}
};

/// What the system calls an error number.
std::string reason_of(int error);

[[noreturn]] void cannot_write(const std::string& path, int error);

/// write(2) until all is written: 0, or the error that stopped it.
int write_all(int descriptor, std::string_view bytes);

/// The same with pwrite(2): from `offset` on, wherever the file is.
int write_all_at(int descriptor, std::uint64_t offset, std::string_view bytes);

/// fsync(2): 0, or the error.
int synchronise(int descriptor);

/// The names in a folder must reach the disk as well: 0, or the error.
int synchronise_folder(const std::string& folder);

}  // namespace landfall
