#include "study/part_file.hpp"

#include <cerrno>
#include <fstream>
#include <sstream>

#include "base/archive.hpp"
#include "base/file_writing.hpp"
#include "base/sha256.hpp"

namespace landfall::study {
namespace {

constexpr std::string_view kKind = "landfall part ";
constexpr std::size_t kShaSize = 64;
constexpr std::uint64_t kTextMost = 1 << 20, kRunsMost = 1 << 16;
constexpr std::uint64_t kPartMost = std::uint64_t{1} << 40;

void keep(Archive& archive, PartFile& file) {
  for (std::string* text : {&file.program, &file.identity, &file.whole, &file.settings})
    archive.text(*text, kTextMost);
  archive.number(file.number);
  archive.number(file.count);
  archive.require(file.number >= 1 && file.number <= file.count);
  file.parts.resize(archive.length(file.parts.size(), kRunsMost));
  for (std::string& part : file.parts) archive.text(part, kPartMost);
}

[[noreturn]] void refuse(const std::string& name, const std::string& why) {
  throw WorldError("'" + name + "' " + why);
}

}  // namespace

std::string bytes_of(PartFile file) {
  Archive archive;
  keep(archive, file);
  std::string bytes =
      std::string(kKind) + std::to_string(PartFile::kVersion) + "\n" + archive.take();
  return bytes + sha256_hex(bytes);
}

PartFile read_part_file(const std::string& name) {
  errno = 0;
  std::ifstream stream(name, std::ios::binary);
  if (!stream) refuse(name, "cannot be read: " + reason_of(errno));
  std::stringstream all;
  if (!(all << stream.rdbuf()))
    refuse(name, errno == 0 ? "is empty" : "cannot be read: " + reason_of(errno));
  const std::string bytes = all.str();
  const std::size_t end = bytes.find('\n');
  if (!bytes.starts_with(kKind) || end == std::string::npos || end > kKind.size() + 9)
    refuse(name, "is no part of a run: run --shard writes them");
  const std::string version = bytes.substr(kKind.size(), end - kKind.size());
  if (version != std::to_string(PartFile::kVersion))
    refuse(name, "is of version " + version + " of such files, this program reads version " +
                     std::to_string(PartFile::kVersion) + ": simulate it again with one program");
  if (bytes.size() < end + 1 + kShaSize ||
      sha256_hex(std::string_view(bytes).substr(0, bytes.size() - kShaSize)) !=
          std::string_view(bytes).substr(bytes.size() - kShaSize))
    refuse(name, "was cut short or altered: its checksum does not hold; simulate it again");
  try {
    PartFile file;
    Archive archive(std::string_view(bytes).substr(end + 1, bytes.size() - kShaSize - end - 1));
    keep(archive, file);
    archive.finish();
    return file;
  } catch (const DamagedArchive& error) {
    refuse(name, std::string("is damaged: it ") + error.what());
  }
}

}  // namespace landfall::study
