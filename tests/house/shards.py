#!/usr/bin/env python3
"""Parts of a run, made apart from each other by run --shard, and what merge makes of them.

    tests/house/shards.py PROGRAM

Merged parts give the bytes of the run by one process, in every form: of one scenario, of strategies and of
studies, under each sampler, with values kept or counted, however many parts there are, whatever threads made
them and in whatever order they are named. A part that is missing, there twice, damaged, or of another run,
program or scenario is refused by name, and nothing is written.
"""
import filecmp
import glob
import hashlib
import os
import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from small_scenarios import DATA, SCENARIO, STRATEGIES, STUDY  # noqa: E402

program = os.path.abspath(sys.argv[1])
home = os.path.abspath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))
FORMS = ["json", "csv", "html", "md", "txt", "xlsx"]
failures = []


def landfall(*words):
    return subprocess.run([program, *map(str, words)], stdin=subprocess.DEVNULL, capture_output=True, text=True)


def done(*words):
    ended = landfall(*words)
    if ended.returncode != 0:
        raise SystemExit(f"landfall {' '.join(map(str, words))}: {ended.returncode}\n{ended.stderr}")
    return ended.stdout


def expect(is_right, *said):
    if not is_right:
        failures.append(" ".join(map(str, said)))
        print("WRONG:", *said)


def shards(words, count, name="part", numbers=None):
    """The files of a run's parts, made on different numbers of threads."""
    def make(number):
        file = f"{name}-{number}.lfs"
        done("run", *words, "--threads", 1 + number % 3, "--shard", f"{number}/{count}", "--out", file)
        return file

    with ThreadPoolExecutor(2) as two:
        return list(two.map(make, numbers or range(1, count + 1)))


# --- the same bytes ----------------------------------------------------------------------------------


def reports(folder, languages="en"):
    names = "{lang}." if "," in languages else "report."
    return ["--lang", languages, *(f"--report={folder}/{names}{form}" for form in FORMS)]


def check_same(what, words, count, languages="en", forms=()):
    """The run by one process and the merge of its parts, named in no order."""
    before = set(os.listdir("."))
    for folder in "one", "merged":
        os.mkdir(folder)
    printed = done("run", *words, "--threads", 2, *reports("one", languages))
    parts = shards(words, count)
    shuffled = parts[1::2] + parts[0::2][::-1]
    merged = done("merge", *shuffled, *reports("merged", languages))
    expect(printed == merged, what, "is printed unlike the run")
    names = sorted(os.listdir("one"))
    expect(len(names) == len(FORMS) * len(languages.split(",")), what, "has the files", names)
    expect(names == sorted(os.listdir("merged")), what, "has other files")
    for name in names:
        expect(filecmp.cmp(f"one/{name}", f"merged/{name}", shallow=False), what, "differs in", name)
    for form in forms:
        same = done("run", *words, "--format", form) == done("merge", *parts, "--format", form)
        expect(same, what, "is printed unlike the run as", form)
    for folder in "one", "merged":
        for name in os.listdir(folder):
            os.remove(f"{folder}/{name}")
        os.rmdir(folder)
    for part in parts:
        os.remove(part)
    expect(set(os.listdir(".")) == before, what, "leaves", set(os.listdir(".")) - before)


def check_all_same():
    one = ["one.toml", "--paths", 1000]
    check_same("one scenario", one, 3, forms=["text", "json", "csv", "markdown"])
    check_same("one part", one, 1)
    check_same("parts of no whole blocks", ["one.toml", "--paths", 2 * 256 + 1], 2)
    check_same("more parts than blocks", ["one.toml", "--paths", 700], 7)
    check_same("one path", ["one.toml", "--paths", 1], 2)
    check_same("two languages", one, 2, "en,fr")
    check_same("all draws in the spreadsheet", [*one, "--xlsx-draws", "all"], 3)
    check_same("no draws in the spreadsheet", [*one, "--xlsx-draws", 0], 2)
    for sampler in "independent", "antithetic", "latin-hypercube", "sobol":
        check_same(sampler, ["one.toml", "--paths", 3000, "--set", f'simulation.sampler="{sampler}"'], 3)
    check_same("strategies", ["strategies.toml", "--paths", 1500], 4, "en,fr")
    check_same("one strategy", ["strategies.toml", "--paths", 1500, "--strategy", "late"], 3)
    check_same("a study with a sweep", ["study.toml", "--paths", 600], 3, "en,fr")
    check_same("data from a file", ["data.toml", "--paths", 600], 2)
    uniform = os.path.join(home, "scenarios/analytic/uniform_price.toml")
    many = [uniform, "--paths", 1_700_001]  # ten metrics: 17 million values
    check_same("values that are counted", many, 3)
    check_same("values that are kept all the same", [*many[:1], "--paths", 300_001, "--keep-draws"], 2)


