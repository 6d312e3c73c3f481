#include "app/shards.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "app/commands/commands.hpp"
#include "base/archive.hpp"
#include "base/diagnostic.hpp"
#include "base/sha256.hpp"
#include "base/utf8.hpp"

namespace landfall::app {

namespace {

/// The options that change a result, or are needed to find its files.
void keep(Archive& archive, Options& options) {
  options.files.resize(archive.length(options.files.size(), 1000));
  for (std::string& file : options.files) archive.text(file);
  options.overrides.resize(archive.length(options.overrides.size(), 1000));
  for (std::string& set : options.overrides) archive.text(set);
  archive.text(options.strategy);
  for (std::optional<std::uint64_t>* number : {&options.paths, &options.seed}) {
    bool is_given = number->has_value();
    archive.number(is_given);
    if (!is_given) continue;
    if (archive.loading()) *number = 0;
    archive.number(**number);
  }
  archive.number(options.keep_draws);
  archive.number(options.sheet_draws);
}

/// Of all that changes a result.
std::string identity_of(const study::PartFile& part, const Work& work) {
  std::string text = part.program + "\n" + part.settings;
  for (const auto& [file, sha256] : inputs_of(work)) text += sha256 + "\n";
  return sha256_hex(text);
}

}  // namespace

ShardShare::ShardShare(Shard shard) {
  share_.begin = [this, shard](simulate::Stretch all) {
    const std::uint64_t blocks = all.end - all.first;
    left_ = {all.first + blocks * (shard.number - 1) / shard.count,
             all.first + blocks * shard.number / shard.count};
  };
  share_.take = [this] { return std::exchange(left_, {}); };
  share_.exchange = [this](const std::function<std::string()>& part) -> simulate::PartsOfOthers {
    parts_.push_back(part());
    return {};
  };
  share_.agree = [](std::uint64_t number) { return number; };
}

MergeShare::MergeShare(const Parts& parts) {
  share_.begin = [](simulate::Stretch) {};
  share_.take = [] { return simulate::Stretch{}; };
  share_.exchange = [this, &parts](const std::function<std::string()>&) -> simulate::PartsOfOthers {
    return [&parts, run = run_++, next = std::size_t{0}]() mutable -> std::optional<std::string> {
      if (next == parts.files.size()) return std::nullopt;
      const std::string& name = parts.files[next++];
      study::PartFile file = study::read_part_file(name);
      if (file.identity != parts.first.identity || file.number != next)
        throw WorldError("'" + name + "' was changed while it was merged");
      if (run >= file.parts.size()) throw DamagedArchive("'" + name + "' lacks a run");
      return std::move(file.parts[run]);
    };
  };
  share_.agree = [](std::uint64_t number) { return number; };
}

study::PartFile part_file_of(const Options& options, const Work& work) {
  Options kept = options;
  Archive archive;
  keep(archive, kept);
  study::PartFile file{
      .program = LANDFALL_VERSION, .identity = "", .whole = "", .settings = archive.take()};
  file.identity = identity_of(file, work);
  const scenario::Scenario& first = work.ways.front().scenario;
  file.whole = fmt::format("{}, {} paths, seed {}", sanitise(options.files.front()), first.paths,
                           first.seed);
  if (options.shard) {
    file.number = options.shard->number;
    file.count = options.shard->count;
  }
  return file;
}

Options options_of_part(const study::PartFile& part, const Options& options) {
  Options own = options;
  Archive archive(part.settings);
  keep(archive, own);
  archive.finish();
  own.shard = {.number = 1, .count = part.count};  // parts keep the draws of a sheet
  return own;
}

Parts read_parts(const std::vector<std::string>& files) {
  std::vector<std::pair<std::string, study::PartFile>> parts;
  for (const std::string& file : files) {
    parts.emplace_back(file, study::read_part_file(file));
    parts.back().second.parts.clear();
  }
  const study::PartFile first = parts.front().second;
  for (const auto& [file, part] : parts) {
    if (part.program != LANDFALL_VERSION)
      throw WorldError(
          fmt::format("'{}' was made by landfall {}, this is {}: merge with that one, "
                      "or simulate it again",
                      file, part.program, LANDFALL_VERSION));
    if (part.identity != first.identity || part.count != first.count)
      throw WorldError(
          fmt::format("'{}' is a part of another run than '{}': {}, part {} of {}; "
                      "that is {}, part {} of {}",
                      file, parts.front().first, part.whole, part.number, part.count, first.whole,
                      first.number, first.count));
  }
  std::stable_sort(parts.begin(), parts.end(),
                   [](const auto& a, const auto& b) { return a.second.number < b.second.number; });
  Parts all{.first = first, .files = {}};
  for (const auto& [file, part] : parts) {
    if (part.number == all.files.size())
      throw WorldError(fmt::format("'{}' is part {} of {} once more: name each part once", file,
                                   part.number, part.count));
    if (part.number != all.files.size() + 1) break;
    all.files.push_back(file);
  }
  if (all.files.size() != first.count)
    throw WorldError(fmt::format("part {0} of {1} is missing: simulate it by run --shard {0}/{1}",
                                 all.files.size() + 1, first.count));
  return all;
}

std::string why_not_in_parts(const Work& work) {
  const auto stops = [](const std::vector<study::Way>& ways) {
    return ways.front().scenario.stop.given();
  };
  if (stops(work.ways) || std::any_of(work.values.begin(), work.values.end(),
                                      [&](const auto& at) { return stops(at.ways); }))
    return "a stop rule looks at all paths: say how many there are, by --paths";
  return "";
}

}  // namespace landfall::app
