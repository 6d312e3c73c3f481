// A group of a batch's league drawn without a script: a dot and its whiskers a way.
#pragma once

#include <string>

#include "reports/batch_league.hpp"

namespace landfall::reports {

/// Of the first so many ways.
inline constexpr std::size_t kBatchDrawnMost = 40;

/// HTML: a figure with its caption, as wide as there is room. Empty where there is nothing to draw.
std::string batch_chart(const BatchGroup& group);

/// How its parts look, in the colours of the page.
inline constexpr const char* kBatchChartStyle = R"css(
.ways svg { display: block; width: 100%; overflow: visible; direction: ltr; }
.ways text { fill: var(--ink); font-size: 13px; stroke: var(--paper); stroke-width: 4px; paint-order: stroke; }
.ways .tick { fill: var(--quiet); font-size: 12px; }
.ways .grid { stroke: var(--line); } .ways .zero { stroke: var(--quiet); }
.ways .range { stroke: var(--soft); stroke-width: 2; } .ways .mean { stroke: var(--strong); stroke-width: 6; }
.ways circle { fill: var(--strong); }
)css";

}  // namespace landfall::reports