# --- what is refused ---------------------------------------------------------------------------------


def refused(what, parts, *said, options=(), lines=1):
    """merge ends with 2, says so in one line, and leaves no file behind."""
    os.mkdir("out")
    ended = landfall("merge", *parts, *(options or ["--out", "out/result.txt", "--report", "out/result.html",
                                                    "--report", "out/result.xlsx"]))
    expect(ended.returncode == 2, what, "ends with", ended.returncode, ended.stderr)
    expect(ended.stdout == "", what, "prints", ended.stdout)
    for text in said:
        expect(text in ended.stderr, what, "does not say", repr(text), "but", repr(ended.stderr))
    expect(ended.stderr.count("\n") == lines, what, "is not said in one line:", repr(ended.stderr))
    left = glob.glob("out/*") + glob.glob("out/.*") + glob.glob(".landfall*")
    expect(not left, what, "leaves", left)
    for name in left:
        os.remove(name)
    os.rmdir("out")


def contents(file):
    with open(file, "rb") as stream:
        return stream.read()


def write(file, bytes_or_text):
    data = bytes_or_text if isinstance(bytes_or_text, bytes) else bytes_or_text.encode()
    with open(file, "wb") as stream:
        stream.write(data)
    return file


def sealed(data):
    """With the checksum that belongs to it."""
    return data[:-64] + hashlib.sha256(data[:-64]).hexdigest().encode()


def check_refusals():
    words = ["one.toml", "--paths", 1000]
    parts = a, b, c = shards(words, 3)
    whole = contents(b)
    line = whole.index(b"\n") + 1

    refused("a missing part", [a, c], "part 2 of 3 is missing", "--shard 2/3")
    refused("a missing first part", [b, c], "part 1 of 3 is missing")
    refused("a missing last part", [a, b], "part 3 of 3 is missing")
    copy = write("copy.lfs", whole)
    refused("a part twice", [a, b, c, copy], "'copy.lfs' is part 2 of 3 once more")
    refused("a file that is not there", [a, "nowhere.lfs", c], "'nowhere.lfs'")
    refused("a folder", [a, ".", c], "'.'")

    for size in 0, 1, line - 1, line, line + 20, len(whole) // 2, len(whole) - 64, len(whole) - 1:
        cut = write("cut.lfs", whole[:size])
        why = "no part of a run" if 0 < size < line else "cut short" if size > 0 else "'cut.lfs'"
        refused(f"a part cut at {size} of {len(whole)} bytes", [a, cut, c], "'cut.lfs'", why)
    refused("a part with more behind it", [a, write("longer.lfs", whole + b"x"), c], "'longer.lfs'")
    for i in range(20):
        at = (len(whole) - 1) * i // 19
        altered = whole[:at] + bytes([whole[at] ^ (1 << i % 8)]) + whole[at + 1:]
        refused(f"bit {i % 8} of byte {at}", [a, write("altered.lfs", altered), c], "'altered.lfs'")
    refused("no part at all", [a, "one.toml", c], "'one.toml' is no part of a run")
    refused("a part of another kind", [a, write("kind.lfs", b"landfall whole 1\n" + whole[line:]), c], "'kind.lfs'")

    older = write("older.lfs", sealed(b"landfall part 0\n" + whole[line:]))
    refused("an older kind of file", [a, older, c], "'older.lfs' is of version 0", "reads version 1")
    version = done("--version").split()[1].encode()
    other = b"9" * len(version)
    made = write("made.lfs", sealed(whole.replace(version, other, 1)))
    refused("a part of another program", [a, made, c], f"'made.lfs' was made by landfall {other.decode()}")

    def of_another_run(what, options, count=3):
        (file,) = shards(options, count, "foreign", [2])
        refused(what, [a, file, c], f"'{file}' is a part of another run than '{a}'")

    of_another_run("another seed", [*words, "--seed", 2])
    of_another_run("other paths", ["one.toml", "--paths", 1001])
    of_another_run("another scenario", ["other.toml", "--paths", 1000])
    of_another_run("another number", [*words, "--set", "product.price=5"])
    of_another_run("another cut", words, 4)
    of_another_run("draws that are kept", [*words, "--keep-draws"])

    # Whatever stands in a part with the right checksum, merge ends in order.
    for i in range(30):
        at = line + 4 + (len(whole) - line - 70) * i // 29
        wrong = write("wrong.lfs", sealed(whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1:]))
        ended = landfall("merge", a, wrong, c, "--format", "json")
        expect(ended.returncode in (0, 2), "a wrong byte at", at, "ends with", ended.returncode, ended.stderr)
        expect(ended.returncode == 0 or re.search("part 2|'wrong.lfs'", ended.stderr),
               "a wrong byte at", at, "is said as", ended.stderr)

    refused("a folder for results that is not there", parts, "nowhere", options=["--out", "nowhere/result.txt"])
    os.mkdir("result.html")
    refused("a result that is a folder", parts, "result.html", options=["--out", "out/result.txt", "--report", "result.html"])
    os.rmdir("result.html")

    before = contents("one.toml")
    write("one.toml", before + b"\n# a remark\n")
    refused("a scenario that was changed", parts, "'one.toml'", "have changed")
    write("one.toml", before[:-20])
    ended = landfall("merge", *parts, "--out", "result.txt")
    expect(ended.returncode == 2 and not os.path.exists("result.txt"), "a scenario that was broken", ended)
    os.rename("one.toml", "gone.toml")
    refused("a scenario that is gone", parts, "one.toml")
    os.rename("gone.toml", "one.toml")
    write("one.toml", before)
    of_data = shards(["data.toml", "--paths", 600], 2, "data")
    prices = contents("prices.csv")
    write("prices.csv", prices + b"5.5\n")
    refused("data that were changed", of_data, "'data.toml' or its data have changed")
    write("prices.csv", prices)
    expect(landfall("merge", *of_data).returncode == 0, "what was changed and changed back is refused")
    expect(landfall("merge", *parts).returncode == 0, "the parts themselves are refused")


