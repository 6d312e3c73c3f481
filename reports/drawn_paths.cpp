#include "reports/drawn_paths.hpp"

#include <unistd.h>

#include <algorithm>
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
  while (next_ < path && chosen_ < most_) {  // another process has those between
    ++chosen_;
    next_ = chosen_ < most_ ? evenly_apart(chosen_, paths_, most_) : paths_;
  }
  return path == next_;
}

/// From now on every second of the paths that were wanted. Those written stay; read() skips them.
void DrawnPaths::thin() {
  stride_ *= 2;
  count_kept();
}

void DrawnPaths::write(const std::vector<double>& record) {
  if (std::fwrite(record.data(), sizeof(double), record.size(), file_.get()) != record.size())
    cannot_keep();
}

void DrawnPaths::add(std::uint64_t first, int count, const std::vector<const double*>& rows) {
  EXPECTS(first >= seen_ && (width_ == 0 || width_ == rows.size()));
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
    write(record);
    ++kept_;
  }
  seen_ = first + static_cast<std::uint64_t>(count);
}

/// The path of each record in the file, in the order of the records.
std::vector<std::uint64_t> DrawnPaths::paths_in_file() const {
  if (std::fflush(file_.get()) != 0) cannot_keep();
  std::rewind(file_.get());
  std::vector<double> record(width_ + 1);
  std::vector<std::uint64_t> paths;
  while (std::fread(record.data(), sizeof(double), record.size(), file_.get()) == record.size())
    paths.push_back(static_cast<std::uint64_t>(record[0]));
  return paths;
}

void DrawnPaths::read(
    const std::function<void(std::uint64_t path, std::span<const double> values)>& take) const {
  const std::vector<std::uint64_t> paths = paths_in_file();
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < paths.size(); ++i)
    if (is_read_from(paths[i])) order.push_back(i);
  if (!is_in_order_)
    std::sort(order.begin(), order.end(),
              [&](std::size_t a, std::size_t b) { return paths[a] < paths[b]; });
  std::vector<double> record(width_ + 1);
  const std::size_t size = record.size() * sizeof(double);
  std::rewind(file_.get());
  std::size_t next = 0;  // where the file is read from
  for (const std::size_t at : order) {
    if (at != next && std::fseek(file_.get(), static_cast<long>(at * size), SEEK_SET) != 0) break;
    if (std::fread(record.data(), 1, size, file_.get()) != size) break;
    next = at + 1;
    take(paths[at], std::span(record).subspan(1));
  }
  if (order.size() != kept_ || (!order.empty() && next != order.back() + 1))
    throw WorldError("draws kept for a spreadsheet cannot be read back");
}

/// After paths of others were added, or fewer are wanted.
void DrawnPaths::count_kept() {
  const std::vector<std::uint64_t> paths = paths_in_file();
  const auto count = [&] {
    return static_cast<std::uint64_t>(
        std::count_if(paths.begin(), paths.end(), [&](auto path) { return is_read_from(path); }));
  };
  for (kept_ = count(); paths_ == 0 && kept_ > most_; kept_ = count()) stride_ *= 2;
  if (std::fseek(file_.get(), 0, SEEK_END) != 0) cannot_keep();  // from reading to writing
}

void DrawnPaths::keep(Archive& archive) {
  archive.same(most_);
  archive.same(paths_);
  std::uint64_t seen = seen_, stride = stride_, width = width_;
  archive.number(seen);
  archive.number(stride);
  archive.number(width);
  std::uint64_t left = archive.length(kept_, most_);
  if (archive.saving()) {
    read([&](std::uint64_t path, std::span<const double> values) {
      archive.number(path);
      for (double value : values) archive.real(value);
    });
    return;
  }
  archive.require(stride > 0 && (width_ == 0 || width == 0 || width == width_));
  archive.require(width < (1u << 20) && left * width * sizeof(double) <= archive.left());
  if (width > 0) width_ = width;
  std::vector<double> record(width_ + 1);
  std::vector<std::uint64_t> known = paths_in_file();  // of a stage before
  std::sort(known.begin(), known.end());
  if (std::fseek(file_.get(), 0, SEEK_END) != 0) cannot_keep();
  for (; left > 0; --left) {
    std::uint64_t path = 0;
    archive.number(path);
    record[0] = static_cast<double>(path);
    archive.reals(std::span(record).subspan(1));
    if (!std::binary_search(known.begin(), known.end(), path)) write(record);
  }
  is_in_order_ = false;
  seen_ = std::max(seen_, seen);
  stride_ = std::max(stride_, stride);
  count_kept();
}

}  // namespace landfall::reports
