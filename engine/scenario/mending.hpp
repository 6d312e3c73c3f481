// A source as code points, the edits that mend its slips, and the way back from mended to typed
// places.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.hpp"

namespace landfall::scenario {

/// Offsets [begin, end) of code points.
struct Span {
  std::size_t begin = 0, end = 0;
};

/// Stands in a Text for a character that was reported and taken out: it counts as a blank.
inline constexpr char32_t kDamaged = 0xFFFE;

/// One source, addressed by the offset of its code points. Lines end at '\n'.
class Text {
 public:
  Text(std::u32string typed, int source);

  std::size_t size() const { return typed_.size(); }

  /// The code point as typed, and as the ASCII character that it looks like; U'\0' at and past the
  /// end.
  char32_t typed(std::size_t at) const { return at < size() ? typed_[at] : U'\0'; }
  char32_t plain(std::size_t at) const { return at < size() ? plain_[at] : U'\0'; }

  /// As UTF-8, U+FFFD for what was damaged.
  std::string slice(Span span) const;
  std::string plain_slice(Span span) const;

  /// Whether a '\n', a "\r\n" or the end of the text stands at `at`.
  bool is_line_end(std::size_t at) const;

  /// The end of the line that holds `at`, in the sense of is_line_end.
  std::size_t line_end(std::size_t at) const;

  /// Where the line after the one that holds `at` begins; size() if there is none.
  std::size_t next_line(std::size_t at) const;

  bool has_damage(Span span) const;

  /// Line and column; the length ends with the line at the latest and is at least 1.
  Place place(Span span) const;

  int source() const { return source_; }

 private:
  std::size_t line_index(std::size_t at) const;

  std::u32string typed_, plain_;
  std::vector<std::size_t> line_begins_;
  int source_;
};

/// Put `replacement` (UTF-8) in the place of what was typed there.
struct Edit {
  Span span;
  std::string replacement;
  bool inserts() const { return span.begin == span.end; }
};

/// The text after its edits. Of edits that overlap, the one that begins first (then the longer)
/// holds; insertions go before what begins at the same place.
class Mended {
 public:
  Mended(const Text& text, std::vector<Edit> edits);

  const std::string& utf8() const { return utf8_; }

  /// Where the mended code points between two places were typed. Lines and columns count from 1.
  Span typed(std::size_t begin_line, std::size_t begin_column, std::size_t end_line,
             std::size_t end_column) const;

 private:
  struct Change {
    Span mended, typed;
  };
  std::size_t offset(std::size_t line, std::size_t column) const;
  const Change* change_before(std::size_t mended) const;

  std::string utf8_;
  std::size_t size_ = 0;
  std::size_t typed_size_ = 0;
  std::vector<Change> changes_;
  std::vector<std::size_t> line_begins_;
};

}  // namespace landfall::scenario
