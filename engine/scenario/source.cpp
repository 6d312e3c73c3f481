// Reading the bytes of a scenario: regular files and standard input, nothing that could block or
// flood.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "scenario/document.hpp"

namespace landfall::scenario {
namespace {

[[noreturn]] void fail(const std::string& name, const std::string& reason) {
  throw WorldError("cannot read " + name + ": " + reason);
}

std::string reason_of(int error) {
  return std::generic_category().message(error);
}

/// A file descriptor that is closed when it goes; standard input is left open.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (number_ > STDIN_FILENO) ::close(number_);
  }
  int number() const { return number_; }

 private:
  int number_;
};

std::string read_all(int descriptor, const std::string& name, std::size_t bytes_max) {
  std::string bytes;
  char buffer[65536];
  while (true) {
    const ssize_t count = ::read(descriptor, buffer, sizeof buffer);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) fail(name, reason_of(errno));
    if (count == 0) return bytes;
    bytes.append(buffer, static_cast<std::size_t>(count));
    if (bytes.size() > bytes_max) fail(name, "more than " + std::to_string(bytes_max) + " bytes");
  }
}

std::string kind_of(mode_t mode) {
  if (S_ISDIR(mode)) return "a folder, not a file";
  if (S_ISFIFO(mode)) return "a pipe, not a file (use - for standard input)";
  return "not a regular file";
}

}  // namespace

std::string read_source(const std::string& path, std::size_t bytes_max) {
  if (path == "-") return read_all(STDIN_FILENO, "standard input", bytes_max);
  const std::string name = "'" + path + "'";
  if (path.find('\0') != std::string::npos) fail("the file", "its name holds a zero byte");
  // Without O_NONBLOCK, opening a pipe would wait for its writer.
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
  if (file.number() < 0) fail(name, reason_of(errno));
  struct stat status = {};
  if (::fstat(file.number(), &status) != 0) fail(name, reason_of(errno));
  if (!S_ISREG(status.st_mode)) fail(name, kind_of(status.st_mode));
  return read_all(file.number(), name, bytes_max);
}

}  // namespace landfall::scenario
