// What a stop rule asked for and what the run reached, in sentences.
#pragma once

#include <string>
#include <vector>

#include "simulate/result.hpp"

namespace landfall::reports {

/// How the run ended, then a sentence for each goal: "npv.mean is known to ±9.65 k EUR; ±10 k EUR
/// was asked".
std::vector<std::string> stopping_sentences(const simulate::Stopping& stopping);

}  // namespace landfall::reports
