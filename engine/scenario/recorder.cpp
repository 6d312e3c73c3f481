#include "scenario/recorder.hpp"

namespace landfall::scenario {

Asked constant_asked(double low, double high, bool low_open) {
  return {.kind = Asked::Kind::constant, .low = low, .high = high, .low_open = low_open};
}

Asked word_asked(std::vector<std::string> choices, std::string usual) {
  return {.kind = Asked::Kind::choice, .choices = std::move(choices), .usual = std::move(usual)};
}

Asked shape_asked(const std::string& name) {
  return {.kind = Asked::Kind::shape, .choices = {name}};
}

Asked like_asked(const std::string& address) {
  return {.kind = Asked::Kind::like, .choices = {address}};
}

void Recorder::ask_at(const std::string& address, Asked asked) {
  const std::size_t dot = address.rfind('.');
  const bool has_table = dot != std::string::npos;
  ask(has_table ? address.substr(0, dot) : "", has_table ? address.substr(dot + 1) : address,
      std::move(asked));
}

}  // namespace landfall::scenario
