// Sections of the page of several ways: files, strategies, or the sectors of a study.
#pragma once

#include <optional>
#include <vector>

#include "reports/sections.hpp"

namespace landfall::reports {

/// Median revenue by way and market as a heat map, the npv of all markets beside it; nothing where
/// there is one market in all.
std::optional<Section> heat_section(const simulate::Comparison& comparison);

/// The same on maps of North Africa, one a way; nothing where fewer than two of the markets are on
/// that map.
std::optional<Section> map_section(const simulate::Comparison& comparison);

/// In how many futures each is the best of all.
std::optional<Section> best_section(const simulate::Comparison& comparison);

/// How often each takes each place, and the places that it may have by its mean.
std::optional<Section> place_section(const simulate::Comparison& comparison);

/// Expected regret.
std::optional<Section> regret_section(const simulate::Comparison& comparison);

/// Which dominates which.
std::optional<Section> dominance_section(const simulate::Comparison& comparison);

/// Revenue by year of each, on the same axes.
std::optional<Section> fans_section(const simulate::Comparison& comparison);

/// All of a study or of files in their order. `spread` and `differences` are the sections of that
/// name that every comparison has.
std::vector<Section> study_sections(const simulate::Comparison& comparison, Section spread,
                                    Section differences);

}  // namespace landfall::reports
