// How the mean of a run settled as paths were added, and how wide its interval still was.
import * as Plot from "@observablehq/plot";
import { faint, format, ink, quiet, strong } from "./common.js";

/// Where a logarithmic axis from `low` to `high` has its marks: at most `most` of them.
function marks_of(low, high, most) {
  for (const steps of [[1, 2, 5], [1, 3], [1]]) {
    const marks = [];
    for (let decade = Math.floor(Math.log10(low)); decade <= Math.log10(high); ++decade)
      for (const step of steps) {
        const mark = Number((step * 10 ** decade).toPrecision(6));
        if (mark >= low * 0.999 && mark <= high * 1.001) marks.push(mark);
      }
    if (marks.length <= most) return marks;
  }
  return [low, high];
}

// Both axes are linear in the logarithm: Plot leaves out labels of a logarithmic axis.
const log = (of) => (row) => Math.log10(row[of]);
const from_log = (value) => format(Number((10 ** value).toPrecision(6)));

/// The axis of the number of paths.
function paths_axis(chart, width) {
  const paths = chart.rows.map((row) => row.paths);
  const marks = marks_of(paths[0], paths.at(-1), Math.floor(width / 62));
  return { label: chart.along, labelOffset: 40, labelArrow: "none", ticks: marks.map(Math.log10), tickFormat: from_log };
}

/// Where a run with a stop rule looked at its results.
const stages = (chart) => [
  Plot.ruleX(chart.stages, { x: Math.log10, stroke: quiet, strokeDasharray: "2,4" }),
];

// rows: { paths, value, low, high }, mean: of all paths, stages: numbers of paths
export function convergence(chart, width) {
  return {
    height: 260,
    marginRight: 30,
    x: paths_axis(chart, width),
    y: { label: chart.unit, tickFormat: format, grid: true, nice: true },
    marks: [
      Plot.areaY(chart.rows, { x: log("paths"), y1: "low", y2: "high", fill: faint }),
      stages(chart),
      Plot.ruleY([chart.mean], { stroke: ink, strokeDasharray: "4,3" }),
      Plot.lineY(chart.rows, { x: log("paths"), y: "value", stroke: strong, strokeWidth: 2 }),
      Plot.dot(chart.rows, { x: log("paths"), y: "value", fill: strong, r: 3 }),
    ],
  };
}

// rows: { paths, half, expected }
export function precision(chart, width) {
  const widths = chart.rows.flatMap((row) => [row.half, row.expected]);
  const low = Math.min(...widths), high = Math.max(...widths);
  return {
    height: 220,
    marginRight: 30,
    x: paths_axis(chart, width),
    y: { label: chart.unit, tickFormat: from_log, grid: true, ticks: marks_of(low, high, 7).map(Math.log10) },
    marks: [
      stages(chart),
      Plot.line(chart.rows, { x: log("paths"), y: log("expected"), stroke: quiet, strokeDasharray: "4,3" }),
      Plot.lineY(chart.rows, { x: log("paths"), y: log("half"), stroke: strong, strokeWidth: 2 }),
      Plot.dot(chart.rows, { x: log("paths"), y: log("half"), fill: strong, r: 3 }),
    ],
  };
}
