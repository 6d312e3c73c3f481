#include "scenario/lookalikes.hpp"

#include <algorithm>
#include <cstdio>
#include <iterator>

namespace landfall::scenario {
namespace {

/// A run of code points that all look like `plain`, or, for digits, like `plain` and its
/// successors.
struct Lookalike {
  char32_t first, last;
  char32_t plain;
  const char* name;
};

/// In order of code points.
constexpr Lookalike kLookalikes[] = {
    {0x0085, 0x0085, ' ', "next line"},
    {0x00A0, 0x00A0, ' ', "no-break space"},
    {0x00AB, 0x00AB, '"', "left angle quote"},
    {0x00AD, 0x00AD, ' ', "soft hyphen"},
    {0x00BB, 0x00BB, '"', "right angle quote"},
    {0x02BC, 0x02BC, '\'', "letter apostrophe"},
    {0x060C, 0x060C, ',', "Arabic comma"},
    {0x061B, 0x061B, ';', "Arabic semicolon"},
    {0x061C, 0x061C, ' ', "Arabic letter mark"},
    {0x0660, 0x0669, '0', "Arabic-Indic digit"},
    {0x066A, 0x066A, '%', "Arabic percent sign"},
    {0x066B, 0x066B, ',', "Arabic decimal separator"},
    {0x066C, 0x066C, '\'', "Arabic thousands separator"},
    {0x06F0, 0x06F9, '0', "Persian digit"},
    {0x1680, 0x1680, ' ', "Ogham space"},
    {0x2000, 0x2006, ' ', "wide space"},
    {0x2007, 0x2007, ' ', "figure space"},
    {0x2008, 0x200A, ' ', "thin space"},
    {0x200B, 0x200D, ' ', "zero-width character"},
    {0x200E, 0x200F, ' ', "direction mark"},
    {0x2010, 0x2011, '-', "hyphen"},
    {0x2012, 0x2012, '-', "figure dash"},
    {0x2013, 0x2013, '-', "en dash"},
    {0x2014, 0x2015, '-', "em dash"},
    {0x2018, 0x201B, '\'', "curly single quote"},
    {0x201C, 0x201F, '"', "curly double quote"},
    {0x2028, 0x2028, ' ', "line separator"},
    {0x2029, 0x2029, ' ', "paragraph separator"},
    {0x202A, 0x202E, ' ', "direction override"},
    {0x202F, 0x202F, ' ', "narrow no-break space"},
    {0x2032, 0x2032, '\'', "prime"},
    {0x2033, 0x2033, '"', "double prime"},
    {0x205F, 0x205F, ' ', "mathematical space"},
    {0x2060, 0x206F, ' ', "invisible character"},
    {0x2212, 0x2212, '-', "minus sign"},
    {0x3000, 0x3000, ' ', "ideographic space"},
    {0x3001, 0x3001, ',', "ideographic comma"},
    {0x301D, 0x301F, '"', "double prime quote"},
    {0xFE63, 0xFE63, '-', "small hyphen"},
    {0xFEFF, 0xFEFF, ' ', "byte order mark"},
    {0xFF02, 0xFF02, '"', "fullwidth quote"},
    {0xFF05, 0xFF05, '%', "fullwidth percent sign"},
    {0xFF0C, 0xFF0C, ',', "fullwidth comma"},
    {0xFF0D, 0xFF0D, '-', "fullwidth hyphen"},
    {0xFF0E, 0xFF0E, '.', "fullwidth full stop"},
    {0xFF10, 0xFF19, '0', "fullwidth digit"},
    {0xFF1A, 0xFF1A, ':', "fullwidth colon"},
    {0xFF1B, 0xFF1B, ';', "fullwidth semicolon"},
    {0xFF1D, 0xFF1D, '=', "fullwidth equals sign"},
    {0xFF3B, 0xFF3B, '[', "fullwidth bracket"},
    {0xFF3D, 0xFF3D, ']', "fullwidth bracket"},
    {0xFF5B, 0xFF5B, '{', "fullwidth brace"},
    {0xFF5D, 0xFF5D, '}', "fullwidth brace"},
};

const Lookalike* find(char32_t code_point) {
  const Lookalike* after =
      std::upper_bound(std::begin(kLookalikes), std::end(kLookalikes), code_point,
                       [](char32_t value, const Lookalike& entry) { return value < entry.first; });
  if (after == std::begin(kLookalikes)) return nullptr;
  const Lookalike* entry = std::prev(after);
  return code_point <= entry->last ? entry : nullptr;
}

}  // namespace

char32_t plain_form(char32_t code_point) {
  const Lookalike* entry = code_point < 0x80 ? nullptr : find(code_point);
  if (entry == nullptr) return code_point;
  return entry->plain == '0' ? U'0' + (code_point - entry->first) : entry->plain;
}

std::string character_name(char32_t code_point) {
  char code[16];
  std::snprintf(code, sizeof code, "U+%04X", static_cast<unsigned>(code_point));
  const Lookalike* entry = find(code_point);
  return entry == nullptr ? code : std::string(code) + " (" + entry->name + ")";
}

}  // namespace landfall::scenario
