// Outlines of North Africa from Natural Earth (public domain, as the package world-atlas has them),
// with no more points than a page shows: some 15 KB instead of 740.
import { readFileSync } from "node:fs";
import { feature, mesh } from "topojson-client";

// Codes of ISO 3166-1: numbers as Natural Earth has them, letters as scenarios name their markets.
const MARKETS = { 504: "MA", "012": "DZ", 788: "TN", 818: "EG", 478: "MR", 434: "LY" };
const WITHOUT = "732";  // Western Sahara: Natural Earth draws it by itself
const WINDOW = { west: -27, east: 39, south: 13, north: 40 };  // degrees; a little more than is seen
const TOLERANCE = 0.035;  // degrees: half a pixel on the widest map of a page
const GRID = 25;           // parts of a degree
const LEAST_SPAN = 0.25;   // degrees: smaller islands are left out

const seen = ([x, y]) => x > WINDOW.west && x < WINDOW.east && y > WINDOW.south && y < WINDOW.north;

/// The points of a line that lie further than the tolerance from the line through those kept
/// (Douglas & Peucker 1973).
function simplified(line) {
  const [first, last] = [line[0], line[line.length - 1]];
  const [dx, dy] = [last[0] - first[0], last[1] - first[1]];
  const length = Math.hypot(dx, dy);
  let furthest = 0, at = 0;
  for (let i = 1; i < line.length - 1; ++i) {
    const [x, y] = [line[i][0] - first[0], line[i][1] - first[1]];
    const away = length > 0 ? Math.abs(x * dy - y * dx) / length : Math.hypot(x, y);
    if (away > furthest) [furthest, at] = [away, i];
  }
  if (furthest <= TOLERANCE) return line.length > 1 ? [first, last] : [first];
  return [...simplified(line.slice(0, at + 1)).slice(0, -1), ...simplified(line.slice(at))];
}

/// Whole parts of a degree, each less the one before: short to write.
function packed(line) {
  const flat = [];
  let before = [0, 0];
  for (const point of line) {
    const [x, y] = point.map((degrees) => Math.round(degrees * GRID));
    if (flat.length > 0 && x === before[0] && y === before[1]) continue;
    flat.push(x - before[0], y - before[1]);
    before = [x, y];
  }
  return flat;
}

const span = (line) => {
  const [x, y] = [0, 1].map((i) => line.map((point) => point[i]));
  return Math.max(Math.max(...x) - Math.min(...x), Math.max(...y) - Math.min(...y));
};

/// The arcs of the atlas simplified one by one, so that neighbours keep one border.
function simplified_atlas() {
  const file = new URL("node_modules/world-atlas/countries-50m.json", import.meta.url);
  const atlas = JSON.parse(readFileSync(file, "utf8"));
  const { scale, translate } = atlas.transform;
  atlas.arcs = atlas.arcs.map((arc) => {
    let x = 0, y = 0;
    return simplified(arc.map(([dx, dy]) =>
      [(x += dx) * scale[0] + translate[0], (y += dy) * scale[1] + translate[1]]));
  });
  delete atlas.transform;
  return atlas;
}

const rings = ({ type, coordinates }) => (type === "Polygon" ? [coordinates] : coordinates)
  .map((polygon) => polygon[0]).filter((ring) => span(ring) >= LEAST_SPAN).map(packed);

/// The parts of a line that are seen.
function* seen_parts(line) {
  let part = [];
  for (const point of line) {
    if (seen(point)) {
      part.push(point);
    } else {
      if (part.length > 1) yield part;
      part = [];
    }
  }
  if (part.length > 1) yield part;
}

/// { grid, markets: { MA: rings }, without: rings, others: lines }
export function outlines() {
  const atlas = simplified_atlas();
  const countries = atlas.objects.countries;
  const shape = (id) =>
    rings(feature(atlas, countries.geometries.find((one) => one.id === id)).geometry);
  const is_other = (one) => !(one.id in MARKETS) && one.id !== WITHOUT;
  const others = mesh(atlas, countries, (one, other) => is_other(one) && is_other(other));
  return {
    grid: GRID,
    markets: Object.fromEntries(Object.entries(MARKETS).map(([id, code]) => [code, shape(id)])),
    without: shape(WITHOUT),
    others: others.coordinates.flatMap((line) => [...seen_parts(line)])
      .filter((line) => span(line) >= LEAST_SPAN).map(packed),
  };
}
