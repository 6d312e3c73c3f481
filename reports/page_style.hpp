// How a page looks: on a screen, light or dark, wide or narrow, and on A4. It reads in either
// direction: what has a side has it by where a line begins. Only figures and charts run from left
// to right everywhere, as numbers do, so that digits stand below digits.
#pragma once

namespace landfall::reports {

inline constexpr const char* kPageStyle = R"css(
:root { --ink: #1b2733; --quiet: #54616e; --paper: #ffffff; --line: #d5dce2; --strong: #0b5c7a;
  --soft: #6fa9c0; --faint: #cfe3ec; --bad: #c77b4e; --none: #e3e7eb; color-scheme: light dark; }
@media (prefers-color-scheme: dark) { :root { --ink: #e7edf2; --quiet: #a6b3bf; --paper: #14191e;
  --line: #37424c; --strong: #7fc6e2; --soft: #3f7f99; --faint: #24414e; --bad: #c47a50; --none: #2b343c; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink);
  overflow-wrap: break-word; font: 16px/1.5 system-ui, "Segoe UI", "Noto Sans", "DejaVu Sans", sans-serif; }
main { max-width: 56rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
h1 { font-size: 1.7rem; line-height: 1.2; margin: 0 0 .4rem; }
h2 { font-size: 1.15rem; line-height: 1.3; margin: 2.4rem 0 .4rem; }
h3 { font-size: 1.02rem; line-height: 1.3; margin: 1.8rem 0 .3rem; }
p { margin: .3rem 0 .8rem; max-width: 44rem; }
.setting { color: var(--quiet); font-size: .92rem; }
.headline { font-size: 1.2rem; line-height: 1.45; border-inline-start: 4px solid var(--strong);
  padding-inline-start: .9rem; margin: 1.2rem 0; }
figure { margin: .8rem 0; }
.plot { min-height: 1px; }
.plot svg { display: block; max-width: 100%; height: auto; direction: ltr; }
figcaption { color: var(--quiet); font-size: .88rem; margin-top: .3rem; max-width: 44rem; }
.wide { overflow-x: auto; margin: .5rem 0; }
table { border-collapse: collapse; font-size: .9rem; font-variant-numeric: tabular-nums; }
caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
th, td { padding-block: .22rem; padding-inline: 0 .7rem; text-align: start; vertical-align: top;
  border-bottom: 1px solid var(--line); }
thead th, thead td { border-bottom: 2px solid var(--quiet); font-weight: 600; }
tbody th { font-weight: 400; }
td.n, th.n { text-align: right; } td.n { direction: ltr; unicode-bidi: isolate; white-space: nowrap; }
[dir=rtl] td.n { padding-inline: .7rem 0; }
ul { padding-inline-start: 1.2rem; font-size: .92rem; color: var(--quiet); max-width: 46rem; }
details { margin: .4rem 0 1rem; }
summary { cursor: pointer; color: var(--strong); font-size: .92rem; }
pre { direction: ltr; overflow-x: auto; background: var(--faint); color: var(--ink); padding: .8rem; font-size: .85rem; }
@page { size: A4; margin: 16mm 14mm; }
@media print { :root { --ink: #000; --quiet: #333; --paper: #fff; --line: #bbb; --strong: #0b5c7a;
  --soft: #6fa9c0; --faint: #dceaf0; --bad: #c77b4e; --none: #e6e6e6; }
  body { font-size: 10.5pt; } main { max-width: none; padding: 0; }
  section { break-inside: avoid-page; } h2 { break-after: avoid; } .wide { overflow: visible; }
  details:not([open]) > summary { display: none; } pre { white-space: pre-wrap; } }
)css";

}  // namespace landfall::reports
