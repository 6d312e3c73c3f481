#!/usr/bin/env python3
"""With too little memory a run or a batch is refused or ends in order, in one line.

    tests/house/batch_memory.py PROGRAM

Under --max-memory and under limits of the process's memory, with one thread and with many, it ends with 0, 1
or 2, never by a signal, and whoever reads it is told how much is needed, or that memory ran out. The same
where the n-th malloc fails, once or from then on, and where no thread can be had. With memory again,
--resume makes the folder that of a batch left alone.
"""
import os
import random
import re
import resource
import shutil
import subprocess

import batch_trials as trials

SCENARIOS = ["canned-fish-morocco", "first-scenario"]
SMALL = {"files": ["in/first-scenario.toml"], "paths": 500}
MILLION = 1_000_000
ALLOCATIONS = 40
NEEDS = re.compile(r".*this run needs about [\d ]+ MB of memory, more than the [\d ]+ MB that it may take.*")


def is_of_memory(line):
    return NEEDS.fullmatch(line) or "out of memory" in line or "checkpoint" in line


def check_ended(ran, what):
    assert ran.code in (0, 1, 2), f"{what}: ended with {ran.code}: {ran.err}"
    troubles = ran.troubles()
    assert all(is_of_memory(line) for line in troubles), f"{what}: {troubles}"
    assert ran.code == 0 or troubles, f"{what}: ended with {ran.code} and no word"
    assert ran.code != 2 or sum("failed:" not in line for line in troubles) == 1, f"{what}: {troubles}"


def limited(words, folder, megabytes):
    def limit():
        resource.setrlimit(resource.RLIMIT_AS, (megabytes * MILLION, megabytes * MILLION))

    return trials.landfall(words, folder, preexec_fn=limit)


def under_limits(folder, expected):
    every = [(megabytes, threads) for megabytes in (64, 96, 128, 256, 512) for threads in (1, 2, 8)]

    def starve(one):
        megabytes, threads = one
        what, out = f"{megabytes} MB, {threads} threads", f"limited-{megabytes}-{threads}"
        words = ["run", "in/canned-fish-morocco.toml", "--paths", "3000000", "--threads", str(threads)]
        if megabytes < 512 or threads > 1:  # with one thread it fits, and takes long
            ran = limited(words, folder, megabytes)
            check_ended(ran, "run, " + what)
            assert ran.code == 2, f"run, {what}: {ran.code}"
        ran = limited(trials.words_of_batch(out, "--threads", str(threads)), folder, megabytes)
        check_ended(ran, "batch, " + what)
        if ran.code == 0:
            trials.check_same(trials.contents(os.path.join(folder, out)), expected, what)
        trials.batch(folder, out, "--resume")
        trials.check_same(trials.contents(os.path.join(folder, out)), expected, what)
        trials.remove(os.path.join(folder, out))
        return ran.code

    codes = trials.for_each(every, starve)
    assert 0 in codes and 1 in codes, codes
    return f"{len(every)} limits: {codes.count(0)} batches were whole"


def refused(folder, expected):
    ran = trials.landfall(["run", "in/canned-fish-morocco.toml", "--max-memory", "20M"], folder)
    assert ran.code == 2 and len(ran.troubles()) == 1 and "more than the 20 MB" in ran.err, ran
    ran = trials.batch(folder, "refused", "--max-memory", "20M", expected=1)
    for name in SCENARIOS:
        reason = next(line for line in ran.troubles() if line.startswith(f"landfall: {name} failed: "))
        assert NEEDS.fullmatch(reason) and "more than the 20 MB" in reason, reason
    trials.batch(folder, "refused", "--resume")
    trials.check_same(trials.contents(os.path.join(folder, "refused")), expected, "--max-memory")


def without_allocations(folder):
    compiler = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
    if not compiler:
        return "no C compiler"
    source = os.path.join(os.path.dirname(os.path.abspath(__file__)), "faults.c")
    library, counts = os.path.join(folder, "faults.so"), os.path.join(folder, "counts")
    subprocess.run([compiler, "-O1", "-shared", "-fPIC", source, "-o", library, "-ldl"], check=True)

    def begin(out, *more, **variables):
        return trials.landfall(trials.words_of_batch(out, "--threads", "2", *more, **SMALL), folder,
                               env={**os.environ, "LD_PRELOAD": library, **variables})

    assert begin("small", FAULT_COUNTS=counts).code == 0
    expected = trials.contents(os.path.join(folder, "small"))
    with open(counts, encoding="ascii") as file:
        count = next(int(line.split()[1]) for line in file if line.startswith("memory "))

    def starve(seed):
        at = random.Random(seed).randrange(1, count)
        what, out = f"malloc {at} of {count}, seed {seed}", f"malloc-{seed}"
        stays = {"FAULT_STAYS": "1"} if seed % 2 else {}
        ran = begin(out, FAULT_OF="memory", FAULT_AT=str(at), **stays)
        check_ended(ran, what)
        if ran.code == 0:
            trials.check_same(trials.contents(os.path.join(folder, out)), expected, what)
        trials.batch(folder, out, "--resume", **SMALL)
        trials.check_same(trials.contents(os.path.join(folder, out)), expected, what)
        trials.remove(os.path.join(folder, out))
        return ran.code

    codes = trials.for_each(range(ALLOCATIONS), starve)
    assert codes.count(2) + codes.count(1) > ALLOCATIONS // 3, codes
    for command in (["run", "in/first-scenario.toml"],
                    ["run", "in/canned-fish-morocco.toml", "--paths", "2000"],
                    trials.words_of_batch("no-threads", "--threads", "8", **SMALL)):
        ran = trials.landfall(command, folder, env={
            **os.environ, "LD_PRELOAD": library, "FAULT_OF": "thread", "FAULT_AT": "1", "FAULT_IS": "11",
            "FAULT_STAYS": "1"})
        assert ran.code == 0 and not ran.troubles(), f"{command} without threads: {ran}"
    trials.check_same(trials.contents(os.path.join(folder, "no-threads")), expected, "no threads")
    return f"{ALLOCATIONS} of {count} allocations failed"


def main():
    if trials.is_instrumented():
        trials.skip("the program is instrumented, and takes all addresses")
    with trials.workplace([]) as folder:
        for name in SCENARIOS:
            shutil.copy(os.path.join(trials.analytic, "..", name + ".toml"), os.path.join(folder, "in"))
        trials.batch(folder, "alone")
        expected = trials.contents(os.path.join(folder, "alone"))
        refused(folder, expected)
        print(f"{under_limits(folder, expected)}; {without_allocations(folder)}")


main()