def check_shards_refused():
    for what, words, said in [
        ("a stop rule", ["one.toml", "--stop", "npv.mean=100", "--out", "x.lfs"], "a stop rule"),
        ("a shard without a file", ["one.toml"], "into a file"),
        ("two scenarios", ["one.toml", "other.toml", "--out", "x.lfs"], "one scenario at a time"),
        ("a report", ["one.toml", "--out", "x.lfs", "--report", "x.html"], "merge"),
        ("draws", ["one.toml", "--out", "x.lfs", "--draws", "x.csv"], "merge"),
        ("a folder that is not there", ["one.toml", "--out", "nowhere/x.lfs"], "nowhere"),
        ("a mistake in the scenario", ["one.toml", "--out", "x.lfs", "--set", "product.prize=1"], "prize"),
    ]:
        ended = landfall("run", *words, "--shard", "1/2")
        expect(ended.returncode == 2 and said in ended.stderr, what, "of a shard:", ended)
    for shard in "0/3", "4/3", "1", "1/0", "-1/3", "1/3/3", "a/b", "1/1000001":
        ended = landfall("run", "one.toml", "--out", "x.lfs", "--shard", shard)
        expect(ended.returncode == 2 and "K/N" in ended.stderr, "--shard", shard, ended)
    left = glob.glob("x.*") + glob.glob(".landfall*")
    expect(not left, "shards that are refused leave", left)


def main():
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        for name, text in [("one.toml", SCENARIO), ("other.toml", SCENARIO.replace("Small", "Other")),
                           ("strategies.toml", SCENARIO + STRATEGIES), ("study.toml", STUDY),
                           ("data.toml", SCENARIO.replace("{ triangular = [4, 5, 6] }", DATA)),
                           ("prices.csv", "price\n4.1\n5.2\n4.9\n5.0\n")]:
            write(name, text)
        check_all_same()
        check_refusals()
        check_shards_refused()
        os.chdir(home)
    print(f"shards: {len(failures)} failures" if failures else "shards: all as they should be")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
