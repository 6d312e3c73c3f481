// A study: scenarios of several sectors, each in one of its strategies, on the same futures.
#pragma once

#include <string>
#include <vector>

#include "scenario/study_file.hpp"
#include "study/compare.hpp"

namespace landfall::study {

/// The scenarios of a study as they are compared, each with what the study says for all, its own
/// changes and last `overrides`; `sweep` adds one more. Throws ScenarioError with the mistakes of
/// all of them.
std::vector<Way> ways_of(const scenario::StudyFile& file, const std::vector<std::string>& overrides,
                         const std::string& sweep = "");

/// What reports say of the study itself.
simulate::Study head_of(const scenario::StudyFile& file, const std::vector<std::string>& overrides);

/// The order of the ways at one value of a sweep, from a comparison that was run with it.
simulate::SweepPoint point_of(const scenario::StudySweep& sweep, const std::string& value,
                              const std::string& metric, const simulate::Comparison& comparison);

}  // namespace landfall::study
