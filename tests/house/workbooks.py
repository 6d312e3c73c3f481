#!/usr/bin/env python3
"""Spreadsheets as their readers see them: the report of every example, and one of hostile names.

    tests/house/workbooks.py PROGRAM

Each opens in a strict reader (strict_workbook.py); has a sheet for each thing that it shows; draws are
those of --draws, evenly apart; the same run gives the same bytes, on any number of threads. Where
LibreOffice is installed it opens and saves each of them, every cell with the same value.
"""
import csv
import glob
import math
import os
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import strict_workbook  # noqa: E402

program = os.path.abspath(sys.argv[1])
os.chdir(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))
HOSTILE = ["=1+1", "@SUM(A1)", "<script>&amp;", "'quoted'", "a[]:*?/\\\\b", "x" * 90]
ONE = ["Summary", "Years", "Npv", "Markets", "Assumptions", "Draws"]
SEVERAL = {"Metrics", "Ranks", "Differences", *ONE}
# Where a number moves the npv beyond doubt, where prices have ladders, where ways can be ranked.
MAY_BE = {"Drivers", "Price ladders", "Convergence", "Heat map", "Places", "Dominance"}


def landfall(*words):
    return subprocess.run([program, *words], check=True, stdin=subprocess.DEVNULL,
                          stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def report(command, file, out, *options):
    landfall(command, file, "--paths", "1000", "--xlsx-draws", "30", "--report", out, *options)


def contents(path):
    with open(path, "rb") as file:
        return file.read()


def rows_of(sheet):
    """A sheet as a list of rows, each by the letters of its columns."""
    rows = {}
    for cell, value in sheet.items():
        letters = cell.rstrip("0123456789")
        rows.setdefault(int(cell[len(letters):]), {})[letters] = value
    return [rows[row] for row in sorted(rows)]


def near(one, other):
    return one == other or isinstance(one, float) and isinstance(other, float) and math.isclose(
        one, other, rel_tol=1e-14)


def check_draws(folder):
    """Path by path those of --draws: evenly apart, all of them, and of a run that a rule stops."""
    file, out, draws = "scenarios/frozen-fish-algeria.toml", f"{folder}/d.xlsx", f"{folder}/d.csv"

    def compare(options, wanted, said):
        landfall("run", file, "--draws", draws, "--report", out, *options)
        sheet = rows_of(strict_workbook.check(out).sheets["Draws"])
        head, rows = sheet[0], sheet[1:]
        with open(draws, newline="", encoding="utf-8") as text:
            table = {int(row["path"]): row for row in csv.DictReader(text)}
        first = head.pop("A")
        assert said(len(table)) in first.replace("\u00a0", " "), first
        paths = [int(row["A"]) for row in rows]
        assert paths == wanted(len(table)), paths[:9]
        assert sorted(head.values()) == sorted(set(table[0]) - {"path"})
        for row in rows:
            for column, name in head.items():
                cell = table[int(row["A"])][name]
                value = float(cell) if cell else None
                assert near(row.get(column), value), (row["A"], name, row.get(column), cell)
        return contents(out)

    def evenly(count):
        return lambda paths: [i * paths // count for i in range(count)]

    options = ["--paths", "3000", "--xlsx-draws", "70"]
    once = compare([*options, "--threads", "1"], evenly(70), lambda paths: "70 of 3 000")
    assert once == compare([*options, "--threads", "3"], evenly(70), lambda paths: "70 of 3 000")
    compare(["--paths", "300", "--xlsx-draws", "all"], lambda paths: list(range(paths)),
            lambda paths: "path")

    def power(paths):
        stride = 1
        while -(-paths // stride) > 50:
            stride *= 2
        return list(range(0, paths, stride))

    compare(["--stop", "npv.mean=4%", "--xlsx-draws", "50"], power,
            lambda paths: f"{len(power(paths))} of {paths:,}".replace(",", " "))


def check_ways(folder):
    """Outcomes of each strategy are those of the strategy alone."""
    file, alone, all_of_them = ("scenarios/staged-entry-maghreb.toml", f"{folder}/a.xlsx",
                                f"{folder}/w.xlsx")
    options = ["--paths", "600", "--xlsx-draws", "20"]
    landfall("run", file, *options, "--report", all_of_them)
    landfall("run", file, *options, "--strategy", "staged", "--report", alone)

    def outcomes(path, ways):
        sheet = rows_of(strict_workbook.check(path).sheets["Draws"])
        head = sheet[0]
        return [{head[column]: value for column, value in row.items() if "(" not in head[column]}
                for row in sheet[1:] if not ways or row["B"] == "staged"]

    for one, other in zip(outcomes(all_of_them, True), outcomes(alone, False), strict=True):
        assert one.pop("strategy") == "staged"
        assert all(near(other[name], value) for name, value in one.items())


def check_report(folder):
    """Of a result written as JSON: the workbook of the run, without draws."""
    now, later, kept = f"{folder}/now.xlsx", f"{folder}/later.xlsx", f"{folder}/kept.json"
    for language in ("en", "fr"):
        landfall("run", "scenarios/staged-entry-maghreb.toml", "--paths", "500", "--xlsx-draws", "0",
                 "--report", now, "--report", kept, "--lang", language)
        landfall("report", kept, "--report", later, "--lang", language)
        assert contents(now) == contents(later), f"report has another workbook ({language})"
        assert not {"Draws", "Tirages"} & set(strict_workbook.check(later).sheets)


def check_french(folder):
    """The same numbers under other heads."""
    books = []
    for language in ("en", "fr"):
        out = f"{folder}/{language}.xlsx"
        landfall("compare", "studies/north-africa-sectors.toml", "--paths", "300", "--xlsx-draws", "9",
                 "--report", out, "--lang", language)
        books.append(strict_workbook.check(out))
    english, french = books
    assert list(french.sheets) == [
        "Synthèse", "Scénarios", "Indicateurs", "Rangs", "Écarts", "Carte thermique", "Places",
        "Dominance", "Balayages", "Années", "VAN", "Marchés", "Hypothèses", "Tirages"]
    for one, other in zip(english.sheets.values(), french.sheets.values()):
        numbers = [[value for value in sheet.values() if isinstance(value, float)]
                   for sheet in (one, other)]
        assert numbers[0] == numbers[1]
        english_words = {"mean", "error of the mean", "median", "at least", "year", "metric", "scenario",
                         "number", "value", "unit", "origin", "unsourced", "assumption", "never"}
        assert not english_words & set(other.values()), english_words & set(other.values())


def check_office(office, paths, folder):
    """LibreOffice takes each as it is: what it saves has the same sheets, cells and charts."""
    saved = os.path.join(folder, "saved")
    command = [office, f"-env:UserInstallation=file://{folder}/profile", "--headless"]
    for kind, files in (("xlsx:Calc MS Excel 2007 XML", paths), ("pdf", paths[:1])):
        subprocess.run([*command, "--convert-to", kind, "--outdir", saved, *files], check=True, timeout=600,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    assert os.path.exists(os.path.join(saved, os.path.basename(paths[0])[:-5] + ".pdf"))
    cells = 0
    for path in paths:
        ours = strict_workbook.check(path)
        theirs = strict_workbook.check(os.path.join(saved, os.path.basename(path)))
        assert list(ours.sheets) == list(theirs.sheets), path
        assert len(ours.charts) == len(theirs.charts), path
        for name, sheet in ours.sheets.items():
            for cell, value in sheet.items():
                other = theirs.sheets[name].get(cell)
                assert near(value, other) or value in (None, "") and other in (None, ""), (
                    f"{path}: {name}!{cell} is {value!r}, LibreOffice has {other!r}")
                cells += 1
    return cells


def main():
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for file in sorted(glob.glob("scenarios/*.toml") + glob.glob("studies/*.toml")):
            paths.append(os.path.join(folder, os.path.basename(file)[:-5] + ".xlsx"))
            report("compare" if file.startswith("studies/") else "run", file, paths[-1])
        again = os.path.join(folder, "again.xlsx")
        report("run", "scenarios/frozen-fish-algeria.toml", again, "--threads", "3")
        assert contents(again) == contents(os.path.join(folder, "frozen-fish-algeria.xlsx")), (
            "the same run gives other bytes")
        for index, name in enumerate(HOSTILE):
            paths.append(os.path.join(folder, f"hostile-{index}.xlsx"))
            report("run", "scenarios/frozen-fish-algeria.toml", paths[-1], "--set",
                   f'scenario.name="{name}"', "--set", f'market.DZ.name="{name}"')
        books = [strict_workbook.check(path) for path in paths]
        for path, book in zip(paths, books):
            names = set(book.sheets) - MAY_BE
            if "north-africa-sectors" in path:
                assert {"Heat map", "Places", "Dominance"} <= set(book.sheets)
                assert names == SEVERAL | {"Scenarios", "Sweeps"}, names
            else:
                assert names in (set(ONE), SEVERAL | {"Strategies"}), (path, names)
        check_draws(folder)
        check_ways(folder)
        check_report(folder)
        check_french(folder)
        office = shutil.which("soffice")
        said = "LibreOffice is not installed"
        if office:
            said = f"{check_office(office, paths, folder)} cells the same in LibreOffice"
    print(f"{len(books)} workbooks: {sum(book.numbers() for book in books)} numbers, "
          f"{sum(len(book.charts) for book in books)} charts; {said}")


main()
