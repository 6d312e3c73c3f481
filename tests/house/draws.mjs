#!/usr/bin/env node
// Draws as analysts read them: DuckDB reads .parquet and .csv, Python the head of .npy.
//
//     tests/house/draws.mjs PROGRAM FOLDER [--renew]
//
// FOLDER is where DuckDB is installed, from the lockfile in tests/house/duckdb; without npm or a
// registry the test is skipped. The three formats of a run must hold the same values, path by path,
// and be those of its JSON. The queries of docs/analyse.md must find what stands below them;
// --renew writes it there.
import { execFileSync, spawnSync } from "node:child_process";
import fs from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

const kSkipped = 77;
const top = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const program = path.resolve(process.argv[2]);
const tools = path.resolve(process.argv[3]);
const renews = process.argv[4] === "--renew";
const faults = [];

function expect(condition, fault) {
  if (!condition) faults.push(fault);
}

/** The DuckDB of the lockfile; ends the test where it cannot be had. */
function install() {
  const locked = path.join(top, "tests/house/duckdb");
  const read = (folder) => {
    const file = path.join(folder, "package-lock.json");
    return fs.existsSync(file) ? fs.readFileSync(file, "utf8") : "";
  };
  const require = createRequire(tools + "/");
  const load = () => require("@duckdb/node-api");
  fs.mkdirSync(tools, { recursive: true });
  if (read(tools) === read(locked)) {
    try {
      return load();
    } catch {
      // Not whole: installed anew.
    }
  }
  for (const name of ["package.json", "package-lock.json"])
    fs.copyFileSync(path.join(locked, name), path.join(tools, name));
  const words = ["ci", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"];
  const ran = spawnSync("npm", words, { cwd: tools, encoding: "utf8" });
  if (ran.status !== 0) {
    fs.rmSync(path.join(tools, "package-lock.json"));
    console.log("skipped: npm cannot get DuckDB\n" + String(ran.error ?? ran.stderr).slice(-500));
    process.exit(kSkipped);
  }
  return load();
}

const { DuckDBInstance } = install();
const connection = await (await DuckDBInstance.create(":memory:")).connect();
const here = fs.mkdtempSync(path.join(os.tmpdir(), "landfall-draws-"));
process.on("exit", () => fs.rmSync(here, { recursive: true, force: true }));

const query = async (sql) => (await connection.runAndReadAll(sql)).getRowObjectsJS();
const quoted = (name) => '"' + name.replaceAll('"', '""') + '"';
const text = (value) => "'" + value.replaceAll("'", "''") + "'";

function landfall(words, folder = top) {
  return execFileSync(program, words, { cwd: folder, encoding: "utf8", maxBuffer: 1 << 28 });
}

/** Whether two numbers are one, or both null. */
const same = (a, b) => a === b || (a !== null && b !== null && Object.is(+a, +b));
const sameList = (a, b) => JSON.stringify(a) === JSON.stringify(b);
const near = (a, b) => Math.abs(a - b) <= 1e-11 * Math.max(Math.abs(a), Math.abs(b), 1);

/** What DuckDB reads of a file, all of it. */
async function table(file) {
  const source = file.endsWith(".csv")
    ? `read_csv(${text(file)}, header = true, all_varchar = true)`
    : text(file);
  const described = await query(`describe select * from ${source}`);
  const result = await connection.runAndReadAll(`select * from ${source}`);
  const columns = result.getColumnsJS();
  const number = (cell) => (cell === null ? null : Number(cell));
  return {
    names: described.map((one) => one.column_name),
    types: described.map((one) => one.column_type),
    columns: columns.map((column) => column.map(number)),
  };
}

/** The head of a .npy as Python reads it, and what NumPy makes of the file where it is installed. */
const python = `
import ast, json, struct, sys
with open(sys.argv[1], "rb") as file:
    assert file.read(8) == b"\\x93NUMPY\\x02\\x00"
    length, = struct.unpack("<I", file.read(4))
    text = file.read(length).decode("latin1")
assert (12 + length) % 64 == 0 and text.endswith("\\n")
head = ast.literal_eval(text)
assert sorted(head) == ["descr", "fortran_order", "shape"] and head["fortran_order"] is False
try:
    import numpy
except ImportError:
    numpy = None
if numpy:
    long = {"max_header_size": 10 ** 7} if length > 10000 else {}
    array = numpy.load(sys.argv[1], **long)
    assert array.dtype.descr == head["descr"] and array.shape == head["shape"]
    head["sums"] = [float(numpy.nansum(array[name])) for name in array.dtype.names]
print(json.dumps({**head, "start": 12 + length, "numpy": numpy.__version__ if numpy else ""}))
`;

let numpy = "";

function numpyTable(file) {
  const head = JSON.parse(execFileSync("python3", ["-c", python, file], { encoding: "utf8" }));
  numpy = head.numpy;
  const bytes = fs.readFileSync(file);
  const paths = head.shape[0];
  const width = head.descr.length;
  expect(bytes.length === head.start + 8 * width * paths, `${file} has ${bytes.length} bytes`);
  const columns = head.descr.map(([, type], i) =>
    Array.from({ length: paths }, (_, row) => {
      const at = head.start + 8 * (row * width + i);
      const value = type === "<i8" ? Number(bytes.readBigInt64LE(at)) : bytes.readDoubleLE(at);
      return Number.isNaN(value) ? null : value;
    }),
  );
  for (const [i, sum] of (head.sums ?? []).entries())
    expect(near(sum, columns[i].reduce((a, b) => a + b, 0)), `${file}: NumPy adds up to ${sum}`);
  return { names: head.descr.map(([name]) => name), columns };
}

function compare(name, one, other) {
  expect(sameList(one.names, other.names), `${name}: other names of columns`);
  for (const [i, column] of one.columns.entries()) {
    const wrong = column.findIndex((value, row) => !same(value, other.columns[i][row]));
    expect(column.length === other.columns[i].length && wrong < 0,
      `${name}: ${one.names[i]} differs, first on path ${wrong}`);
  }
}

/** The metrics of a run as JSON has them, against the columns. */
function compareSummary(name, json, parquet) {
  expect(parquet.columns[0].length === json.simulation.paths, `${name}: another number of paths`);
  expect(parquet.columns[0].every((value, row) => value === row), `${name}: paths are out of order`);
  const metrics = Object.entries(json.metrics);
  const last = parquet.names.slice(-metrics.length);
  expect(sameList(last, metrics.map(([one]) => one)), `${name}: the last columns are not the metrics`);
  for (const [metric, summary] of metrics) {
    const values = parquet.columns[parquet.names.lastIndexOf(metric)];
    const present = values.filter((value) => value !== null);
    const absent = summary.never?.paths ?? summary.absent?.paths ?? 0;
    expect(values.length - present.length === absent, `${name}: ${metric} is null on other than ${absent}`);
    const mean = present.reduce((a, b) => a + b, 0) / present.length;
    if (summary.mean.value !== null && absent === 0)
      expect(near(mean, summary.mean.value), `${name}: ${metric} has mean ${mean}, not ${summary.mean.value}`);
  }
}

/** What the foot of the file says of its columns and of the run. */
async function compareFoot(name, file, json, parquet) {
  const chunks = await query(
    `select path_in_schema as name, sum(num_values)::double as paths, sum(stats_null_count)::double as nulls,
       min(stats_min_value::double) as least, max(stats_max_value::double) as largest
     from parquet_metadata(${text(file)}) group by all`);
  const columns = new Map(chunks.map((chunk) => [chunk.name, chunk]));
  for (const [i, column] of parquet.columns.entries()) {
    const chunk = columns.get(parquet.names[i]);
    const present = column.filter((value) => value !== null);
    const found = {
      name: parquet.names[i],
      paths: column.length,
      nulls: column.length - present.length,
      least: present.length > 0 ? present.reduce((a, b) => Math.min(a, b)) : null,
      largest: present.length > 0 ? present.reduce((a, b) => Math.max(a, b)) : null,
    };
    expect(sameList(chunk, found), `${name}: the foot says ${JSON.stringify(chunk)}, not ${JSON.stringify(found)}`);
  }
  const pairs = await query(
    `select decode(key) as key, decode(value) as value from parquet_kv_metadata(${text(file)})`);
  const said = Object.fromEntries(pairs.map((pair) => [pair.key, pair.value]));
  const { scenario, simulation } = json;
  for (const [key, value] of Object.entries({
    file_sha256: scenario.file_sha256,
    seed: `${simulation.seed}`,
    paths: `${simulation.paths}`,
    strategy: scenario.strategy,
  }))
    expect(said["landfall." + key] === value, `${name}: the foot says ${key} ${said["landfall." + key]}`);
  for (const [metric, summary] of Object.entries(json.metrics))
    expect(said["unit." + metric] === summary.unit, `${name}: ${metric} in ${said["unit." + metric]}`);
}

async function check(name, words) {
  const file = (ending) => path.join(here, "a" + ending);
  let json;
  for (const ending of [".csv", ".npy", ".parquet"])
    json = JSON.parse(landfall(["run", ...words, "--format", "json", "--draws", file(ending)]));
  const parquet = await table(file(".parquet"));
  const types = parquet.types.map((_, i) => (i === 0 ? "BIGINT" : "DOUBLE"));
  expect(sameList(parquet.types, types), `${name}: ${parquet.types}`);
  compare(name + ", CSV", parquet, await table(file(".csv")));
  compare(name + ", NumPy", parquet, numpyTable(file(".npy")));
  compareSummary(name, json, parquet);
  await compareFoot(name, file(".parquet"), json, parquet);
  return parquet.columns.length * parquet.columns[0].length;
}

/** A scenario whose market has a name that is hard to quote. */
function hostile() {
  const file = path.join(here, "hostile.toml");
  const plain = fs.readFileSync(path.join(top, "scenarios/analytic/uniform_price.toml"), "utf8");
  fs.writeFileSync(file, plain.replaceAll("[market.A", `[market."it's \\"é\\", 🐟 \\\\ 100 %"`));
  return file;
}

/** Rows as a table of Markdown. */
function markdown(rows) {
  const names = Object.keys(rows[0]);
  const line = (cells) => "| " + cells.join(" | ") + " |";
  const lines = rows.map((row) => line(names.map((name) => row[name])));
  return [line(names), line(names.map(() => "---")), ...lines].join("\n");
}

/** The commands and queries of docs/analyse.md, and what stands below each query. */
async function checkDocumentation() {
  const file = path.join(top, "docs/analyse.md");
  let page = fs.readFileSync(file, "utf8");
  for (const [command] of page.matchAll(/^    landfall run (?:.*\\\n)*.*--draws .*$/gm)) {
    const local = command.trim().replace(/\w+\.parquet/, (name) => path.join(here, name));
    execFileSync("bash", ["-c", local.replace("landfall", text(program))], { cwd: top });
  }
  let queries = 0;
  for (const [block, sql, said] of page.matchAll(/```sql\n(.*?)```\n\n((?:\|[^\n]*\n)+)/gs)) {
    const local = sql.replaceAll(/'(\w+\.parquet)'/g, (_, name) => text(path.join(here, name)));
    const found = markdown(await query(local)) + "\n";
    ++queries;
    if (found === said) continue;
    if (renews) page = page.replace(block, () => block.replace(said, () => found));
    else faults.push(`docs/analyse.md says\n${said}where DuckDB finds\n${found}(docs/renew writes it)`);
  }
  expect(queries > 0, "docs/analyse.md has no query");
  if (renews) fs.writeFileSync(file, page);
  return queries;
}

const runs = [
  // Two row groups.
  ["canned fish", ["scenarios/canned-fish-morocco.toml", "--strategy", "staged", "--paths", "30000"]],
  ["frozen fish", ["scenarios/frozen-fish-algeria.toml", "--paths", "1000"]],
  ["one path", ["scenarios/bench/maghreb6x60.toml", "--paths", "1"]],
  ["certain", ["scenarios/analytic/certain.toml", "--paths", "300"]],
  ["refusal", ["scenarios/analytic/refusal.toml", "--paths", "300", "--seed", "7"]],
  ["doubts", ["scenarios/analytic/every_doubt.toml", "--paths", "300"]],
  ["no demand", ["scenarios/analytic/direct.toml", "--paths", "257"]],
  ["hostile", [hostile(), "--paths", "300"]],
];
let values = 0;
let queries = 0;
try {
  if (!renews) for (const [name, words] of runs) values += await check(name, words);
  queries = await checkDocumentation();
} catch (error) {
  faults.push(String(error.stack));
}
if (faults.length > 0) {
  console.log(faults.slice(0, 20).join("\n"));
  process.exit(1);
}
console.log(renews ? "docs/analyse.md: renewed" :
  `${values} values of ${runs.length} runs are the same in .parquet, .csv and .npy` +
  `${numpy ? ` (NumPy ${numpy})` : ""}, and those of JSON; ${queries} queries find what the documentation says`);
