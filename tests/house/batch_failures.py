#!/usr/bin/env python3
"""Scenarios of a batch that fail, and those that change between one batch and the next.

    tests/house/batch_failures.py PROGRAM

A wrong scenario does not hinder the others: the batch ends with 1 and, at its end, with every failure and
its reason; mended, it alone is done by --resume. So is what was changed: a scenario, its data, what is asked
of it; nothing else. Files of one name and files with names that attack their reader have folders of their
own, all in the batch's.
"""
import json
import os
import shutil

import batch_trials as trials

OF = {"paths": 500, "report": "json"}
NAMES = ["two words", "-dash", "a\nline", "esc\x1b[31mred", "tab\there", "été ☃ 日本", "..", "...dots.",
         "=1+1", "quote'\"<b>&amp;", "bidi\u202etxt", "CON", "con", "x" * 200, "journal.jsonl", "index.html",
         ".hidden", "$(touch ran)`touch ran`", "%s%n{name}{}", "back\\slash", "star*?[a]", "a", "a-b"]


def write(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def scenario(name="season"):
    with open(os.path.join(trials.analytic, name + ".toml"), encoding="utf-8") as file:
        return file.read()


def folders(here):
    return sorted(name for name in os.listdir(here) if os.path.isdir(os.path.join(here, name)))


def appended(here, before):
    with open(os.path.join(here, trials.JOURNAL), encoding="utf-8") as file:
        lines = [json.loads(line) for line in file.readlines()[before:]]
    return sorted(line["scenario"] for line in lines if line.get("scenario"))


def resume(folder, out, *more, code=0, **of):
    """Which scenarios were done again."""
    here = os.path.join(folder, out)
    with open(os.path.join(here, trials.JOURNAL), encoding="utf-8") as file:
        before = len(file.readlines())
    ran = trials.batch(folder, out, "--resume", *more, expected=code, **{**OF, **of})
    return appended(here, before), ran


def wrong_ones(folder):
    files = {"a": scenario(), "m-wrong": scenario().replace("[product]", "[prodct]"),
             "n-torn": "schema = 1\n[scenario\n", "o-none": "", "z": scenario("refusal")}
    for name, text in files.items():
        write(os.path.join(folder, "mixed", name + ".toml"), text)
    of = {"files": ["mixed", "mixed/missing.toml"]}
    ran = trials.batch(folder, "mixed-out", expected=1, **{**OF, **of})
    end = ran.out[ran.out.index("\nFailed\n"):]
    for name, reason in {"m-wrong": "unknown table 'prodct'",
                         "n-torn": "mixed/n-torn.toml:2:1: this header is not closed",
                         "o-none": "mixed/o-none.toml", "missing": "No such file"}.items():
        own = end[end.index(f"\n{name} (mixed/{name}.toml)\n"):].splitlines()
        assert own[2].startswith("  ") and reason in own[2], f"{name}: {own[:4]}"
        assert sum(line.startswith(f"landfall: {name} failed: ") for line in ran.troubles()) == 1, ran.err
    assert folders(os.path.join(folder, "mixed-out")) == ["a", "z"]
    verified = trials.landfall(["verify", "mixed-out"], folder)
    assert verified.code == 1 and "m-wrong: failed: mixed/m-wrong.toml" in verified.out, verified
    again, _ = resume(folder, "mixed-out", code=1, **of)
    assert again == ["m-wrong", "missing", "n-torn", "o-none"], again
    for name in ("m-wrong", "n-torn", "o-none", "missing"):
        write(os.path.join(folder, "mixed", name + ".toml"), scenario("signing"))
    again, ran = resume(folder, "mixed-out", files=["mixed"])
    assert again == ["m-wrong", "missing", "n-torn", "o-none"] and "Failed" not in ran.out, again
    trials.batch(folder, "mixed-alone", files=["mixed"], **OF)
    trials.check_same(trials.contents(os.path.join(folder, "mixed-out")),
                      trials.contents(os.path.join(folder, "mixed-alone")), "mended")
    assert trials.landfall(["verify", "mixed-out"], folder).code == 0


def fail_fast(folder):
    for name in "abcdef":
        write(os.path.join(folder, "fast", name + ".toml"), "schema = 2" if name == "c" else scenario())
    how = ("--fail-fast", "--jobs", "1", "--threads", "1")
    ran = trials.batch(folder, "fast-out", *how, files=["fast"], expected=1, **OF)
    assert folders(os.path.join(folder, "fast-out")) == ["a", "b"], folders(os.path.join(folder, "fast-out"))
    for name in "def":
        assert f"{name} (fast/{name}.toml)\n  not begun: another scenario failed" in ran.out, ran.out
    assert trials.landfall(["verify", "fast-out"], folder).code == 1
    write(os.path.join(folder, "fast", "c.toml"), scenario())
    again, _ = resume(folder, "fast-out", *how, files=["fast"])
    assert again == ["c", "d", "e", "f"], again
    trials.batch(folder, "fast-alone", files=["fast"], **OF)
    trials.check_same(trials.contents(os.path.join(folder, "fast-out")),
                      trials.contents(os.path.join(folder, "fast-alone")), "--fail-fast")


def changes(folder):
    here = os.path.join(folder, "changing")
    for name in ("season", "refusal", "sip_price"):
        write(os.path.join(here, name + ".toml"), scenario(name))
    data = os.path.join(here, "sip_price.json")
    shutil.copy(os.path.join(trials.analytic, "sip_price.json"), data)
    write(os.path.join(here, "study.toml"), """schema = 1
[study]
title = "A study"
[study.scenario.one]
file = "season.toml"
[study.scenario.two]
file = "season.toml"
set.scenario.discount = 0.2
""")
    every = ["one", "refusal", "season", "sip_price", "study", "two"]
    of = {"files": ["changing"]}
    trials.batch(folder, "changed", **{**OF, **of})
    assert folders(os.path.join(folder, "changed")) == every
    assert resume(folder, "changed", **of)[0] == []
    with open(data, "r+", encoding="utf-8") as file:  # as long and as old as before
        text, times = file.read(), os.stat(data)
        assert "[10, 0, 0, 4]" in text
        file.seek(0)
        file.write(text.replace("[10, 0, 0, 4]", "[10, 0, 0, 2]"))
    os.utime(data, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert resume(folder, "changed", **of)[0] == ["sip_price"]
    write(os.path.join(here, "refusal.toml"), scenario("refusal") + "# changed\n")
    assert resume(folder, "changed", **of)[0] == ["refusal"]
    write(os.path.join(here, "season.toml"), scenario("season") + "# changed\n")
    assert resume(folder, "changed", **of)[0] == ["one", "season", "study", "two"]
    os.utime(os.path.join(here, "season.toml"), (1, 1))  # touched, not changed
    assert resume(folder, "changed", **of)[0] == []
    assert resume(folder, "changed", paths=600, **of)[0] == every
    assert resume(folder, "changed", paths=600, **of)[0] == []
    for more in (("--seed", "7"), ("--set", "scenario.discount=0.3"), ("--keep-draws",)):
        assert resume(folder, "changed", *more, **of)[0] == every, more
    assert resume(folder, "changed", report="json,csv", **of)[0] == every
    assert resume(folder, "changed", "--jobs", "1", "--threads", "1", report="json,csv", **of)[0] == []
    assert resume(folder, "changed", report="json,csv", files=["changing/refusal.toml"])[0] == []
    write(os.path.join(here, "refusal.toml"), "wrong")
    assert resume(folder, "changed", report="json,csv", code=1, **of)[0] == ["refusal"]
    write(os.path.join(here, "refusal.toml"), scenario("refusal"))
    assert resume(folder, "changed", report="json,csv", **of)[0] == ["refusal"]
    trials.batch(folder, "changed-alone", report="json,csv", files=["changing"], paths=500)
    trials.check_same(trials.contents(os.path.join(folder, "changed")),
                      trials.contents(os.path.join(folder, "changed-alone")), "changed")


def names(folder):
    write(os.path.join(folder, "one", "same.toml"), scenario())
    write(os.path.join(folder, "two", "same.toml"), scenario("refusal"))
    trials.batch(folder, "same-out", files=["one", "two"], **OF)
    found = folders(os.path.join(folder, "same-out"))
    assert len(found) == 2 and found[0] == "same" and found[1].startswith("same-"), found
    assert resume(folder, "same-out", files=["one", "two"])[0] == []
    ran = trials.batch(folder, "twice-out", files=["one", "one"], expected=2, **OF)
    assert "named twice" in ran.err and not os.path.exists(os.path.join(folder, "twice-out")), ran
    of_both = '[study]\ntitle = "T"\n[study.scenario.same]\nfile = "same.toml"\n' \
        '[study.scenario.other]\nfile = "same.toml"\nset.scenario.discount = 0.2\n'
    for study in ("first", "second"):
        write(os.path.join(folder, "studies", study + ".toml"), "schema = 1\n" + of_both)
    write(os.path.join(folder, "studies", "same.toml"), scenario())
    trials.batch(folder, "studies-out", files=["studies"], **OF)
    found = folders(os.path.join(folder, "studies-out"))
    assert len(found) == 7, found
    for name in NAMES:
        write(os.path.join(folder, "names", name + ".toml"), scenario())
    before = sorted(os.listdir(folder))
    files = [os.path.join("names", name + ".toml") for name in NAMES]
    for out, of in (("names-out", {"files": ["names"]}), ("listed-out", {"files": files})):
        ran = trials.batch(folder, out, **{**OF, **of})  # which sees that no control character is told
        here = os.path.join(folder, out)
        found = folders(here)
        assert len(found) == len(NAMES), found
        assert all(name.isascii() and name == name.strip() and not set(name) & set("\n\x1b\t\\*?$%'\"<&")
                   and name[0] != "." and len(name) <= 120 for name in found), found
        assert all(os.listdir(os.path.join(here, name)) == ["report.json"] for name in found)
        verified = trials.landfall(["verify", out], folder)
        assert verified.code == 0 and f"of {len(NAMES)} scenarios: all whole" in verified.out, verified
        assert resume(folder, out, **of)[0] == []
    assert sorted(os.listdir(folder)) == sorted([*before, "names-out", "listed-out"])
    # Of a folder's files only those that are there themselves.
    os.symlink("a.toml", os.path.join(folder, "names", "link.toml"))
    trials.batch(folder, "linked-out", files=["names"], **OF)
    assert len(folders(os.path.join(folder, "linked-out"))) == len(NAMES)
    ran = trials.landfall(["batch", "--out", "dash", "--paths", "500", "--", "-dash.toml"],
                          os.path.join(folder, "names"))
    assert ran.code == 0 and len(folders(os.path.join(folder, "names", "dash"))) == 1, ran


def main():
    with trials.workplace([]) as folder:

        def in_its_folder(one):
            own = os.path.join(folder, one.__name__)
            os.mkdir(own)
            one(own)

        trials.for_each([wrong_ones, fail_fast, changes, names], in_its_folder)
        print(f"failures, changes, {len(NAMES)} names")


main()
