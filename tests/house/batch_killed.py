#!/usr/bin/env python3
"""Batches that are killed at random moments and gone on with end as if nothing had happened.

    tests/house/batch_killed.py PROGRAM

A hundred times a batch of six scenarios is killed once, twice or three times by SIGKILL, then gone on with
by --resume: the folder is that of a batch left alone, byte for byte, of the journal the last line of each
scenario, and nothing is left over. The same with longer scenarios, SIGUSR1, SIGINT and SIGTERM between,
until checkpoints were written and gone on from.
"""
import os
import random
import signal
import subprocess
import time

import batch_trials as trials

SCENARIOS = ["bass", "refusal", "tenders", "season", "signing", "certain"]
KILLED, SIGNALLED = 100, 12
HOWS = [("--jobs", "1", "--threads", "1"), ("--jobs", "2", "--threads", "2"),
        ("--jobs", "6", "--threads", "2"), ("--jobs", "1", "--threads", "3")]


def time_of(folder, **of):
    """Of two at a time, as the trials run."""
    begin = time.monotonic()

    def one(out):
        trials.batch(folder, out, **of)
        return trials.contents(os.path.join(folder, out))

    first, second = trials.for_each(["timed-a", "timed-b"], one)
    seconds = time.monotonic() - begin
    trials.check_same(first, second, "the same once more")
    trials.remove(os.path.join(folder, "timed-a"), os.path.join(folder, "timed-b"))
    return seconds, first


def check_end(folder, out, expected, said, **of):
    ran = trials.batch(folder, out, "--resume", **of)
    for line in ran.troubles():
        assert any(word in line for word in said), f"{out}: {line}"
    trials.check_same(trials.contents(os.path.join(folder, out)), expected, out)
    trials.remove(os.path.join(folder, out))
    return ran


def main():
    with trials.workplace(SCENARIOS) as folder:
        seconds, expected = time_of(folder)
        seen = {"left a temporary file": 0, "left the lock": 0, "had done some": 0, "had done all": 0}

        def kill_and_go_on(seed):
            choose = random.Random(seed)
            out = f"out-{seed}"
            here = os.path.join(folder, out)
            for _ in range(choose.choice([1, 1, 2, 3])):
                how = choose.choice(HOWS)
                process = trials.start(trials.words_of_batch(out, "--resume", *how), folder,
                                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
                time.sleep(choose.uniform(0, 0.9 * seconds))
                process.kill()
                process.wait()
                trials.check_whole(here, expected, out)
                if os.path.isdir(here):
                    left = trials.hidden(here)
                    seen["left a temporary file"] += any(name.endswith(".tmp") for name in left)
                    seen["left the lock"] += ".landfall.lock" in left
                if os.path.exists(os.path.join(here, trials.JOURNAL)):
                    lines = len(dict(trials.journal_lines(here)))
                    seen["had done some"] += 1 < lines < len(SCENARIOS) + 2
                    seen["had done all"] += lines == len(SCENARIOS) + 2
            check_end(folder, out, expected, ("left its lock", "it is torn"))

        trials.for_each(range(KILLED), kill_and_go_on)
        assert seen["had done some"] > KILLED // 4 and seen["left the lock"] > KILLED // 4, seen
        print(f"{KILLED} batches of {seconds:.2f} s killed: {seen}")

        long = {"files": ["in/bass.toml", "in/tenders.toml", "in/signing.toml"], "paths": 40_000,
                "report": "json"}
        signal.signal(signal.SIGINT, signal.default_int_handler)
        seconds, expected = time_of(folder, **long)
        counts = {"checkpoint written": 0, "goes on from its checkpoint": 0}

        def interrupt_and_go_on(seed):
            choose = random.Random(1000 + seed)
            out = f"long-{seed}"
            said = ""
            for _ in range(choose.randint(1, 3)):
                words = trials.words_of_batch(out, "--resume", *choose.choice(HOWS), **long)
                process = trials.start(words, folder)
                time.sleep(choose.uniform(0.1, 0.4) * seconds)
                process.send_signal(signal.SIGUSR1)
                time.sleep(choose.uniform(0, 0.4) * seconds)
                number = choose.choice([signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
                process.send_signal(number)
                ran = trials.ended(process)
                said += ran.err
                codes = [0, -number, -signal.SIGUSR1]  # killed while it was being loaded
                if number != signal.SIGKILL:
                    codes.append(128 + number)
                    if ran.code == 128 + number:
                        assert "--resume does the rest" in ran.err, ran.err
                        assert ".landfall.lock" not in trials.hidden(os.path.join(folder, out))
                assert ran.code in codes, f"{out}: signal {number}, ended with {ran.code}: {ran.err}"
                trials.check_whole(os.path.join(folder, out), expected, out)
            said += check_end(folder, out, expected, ("left its lock", "it is torn", *counts), **long).err
            for what in counts:
                counts[what] += said.count(what)

        trials.for_each(range(SIGNALLED), interrupt_and_go_on)
        assert all(count >= SIGNALLED // 3 for count in counts.values()), counts
        print(f"{SIGNALLED} batches of {seconds:.2f} s with signals: {counts}")


main()
