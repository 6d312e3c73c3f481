// Reading a process: a number with a value each period.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "scenario/field.hpp"

namespace landfall::scenario {

/// "fixed", "gbm", ...: the keys that make a number a process.
const std::vector<std::string>& process_names();

inline constexpr const char* kBasket = "basket";  ///< the one that only a rate of [fx.CODE] can be

Ask drift_ask();
Ask volatility_ask();

/// The parameters of a kind, in the order of Process::parameters; none of those that have tables of
/// their own.
std::vector<std::pair<std::string, Ask>> parameters_of(Process::Kind kind, const Ask& level);

/// Read the table of a process of this kind, which stands at `address` and is asked for by `ask`.
/// Its parameters become numbers of their own. Mistakes are reported; what is returned then need
/// not make sense.
Process read_process(Reader& reader, const std::string& kind, const Node& node,
                     const std::string& address, const Ask& ask, const Note& note);

/// The tables of two kinds (read_regime.cpp, read_basket.cpp); `below` is where they stand, `unit`
/// that of the rate.
void read_regime(Reader& reader, Process& process, const Node& node, const std::string& below,
                 const Ask& level, const Note& note);
void read_basket(Reader& reader, Process& process, const Node& node, const std::string& below,
                 const std::string& unit, const Note& note);

}  // namespace landfall::scenario
