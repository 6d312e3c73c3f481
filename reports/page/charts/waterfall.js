// What a unit costs on its way from the works to the shelf.
import * as Plot from "@observablehq/plot";
import { faint, format, ink, room, soft } from "./common.js";

// rows: { label, from, to, low, high, total, text }: a step reaches from one sum to the next, a
// total from zero; low to high is where the sum lies in nine of ten futures
export function waterfall(chart, width) {
  const names = chart.rows.map((row) => row.label);
  return {
    height: 60 + 25 * chart.rows.length,
    marginTop: 8,
    marginLeft: room(names, 0.4 * width),
    marginRight: 4 + room(chart.rows.map((row) => row.text), 90),
    x: { label: chart.unit, labelOffset: 40, tickFormat: format, grid: true, zero: true,
      ticks: Math.max(3, Math.floor(width / 110)) },
    y: { type: "band", domain: names, label: null, padding: 0.25, tickSize: 0 },
    marks: [
      Plot.barX(chart.rows, { y: "label", x1: "from", x2: "to", fill: (row) => (row.total ? soft : faint) }),
      Plot.ruleY(chart.rows.filter((row) => row.low < row.high), {
        y: "label", x1: "low", x2: "high", stroke: ink, strokeWidth: 1.5,
      }),
      Plot.text(chart.rows, {
        y: "label", x: (row) => Math.max(row.from, row.to, row.high), text: "text", textAnchor: "start", dx: 5,
        fill: ink,
      }),
      Plot.ruleX([0], { stroke: ink }),
    ],
  };
}
