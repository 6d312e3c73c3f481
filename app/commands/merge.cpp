// merge: one result of the parts that run --shard wrote.
#include "app/commands/commands.hpp"
#include "app/shards.hpp"
#include "base/archive.hpp"
#include "base/diagnostic.hpp"
#include "base/utf8.hpp"

namespace landfall::app {

int merge_command(const Options& options) {
  const Parts parts = read_parts(options.files);
  const Options own = options_of_part(parts.first, options);
  const Work work = read_work(own, own.files.front());
  if (part_file_of(own, work).identity != parts.first.identity)
    throw WorldError("'" + sanitise(own.files.front()) +
                     "' or its data have changed since the parts were simulated: merge needs the "
                     "files as they were");
  const MergeShare share(parts);
  try {
    return run_work(own, work, share.of_runs());
  } catch (const DamagedArchive& error) {  // with the right checksum: somebody made it so
    throw WorldError(std::string("the parts cannot be merged: ") + error.what());
  }
}

}  // namespace landfall::app
