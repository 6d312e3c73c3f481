#include "base/file_writing.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace landfall {

std::string reason_of(int error) {
  return std::generic_category().message(error);
}

void cannot_write(const std::string& path, int error) {
  throw CannotWrite(path, reason_of(error));
}

int write_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::write(descriptor, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return errno;
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return 0;
}

int write_all_at(int descriptor, std::uint64_t offset, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count =
        ::pwrite(descriptor, bytes.data(), bytes.size(), static_cast<off_t>(offset));
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return errno;
    bytes.remove_prefix(static_cast<std::size_t>(count));
    offset += static_cast<std::uint64_t>(count);
  }
  return 0;
}

int synchronise(int descriptor) {
  while (::fsync(descriptor) != 0) {
    if (errno == EINTR) continue;
    // Some file systems cannot synchronise a folder; the file itself is safe by then.
    return errno == EINVAL || errno == ENOTSUP ? 0 : errno;
  }
  return 0;
}

int synchronise_folder(const std::string& folder) {
  int descriptor = -1;
  do descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  while (descriptor < 0 && errno == EINTR);
  if (descriptor < 0) return errno == EACCES ? 0 : errno;  // a folder may be written, not read
  const int error = synchronise(descriptor);
  ::close(descriptor);
  return error;
}

}  // namespace landfall
