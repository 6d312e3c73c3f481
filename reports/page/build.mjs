// Bundles the charts into one script, and writes it as C++ with the hash that the page's
// Content-Security-Policy names:  node build.mjs OUT.cpp
import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { build } from "esbuild";
import { outlines } from "./outlines.mjs";

// What charts/map.js imports as "outlines": made here, so that the page need not hold the atlas.
const outlines_plugin = {
  name: "outlines",
  setup(build) {
    build.onResolve({ filter: /^outlines$/ }, () => ({ path: "outlines", namespace: "made" }));
    build.onLoad({ filter: /.*/, namespace: "made" }, () => ({
      contents: JSON.stringify(outlines()), loader: "json",
    }));
  },
};

const result = await build({
  entryPoints: ["page.js"],
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2020",
  charset: "ascii",
  legalComments: "none",
  plugins: [outlines_plugin],
  banner: { js: "/* Holds Observable Plot and D3, (c) Observable, Inc. and Mike Bostock, ISC licence; outlines of countries by Natural Earth, public domain */" },
  write: false,
});
const script = result.outputFiles[0].text.trimEnd();
const hash = createHash("sha256").update(script).digest("base64");

// One piece a line: a compiler need not take a literal longer than 65 536 characters.
const pieces = [];
for (let at = 0; at < script.length; at += 8000)
  pieces.push(`    R"page(${script.slice(at, at + 8000)})page",`);
writeFileSync(process.argv[2], `// Made by reports/page/build.mjs.
#include "reports/page_script.hpp"

namespace landfall::reports {
namespace {
constexpr const char* kPieces[] = {
${pieces.join("\n")}
};
}  // namespace

std::string page_script() {
  std::string all;
  for (const char* piece : kPieces) all += piece;
  return all;
}

const char* const kPageScriptHash = "sha256-${hash}";

}  // namespace landfall::reports
`);
