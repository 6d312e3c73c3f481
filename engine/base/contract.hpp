// Contracts between programmers: a broken one is a bug of ours and ends the program with code 101.
#pragma once

namespace landfall {

/// Thrown by EXPECTS and ENSURES; what() names the condition, the file and the line.
[[noreturn]] void contract_broken(const char* kind, const char* condition, const char* file,
                                  int line);

}  // namespace landfall

#define EXPECTS(condition) \
  ((condition) ? void(0) : ::landfall::contract_broken("EXPECTS", #condition, __FILE__, __LINE__))
#define ENSURES(condition) \
  ((condition) ? void(0) : ::landfall::contract_broken("ENSURES", #condition, __FILE__, __LINE__))
