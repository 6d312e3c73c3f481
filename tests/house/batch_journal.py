#!/usr/bin/env python3
"""What became of a batch's folder meanwhile: its journal, its outputs, its lock.

    tests/house/batch_journal.py PROGRAM

Each damage has its outcome: what `verify` says of it and ends with, which scenarios --resume does again and
no other, and that the folder is then that of a batch left alone, unless nothing may be touched. A folder
belongs to one batch at a time, whatever a file of a process that is gone says.
"""
import json
import os
import shutil
import signal
import subprocess
import time

import batch_trials as trials

SCENARIOS = ["season", "refusal", "signing"]
OF = {"paths": 500}
LONG = {"files": ["in/refusal.toml"], "paths": 30_000_000, "report": "json"}
REPORT = "refusal/report.html"


def lines_of(here):
    with open(os.path.join(here, trials.JOURNAL), encoding="utf-8") as file:
        return file.readlines()


def write_lines(here, lines):
    with open(os.path.join(here, trials.JOURNAL), "w", encoding="utf-8") as file:
        file.writelines(lines)


def at(lines, scenario):
    return next(i for i, line in enumerate(lines) if json.loads(line).get("scenario") == scenario)


def edit(change):
    """Change the lines of the journal."""
    def damage(here):
        lines = lines_of(here)
        write_lines(here, change(lines) or lines)
    return damage


def torn_last(lines):
    lines[-1] = lines[-1][:-40]


