// How often one of two strategies does better than the other.
import * as Plot from "@observablehq/plot";
import { faint, ink, line, percent } from "./common.js";

// parts: { label, part, from, to } of each pair: "first", "equal" and "second", side by side from 0
// to 1; ends: { label, first, second, first_share, second_share }, who stands at which end
export function better(chart, width) {
  const pairs = [...new Set(chart.parts.map((one) => one.label))];
  const calm = "color-mix(in oklab, var(--soft) 65%, var(--paper))";  // so that ink can be read on it
  const colours = { first: calm, equal: line, second: faint };
  const written = (text, right, dy) => Plot.text(chart.ends, {
    y: "label", x: () => (right ? 1 : 0), text, textAnchor: right ? "end" : "start", dx: right ? -6 : 6, dy, fill: ink,
  });
  return {
    height: 56 + 54 * pairs.length,
    marginLeft: 8,
    marginRight: 16,
    marginTop: 4,
    x: { label: null, tickFormat: percent, domain: [0, 1], ticks: width < 500 ? 4 : 10 },
    y: { type: "band", domain: pairs, axis: null, paddingInner: 0.48, paddingOuter: 0.4 },
    marks: [
      Plot.barX(chart.parts, { y: "label", x1: "from", x2: "to", fill: (one) => colours[one.part] }),
      Plot.ruleX([0.5], { stroke: ink, strokeDasharray: "4,3" }),
      written("first", false, -22), written("second", true, -22),
      written("first_share", false, 0), written("second_share", true, 0),
    ],
  };
}
