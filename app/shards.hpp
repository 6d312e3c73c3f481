// Parts of a run that processes simulate apart from each other, in files: run --shard, and merge.
#pragma once

#include <string>
#include <vector>

#include "app/commands/work.hpp"
#include "app/options.hpp"
#include "simulate/run.hpp"
#include "study/part_file.hpp"

namespace landfall::app {

/// The share of one shard: a stretch of the blocks of each run, one after the other.
class ShardShare {
 public:
  explicit ShardShare(Shard shard);
  ShardShare(const ShardShare&) = delete;
  ShardShare& operator=(const ShardShare&) = delete;

  const simulate::Share* of_runs() const { return &share_; }
  /// A part of each run, once all are over.
  const std::vector<std::string>& parts() const { return parts_; }

 private:
  simulate::Share share_;
  simulate::Stretch left_;
  std::vector<std::string> parts_;
};

/// The files of all parts of one run.
struct Parts {
  study::PartFile first;           ///< without its part
  std::vector<std::string> files;  ///< in the order of their numbers
};

/// The share of a process that simulates nothing: it takes the parts of all shards.
class MergeShare {
 public:
  /// It reads them again, one at a time.
  explicit MergeShare(const Parts& parts);
  MergeShare(const MergeShare&) = delete;
  MergeShare& operator=(const MergeShare&) = delete;

  const simulate::Share* of_runs() const { return &share_; }

 private:
  simulate::Share share_;
  std::size_t run_ = 0;
};

/// What a shard's file says of its run: fingerprint, words, and the options that merge needs.
study::PartFile part_file_of(const Options& options, const Work& work);

/// The options that the run of a part had, with the reports that `options` ask for.
Options options_of_part(const study::PartFile& part, const Options& options);

/// Look at all parts of one run. Throws WorldError, which names the file, where one is damaged, of
/// another run or program, or there twice, and the number of one that is missing.
Parts read_parts(const std::vector<std::string>& files);

/// Why a run cannot be cut into parts; empty where it can.
std::string why_not_in_parts(const Work& work);

}  // namespace landfall::app
