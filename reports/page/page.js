// Draws the charts of a report from the data that the page carries. Every number here is also in a
// table of the page, which stands without this script.
import * as Plot from "@observablehq/plot";
import { bad, data, faint, format, in_room, ink, percent, room, soft, strong } from "./charts/common.js";
import { better } from "./charts/better.js";
import { convergence, precision } from "./charts/convergence.js";
import { dominance } from "./charts/dominance.js";
import { fans } from "./charts/fans.js";
import { heatmap } from "./charts/heatmap.js";
import { map } from "./charts/map.js";
import { places } from "./charts/places.js";
import { tornado } from "./charts/tornado.js";
import { waterfall } from "./charts/waterfall.js";

const kinds = {
  better, convergence, dominance, fans, heatmap, map, places, precision, tornado, waterfall,
  // rows: { label, p5, p25, p50, p75, p95 }
  fan(chart, width) {
    const x = chart.rows.map((row) => row.label);
    const band = (low, high, fill) =>
      Plot.areaY(chart.rows, { x: "label", y1: low, y2: high, fill, curve: "linear" });
    return {
      height: 260,
      x: { type: "point", domain: x, label: null, tickRotate: width < 500 && x.length > 6 ? -40 : 0 },
      y: { label: chart.unit, tickFormat: format, grid: true, zero: true },
      marks: [
        band("p5", "p95", faint),
        band("p25", "p75", soft),
        Plot.lineY(chart.rows, { x: "label", y: "p50", stroke: strong, strokeWidth: 2 }),
        Plot.dot(chart.rows, { x: "label", y: "p50", fill: strong, r: 3 }),
        Plot.ruleY([0], { stroke: ink }),
      ],
    };
  },
  // bars: { low, high, share }, marks: { label, x }
  histogram(chart) {
    return {
      height: 260,
      marginTop: 34,
      x: { label: chart.unit, labelOffset: 40, tickFormat: format },
      y: { label: null, tickFormat: percent, grid: true },
      marks: [
        Plot.rectY(chart.bars, {
          x1: "low", x2: "high", y: "share", fill: (bar) => (bar.high <= 0 ? bad : soft), insetLeft: 0.5,
        }),
        Plot.ruleX(chart.marks, { x: "x", stroke: ink, strokeDasharray: (mark) => (mark.zero ? null : "3,2") }),
        Plot.text(chart.marks.filter((mark) => !mark.zero), {
          x: "x", text: "label", frameAnchor: "top", dy: -8, lineAnchor: "bottom", fill: ink,
        }),
        Plot.ruleY([0], { stroke: ink }),
      ],
    };
  },
  // points: { x, share }
  exceedance(chart) {
    return {
      height: 240,
      x: { label: chart.unit, labelOffset: 40, tickFormat: format },
      y: { label: null, tickFormat: percent, domain: [0, 1], grid: true },
      marks: [
        Plot.areaY(chart.points, { x: "x", y: "share", fill: faint, curve: "step-after" }),
        Plot.lineY(chart.points, { x: "x", y: "share", stroke: strong, strokeWidth: 2, curve: "step-after" }),
        Plot.ruleX([0], { stroke: ink }),
        Plot.ruleY([0], { stroke: ink }),
      ],
    };
  },
  // rows: { label, value, low, high, text }, text: what is written behind the bar, if anything
  bars(chart, width) {
    const left = room(chart.rows.map((row) => row.label), 0.4 * width);
    const written = chart.rows.filter((row) => row.text);
    return {
      height: 66 + 26 * chart.rows.length,
      marginRight: written.length ? 8 + room(written.map((row) => row.text), 90) : 20,
      marginLeft: left,
      x: { label: chart.unit, labelOffset: 40, tickFormat: format, grid: true, zero: true },
      y: { type: "band", domain: chart.rows.map((row) => row.label), label: null, padding: 0.3,
        tickFormat: in_room(left) },
      marks: [
        Plot.barX(chart.rows, { y: "label", x: "value", fill: soft }),
        Plot.ruleY(chart.rows, { y: "label", x1: "low", x2: "high", stroke: ink, strokeWidth: 1.5 }),
        Plot.text(written, { y: "label", x: "high", text: "text", textAnchor: "start", dx: 5, fill: ink }),
        Plot.ruleX([0], { stroke: ink }),
      ],
    };
  },
  // rows: { label, value, low, high }
  intervals(chart, width) {
    const left = room(chart.rows.map((row) => row.label), 0.45 * width);
    return {
      height: 66 + 28 * chart.rows.length,
      marginLeft: left,
      x: { label: chart.unit, labelOffset: 40, tickFormat: format, grid: true, zero: true, nice: true },
      y: { type: "band", domain: chart.rows.map((row) => row.label), label: null, tickFormat: in_room(left) },
      marks: [
        Plot.ruleX([0], { stroke: ink }),
        Plot.ruleY(chart.rows, { y: "label", x1: "low", x2: "high", stroke: strong, strokeWidth: 3 }),
        Plot.dot(chart.rows, { y: "label", x: "value", fill: strong, r: 4 }),
      ],
    };
  },
};

function draw(width) {
  for (const chart of data.charts) {
    const figure = document.getElementById(chart.id);
    const place = figure.querySelector(".plot");
    const own = width ?? Math.max(280, Math.min(860, place.clientWidth));
    const svg = Plot.plot({
      width: own,
      marginLeft: 52,
      marginBottom: 46,
      style: { background: "transparent", color: "currentColor", fontSize: "12px", overflow: "visible" },
      ...kinds[chart.kind](chart, own),
    });
    // The picture is described as a whole; what its parts are called serves tests.
    for (const part of svg.querySelectorAll("[aria-label]")) {
      part.dataset.mark = part.getAttribute("aria-label");
      part.removeAttribute("aria-label");
    }
    svg.setAttribute("role", "img");
    svg.setAttribute("aria-label", chart.alt);
    place.replaceChildren(svg);
  }
}

draw();
let drawn = window.innerWidth;
window.addEventListener("resize", () => {
  if (window.innerWidth !== drawn) draw();
  drawn = window.innerWidth;
});
window.addEventListener("beforeprint", () => draw(660));
window.addEventListener("afterprint", () => draw());
