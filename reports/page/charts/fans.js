// Fans beside and below each other: on one axis, or each on its own, whose top is written in it.
import * as Plot from "@observablehq/plot";
import { faint, fitted, format, ink, line, quiet, soft, strong } from "./common.js";

const PANEL = 140;

/// The next round number above.
function round_above(value) {
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 1.5, 2, 3, 4, 5, 6, 8, 10].map((step) => step * power).find((round) => round >= value);
}

// panels: { label, rows: { label, p5, p25, p50, p75, p95 } }, own: whether each has an axis of its own
export function fans(chart, width) {
  const across = Math.max(1, Math.min(3, Math.floor(width / 165), chart.panels.length));
  const down = Math.ceil(chart.panels.length / across);
  const place = (i) => ({ fx: i % across, fy: Math.floor(i / across) });
  const most = chart.panels.map((panel) => Math.max(...panel.rows.map((row) => row.p95)));
  const tops = most.map((own) => round_above((chart.own ? own : Math.max(...most)) || 1));
  const levels = ["p5", "p25", "p50", "p75", "p95"];
  const points = chart.panels.flatMap((panel, i) => panel.rows.map((row) => ({
    label: row.label, ...place(i), ...Object.fromEntries(levels.map((level) => [level, row[level] / tops[i]])),
  })));
  const heads = chart.panels.map((panel, i) => ({ label: fitted(panel.label, width / across - 24, 13), ...place(i) }));
  const lines = tops.flatMap((top, i) => [0.5, 1].map((y) => ({ y, label: format(y * top), ...place(i) })));
  const x = chart.panels[0].rows.map((row) => row.label);
  const facet = { fx: "fx", fy: "fy" };
  const band = (low, high, fill) => Plot.areaY(points, { ...facet, x: "label", y1: low, y2: high, fill });
  return {
    height: down * PANEL + 40,
    marginTop: 24, marginLeft: 8, marginRight: 8, marginBottom: 30,
    fx: { axis: null, padding: 0.06 },
    fy: { axis: null, padding: 0.22 },
    x: { type: "point", domain: x, label: null, ticks: [x[0], x[x.length - 1]], tickSize: 3 },
    y: { axis: null, domain: [0, 1] },
    marks: [
      Plot.ruleY(lines, { ...facet, y: "y", stroke: line }),
      band("p5", "p95", faint),
      band("p25", "p75", soft),
      Plot.lineY(points, { ...facet, x: "label", y: "p50", stroke: strong, strokeWidth: 2 }),
      Plot.dot(points, { ...facet, x: "label", y: "p50", fill: strong, r: 2 }),
      Plot.text(lines, {
        ...facet, frameAnchor: "left", y: "y", dy: 7, text: "label", fill: quiet, fontSize: 11,
      }),
      Plot.text(heads, {
        ...facet, frameAnchor: "top-left", dy: -4, lineAnchor: "bottom", text: "label", fill: ink, fontWeight: 600,
      }),
      Plot.ruleY([0], { stroke: ink }),
    ],
  };
}
