// A table whose cells are shaded by their numbers, which stand in them with their errors.
import * as Plot from "@observablehq/plot";
import { bad, fitted, ink, line, most_of, quiet, room, shade, wide } from "./common.js";

const HEADER = 30, CELL = 40, GAP = 10, NAME_MOST = 66;

/// Where each column stands: of those that do not fit beside each other the rest stand below, under
/// the same names of rows. A gap sets the first apart.
function places_of(chart, width, left) {
  const names = chart.columns.map((name) => Math.min(NAME_MOST, wide(name, 10)));
  const least = 8 + Math.max(...names, ...chart.cells.map((cell) => wide(cell.text, 11)));
  const across = Math.max(1, Math.floor((width - left - GAP) / least));
  const panels = Math.ceil(chart.columns.length / across);
  const even = Math.ceil(chart.columns.length / panels);
  const step = (width - left - GAP) / even;
  const x = (column) => left + (column % even + 0.5) * step + (column > 0 && column < even ? GAP : 0);
  return { even, panels, step, x, panel: (column) => Math.floor(column / even) };
}

// columns: names, rows: names, cells: { row, column, value, text, error }
export function heatmap(chart, width) {
  const left = room(chart.rows, 0.3 * width);
  const { even, panels, step, x, panel } = places_of(chart, width, left);
  const height = HEADER + CELL * chart.rows.length + 14;
  const y = (column, row) => panel(column) * height + HEADER + (row + 0.5) * CELL;
  const most = most_of(chart.cells.map((cell) => cell.value));
  const cells = chart.cells.map((cell) => ({ ...cell, x: x(cell.column), y: y(cell.column, cell.row) }));
  const names = [...Array(panels).keys()].flatMap((one) =>
    chart.rows.map((name, row) => ({ name, y: y(one * even, row) })));
  const is_long = chart.columns.some((name) => wide(name) > step - 4);
  const box = (gap) => ({
    x1: (cell) => cell.x - step / 2 + gap, x2: (cell) => cell.x + step / 2 - gap,
    y1: (cell) => cell.y - CELL / 2 + gap, y2: (cell) => cell.y + CELL / 2 - gap,
  });
  return {
    height: panels * height,
    margin: 0, marginLeft: 0, marginBottom: 0,
    x: { type: "identity", axis: null },
    y: { type: "identity", axis: null },
    marks: [
      Plot.rect(cells, { ...box(1), fill: (cell) => shade(cell.value, most), stroke: line, rx: 2 }),
      Plot.rect(cells.filter((cell) => cell.value < 0), {
        ...box(3), stroke: bad, strokeDasharray: "3,2", fill: "none",
      }),
      Plot.text(cells, { x: "x", y: "y", dy: -6, text: "text", fill: ink, fontSize: 12 }),
      Plot.text(cells, { x: "x", y: "y", dy: 9, text: "error", fill: ink, fontSize: 10 }),
      Plot.text(names, { x: left - 8, y: "y", text: ({ name }) => fitted(name, left - 10), textAnchor: "end", fill: ink }),
      Plot.text(chart.columns, {
        x: (_, column) => x(column), y: (_, column) => y(column, 0) - CELL / 2 - 10, fill: quiet,
        fontSize: is_long ? 10 : 12, text: (name) => fitted(name, step, is_long ? 10 : 12),
      }),
    ],
  };
}
