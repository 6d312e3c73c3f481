// Characters that look like one of TOML's own and come with pasted text: curly quotes, long dashes,
// no-break spaces, the Arabic comma, digits of other scripts.
#pragma once

#include <string>

namespace landfall::scenario {

/// The ASCII character that `code_point` looks like, or `code_point` itself.
char32_t plain_form(char32_t code_point);

/// "U+00A0 (no-break space)"; the code alone for a character without a name here.
std::string character_name(char32_t code_point);

}  // namespace landfall::scenario
