#include "app/terminal.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <system_error>

#include "base/text.hpp"
#include "base/utf8.hpp"

namespace landfall::app {

namespace {

std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

bool is_dumb() {
  return variable("TERM").empty() || variable("TERM") == "dumb";
}

bool speaks_unicode() {
  for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
    std::string value = variable(name);
    if (value.empty()) continue;
    for (char& letter : value)
      if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
    return value.find("utf-8") != std::string::npos || value.find("utf8") != std::string::npos;
  }
  return true;  // no locale at all, as in containers: today's terminals take UTF-8
}

}  // namespace

reports::TextStyle output_style() {
  reports::TextStyle style;
  // mpirun gives its processes a terminal of their own, wherever its output goes.
  const bool terminal = isatty(STDOUT_FILENO) == 1 && variable("OMPI_COMM_WORLD_SIZE").empty();
  style.colour = terminal && variable("NO_COLOR").empty() && !is_dumb();
  style.unicode = speaks_unicode();
  winsize size{};
  if (terminal && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
    style.width = std::min<int>(size.ws_col, 100);
  return style;
}

bool shows_progress() {
  return isatty(STDERR_FILENO) == 1 && !is_dumb() && variable("CI").empty();
}

std::string duration(double seconds) {
  if (seconds < 1) return fmt::format("{:.0f} ms", seconds * 1000);
  if (seconds < 100) return fmt::format("{:.1f} s", seconds);
  return fmt::format("{:.0f} min {:.0f} s", static_cast<double>(static_cast<int>(seconds / 60)),
                     seconds - 60 * static_cast<int>(seconds / 60));
}

void tell_values(fmt::string_view text, fmt::format_args values) {
  fmt::memory_buffer line;  // a short one takes no memory: there may be none left
  fmt::vformat_to(std::back_inserter(line), text, values);
  std::fwrite(line.data(), 1, line.size(), stderr);  // unbuffered; and whom to tell of a failure?
}

void occupy_closed_streams() {
  const int modes[] = {O_WRONLY, O_RDONLY, O_WRONLY};  // of the first two the wrong way round
  for (int stream = STDIN_FILENO; stream <= STDERR_FILENO; ++stream)
    if (::fcntl(stream, F_GETFD) < 0 && errno == EBADF && ::open("/dev/null", modes[stream]) < 0)
      return;  // without /dev/null nothing can be done about it
}

Progress::Progress(std::string name, std::uint64_t paths)
    : name_(std::move(name)), paths_(paths), shown_(shows_progress()) {
  if (!shown_) return;
  const auto paint = [this] {
    const auto begin = std::chrono::steady_clock::now();
    for (int tick = 0; !ended_; ++tick) {
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
      const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - begin;
      if (passed.count() > 0.3 && tick % 3 == 0 && !ended_) draw(passed.count());
    }
  };
  try {
    painter_ = std::thread(paint);
  } catch (const std::system_error&) {  // no more threads to be had: it is not shown
  }
}

void Progress::draw(double seconds) const {
  const double done = static_cast<double>(done_), share = done / static_cast<double>(paths_);
  constexpr int kBar = 20;
  const int full = static_cast<int>(share * kBar);
  const double speed = done / seconds;
  std::string bar(static_cast<std::size_t>(full), '#');
  bar.resize(kBar, '.');
  const std::string left = done > 0 ? duration((static_cast<double>(paths_) - done) / speed) : "?";
  const std::string line = fmt::format("\r\033[K[{}] {:3.0f} %  {} paths/s  {} left", bar,
                                       100 * share, grouped(speed, 0), left);
  if (write(STDERR_FILENO, line.data(), line.size()) < 0) return;
}

Progress::~Progress() {
  ended_ = true;
  if (!shown_) return;
  if (painter_.joinable()) painter_.join();
  constexpr std::string_view kClear = "\r\033[K";
  if (write(STDERR_FILENO, kClear.data(), kClear.size()) < 0) return;
}

}  // namespace landfall::app
