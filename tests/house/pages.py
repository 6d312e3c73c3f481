#!/usr/bin/env python3
"""Pages as a browser shows them: every report of every example in headless Chromium.

    tests/house/pages.py PROGRAM NODE_MODULES

On each page no message on the console (a request or a script that the Content-Security-Policy
forbids would be one) and at most 600 000 bytes; at 1440 pixels each chart drawn with the marks that
the page's data ask for; at 390 pixels nothing wider than the screen, neither from left to right nor
from right to left, and no violation that axe-core reports.
"""
import glob
import html
import html.parser
import json
import os
import re
import subprocess
import sys
import tempfile

program, modules = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
os.chdir(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))
axe = open(os.path.join(modules, "axe-core", "axe.min.js"), encoding="utf-8").read()

BYTES_MOST = 600_000
NARROW = 390

# Which group of marks a kind of chart draws, and how many of them for its data.
MARKS = {
    "fan": ("dot", lambda chart: len(chart["rows"])),
    "histogram": ("rect", lambda chart: len(chart["bars"])),
    "exceedance": ("line", lambda chart: 1),
    "bars": ("bar", lambda chart: len(chart["rows"])),
    "intervals": ("dot", lambda chart: len(chart["rows"])),
    "tornado": ("bar", lambda chart: 2 * len(chart["rows"])),
    "heatmap": ("rect", lambda chart: len(chart["cells"]) + sum(cell["value"] < 0 for cell in chart["cells"])),
    "places": ("cell", lambda chart: sum(len(row["shares"]) for row in chart["rows"])),
    "dominance": ("cell", lambda chart: len(chart["cells"])),
    "fans": ("dot", lambda chart: sum(len(panel["rows"]) for panel in chart["panels"])),
    "convergence": ("dot", lambda chart: len(chart["rows"])),
    "precision": ("dot", lambda chart: len(chart["rows"])),
    "waterfall": ("bar", lambda chart: len(chart["rows"])),
    "better": ("bar", lambda chart: len(chart["parts"])),
    "map": ("geo", lambda chart: (6 + 2) * len(chart["panels"])),
}

# Markets that fill the map, and a name that fills no room.
WIDE = """
schema = 1
[study]
title = "Six ways into the Maghreb"
start = 2026-01-01
years = 5
step = "month"
seed = 1
sampler = "sobol"
discount = 0.1
[study.scenario.a-name-that-is-longer-than-there-is-room]
file = "ROOT/scenarios/bench/maghreb6x60.toml"
[study.scenario.frozen-fish]
file = "ROOT/scenarios/frozen-fish-algeria.toml"
[study.scenario.dated]
file = "ROOT/scenarios/canned-fish-morocco.toml"
strategy = "dated"
[study.scenario.sole]
file = "ROOT/scenarios/canned-fish-morocco.toml"
strategy = "sole"
"""

PROBE = """
<style>body { width: 390px; }</style>
<script>%s</script>
<script>axe.run(document, { resultTypes: ["violations"] }).then((found) => {
  const wide = () => Math.max(document.body.scrollWidth, document.querySelector("main").scrollWidth);
  document.body.dataset.width = wide();
  document.documentElement.dir = "rtl";
  document.body.dataset.reverse = wide();
  document.body.dataset.axe = JSON.stringify(found.violations.map((one) =>
    one.id + ": " + one.nodes.map((node) => node.html.slice(0, 160)).slice(0, 3).join(" | ")));
});</script>
"""


def browse(page, width, keep):
    """The page's elements after its scripts ran, and what stood on the console."""
    ran = subprocess.run(
        ["chromium", "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-extensions",
         "--no-first-run", f"--user-data-dir={keep}/profile", "--enable-logging=stderr", "--v=0",
         f"--window-size={width},1200", "--virtual-time-budget=8000", "--dump-dom", "file://" + page],
        capture_output=True, text=True, timeout=120, check=False)
    if ran.returncode != 0:
        sys.exit(f"chromium ended with {ran.returncode}:\n{ran.stderr[-2000:]}")
    return ran.stdout, [line for line in ran.stderr.splitlines() if "CONSOLE" in line]


class Marks(html.parser.HTMLParser):
    """Shapes by figure and by the label of the group of marks around them."""

    def __init__(self):
        super().__init__()
        self.figure, self.groups, self.found = None, [], {}

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag == "figure":
            self.figure = attributes.get("id")
        elif tag == "g":
            self.groups.append(attributes.get("data-mark"))
        elif tag in ("rect", "path", "circle", "line"):
            for label in filter(None, self.groups):
                key = (self.figure, label)
                self.found[key] = self.found.get(key, 0) + 1

    def handle_endtag(self, tag):
        if tag == "g":
            self.groups.pop()
        elif tag == "figure":
            self.figure = None


def faults_of(page, folder):
    """What is wrong with a page, as sentences."""
    faults = []
    source = open(page, encoding="utf-8").read()
    data = re.search(r'id="data">(.*?)</script>', source, re.S)
    charts = json.loads(data.group(1))["charts"]
    dom, console = browse(page, 1440, folder)
    faults += console
    marks = Marks()
    marks.feed(dom[: dom.index('id="data"')])
    for chart in charts:
        group, count = MARKS[chart["kind"]]
        wanted = count(chart)
        drawn = marks.found.get((chart["id"], group), 0)
        if drawn != wanted:
            faults.append(f"{chart['id']}: {drawn} marks, not {wanted}")
    if not charts:
        faults.append("no charts")
    probed = os.path.join(folder, "probed.html")
    with open(probed, "w", encoding="utf-8") as file:
        open_page = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", source)
        file.write(open_page.replace("</body>", PROBE.replace("%s", axe) + "</body>"))
    dom, console = browse(probed, 390, folder)
    faults += console
    reported = re.search(r'data-axe="([^"]*)"', dom)
    faults += json.loads(html.unescape(reported.group(1))) if reported else ["axe did not end"]
    for side in ("width", "reverse"):
        seen = re.search(rf'data-{side}="(\d+)"', dom)
        if not seen or int(seen.group(1)) > NARROW:
            faults.append(f"{side}: {seen and seen.group(1)} pixels on a narrow screen")
    if os.path.getsize(page) > BYTES_MOST:
        faults.append(f"{os.path.getsize(page)} bytes")
    return faults, len(charts)


def main():
    failed = drawn = pages = 0
    with tempfile.TemporaryDirectory() as folder:
        wide = os.path.join(folder, "studies-wide.toml")
        with open(wide, "w", encoding="utf-8") as file:
            file.write(WIDE.replace("ROOT", os.getcwd()))
        for file in sorted(glob.glob("scenarios/*.toml") + glob.glob("studies/*.toml")) + [wide]:
            page = os.path.join(folder, os.path.basename(file)[:-5] + ".html")
            command = "compare" if "studies" in file else "run"
            subprocess.run([program, command, file, "--paths", "2000", "--report", page],
                           check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            faults, charts = faults_of(page, folder)
            pages += 1
            drawn += charts
            failed += len(faults)
            for fault in faults:
                print(f"{file}: {fault}")
    if failed:
        sys.exit(1)
    print(f"{pages} pages: {drawn} charts drawn, nothing on the console, no violation")


main()
