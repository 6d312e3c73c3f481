// North Africa, its countries shaded by what each brings; one map a scenario.
import * as Plot from "@observablehq/plot";
import outlines from "outlines";
import { ink, line, most_of, none, quiet, shade } from "./common.js";

const RATIO = 0.43;  // height of a map by its width
// Where the name of a country stands, and how: in it, or in the sea beside what is too small for it.
const LABELS = {
  MA: [-10.4, 33.4, "end"], DZ: [2.4, 28.2, "middle"], TN: [11.6, 36.7, "start"], LY: [17.6, 27.2, "middle"],
  EG: [29.6, 27, "middle"], MR: [-10.2, 20.4, "middle"],
};

function unpacked(flat) {
  const points = [];
  for (let i = 0, x = 0, y = 0; i < flat.length; i += 2)
    points.push([(x += flat[i]) / outlines.grid, (y += flat[i + 1]) / outlines.grid]);
  return points;
}
const polygons = (rings) => ({ type: "MultiPolygon", coordinates: rings.map((ring) => [unpacked(ring)]) });

const shapes = Object.entries(outlines.markets).map(([id, rings]) => ({ id, geometry: polygons(rings) }));
const without = polygons(outlines.without);
const others = { type: "MultiLineString", coordinates: outlines.others.map(unpacked) };
const WINDOW = { type: "MultiPoint", coordinates: [[-24, 15.5], [-24, 37.5], [36.5, 15.5], [36.5, 37.5]] };

// panels: { label, markets: { MA: { value, text } } }, names: { MA: name }
export function map(chart, width) {
  const across = width < 560 || chart.panels.length === 1 ? 1 : 2;
  const down = Math.ceil(chart.panels.length / across);
  const each = width / across;
  const place = (i) => ({ fx: i % across, fy: Math.floor(i / across) });
  const most = most_of(chart.panels.flatMap((panel) => Object.values(panel.markets).map((one) => one.value)));
  const facet = { fx: "fx", fy: "fy" };
  const every = (make) => chart.panels.flatMap((panel, i) => make(panel, i).map((one) => ({ ...one, ...place(i) })));
  const countries = every((panel) => shapes.map(({ id, geometry }) => ({
    geometry, fill: id in panel.markets ? shade(panel.markets[id].value, most) : none,
  })));
  const labels = every((panel) => shapes.map(({ id }) => {
    const [longitude, latitude, anchor] = LABELS[id];
    const name = each < 480 ? id : chart.names[id] ?? id;
    const known = id in panel.markets;
    return { longitude, latitude, anchor, known, text: known ? name + "\n" + panel.markets[id].text : name };
  }));
  const text = (anchor) => Plot.text(labels.filter((one) => one.anchor === anchor), {
    ...facet, x: "longitude", y: "latitude", text: "text", textAnchor: anchor, lineHeight: 1.15, fontSize: 12,
    fill: (one) => (one.known ? ink : quiet),
  });
  const once = (geometry) => every(() => [{ geometry }]);
  return {
    height: down * (each * RATIO + 26),
    margin: 4, marginLeft: 4, marginBottom: 4, marginTop: 22,
    fx: { axis: null, padding: 0.02 },
    fy: { axis: null, padding: 0.14 },
    projection: { type: "conic-equal-area", parallels: [20, 34], rotate: [-6, 0], domain: WINDOW },
    color: { type: "identity" },
    marks: [
      Plot.geo(once(others), {
        ...facet, geometry: "geometry", stroke: line, fill: "none", clip: true,
      }),
      Plot.geo(once(without), {
        ...facet, geometry: "geometry", stroke: quiet, strokeDasharray: "2,2", fill: "none",
      }),
      Plot.geo(countries, { ...facet, geometry: "geometry", fill: "fill", stroke: quiet, strokeWidth: 0.8 }),
      ...["start", "middle", "end"].map(text),
      Plot.text(every((panel) => [{ label: panel.label }]), {
        ...facet, frameAnchor: "top-left", dy: -6, lineAnchor: "bottom", text: "label", fill: ink, fontWeight: 600,
      }),
    ],
  };
}
