// A folder that one process works in at a time.
#pragma once

#include <optional>
#include <string>

namespace landfall {

/// Holds the folder from its making to its end, by flock(2) on a file in it: the lock of a process
/// that was killed is gone with it, whatever the file says.
class FolderLock {
 public:
  static constexpr const char* kName = ".landfall.lock";

  /// Throws WorldError, which names the process that holds the folder, or the reason.
  explicit FolderLock(const std::string& folder);
  ~FolderLock();
  FolderLock(const FolderLock&) = delete;
  FolderLock& operator=(const FolderLock&) = delete;

  /// The process that held the folder last and did not leave it in order.
  std::optional<int> stale_process() const { return stale_process_; }

 private:
  std::string file_;
  int descriptor_ = -1;
  std::optional<int> stale_process_;
};

/// Remove the temporary files that processes which are gone have left in a folder.
void sweep_temporary_files(const std::string& folder);

}  // namespace landfall
