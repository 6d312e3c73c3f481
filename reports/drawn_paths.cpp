#include "reports/drawn_paths.hpp"

#include <unistd.h>

#include <filesystem>

#include "base/contract.hpp"
#include "base/diagnostic.hpp"

namespace landfall::reports {
namespace {

std::string folder() {
  return std::filesystem::temp_directory_path().string();
}

[[noreturn]] void cannot_keep() {
  throw WorldError("cannot keep draws for a spreadsheet: '" + folder() +
                   "' takes no more; --xlsx-draws 0 leaves them out");
}

/// A file without a name: it needs no sweeping, however the program ends.
std::FILE* nameless_file() {
  std::string name = folder() + "/landfall-draws-XXXXXX";
  const int descriptor = ::mkstemp(name.data());
  if (descriptor < 0) cannot_keep();
  ::unlink(name.c_str());
  std::FILE* file = ::fdopen(descriptor, "w+b");
  if (file == nullptr) {
    ::close(descriptor);
    cannot_keep();
  }
  return file;
}

/// floor(index paths / most), which may need more than 64 bits on the way.
std::uint64_t evenly_apart(std::uint64_t index, std::uint64_t paths, std::uint64_t most) {
  return index * (paths / most) + index * (paths % most) / most;
}

}  // namespace

DrawnPaths::DrawnPaths(std::uint64_t most, std::uint64_t paths)
    : most_(most), paths_(paths), file_(nameless_file()) {
  EXPECTS(most > 0 && most < (std::uint64_t{1} << 32));
}

bool DrawnPaths::wants(std::uint64_t path) {
  if (paths_ == 0) return path % stride_ == 0;
  if (paths_ <= most_) return true;
  if (path != next_) return false;
  ++chosen_;
  next_ = chosen_ < most_ ? evenly_apart(chosen_, paths_, most_) : paths_;
  return true;
}

/// From now on every second of the paths that were wanted. Those written stay; read() skips them.
void DrawnPaths::thin() {
  stride_ *= 2;
  kept_ = (kept_ + 1) / 2;
}

void DrawnPaths::add(std::uint64_t first, int count, const std::vector<const double*>& rows) {
  EXPECTS(first == seen_ && (width_ == 0 || width_ == rows.size()));
  width_ = rows.size();
  std::vector<double> record(width_ + 1);
  for (int lane = 0; lane < count; ++lane) {
    const std::uint64_t path = first + static_cast<std::uint64_t>(lane);
    if (!wants(path)) continue;
    if (kept_ == most_) {
      thin();
      if (!wants(path)) continue;
    }
    record[0] = static_cast<double>(path);
    for (std::size_t i = 0; i < width_; ++i) record[i + 1] = rows[i][lane];
    if (std::fwrite(record.data(), sizeof(double), record.size(), file_.get()) != record.size())
      cannot_keep();
    ++kept_;
  }
  seen_ += static_cast<std::uint64_t>(count);
}

void DrawnPaths::read(
    const std::function<void(std::uint64_t path, std::span<const double> values)>& take) const {
  if (std::fflush(file_.get()) != 0) cannot_keep();
  std::rewind(file_.get());
  std::vector<double> record(width_ + 1);
  std::uint64_t found = 0;
  while (std::fread(record.data(), sizeof(double), record.size(), file_.get()) == record.size()) {
    const auto path = static_cast<std::uint64_t>(record[0]);
    if (paths_ == 0 && path % stride_ != 0) continue;
    ++found;
    take(path, std::span(record).subspan(1));
  }
  if (found != kept_) throw WorldError("draws kept for a spreadsheet cannot be read back");
}

}  // namespace landfall::reports
