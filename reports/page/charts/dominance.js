// Which dominates which: the row the column.
import * as Plot from "@observablehq/plot";
import { fitted, in_room, ink, line, quiet, room, strong, wide } from "./common.js";

const FILLS = { first: 48, second: 22 };

// names, cells: { row, column, verdict, text }: verdict first, second, none, or unknown
export function dominance(chart, width) {
  const { names } = chart;
  const left = room(names, 0.36 * width);
  const longest = Math.min(150, Math.max(...names.map((name) => wide(name))));
  const level = Math.min(92, (width - left - 24) / names.length);
  const is_steep = longest > level && level < 60;  // then the names above lean to the right
  const step = is_steep ? Math.min(92, (width - left - 0.75 * longest) / (names.length - 0.5)) : level;
  const top = is_steep ? 22 + 0.66 * longest : 30;
  const cells = chart.cells.map((cell) => ({ ...cell, row: names[cell.row], column: names[cell.column] }));
  const right = width - left - step * names.length;
  return {
    height: top + 30 * names.length + 8,
    marginTop: top, marginLeft: left, marginRight: right, marginBottom: 8,
    x: { type: "band", domain: names, label: null, axis: "top", tickSize: 0, tickRotate: is_steep ? -40 : 0, padding: 0,
      tickFormat: (name) => fitted(name, is_steep ? longest : step) },
    y: { type: "band", domain: names, label: null, tickSize: 0, padding: 0, tickFormat: in_room(left) },
    marks: [
      Plot.cell(cells, {
        x: "column", y: "row", inset: 1.5, rx: 2, stroke: line,
        fill: (cell) => `color-mix(in oklab, ${strong} ${FILLS[cell.verdict] ?? 0}%, var(--paper))`,
      }),
      Plot.text(cells, {
        x: "column", y: "row", text: "text", fontSize: step < 40 ? 10 : 12,
        fill: (cell) => (cell.verdict in FILLS ? ink : quiet),
      }),
    ],
  };
}
