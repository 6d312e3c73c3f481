#include "base/folder_lock.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <csignal>
#include <filesystem>
#include <system_error>

#include "base/diagnostic.hpp"

namespace landfall {
namespace {

[[noreturn]] void cannot_lock(const std::string& folder, int error) {
  throw WorldError("cannot lock '" + folder + "': " + std::generic_category().message(error));
}

std::optional<int> whole_number(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end == text.data() || value <= 0) return std::nullopt;
  return value;
}

std::optional<int> process_in(int descriptor) {
  char bytes[32] = {};
  const ssize_t count = ::pread(descriptor, bytes, sizeof bytes - 1, 0);
  return count > 0 ? whole_number({bytes, static_cast<std::size_t>(count)}) : std::nullopt;
}

/// Whether the name still leads to the file that is open: its holder removes it at the end.
bool is_same_file(int descriptor, const std::string& name) {
  struct stat open_one = {}, named = {};
  return ::fstat(descriptor, &open_one) == 0 && ::stat(name.c_str(), &named) == 0 &&
         open_one.st_ino == named.st_ino && open_one.st_dev == named.st_dev;
}

}  // namespace

FolderLock::FolderLock(const std::string& folder) : file_(folder + "/" + kName) {
  while (true) {
    descriptor_ = ::open(file_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666);
    if (descriptor_ < 0 && errno == EINTR) continue;
    if (descriptor_ < 0) cannot_lock(folder, errno);
    int result = 0;
    do result = ::flock(descriptor_, LOCK_EX | LOCK_NB);
    while (result != 0 && errno == EINTR);
    if (result != 0) {
      const int error = errno;
      const std::optional<int> holder = process_in(descriptor_);
      ::close(descriptor_);
      if (error != EWOULDBLOCK) cannot_lock(folder, error);
      throw WorldError("another batch is at work in '" + folder + "'" +
                       (holder ? ": process " + std::to_string(*holder) : "") +
                       "; wait for it, or choose another folder");
    }
    if (is_same_file(descriptor_, file_)) break;
    ::close(descriptor_);  // its holder has just left
  }
  stale_process_ = process_in(descriptor_);
  // The number is for messages: flock is what holds, so a full disk does no harm here.
  const std::string process = std::to_string(::getpid()) + "\n";
  if (::ftruncate(descriptor_, 0) == 0)
    (void)!::pwrite(descriptor_, process.data(), process.size(), 0);
}

FolderLock::~FolderLock() {
  ::unlink(file_.c_str());
  ::close(descriptor_);
}

void sweep_temporary_files(const std::string& folder) {
  constexpr std::string_view kBegin = ".landfall-", kEnd = ".tmp";
  std::error_code error;
  for (std::filesystem::directory_iterator at(folder, error), end; !error && at != end;
       at.increment(error)) {
    const std::string name = at->path().filename().string();
    if (!name.starts_with(kBegin) || !name.ends_with(kEnd)) continue;
    const std::optional<int> process = whole_number(std::string_view(name).substr(kBegin.size()));
    const bool is_gone = process && ::kill(*process, 0) != 0 && errno == ESRCH;
    if (is_gone || process == ::getpid()) ::unlink(at->path().c_str());
  }
}

}  // namespace landfall
