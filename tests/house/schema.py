#!/usr/bin/env python3
"""The printed JSON Schemas as editors use them: every example passes, mistakes are refused.

    tests/house/schema.py PROGRAM FOLDER

FOLDER is where taplo is installed, from the lockfile in tests/house/taplo; without npm or a registry
the test is skipped. Each entry of tests/scenario/malformed/*.txt is a scenario with a mistake. Some
kinds of mistakes a schema can express: all of those must be refused, but for the few that are listed
here with a reason. The others it cannot see: what hangs on another place of the file, be it an address,
a date, a currency or a sum, what a distribution can reach, parameters that do not fit each other.
"""
import glob
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

SKIP = 77
program, tools = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
os.chdir(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))
LOCKED = "tests/house/taplo"

# What the program says of mistakes that a schema can express.
EXPRESSIBLE = [
    r"unknown (key|table) '",
    r"'[^']*' must be (text|true or false|a table|a list|a number|a whole number|a date), not ",
    r"'[^']*' must be a whole number from ",
    r"'[^']*' must (lie between|be at least|be above) [^,]*, not ",
    r"'[^']*' cannot be ",
    r"'[^']*' is missing in ",
    r"there is no \[\w+\]",
    r"'[^']*' has two values: ",
    r"a correlation must lie between ",
    r"there is no statistic '",
    r"a weight must be ",
    r"this program reads schema 1",
]

# Of those, what a schema does not see, and why.
UNSEEN = {
    "one of several keys must stand there": [
        "channels.DirectWithoutReach", "channels.ReachScaleMissing", "channels.TenderWithNoWayToWin",
        "channels.TenderWithoutCalls", "channels.TenderWithoutSize", "correlations.NoValues",
        "events.AnEventThatComesNever", "events.AnEventWithoutEffect", "time.ChangeWithoutAStart"],
    "a key must stand there because of another": [
        "channels.DelistBelowAlone", "channels.PriceWeightWithoutField", "channels.ReachByNoMarketing",
        "events.RatesWithoutARegime"],
    "what stands elsewhere in the file decides": [
        "channels.MonthsToResignTakenOver", "channels.StoresAsASip",
        "events.ARateOfExchangeTimesNothing", "keys_and_tables.NoPrice", "processes.AParityTooMany",
        "processes.APlaceOutsideTheBand", "processes.ASwitchToNowhere",
        "references.ToADrawForEachProspect", "references.ToAProcess"],
    "what a strategy sets is checked where it is put": [
        "strategies.AValueOutOfRange", "strategies.AValueThatDoesNotExist"],
    "to a schema a date is text": ["strategies.AnEntryWithADateInQuotes", "time.StartInQuotes"],
}
UNSEEN = {name: reason for reason, names in UNSEEN.items() for name in names}


def install():
    """The taplo of the lockfile; ends the test where it cannot be had."""
    npm = shutil.which("npm")
    if npm is None:
        print("skipped: there is no npm")
        sys.exit(SKIP)
    os.makedirs(tools, exist_ok=True)
    script = os.path.join(tools, "node_modules", "@taplo", "cli", "dist", "cli.js")
    lock = open(os.path.join(LOCKED, "package-lock.json"), encoding="utf-8").read()
    kept = os.path.join(tools, "package-lock.json")
    if not os.path.exists(script) or open(kept, encoding="utf-8").read() != lock:
        for name in ("package.json", "package-lock.json"):
            shutil.copy(os.path.join(LOCKED, name), tools)
        ran = subprocess.run([npm, "ci", "--no-audit", "--no-fund", "--ignore-scripts",
                              "--loglevel=error"], cwd=tools, capture_output=True, text=True, check=False)
        if ran.returncode != 0:
            print("skipped: npm cannot get taplo\n" + ran.stderr[-500:])
            sys.exit(SKIP)
    wanted = json.loads(lock)["packages"]["node_modules/@taplo/cli"]["version"]
    with open(os.path.join(os.path.dirname(script), "..", "package.json"), encoding="utf-8") as file:
        found = json.load(file)["version"]
    if found != wanted:
        sys.exit(f"taplo {found} is installed, not {wanted}")
    return script


