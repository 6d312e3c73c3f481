"""Programs in turns: run them in alternating order, and compare the medians of what they took."""

import dataclasses
import os
import re
import subprocess
import sys
import tempfile
import time
from statistics import median

# One thread a program unless it is asked for more, and numbers with a decimal point.
ENVIRONMENT = os.environ | {
    "LC_ALL": "C",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "OPENTURNS_NUM_THREADS": "1",
}


class Failed(Exception):
    """A program that should have run did not; the message says which."""


@dataclasses.dataclass
class Run:
    """One process from its start to its exit."""

    output: str
    wall_seconds: float
    processor_seconds: float


def run(command):
    """Runs a command; what it says on standard error is shown only if it fails."""
    with tempfile.TemporaryFile("w+") as complaint:
        begin = time.perf_counter()
        process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=complaint, env=ENVIRONMENT, text=True
        )
        try:
            output = process.stdout.read()
        except BaseException:  # interrupted: leave nothing running
            process.kill()
            raise
        finally:
            process.stdout.close()
        # Waited for by hand: only so is the processor time that of this one child.
        _, status, usage = os.wait4(process.pid, 0)
        wall_seconds = time.perf_counter() - begin
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            complaint.seek(0)
            words = " ".join(str(word) for word in command)
            raise Failed(f"this ended with {process.returncode}: {words}\n{complaint.read().rstrip()}")
    return Run(output, wall_seconds, usage.ru_utime + usage.ru_stime)


def one_way(scenario):
    """Options of `landfall run` for a file: its first strategy, where it has any."""
    with open(scenario, encoding="utf-8") as file:
        strategy = re.search(r"^\[strategy\.(\w+)", file.read(), re.MULTILINE)
    return ["--strategy", strategy[1]] if strategy else []


def in_turns(rounds, tasks):
    """Calls every task once a round, every other round in reverse; {name: [result, ...]}.

    So all meet the same disturbances of a shared machine, and none always follows the same other.
    """
    results = {name: [] for name in tasks}
    for number in range(rounds):
        names = list(tasks) if number % 2 == 0 else list(reversed(tasks))
        for name in names:
            if sys.stderr.isatty():
                print(f"\r\033[Kround {number + 1} of {rounds}: {name}", end="", file=sys.stderr)
            results[name].append(tasks[name]())
    if sys.stderr.isatty():
        print("\r\033[K", end="", file=sys.stderr)
    return results


@dataclasses.dataclass
class Ratio:
    """How two lists of the same rounds compare."""

    of_medians: float
    least: float  # of the rounds, each with itself
    most: float

    def __str__(self):
        return f"{self.of_medians:.2f} ({self.least:.2f} - {self.most:.2f})"


def ratio(these, those):
    by_round = [this / that for this, that in zip(these, those)]
    return Ratio(median(these) / median(those), min(by_round), max(by_round))
