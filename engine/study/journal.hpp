// The journal of a batch: one line for each scenario that it has finished with.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace landfall::study {

/// What is known of a scenario once a batch has finished with it.
struct JournalLine {
  std::string scenario;  ///< the name of its folder
  std::string request;   ///< fingerprint of all that was asked of it but its files
  std::string program;   ///< version
  std::uint64_t seed = 0;
  std::map<std::string, std::string> inputs;   ///< file, sha256: the scenario, its data
  std::map<std::string, std::string> outputs;  ///< file below the batch's folder, sha256
  std::string entry;                           ///< what overall reports say of it
  std::string failure;                         ///< why there are no outputs; else empty
};

/// A line that says nothing for certain.
struct IgnoredLine {
  int number = 0;  ///< from 1
  std::string reason;
};

struct JournalContents {
  std::map<std::string, JournalLine> scenarios;  ///< the last line of each
  std::vector<IgnoredLine> ignored;
  std::vector<std::string> asked;  ///< the scenarios of the last batch, in their order
  bool is_there = false;
  bool ends_torn = false;  ///< without an end of line
};

/// Read the journal in a folder; nothing where there is none. A line that is torn, or that does not
/// have the checksum it was written with, is ignored; of two for the same scenario the last holds.
/// Throws WorldError where it cannot be read, or where another version of the journal wrote it.
JournalContents read_journal(const std::string& folder);

/// Lines are appended and synchronised, one by one: what was written stays, whatever comes.
class Journal {
 public:
  static constexpr const char* kName = "journal.jsonl";
  static constexpr int kVersion = 1;

  /// Opens the journal of a folder, or begins it; `contents` are what is in it. Throws WorldError.
  Journal(const std::string& folder, const JournalContents& contents);
  ~Journal();
  Journal(const Journal&) = delete;
  Journal& operator=(const Journal&) = delete;

  /// A batch of these scenarios begins. Throws WorldError.
  void begin(const std::string& program, const std::vector<std::string>& scenarios);

  void append(const JournalLine& line);

 private:
  void write(const std::string& line);

  std::string file_;
  int descriptor_ = -1;
  bool needs_line_end_ = false;
};

/// How an output is against its journal.
enum class OutputState { whole, missing, empty, changed };
OutputState state_of(const std::string& file, const std::string& sha256);

/// SHA-256 of a file's bytes; empty where it cannot be read.
std::string sha256_of_file(const std::string& file);

}  // namespace landfall::study