def refused(script, schema, files, folder):
    """What taplo says of each file that it refuses."""
    home = dict(os.environ, NO_COLOR="1", RUST_LOG="error")
    ran = subprocess.run(
        ["node", script, "lint", "--no-auto-config", "--schema", "file://" + schema] + files,
        capture_output=True, text=True, check=False, cwd=folder, env=home)
    said = {}
    for block in re.split(r"^error: ", ran.stdout + ran.stderr, flags=re.M)[1:]:
        place = re.search(r"┌─ (.*?):\d+:\d+", block)
        if place:
            said.setdefault(os.path.abspath(os.path.join(folder, place.group(1))), block.splitlines()[0])
    if ran.returncode != 0 and not said:
        sys.exit("taplo failed:\n" + (ran.stdout + ran.stderr)[-2000:])
    return said


def entries():
    """Each malformed scenario: its name, its text and the first thing the program says of it."""
    with open("tests/scenario/malformed/good.toml", encoding="utf-8") as file:
        good = file.read()
    for file in sorted(glob.glob("tests/scenario/malformed/*.txt")):
        with open(file, encoding="utf-8") as text:
            for part in re.split(r"^### ", text.read(), flags=re.M)[1:]:
                name, rest = part.split("\n", 1)
                right, rest = rest.split(">>>\n", 1)
                wrong, said = rest.split("===\n", 1)
                group = os.path.basename(file)[:-4]
                broken = good.replace(right.replace("<<<\n", "", 1), wrong, 1)
                yield f"{group}.{name}", broken, said.split("\n", 1)[0]


def main():
    script = install()
    faults = []
    with tempfile.TemporaryDirectory() as folder:
        schemas = {}
        for kind in ("scenario", "study", "gsim"):
            schemas[kind] = os.path.join(folder, kind + ".json")
            arguments = [] if kind == "scenario" else ["--" + kind]
            subprocess.run([program, "schema", *arguments, "--out", schemas[kind]], check=True)

        examples = {"scenario": glob.glob("scenarios/*.toml") + glob.glob("scenarios/*/*.toml"),
                    "study": glob.glob("studies/*.toml"), "gsim": glob.glob("scenarios/gsim/*.toml")}
        examples["scenario"] = [one for one in examples["scenario"] if one not in examples["gsim"]]
        for kind, files in examples.items():
            found = refused(script, schemas[kind], [os.path.abspath(file) for file in sorted(files)], folder)
            faults += [f"{file} is refused: {said}" for file, said in found.items()]

        files, expressible = {}, 0
        for name, text, said in entries():
            if ": error: " in said:
                files[os.path.join(folder, name + ".toml")] = said.split(": error: ", 1)[1]
                with open(os.path.join(folder, name + ".toml"), "w", encoding="utf-8") as file:
                    file.write(text)
        found = refused(script, schemas["scenario"], sorted(files), folder)
        for file, said in sorted(files.items()):
            name = os.path.basename(file)[:-5]
            is_expressible = any(re.match(one, said) for one in EXPRESSIBLE)
            expressible += is_expressible
            if is_expressible and file not in found and name not in UNSEEN:
                faults.append(f"{name} passes: {said}")
            if name in UNSEEN and (file in found or not is_expressible):
                faults.append(f"{name} is listed as unseen, and is not: {found.get(file, said)}")
    if faults:
        print("\n".join(faults))
        sys.exit(1)
    print(f"{sum(map(len, examples.values()))} examples pass; of {len(files)} scenarios with a mistake "
          f"{len(found)} are refused, all but {len(UNSEEN)} of the {expressible} whose kind a schema can "
          f"express")


main()