def torn_scenario(lines):
    """As after a kill while the last scenario's line was written."""
    last = at(lines, "refusal")
    torn = lines.pop(last)
    lines.pop(at(lines, ""))
    lines.append(torn[: len(torn) // 2])


def torn_middle(lines):
    lines[at(lines, "refusal")] = lines[at(lines, "refusal")][:200] + "\n"


def twice(lines):
    lines.insert(1, lines[at(lines, "refusal")])


def no_line(lines):
    lines.insert(1, "no line of a journal\n")


def edited_hash(lines):
    place = at(lines, "refusal")
    sha256 = json.loads(lines[place])["outputs"][REPORT]
    lines[place] = lines[place].replace(sha256, sha256[::-1])


def edited_asked(lines):
    lines[0] = lines[0].replace("signing", "another")


def no_line_of_it(lines):
    lines.pop(at(lines, "refusal"))


def no_overall(lines):
    lines.pop(at(lines, ""))


def cut_to_nothing(here):
    write_lines(here, [])


def on_output(change, name=REPORT):
    return lambda here: change(os.path.join(here, name))


def truncate(path):
    with open(path, "r+b") as file:
        file.truncate(1000)


def empty(path):
    with open(path, "wb"):
        pass


def change_byte(path):
    with open(path, "r+b") as file:
        byte = file.read(501)[-1]
        file.seek(500)
        file.write(bytes([byte ^ 1]))


def link(path):
    shutil.move(path, path + ".whole")
    os.symlink(os.path.basename(path) + ".whole", path)


def remove_folder_of(path):
    shutil.rmtree(os.path.dirname(path))


# Name: damage, what verify ends with, what it says, what --resume does again.
DAMAGES = {
    "none": (lambda here: None, 0, "all whole", []),
    "torn last line": (edit(torn_last), 1, "it is torn", []),
    "torn line of a scenario": (edit(torn_scenario), 1, "refusal: not done", ["refusal"]),
    "torn line between others": (edit(torn_middle), 1, "refusal: not done", ["refusal"]),
    "duplicate line": (edit(twice), 0, "all whole", []),
    "a line that is none": (edit(no_line), 0, "no line of a journal", []),
    "edited hash": (edit(edited_hash), 1, "changed after it was written", ["refusal"]),
    "edited list": (edit(edited_asked), 0, "changed after it was written", []),
    "line taken out": (edit(no_line_of_it), 1, "refusal: not done", ["refusal"]),
    "line of all taken out": (edit(no_overall), 1, "the page and the table of all: not written", []),
    "journal empty": (cut_to_nothing, 0, "0 outputs", SCENARIOS),
    "journal missing": (lambda here: os.unlink(os.path.join(here, trials.JOURNAL)), 2,
                        "there is no batch in", SCENARIOS),
    "output missing": (on_output(os.unlink), 1, REPORT + ": is missing", ["refusal"]),
    "output empty": (on_output(empty), 1, REPORT + ": is empty", ["refusal"]),
    "output truncated": (on_output(truncate), 1, REPORT + ": was changed", ["refusal"]),
    "output changed": (on_output(change_byte), 1, REPORT + ": was changed", ["refusal"]),
    "folder missing": (on_output(remove_folder_of), 1, REPORT + ": is missing", ["refusal"]),
    "page changed": (on_output(change_byte, "index.html"), 1, "index.html: was changed", []),
    "table missing": (on_output(os.unlink, "summary.csv"), 1, "summary.csv: is missing", []),
    "left over": (lambda here: [empty(os.path.join(here, name)) for name in
                                (".landfall-999999999-0.tmp", "refusal/.landfall-999999999-3.tmp",
                                 "refusal/.checkpoint-1", "signing/.checkpoint-2")], 0, "all whole", []),
}


class Folder:
    def __init__(self, folder):
        self.folder = folder
        self.alone = os.path.join(folder, "alone")
        trials.batch(folder, "alone", **OF)
        self.expected = trials.contents(self.alone)

    def damaged(self, name, damage):
        out = name.replace(" ", "-")
        here = os.path.join(self.folder, out)
        shutil.copytree(self.alone, here)
        damage(here)
        return out, here

    def verify(self, out):
        return trials.landfall(["verify", out], self.folder)

    def resume(self, out, what, again):
        """Those of `again` have one more line in the journal, and new files; no other has."""
        here = os.path.join(self.folder, out)
        before = len(lines_of(here)) if os.path.exists(os.path.join(here, trials.JOURNAL)) else 0
        files = {name: os.stat(os.path.join(here, name, "report.json")).st_ino for name in SCENARIOS
                 if os.path.exists(os.path.join(here, name, "report.json"))}
        ran = trials.batch(self.folder, out, "--resume", **OF)
        lines = [json.loads(line) for line in lines_of(here)[before:] if line.startswith("{")]
        asked, *done, overall = lines
        assert asked["asked"] == sorted(SCENARIOS) and overall["scenario"] == "", f"{what}: {lines}"
        assert sorted(line["scenario"] for line in done) == sorted(again), f"{what}: {done}"
        for name, inode in files.items():
            is_new = os.stat(os.path.join(here, name, "report.json")).st_ino != inode
            assert is_new == (name in again), f"{what}: {name}"
        return ran

    def strike(self, name):
        damage, code, said, again = DAMAGES[name]
        out, here = self.damaged(name, damage)
        before = trials.contents(here)
        ran = self.verify(out)
        assert ran.code == code and said in ran.out + ran.err, f"{name}: {ran}"
        trials.check_same(trials.contents(here), before, name + ", verified")
        ran = self.resume(out, name, again)
        troubles = [line for line in ran.troubles() if "this line is ignored" not in line]
        assert not troubles, f"{name}: {troubles}"
        trials.check_same(trials.contents(here), self.expected, name)
        ran = self.verify(out)
        assert ran.code == 0 and "8 outputs of 3 scenarios: all whole" in ran.out, f"{name}: {ran}"

    def untouched(self):
        """Of another version of the program, or with a folder where a file was: a person's turn."""
        out, here = self.damaged("version", edit(lambda lines: lines.insert(
            1, '{"journal":2,"new":"field"}\n')))
        before = trials.contents(here)
        for words in (["verify", out], trials.words_of_batch(out, "--resume", **OF)):
            ran = trials.landfall(words, self.folder)
            assert ran.code == 2 and len(ran.err.splitlines()) == 1, ran
            assert f"{out}/{trials.JOURNAL}:2: written by another version" in ran.err, ran
            trials.check_same(trials.contents(here), before, out)
        ran = trials.batch(self.folder, "alone", expected=2, **OF)  # without --resume
        assert "there is a batch in 'alone' already" in ran.err and "--resume" in ran.err, ran
        trials.check_same(trials.contents(self.alone), self.expected, "without --resume")
        out, here = self.damaged("a-folder", lambda here: (os.unlink(os.path.join(here, REPORT)),
                                                           os.mkdir(os.path.join(here, REPORT))))
        assert self.verify(out).code == 1
        ran = trials.batch(self.folder, out, "--resume", expected=2, **OF)
        assert len(ran.troubles()) == 1 and REPORT in ran.err and "it is a folder" in ran.err, ran
        os.rmdir(os.path.join(here, REPORT))
        self.resume(out, out, ["refusal"])
        trials.check_same(trials.contents(here), self.expected, out)

    def links(self):
        """An output that is a link is none: what it leads to may change unseen. It is done again."""
        out, here = self.damaged("a link", on_output(link))
        ran = self.verify(out)
        assert ran.code == 1 and REPORT + ": is missing" in ran.out, ran
        self.resume(out, out, ["refusal"])
        whole = self.expected[REPORT]
        trials.check_same(trials.contents(here), {**self.expected, REPORT + ".whole": whole}, out)
        assert self.verify(out).code == 0
        out, here = self.damaged("journal-link", on_output(link, trials.JOURNAL))
        before = trials.contents(here)
        ran = trials.batch(self.folder, out, "--resume", expected=2, **OF)
        assert len(ran.troubles()) == 1 and trials.JOURNAL in ran.err, ran
        trials.check_same(trials.contents(here), before, out)


def wait_for(path, seconds=20):
    end = time.monotonic() + seconds
    while not os.path.exists(path):
        assert time.monotonic() < end, f"{path} does not come"
        time.sleep(0.01)


def check_lock(folder):
    lock = os.path.join(folder, "held", ".landfall.lock")
    first = trials.start(trials.words_of_batch("held", **LONG), folder)
    wait_for(os.path.join(folder, "held", trials.JOURNAL))
    before = trials.contents(os.path.join(folder, "held"))
    for more in ((), ("--resume",)):
        ran = trials.batch(folder, "held", *more, expected=2, **LONG)
        assert ran.err.splitlines() == [
            f"landfall: another batch is at work in 'held': process {first.pid}; wait for it, or choose "
            "another folder"], ran
        trials.check_same(trials.contents(os.path.join(folder, "held")), before, "a second batch")
    first.kill()
    trials.ended(first)
    assert os.path.exists(lock)
    small = {**LONG, "paths": 500}
    ran = trials.batch(folder, "held", "--resume", **small)
    assert ran.troubles() == [f"landfall: process {first.pid} left its lock in 'held' and is gone"], ran
    assert not os.path.exists(lock)
    # A number of a process that is alive and holds nothing: flock(2) is what counts.
    for text in (f"{os.getpid()}\n", "", "no number\n", "-1\n", "99999999999999\n"):
        with open(lock, "w", encoding="ascii") as file:
            file.write(text)
        trials.batch(folder, "held", "--resume", **small)
        assert not os.path.exists(lock), text
    os.symlink("/etc/hostname", lock)
    ran = trials.batch(folder, "held", "--resume", expected=2, **small)
    assert len(ran.troubles()) == 1 and "cannot lock 'held'" in ran.err, ran
    os.unlink(lock)
    # Many at once: one has it, the others say so or find a batch; at the end there is no lock.
    many = [trials.start(trials.words_of_batch("many", **small), folder) for _ in range(8)]
    codes = sorted(trials.ended(one).code for one in many)
    assert codes == [0] + 7 * [2], codes
    assert not trials.hidden(os.path.join(folder, "many"))
    assert trials.landfall(["verify", "many"], folder).code == 0
    process = trials.start(trials.words_of_batch("ended", **LONG), folder, stderr=subprocess.DEVNULL)
    wait_for(os.path.join(folder, "ended", trials.JOURNAL))
    process.send_signal(signal.SIGTERM)
    assert process.wait() == 143 and not os.path.exists(os.path.join(folder, "ended", ".landfall.lock"))


def main():
    with trials.workplace(SCENARIOS) as folder:
        of = Folder(folder)
        trials.for_each(DAMAGES, of.strike)
        of.untouched()
        of.links()
        check_lock(folder)
        print(f"{len(DAMAGES)} damages, versions, links, locks")


main()
