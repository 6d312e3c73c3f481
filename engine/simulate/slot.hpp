// Places of rows in a thread's memory.
#pragma once

namespace landfall::simulate {

using Slot = int;  ///< index of a row; negative: there is none
inline constexpr Slot kNone = -1;

}  // namespace landfall::simulate
