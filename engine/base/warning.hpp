// A warning as its reader's language has it: what it says, and the values in it.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace landfall {

class Warning {
 public:
  using Values = std::vector<std::pair<std::string, std::string>>;

  Warning() = default;
  /// `message` and `hint` are messages of the catalogues, marked by `noted`; the hint may be empty.
  /// Numbers of `values` have a decimal point.
  Warning(std::string message, std::string hint, Values values)
      : message_(std::move(message)), hint_(std::move(hint)), values_(std::move(values)) {}
  /// A text that has no translation.
  Warning(std::string text) : message_("{text}"), values_({{"text", std::move(text)}}) {}
  Warning(const char* text) : Warning(std::string(text)) {}

  const std::string& place() const { return place_; }
  const std::string& message() const { return message_; }
  const std::string& hint() const { return hint_; }
  const Values& values() const { return values_; }

  /// The same with its "file:line:column".
  Warning at(std::string place) const;

  /// The message alone, and the hint alone, in English.
  std::string message_text() const;
  std::string hint_text() const;

  /// "file:14:3: what is strange (what may help)", in English and in this thread's language.
  std::string text() const;
  std::string said() const;

 private:
  std::string place_, message_, hint_;
  Values values_;
};

}  // namespace landfall
