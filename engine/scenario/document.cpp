#include "scenario/document.hpp"

#include <algorithm>

#include "scenario/parse.hpp"

namespace landfall::scenario {

const Node* Node::find(std::string_view name) const {
  const auto found = std::find_if(children.begin(), children.end(),
                                  [&](const Node& child) { return child.key == name; });
  return found == children.end() ? nullptr : &*found;
}

Document parse_document(std::string name, std::string bytes) {
  Document document;
  if (bytes.size() > kFileBytesMax) {
    document.sources.push_back({std::move(name), ""});
    document.diagnostics.push_back({Severity::error,
                                    {0, 0, 0, 0},
                                    "the file has " + std::to_string(bytes.size()) +
                                        " bytes, more than " + std::to_string(kFileBytesMax),
                                    "a scenario is a text written by hand"});
    document.incomplete = true;
    return document;
  }
  Parsed parsed = parse_text(bytes, 0);
  document.sources.push_back({std::move(name), std::move(parsed.text)});
  document.root = std::move(parsed.root);
  document.diagnostics = std::move(parsed.diagnostics);
  document.incomplete = parsed.incomplete;
  return document;
}

}  // namespace landfall::scenario
