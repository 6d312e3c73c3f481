#include "scenario/mending.hpp"

#include <algorithm>
#include <iterator>

#include "base/utf8.hpp"
#include "scenario/lookalikes.hpp"

namespace landfall::scenario {
namespace {

std::vector<std::size_t> find_line_begins(std::u32string_view text) {
  std::vector<std::size_t> begins = {0};
  for (std::size_t at = 0; at < text.size(); ++at)
    if (text[at] == U'\n') begins.push_back(at + 1);
  return begins;
}

}  // namespace

Text::Text(std::u32string typed, int source) : typed_(std::move(typed)), source_(source) {
  plain_.resize(typed_.size());
  std::transform(typed_.begin(), typed_.end(), plain_.begin(),
                 [](char32_t c) { return c == kDamaged ? U' ' : plain_form(c); });
  line_begins_ = find_line_begins(typed_);
}

std::string Text::slice(Span span) const {
  std::u32string slice = typed_.substr(span.begin, span.end - span.begin);
  std::replace(slice.begin(), slice.end(), kDamaged, kReplacement);
  return encode_utf8(slice);
}

std::string Text::plain_slice(Span span) const {
  return encode_utf8(std::u32string_view(plain_).substr(span.begin, span.end - span.begin));
}

std::size_t Text::line_index(std::size_t at) const {
  const auto after = std::upper_bound(line_begins_.begin(), line_begins_.end(), at);
  return static_cast<std::size_t>(after - line_begins_.begin()) - 1;
}

std::size_t Text::next_line(std::size_t at) const {
  const std::size_t line = line_index(at);
  return line + 1 < line_begins_.size() ? line_begins_[line + 1] : size();
}

bool Text::is_line_end(std::size_t at) const {
  return at >= size() || typed_[at] == U'\n' || (typed_[at] == U'\r' && typed(at + 1) == U'\n');
}

std::size_t Text::line_end(std::size_t at) const {
  const std::size_t line = line_index(at);
  if (line + 1 == line_begins_.size()) return size();
  const std::size_t feed = line_begins_[line + 1] - 1;
  return feed > line_begins_[line] && typed_[feed - 1] == U'\r' ? feed - 1 : feed;
}

bool Text::has_damage(Span span) const {
  for (std::size_t at = span.begin; at < std::min(span.end, size()); ++at)
    if (typed_[at] == kDamaged) return true;
  return false;
}

Place Text::place(Span span) const {
  const std::size_t line = line_index(std::min(span.begin, size()));
  const std::size_t end = std::min(span.end, line_end(span.begin));
  Place place;
  place.source = source_;
  place.line = static_cast<int>(line) + 1;
  place.column = static_cast<int>(span.begin - line_begins_[line]) + 1;
  place.length = end > span.begin ? static_cast<int>(end - span.begin) : 1;
  return place;
}

Mended::Mended(const Text& text, std::vector<Edit> edits) : typed_size_(text.size()) {
  std::stable_sort(edits.begin(), edits.end(), [](const Edit& a, const Edit& b) {
    if (a.span.begin != b.span.begin) return a.span.begin < b.span.begin;
    if (a.inserts() != b.inserts()) return a.inserts();
    return a.span.end > b.span.end;
  });
  std::u32string mended;
  std::size_t at = 0;
  const auto copy_until = [&](std::size_t end) {
    for (; at < end; ++at) mended += text.typed(at) == kDamaged ? U' ' : text.typed(at);
  };
  for (const Edit& edit : edits) {
    const bool swallowed = edit.span.begin < at;
    if (swallowed) continue;
    copy_until(edit.span.begin);
    const std::size_t begin = mended.size();
    mended += decode_utf8(edit.replacement);
    changes_.push_back({{begin, mended.size()}, edit.span});
    at = edit.span.end;
  }
  copy_until(text.size());
  size_ = mended.size();
  line_begins_ = find_line_begins(mended);
  utf8_ = encode_utf8(mended);
}

std::size_t Mended::offset(std::size_t line, std::size_t column) const {
  if (line == 0 || line > line_begins_.size()) return size_;
  return std::min(line_begins_[line - 1] + (column > 0 ? column - 1 : 0), size_);
}

const Mended::Change* Mended::change_before(std::size_t mended) const {
  const auto after = std::upper_bound(
      changes_.begin(), changes_.end(), mended,
      [](std::size_t value, const Change& change) { return value < change.mended.begin; });
  return after == changes_.begin() ? nullptr : &*std::prev(after);
}

Span Mended::typed(std::size_t begin_line, std::size_t begin_column, std::size_t end_line,
                   std::size_t end_column) const {
  const std::size_t begin = offset(begin_line, begin_column);
  const std::size_t end = std::max(offset(end_line, end_column), begin);
  Span span = {begin, end};
  if (const Change* change = change_before(begin))
    span.begin = begin < change->mended.end ? change->typed.begin
                                            : change->typed.end + (begin - change->mended.end);
  // The end is one past the last code point: it is that code point whose origin counts.
  if (end == begin) {
    span.end = span.begin;
  } else if (const Change* change = change_before(end - 1)) {
    span.end = end - 1 < change->mended.end ? change->typed.end
                                            : change->typed.end + (end - change->mended.end);
  }
  span.begin = std::min(span.begin, typed_size_);
  span.end = std::min(std::max(span.end, span.begin), typed_size_);
  return span;
}

}  // namespace landfall::scenario
