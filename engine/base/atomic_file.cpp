#include "base/atomic_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <system_error>
#include <utility>

#include "base/contract.hpp"
#include "base/diagnostic.hpp"
#include "base/file_writing.hpp"

namespace landfall {
namespace {

namespace fs = std::filesystem;

constexpr int kTemporaryNamesMax = 1000;

[[noreturn]] void cannot_write(const std::string& path, const std::string& reason) {
  throw CannotWrite(path, reason);
}

/// The file that a path leads to through any links.
std::string target_of(const std::string& path) {
  std::error_code error;
  const fs::path target = fs::weakly_canonical(path, error);
  return error ? path : target.string();
}

std::string folder_of(const std::string& path) {
  const std::string folder = fs::path(path).parent_path().string();
  return folder.empty() ? "." : folder;
}

void refuse_all_but_files(const std::string& path, const std::string& target) {
  if (path.empty()) throw WorldError("cannot write a file without a name");
  struct stat status = {};
  if (::stat(folder_of(target).c_str(), &status) != 0 && errno == ENOENT)
    cannot_write(path, "the folder '" + folder_of(path) + "' does not exist");
  if (path.back() == '/') cannot_write(path, "it is a folder");
  if (::stat(target.c_str(), &status) != 0) {
    if (errno == ENOENT) return;
    cannot_write(path, reason_of(errno));  // a name too long, links that run in a circle
  }
  if (S_ISDIR(status.st_mode)) cannot_write(path, "it is a folder");
  if (!S_ISREG(status.st_mode)) cannot_write(path, "it is not a regular file");
}

}  // namespace

AtomicFile::AtomicFile(std::string path) : path_(std::move(path)), target_(target_of(path_)) {
  refuse_all_but_files(path_, target_);
  struct stat existing = {};
  const bool exists = ::stat(target_.c_str(), &existing) == 0;
  if (exists && ::access(target_.c_str(), W_OK) != 0) fail(errno);
  const std::string start = folder_of(target_) + "/.landfall-" + std::to_string(::getpid()) + "-";
  for (int i = 0; descriptor_ < 0; ++i) {
    const std::string name = start + std::to_string(i) + ".tmp";
    descriptor_ = ::open(name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (descriptor_ >= 0) temporary_ = name;
    const bool taken = descriptor_ < 0 && errno == EEXIST && i < kTemporaryNamesMax;
    if (descriptor_ < 0 && !taken && errno != EINTR) fail(errno);
  }
  if (exists) (void)::fchmod(descriptor_, existing.st_mode & 07777);
}

AtomicFile::AtomicFile(AtomicFile&& other) noexcept
    : path_(std::move(other.path_)),
      target_(std::move(other.target_)),
      temporary_(std::exchange(other.temporary_, "")),
      descriptor_(std::exchange(other.descriptor_, -1)),
      size_(other.size_) {}

AtomicFile::~AtomicFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
  if (!temporary_.empty()) ::unlink(temporary_.c_str());
}

void AtomicFile::fail(int error) const {
  cannot_write(path_, reason_of(error));
}

void AtomicFile::append(std::string_view bytes) {
  EXPECTS(descriptor_ >= 0);
  if (const int error = write_all(descriptor_, bytes)) fail(error);
  size_ += bytes.size();
}

void AtomicFile::write_at(std::uint64_t offset, std::string_view bytes) {
  EXPECTS(descriptor_ >= 0);
  EXPECTS(bytes.size() <= size_ && offset <= size_ - bytes.size());
  if (const int error = write_all_at(descriptor_, offset, bytes)) fail(error);
}

void AtomicFile::commit() {
  EXPECTS(descriptor_ >= 0);
  if (const int error = synchronise(descriptor_)) fail(error);
  // After close the descriptor is gone, even where close reports a late error of writing.
  if (::close(std::exchange(descriptor_, -1)) != 0 && errno != EINTR) fail(errno);
  if (::rename(temporary_.c_str(), target_.c_str()) != 0) fail(errno);
  temporary_.clear();
  if (const int error = synchronise_folder(folder_of(target_))) fail(error);
}

void remove_link(const std::string& path) {
  struct stat status = {};
  if (::lstat(path.c_str(), &status) == 0 && S_ISLNK(status.st_mode) && ::unlink(path.c_str()) != 0)
    cannot_write(path, reason_of(errno));
}

void write_file(const std::string& path, std::string_view bytes) {
  AtomicFile file(path);
  file.append(bytes);
  file.commit();
}

bool write_standard_output(std::string_view bytes) {
  struct sigaction ignore = {};
  struct sigaction before = {};
  ignore.sa_handler = SIG_IGN;
  // A pipe without reader shall be an error to look at, not a signal that ends the program.
  ::sigaction(SIGPIPE, &ignore, &before);
  std::fflush(stdout);
  const int error = write_all(STDOUT_FILENO, bytes);
  ::sigaction(SIGPIPE, &before, nullptr);
  if (error == EPIPE) return false;
  if (error != 0) throw WorldError("cannot write to standard output: " + reason_of(error));
  return true;
}

}  // namespace landfall
