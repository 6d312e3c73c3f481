"""Spreadsheets as a strict reader sees them."""
import math
import re
import xml.etree.ElementTree as tree
import zipfile

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}"


def texts_of(item):
    return "".join(one.text or "" for one in item.iter(MAIN + "t"))


def cell_of(name, cell, strings):
    """The value of a cell: a text, a number, or None."""
    where = f"{name}: {cell.get('r')}"
    assert cell.find(MAIN + "f") is None, f"{where} is a formula"
    kind = cell.get("t")
    if kind == "inlineStr":
        return texts_of(cell)
    value = cell.find(MAIN + "v")
    if value is None:
        return None
    if kind == "s":
        assert 0 <= int(value.text) < len(strings), where
        return strings[int(value.text)]
    assert kind in (None, "n"), f"{where} has type {kind}"
    assert math.isfinite(float(value.text)), f"{where} is {value.text}"
    return float(value.text)


class Book:
    """Each part well-formed XML and named in the content types, each number a finite number, no cell a
    formula, no link; charts point at cells that are there."""

    def __init__(self, path):
        with zipfile.ZipFile(path) as file:
            assert file.testzip() is None
            self.parts = {name: tree.fromstring(file.read(name)) for name in file.namelist()}
        self.check_parts()
        strings = [texts_of(one) for one in self.parts["xl/sharedStrings.xml"].findall(MAIN + "si")]
        names = [one.get("name") for one in self.parts["xl/workbook.xml"].iter(MAIN + "sheet")]
        folded = {name.casefold() for name in names}
        assert len(folded) == len(names) and all(0 < len(one) <= 31 for one in names), names
        self.sheets = {}  # name: {"A1": value}
        for index, name in enumerate(names):
            root = self.parts[f"xl/worksheets/sheet{index + 1}.xml"]
            assert root.find(f".//{MAIN}hyperlink") is None, f"{name} has a link"
            self.sheets[name] = {cell.get("r"): cell_of(name, cell, strings)
                                 for cell in root.iter(MAIN + "c")}
        self.charts = [root for name, root in self.parts.items() if name.startswith("xl/charts/chart")]
        for chart in self.charts:
            self.check_chart(chart)

    def check_parts(self):
        types = {one.get("PartName") for one in self.parts["[Content_Types].xml"]}
        for name, root in self.parts.items():
            known = "/" + name in types or name.endswith(".rels") or name.startswith("[")
            assert known, f"{name} has no content type"
            if name.endswith(".rels"):
                for one in root.iter(RELATION + "Relationship"):
                    assert one.get("TargetMode") != "External", f"{name} links to {one.get('Target')}"

    def check_chart(self, chart):
        for formula in chart.iter(CHART + "f"):
            if formula.text.startswith('"'):
                continue  # LibreOffice's way to write the name of a series
            sheet, places = re.fullmatch(r"'?([^'!]+)'?!([$A-Z0-9:]+)", formula.text).groups()
            cells = self.sheets[sheet]
            for column, row in re.findall(r"\$([A-Z]+)\$(\d+)", places):
                there = any(name.rstrip("0123456789") == column for name in cells) and any(
                    name.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") == row for name in cells)
                assert there, f"a chart shows {formula.text}"

    def numbers(self):
        return sum(isinstance(value, float) for sheet in self.sheets.values()
                   for value in sheet.values())


def check(path):
    return Book(path)
