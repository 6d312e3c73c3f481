// What kind of terminal we talk to: colour, characters, width, and a progress bar on standard
// error.
#pragma once

#include <fmt/format.h>

#include <atomic>
#include <cstdint>
#include <string>
#include <string_view>
#include <thread>

#include "reports/style.hpp"

namespace landfall::app {

/// Of standard output: colour only on a terminal without NO_COLOR and with a TERM other than dumb;
/// block characters unless the locale is known not to be UTF-8; the terminal's width up to 100,
/// or 80.
reports::TextStyle output_style();

void tell_values(fmt::string_view text, fmt::format_args values);

/// Words to people, on standard error. Where it is closed or full they are lost, and nothing else
/// is.
template <class... Values>
void tell(fmt::format_string<Values...> text, Values&&... values) {
  tell_values(text, fmt::make_format_args(values...));
}

/// Closed standard streams are opened so that no file of ours takes their numbers: nothing can be
/// read from the first or written to the second, which stays an error; what is told is lost.
void occupy_closed_streams();

/// A line on standard error that shows how far a run is, while it exists. Only on a terminal.
class Progress {
 public:
  Progress(std::string name, std::uint64_t paths);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  std::atomic<std::uint64_t>* counter() { return &done_; }

 private:
  void draw(double seconds) const;
  std::string name_;
  std::uint64_t paths_;
  bool shown_;
  std::atomic<std::uint64_t> done_ = 0;
  std::atomic<bool> ended_ = false;
  std::thread painter_;
};

/// Whether standard error is a terminal that may show a line that changes.
bool shows_progress();

/// "120 ms", "3.4 s", "2 min 10 s".
std::string duration(double seconds);

}  // namespace landfall::app
