// How a report for people is to look: how wide, with which characters, in colour or not.
#pragma once

namespace landfall::reports {

struct TextStyle {
  int width = 80;       ///< columns of the screen; reports use at most 100 of them
  bool colour = false;  ///< bold and dim, by ANSI escape sequences
  bool unicode = true;  ///< block characters and signs; ASCII otherwise (names stay as they are)
};

}  // namespace landfall::reports
