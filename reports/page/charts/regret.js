// What each of several strategies costs by hindsight, and how often one does better than another.
import * as Plot from "@observablehq/plot";
import { faint, format, ink, line, percent, room, soft } from "./common.js";

// rows: { label, value, low, high, text }: text is written behind the bar
export function regret(chart, width) {
  const names = chart.rows.map((row) => row.label);
  return {
    height: 66 + 30 * names.length,
    marginLeft: room(names, 0.35 * width),
    marginRight: 8 + room(chart.rows.map((row) => row.text), 150),
    x: { label: chart.unit, labelOffset: 40, tickFormat: format, grid: true, zero: true,
      ticks: Math.max(3, Math.floor(width / 140)) },
    y: { type: "band", domain: names, label: null, padding: 0.3, tickSize: 0 },
    marks: [
      Plot.barX(chart.rows, { y: "label", x: "value", fill: soft }),
      Plot.ruleY(chart.rows, { y: "label", x1: "low", x2: "high", stroke: ink, strokeWidth: 1.5 }),
      Plot.text(chart.rows, { y: "label", x: "high", text: "text", textAnchor: "start", dx: 5, fill: ink }),
      Plot.ruleX([0], { stroke: ink }),
    ],
  };
}

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
