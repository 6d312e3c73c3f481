#!/usr/bin/env python3
"""Spreadsheets as a strict reader sees them: the report of every example, and one of hostile names.

    tests/house/workbooks.py PROGRAM

Each part is well-formed XML and named in the content types, each number a finite number, each text a
shared string, no cell a formula; charts point at cells that are there; the same run gives the same
bytes. Where LibreOffice is installed it converts one of them.
"""
import glob
import math
import os
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as tree
import zipfile

program = os.path.abspath(sys.argv[1])
os.chdir(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
HOSTILE = ["=1+1", "@SUM(A1)", "<script>&amp;", "'quoted'", "a[]:*?/\\\\b", "x" * 90]


def report(command, file, out, *options):
    subprocess.run([program, command, file, "--paths", "1000", "--report", out, *options],
                   check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def check_sheet(name, root, strings):
    numbers = 0
    for cell in root.iter(MAIN + "c"):
        assert cell.find(MAIN + "f") is None, f"{name}: {cell.get('r')} is a formula"
        value = cell.find(MAIN + "v")
        if value is None:
            continue
        if cell.get("t") == "s":
            assert 0 <= int(value.text) < strings, f"{name}: {cell.get('r')}"
        else:
            assert cell.get("t") in (None, "n"), f"{name}: {cell.get('r')} has type {cell.get('t')}"
            assert math.isfinite(float(value.text)), f"{name}: {cell.get('r')} is {value.text}"
            numbers += 1
    return numbers


def check(path):
    """Numbers and charts of a workbook."""
    with zipfile.ZipFile(path) as file:
        assert file.testzip() is None
        parts = {name: tree.fromstring(file.read(name)) for name in file.namelist()}
    types = {one.get("PartName") for one in parts["[Content_Types].xml"]}
    for name in parts:
        known = "/" + name in types or name.endswith(".rels") or name.startswith("[")
        assert known, f"{name} has no content type"
    strings = len(parts["xl/sharedStrings.xml"].findall(MAIN + "si"))
    sheets = [one.get("name") for one in parts["xl/workbook.xml"].iter(MAIN + "sheet")]
    assert len(set(sheets)) == len(sheets) and all(0 < len(one) <= 31 for one in sheets), sheets
    numbers = sum(check_sheet(name, root, strings) for name, root in parts.items()
                  if name.startswith("xl/worksheets/sheet"))
    shaded = [name for name, root in parts.items() if list(root.iter(MAIN + "colorScale"))]
    assert len(shaded) == len({"Heat map", "Places"} & set(sheets)), f"shaded: {shaded}"
    assert "north-africa-sectors" not in path or {"Heat map", "Places", "Dominance"} <= set(sheets)
    charts = [root for name, root in parts.items() if name.startswith("xl/charts/chart")]
    for chart in charts:
        for formula in chart.iter(CHART + "f"):
            sheet = re.match(r"'?([^'!]+)'?!", formula.text).group(1)
            assert sheet in sheets, f"a chart shows {formula.text}"
    return numbers, len(charts)


def main():
    numbers = charts = books = 0
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for file in sorted(glob.glob("scenarios/*.toml") + glob.glob("studies/*.toml")):
            paths.append(os.path.join(folder, os.path.basename(file)[:-5] + ".xlsx"))
            report("compare" if file.startswith("studies/") else "run", file, paths[-1])
        again = os.path.join(folder, "again.xlsx")
        report("run", "scenarios/frozen-fish-algeria.toml", again)
        with open(again, "rb") as one, open(
                os.path.join(folder, "frozen-fish-algeria.xlsx"), "rb") as other:
            assert one.read() == other.read(), "the same run gives other bytes"
        for index, name in enumerate(HOSTILE):
            paths.append(os.path.join(folder, f"hostile-{index}.xlsx"))
            report("run", "scenarios/frozen-fish-algeria.toml", paths[-1], "--set",
                   f'scenario.name="{name}"', "--set", f'market.DZ.name="{name}"')
        for path in paths:
            found = check(path)
            books += 1
            numbers += found[0]
            charts += found[1]
        office = shutil.which("soffice")
        if office:
            subprocess.run([office, "--headless", "--convert-to", "pdf", "--outdir", folder, paths[0]],
                           check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            assert os.path.exists(paths[0][:-5] + ".pdf")
    print(f"{books} workbooks: {numbers} numbers, {charts} charts; "
          f"{'LibreOffice converts one' if office else 'LibreOffice is not installed'}")


main()
