#include "base/warning.hpp"

#include <algorithm>

#include "base/language.hpp"

namespace landfall {
namespace {

bool is_number(const std::string& value) {
  const std::size_t first = value.starts_with('-') ? 1 : 0;
  return value.size() > first && value.back() != '.' &&
         value.find_first_not_of("0123456789.", first) == std::string::npos &&
         std::count(value.begin(), value.end(), '.') <= 1;
}

/// Numbers and dates as the language has them; names as they are.
std::string localised_value(const std::string& value) {
  return is_number(value) ? localised(value) : localised_date(value);
}

std::string filled(const std::string& message, const Warning::Values& values) {
  Warning::Values local;
  for (const auto& [name, value] : values) local.emplace_back(name, localised_value(value));
  return say_with(message, local);
}

}  // namespace

Warning Warning::at(std::string place) const {
  Warning placed = *this;
  placed.place_ = std::move(place);
  return placed;
}

std::string Warning::message_text() const {
  const Speaking english(Language::english);
  return filled(message_, values_);
}

std::string Warning::hint_text() const {
  const Speaking english(Language::english);
  return filled(hint_, values_);
}

std::string Warning::text() const {
  const Speaking english(Language::english);
  return said();
}

std::string Warning::said() const {
  const std::string message = (place_.empty() ? "" : place_ + ": ") + filled(message_, values_);
  return hint_.empty() ? message : message + " (" + filled(hint_, values_) + ")";
}

}  // namespace landfall
