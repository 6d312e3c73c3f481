#include "study/journal.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <optional>
#include <sstream>
#include <system_error>

#include "base/diagnostic.hpp"
#include "base/file_writing.hpp"
#include "base/sha256.hpp"

namespace landfall::study {
namespace {

using Json = nlohmann::json;

/// The checksum of a line stands at its end, over everything before it.
constexpr std::string_view kCheck = ",\"check\":\"";

std::string with_check(const Json& line) {
  std::string text = line.dump(-1, ' ', false, Json::error_handler_t::replace);
  text.pop_back();  // the closing brace
  const std::string check = sha256_hex(text);
  return text.append(kCheck).append(check).append("\"}\n");
}

bool has_its_check(const std::string& line) {
  const std::size_t at = line.rfind(kCheck);
  return at != std::string::npos &&
         line.substr(at + kCheck.size()) == sha256_hex(line.substr(0, at)) + "\"}";
}

JournalLine line_of(const Json& json) {
  return {.scenario = json.at("scenario"),
          .request = json.at("request"),
          .program = json.at("program"),
          .seed = json.at("seed"),
          .inputs = json.at("inputs"),
          .outputs = json.at("outputs"),
          .entry = json.at("entry"),
          .failure = json.at("failure")};
}

/// The journal's number in a line, also of one whose other fields are not known here.
std::optional<int> version_of(const Json& json) {
  const auto found = json.find("journal");
  if (!json.is_object() || found == json.end() || !found->is_number_integer()) return std::nullopt;
  return found->get<int>();
}

void take_line(const std::string& text, int number, const std::string& file,
               JournalContents& contents) {
  const auto ignore = [&](const std::string& reason) {
    contents.ignored.push_back({number, reason});
  };
  const Json json = Json::parse(text, nullptr, false);
  const std::optional<int> version = version_of(json);
  if (!version) return ignore("it is torn, or no line of a journal");
  if (*version != Journal::kVersion)
    throw WorldError(file + ":" + std::to_string(number) + ": written by another version of the " +
                     "program, journal " + std::to_string(*version) + " and not " +
                     std::to_string(Journal::kVersion) + "; begin again in another folder");
  if (!has_its_check(text)) return ignore("it was changed after it was written");
  try {
    if (json.contains("asked")) {
      contents.asked = json.at("asked").get<std::vector<std::string>>();
      return;
    }
    JournalLine line = line_of(json);
    contents.scenarios[line.scenario] = std::move(line);
  } catch (const Json::exception&) {
    ignore("a field of it is missing or of another kind");
  }
}

}  // namespace

JournalContents read_journal(const std::string& folder) {
  JournalContents contents;
  const std::string file = folder + "/" + Journal::kName;
  std::ifstream stream(file, std::ios::binary);
  if (!stream) {
    std::error_code error;
    if (std::filesystem::exists(file, error))
      throw WorldError("cannot read '" + file + "': " + std::generic_category().message(errno));
    return contents;
  }
  contents.is_there = true;
  std::stringstream all;
  all << stream.rdbuf();
  const std::string text = all.str();
  int number = 0;
  for (std::size_t at = 0; at < text.size();) {
    ++number;
    const std::size_t end = text.find('\n', at);
    const bool is_torn = end == std::string::npos;
    const std::string line = text.substr(at, is_torn ? std::string::npos : end - at);
    contents.ends_torn = is_torn;
    if (is_torn)
      contents.ignored.push_back({number, "it is torn"});
    else if (!line.empty())
      take_line(line, number, file, contents);
    at = is_torn ? text.size() : end + 1;
  }
  return contents;
}

Journal::Journal(const std::string& folder, const JournalContents& contents)
    : file_(folder + "/" + kName), needs_line_end_(contents.ends_torn) {
  do
    descriptor_ =
        ::open(file_.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0666);
  while (descriptor_ < 0 && errno == EINTR);
  if (descriptor_ < 0) cannot_write(file_, errno);
  if (const int error = synchronise_folder(folder)) cannot_write(file_, error);
}

Journal::~Journal() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

void Journal::write(const std::string& line) {
  const std::string text = (needs_line_end_ ? "\n" : "") + line;
  needs_line_end_ = true;  // until all of it is written
  if (const int error = write_all(descriptor_, text)) cannot_write(file_, error);
  needs_line_end_ = false;
  if (const int error = synchronise(descriptor_)) cannot_write(file_, error);
}

void Journal::begin(const std::string& program, const std::vector<std::string>& scenarios) {
  write(with_check({{"journal", kVersion}, {"program", program}, {"asked", scenarios}}));
}

void Journal::append(const JournalLine& line) {
  write(with_check({{"journal", kVersion},
                    {"scenario", line.scenario},
                    {"request", line.request},
                    {"program", line.program},
                    {"seed", line.seed},
                    {"inputs", line.inputs},
                    {"outputs", line.outputs},
                    {"entry", line.entry},
                    {"failure", line.failure}}));
}

std::string sha256_of_file(const std::string& file) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream) return "";
  Sha256 sha;
  std::vector<char> bytes(1 << 16);
  while (stream.read(bytes.data(), static_cast<std::streamsize>(bytes.size())), stream.gcount() > 0)
    sha.update({bytes.data(), static_cast<std::size_t>(stream.gcount())});
  return stream.bad() ? "" : sha.hex();
}

OutputState state_of(const std::string& file, const std::string& sha256) {
  std::error_code error;
  const auto status = std::filesystem::symlink_status(file, error);
  if (status.type() != std::filesystem::file_type::regular) return OutputState::missing;
  if (std::filesystem::file_size(file, error) == 0 && !error) return OutputState::empty;
  return sha256_of_file(file) == sha256 ? OutputState::whole : OutputState::changed;
}

}  // namespace landfall::study
