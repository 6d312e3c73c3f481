#include "reports/html_parts.hpp"

#include <algorithm>

#include "base/language.hpp"
#include "base/utf8.hpp"
#include "reports/page_style.hpp"

namespace landfall::reports {

std::string escaped(const std::string& bytes) {
  std::string result;
  for (const char c : sanitise(bytes)) {
    switch (c) {
      case '&':
        result += "&amp;";
        break;
      case '<':
        result += "&lt;";
        break;
      case '>':
        result += "&gt;";
        break;
      case '"':
        result += "&quot;";
        break;
      case '\'':
        result += "&#39;";
        break;
      default:
        result += c;
    }
  }
  return result;
}

std::string escaped_lines(const std::string& lines) {
  std::string all;
  for (std::size_t at = 0; at < lines.size();) {
    const std::size_t end = std::min(lines.find('\n', at), lines.size());
    all += escaped(lines.substr(at, end - at)) + "\n";
    at = end + 1;
  }
  return all;
}

std::string element(const char* name, const std::string& inner) {
  return std::string("<") + name + ">" + inner + "</" + name + ">\n";
}

std::string list(const std::vector<std::string>& sentences) {
  std::string items;
  for (const std::string& sentence : sentences) items += element("li", escaped(sentence));
  return items.empty() ? "" : element("ul", items);
}

std::string framed(const PageFrame& frame, const std::string& main) {
  const std::string policy =
      "default-src 'none'; style-src 'unsafe-inline'" +
      (frame.script_hash.empty() ? "" : "; script-src '" + frame.script_hash + "'") +
      "; base-uri 'none'; form-action 'none'";
  return "<!doctype html>\n<html lang=\"" + language_code() + "\" dir=\"" + text_direction() +
         "\">\n<head>\n<meta charset=\"utf-8\">\n"
         "<meta http-equiv=\"Content-Security-Policy\" content=\"" +
         policy +
         "\">\n"
         "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
         "<meta name=\"generator\" content=\"landfall\">\n" +
         element("title", escaped(frame.title)) + element("style", kPageStyle + frame.style) +
         "</head>\n<body>\n" + element("main", main) + frame.scripts + "</body>\n</html>\n";
}

}  // namespace landfall::reports
