// How often each takes each place, and the places that it may have by its mean.
import * as Plot from "@observablehq/plot";
import { in_room, ink, room, shade, with_one_decimal } from "./common.js";

// rows: { label, low, high, shares } with the share of the first place first; low 0: not known
export function places(chart, width) {
  const names = chart.rows.map((row) => row.label);
  const all = names.map((_, place) => place + 1);
  const left = room(names, 0.4 * width);
  const step = (width - left - 12) / all.length;
  const cells = chart.rows.flatMap((row) => row.shares.map((share, i) => ({ label: row.label, place: i + 1, share })));
  const framed = chart.rows.filter((row) => row.low > 0);
  return {
    height: 56 + 30 * names.length,
    marginTop: 44, marginLeft: left, marginRight: 12, marginBottom: 8,
    x: { type: "band", domain: all, label: chart.axis, axis: "top", tickSize: 0, labelAnchor: "center",
      labelArrow: false, padding: 0 },
    y: { type: "band", domain: names, label: null, tickSize: 0, padding: 0, tickFormat: in_room(left) },
    marks: [
      Plot.cell(cells, { x: "place", y: "label", fill: (cell) => shade(cell.share, 1), inset: 1.5, rx: 2 }),
      step >= 30 && Plot.text(cells, {
        x: "place", y: "label", fill: ink, fontSize: step < 40 ? 10 : 12,
        text: (cell) => (cell.share > 0 && cell.share < 0.001 ? "<" : "")
          + with_one_decimal(100 * (cell.share > 0 ? Math.max(cell.share, 0.001) : 0)),
      }),
      Plot.tickX(framed, { x: "low", y: "label", stroke: ink, strokeWidth: 2.5, dx: 2 - step / 2, inset: 1 }),
      Plot.tickX(framed, { x: "high", y: "label", stroke: ink, strokeWidth: 2.5, dx: step / 2 - 2, inset: 1 }),
    ],
  };
}
