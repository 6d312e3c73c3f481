// Output that is whole or not there: written beside its name, synchronised, then renamed.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace landfall {

/// A file that appears under its name only when it is committed; until then the old one stays,
/// whatever fails. Make it before the simulation starts, so that a missing folder is known at once.
///
/// Every failure is a WorldError that names the path and the reason. Links are followed: the file
/// they lead to is replaced. A file that exists keeps its permissions.
class AtomicFile {
 public:
  /// Makes the temporary file, hidden and in the same folder.
  explicit AtomicFile(std::string path);
  ~AtomicFile();
  AtomicFile(AtomicFile&& other) noexcept;
  AtomicFile(const AtomicFile&) = delete;
  AtomicFile& operator=(const AtomicFile&) = delete;
  AtomicFile& operator=(AtomicFile&&) = delete;

  void append(std::string_view bytes);

  /// Write over what was appended, `offset` bytes from the start: a head whose numbers are known at
  /// the end. Requires that so many bytes are there.
  void write_at(std::uint64_t offset, std::string_view bytes);

  /// To the disk, then to its name. Once; nothing may be appended afterwards.
  void commit();

  const std::string& path() const { return path_; }

 private:
  [[noreturn]] void fail(int error) const;

  std::string path_;       ///< as given: for messages
  std::string target_;     ///< the file itself, behind any link
  std::string temporary_;  ///< empty once renamed
  int descriptor_ = -1;    ///< -1 once closed
  std::uint64_t size_ = 0;
};

/// Where a link has the place of an output that is to be found there itself: the link goes, and
/// what it leads to stays as it is.
void remove_link(const std::string& path);

/// An AtomicFile made, filled and committed.
void write_file(const std::string& path, std::string_view bytes);

/// All bytes to standard output, past the buffers of stdio (which are flushed before). False if its
/// reader has gone, as `| head` does: nobody is left to tell, so end quietly. A full disk or a
/// closed output is a WorldError.
[[nodiscard]] bool write_standard_output(std::string_view bytes);

}  // namespace landfall
