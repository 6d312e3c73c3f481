#include "app/checkpoints.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <filesystem>

#include "app/commands/commands.hpp"
#include "base/atomic_file.hpp"
#include "base/file_writing.hpp"
#include "base/sha256.hpp"
#include "study/part_file.hpp"

namespace landfall::app {

namespace {

constexpr const char* kBegin = ".checkpoint-";

std::string identity_of(const study::JournalLine& line) {
  std::string text = line.request + "\n";
  for (const auto& [file, sha256] : line.inputs) text += sha256 + " " + file + "\n";
  return sha256_hex(text);
}

}  // namespace

Checkpoints::Checkpoints(const std::string& folder, const study::JournalLine& line,
                         std::function<void(const std::string&)> say)
    : folder_(folder), identity_(identity_of(line)), say_(std::move(say)) {
  checkpoint_.asked = &checkpoints_asked;
  checkpoint_.load = [this] { return load(); };
  checkpoint_.save = [this](const std::string& part) { save(part); };
}

std::string Checkpoints::file_of(int run) const {
  return folder_ + "/" + kBegin + std::to_string(run);
}

/// Nothing where there is none, or none of this run.
std::string Checkpoints::load() {
  const std::string file = file_of(++run_);
  std::error_code error;
  if (!std::filesystem::exists(file, error)) return "";
  try {
    study::PartFile found = study::read_part_file(file);
    if (found.identity != identity_ || found.parts.size() != 1) return "";
    say_("goes on from its checkpoint");
    return std::move(found.parts.front());
  } catch (const WorldError& failure) {
    say_(std::string("begins again: ") + failure.what());
    return "";
  }
}

void Checkpoints::save(const std::string& part) {
  std::error_code error;
  std::filesystem::create_directories(folder_, error);
  if (error) throw CannotWrite(folder_, error.message());
  write_file(file_of(run_), study::bytes_of({.program = LANDFALL_VERSION,
                                             .identity = identity_,
                                             .whole = folder_,
                                             .settings = "",
                                             .parts = {part}}));
  say_("checkpoint written");
}

void remove_checkpoints(const std::string& folder) {
  std::error_code error;
  for (std::filesystem::directory_iterator at(folder, error), end; !error && at != end;
       at.increment(error))
    if (at->path().filename().string().starts_with(kBegin)) ::unlink(at->path().c_str());
}

}  // namespace landfall::app
