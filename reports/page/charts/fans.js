// Fans beside and below each other, on the same axes.
import * as Plot from "@observablehq/plot";
import { faint, format, ink, soft, strong } from "./common.js";

const PANEL = 140;

// panels: { label, rows: { label, p5, p25, p50, p75, p95 } }
export function fans(chart, width) {
  const across = Math.max(1, Math.min(3, Math.floor(width / 165), chart.panels.length));
  const down = Math.ceil(chart.panels.length / across);
  const place = (i) => ({ fx: i % across, fy: Math.floor(i / across) });
  const points = chart.panels.flatMap((panel, i) => panel.rows.map((row) => ({ ...row, ...place(i) })));
  const heads = chart.panels.map((panel, i) => ({ label: panel.label, ...place(i) }));
  const x = chart.panels[0].rows.map((row) => row.label);
  const few = x.filter((_, i) => i === 0 || i === x.length - 1);
  const facet = { fx: "fx", fy: "fy" };
  const band = (low, high, fill) => Plot.areaY(points, { ...facet, x: "label", y1: low, y2: high, fill });
  return {
    height: down * PANEL + 40,
    marginTop: 24, marginRight: 20,
    fx: { axis: null, padding: 0.08 },
    fy: { axis: null, padding: 0.2 },
    x: { type: "point", domain: x, label: null, ticks: few, tickSize: 3 },
    y: { label: chart.unit, tickFormat: format, grid: true, zero: true, ticks: 4 },
    marks: [
      band("p5", "p95", faint),
      band("p25", "p75", soft),
      Plot.lineY(points, { ...facet, x: "label", y: "p50", stroke: strong, strokeWidth: 2 }),
      Plot.dot(points, { ...facet, x: "label", y: "p50", fill: strong, r: 2 }),
      Plot.text(heads, {
        ...facet, frameAnchor: "top-left", dy: -4, dx: 4, lineAnchor: "bottom", text: "label", fill: ink, fontWeight: 600,
      }),
      Plot.ruleY([0], { stroke: ink }),
    ],
  };
}
