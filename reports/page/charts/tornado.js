// What drives the npv: a bar from its mean to its mean at either end of a number, the widest first.
import * as Plot from "@observablehq/plot";
import { format, room } from "./common.js";

/// mean, rows: { label, low, low_from, low_to, high, high_from, high_to }. Where a row's name would
/// take half of a narrow screen it stands above its bar.
export const tornado = (chart, width) => {
  const narrow = width < 560;
  const ends = (key) => chart.rows.map((row) => ({
    label: row.label, key, to: row[key], from: row[`${key}_from`], until: row[`${key}_to`],
  }));
  // Both ends may lie to the same side of the mean: the longer one is drawn first.
  const all = [...ends("low"), ...ends("high")].sort(
    (a, b) => Math.abs(b.to - chart.mean) - Math.abs(a.to - chart.mean));
  const labels = chart.rows.map((row) => row.label);
  return {
    height: 70 + (narrow ? 46 : 28) * labels.length,
    marginLeft: narrow ? 12 : room(labels, 0.45 * width),
    marginRight: 24,
    x: { label: chart.unit, labelOffset: 40, tickFormat: format, grid: true, ticks: narrow ? 4 : 7, inset: 8 },
    y: {
      type: "band", domain: labels, label: null, axis: narrow ? null : "left", tickSize: 0,
      padding: narrow ? 0.5 : 0.25,
    },
    marks: [
      Plot.barX(all, {
        y: "label", x1: chart.mean, x2: "to", insetTop: narrow ? 6 : 0, insetBottom: narrow ? -6 : 0,
        fill: (end) => (end.key === "low" ? "var(--soft)" : "var(--strong)"),
      }),
      Plot.ruleX([chart.mean], { stroke: "var(--ink)" }),
      // An edge of paper: intervals are to be seen on dark bars, too.
      ...[["var(--paper)", 4], ["var(--ink)", 1.5]].map(([stroke, strokeWidth]) =>
        Plot.ruleY(all, { y: "label", x1: "from", x2: "until", dy: narrow ? 6 : 0, stroke, strokeWidth })),
      ...(narrow
        ? [Plot.text(chart.rows, {
            y: "label", text: "label", frameAnchor: "left", textAnchor: "start", dx: 2, dy: -13, fill: "var(--ink)",
            stroke: "var(--paper)", strokeWidth: 4,
          })]
        : []),
    ],
  };
};
