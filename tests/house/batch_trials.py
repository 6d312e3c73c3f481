"""What the tests of `landfall batch` share: small batches, and whether a folder is what it should be.

Each test is called with the program's path. Each batch runs in a folder of its own test, where `in/` holds
scenarios, so that nothing of what is written depends on where that is.
"""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

program = os.path.abspath(sys.argv[1])
analytic = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "scenarios", "analytic")
JOURNAL = "journal.jsonl"
SKIPPED = 77
AT_A_TIME = 2
PROGRESS = re.compile(r"landfall: \d+ of \d+ scenarios(,.*)?")


class Ran(NamedTuple):
    code: int
    out: str
    err: str
    process: int

    def troubles(self):
        """The lines for people that do not say how far the batch is."""
        return [line for line in self.err.splitlines() if not PROGRESS.fullmatch(line)]


def skip(reason):
    print("skipped:", reason)
    sys.exit(SKIPPED)


def is_instrumented():
    """By a sanitizer, which wants all of the memory's addresses and to be the first library."""
    with open(program, "rb") as file:
        return b"__asan_init" in file.read()


def workplace(names):
    """A folder with these scenarios in `in/`; whoever makes it uses it as a context. In memory if it may:
    most of the time of a small batch is that of a disk, which synchronises each of its files."""
    memory = "/dev/shm"
    fits = os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > 48_000_000
    folder = tempfile.TemporaryDirectory(prefix="landfall-batch-", dir=memory if fits else None)
    os.mkdir(os.path.join(folder.name, "in"))
    for name in names:
        shutil.copy(os.path.join(analytic, name + ".toml"), os.path.join(folder.name, "in"))
    return folder


def words_of_batch(out, *more, files=("in",), paths=2000, report="html,json"):
    return ["batch", *files, "--out", out, "--paths", str(paths), "--report", report, *more]


def start(words, folder, **more):
    more = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **more}
    return subprocess.Popen([program, *words], cwd=folder, **more)


def ended(process, timeout=120):
    """Its words are UTF-8, and none of them a control character."""
    out, err = process.communicate(timeout=timeout)
    out, err = (out or b"").decode(), (err or b"").decode()
    for text in (out, err):
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f]", text), ascii(text)
    return Ran(process.returncode, out, err, process.pid)


def landfall(words, folder, **more):
    return ended(start(words, folder, **more))


def batch(folder, out, *more, expected=0, **of):
    ran = landfall(words_of_batch(out, *more, **of), folder)
    assert ran.code == expected, f"{out} {more}: ended with {ran.code}: {ran.err}"
    return ran


def journal_lines(folder):
    """Of what can be read, as (what it is about, the line)."""
    lines = []
    with open(os.path.join(folder, JOURNAL), encoding="utf-8", errors="replace") as file:
        for line in file:
            try:
                lines.append((json.loads(line).get("scenario"), line))
            except ValueError:
                pass
    return lines


def contents(folder):
    """Every file by its name, of the journal the last line of each scenario."""
    found = {}
    for at, folders, files in os.walk(folder):
        for name in files + folders:
            path = os.path.join(at, name)
            short = os.path.relpath(path, folder)
            if os.path.islink(path):
                found[short] = "a link to " + os.readlink(path)
            elif os.path.isdir(path):
                found[short] = "a folder"
            elif short == JOURNAL:
                found[short] = dict(journal_lines(folder))
            else:
                with open(path, "rb") as file:
                    found[short] = file.read()
    return found


def check_same(found, expected, what):
    assert found.keys() == expected.keys(), (
        f"{what}: too many {sorted(found.keys() - expected.keys())}, "
        f"too few {sorted(expected.keys() - found.keys())}")
    for name, value in expected.items():
        assert found[name] == value, f"{what}: {name} differs"


def check_whole(folder, expected, what):
    """What has its name already is as it will stay; the rest is hidden."""
    if not os.path.isdir(folder):
        return
    for name, value in contents(folder).items():
        if name != JOURNAL and not os.path.basename(name).startswith("."):
            assert expected.get(name) == value, f"{what}: {name} is there and not whole"


def hidden(folder):
    return [name for name in contents(folder) if os.path.basename(name).startswith(".")]


def remove(*folders):
    for folder in folders:
        shutil.rmtree(folder)


def for_each(items, function):
    """Several at a time; the first failure is raised."""
    with ThreadPoolExecutor(AT_A_TIME) as pool:
        return list(pool.map(function, items))
