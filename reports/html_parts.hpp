// What every page is put together by: escaped text, elements, and the frame around them.
#pragma once

#include <string>
#include <vector>

namespace landfall::reports {

/// Text as a page shows it, in an attribute as well.
std::string escaped(const std::string& bytes);

/// Several lines, each escaped.
std::string escaped_lines(const std::string& lines);

/// An element with HTML in it, and the end of a line.
std::string element(const char* name, const std::string& inner);

/// Sentences as a list; nothing where there are none.
std::string list(const std::vector<std::string>& sentences);

/// What stands around a page's HTML.
struct PageFrame {
  std::string title;
  std::string style = {};        ///< rules of its own, behind those of all pages
  std::string script_hash = {};  ///< of the one script that it may run; empty: none
  std::string scripts = {};      ///< HTML: that script and its data
};

/// The page around what stands in its `main`. It may fetch nothing and send nothing.
std::string framed(const PageFrame& frame, const std::string& main);

}  // namespace landfall::reports
