// Values of some of a run's paths, kept on the disk until the run is over.
#pragma once

#include <cstdint>
#include <cstdio>
#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "base/archive.hpp"

namespace landfall::reports {

/// At most so many paths, evenly apart. Which ones depends on how many there are, not on threads or
/// stages.
///
/// Of `paths` that are known beforehand exactly `most` are kept, if there are as many: the j-th is
/// path floor(j paths / most). Where a stop rule decides how many there will be (`paths` is 0),
/// every 2^k-th path, with the smallest k that leaves at most `most` of them.
class DrawnPaths {
 public:
  /// Requires most > 0. Throws WorldError where no file can be made in the folder for temporary
  /// ones; it has no name there, and vanishes with the program.
  DrawnPaths(std::uint64_t most, std::uint64_t paths);

  /// The paths [first, first + count), which come in order, if not one after the other: one value
  /// of each row.
  void add(std::uint64_t first, int count, const std::vector<const double*>& rows);

  std::uint64_t seen() const { return seen_; }  ///< paths so far, to the last of them
  std::uint64_t kept() const { return kept_; }

  /// Each path that was kept, in order, with its values.
  void read(
      const std::function<void(std::uint64_t path, std::span<const double> values)>& take) const;

  /// Saves the paths that were kept; loading adds those that another process has kept, unless they
  /// are here already. Throws DamagedArchive where they are of another.
  void keep(Archive& archive);

 private:
  struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  bool wants(std::uint64_t path);
  void thin();
  void write(const std::vector<double>& record);
  void count_kept();
  std::vector<std::uint64_t> paths_in_file() const;
  bool is_read_from(std::uint64_t path) const { return paths_ > 0 || path % stride_ == 0; }

  std::uint64_t most_, paths_;
  std::uint64_t seen_ = 0, kept_ = 0;
  std::uint64_t next_ = 0, chosen_ = 0;  ///< of known paths: which comes next, and how many came
  std::uint64_t stride_ = 1;             ///< of others
  std::size_t width_ = 0;                ///< values of a path
  bool is_in_order_ = true;              ///< in the file
  std::unique_ptr<std::FILE, Close> file_;
};

}  // namespace landfall::reports
