#!/usr/bin/env python3
"""Whatever operation on a batch's folder goes wrong, it ends as it should and can be gone on with.

    tests/house/batch_operations.py PROGRAM

faults.c is loaded before the program and lets the n-th open, write, fsync, close, rename ... fail, for every
n and with every error that it may meet, once and from then on; or half of it happen; or the process be
killed in its place. What is not put right ends the batch with 2 and one line that names the file and the
reason, and leaves no temporary file; what has its name is whole; --resume makes the folder that of a batch
left alone. The same by strace, which knows system calls and no library, on some of them.
"""
import errno
import os
import shutil
import subprocess
import time

import batch_trials as trials

SCENARIOS = ["season", "refusal"]
OF = {"paths": 256}
ONE = ("--jobs", "1", "--threads", "1")
ENDS, GOES_ON, EITHER = (2,), (0,), (0, 2)
OUTCOMES = {  # of an operation by what befalls it; with "stays": from then on
    "open": {"EMFILE": ENDS, "ENOSPC": ENDS, "EINTR": GOES_ON},
    "mkdir": {"EACCES": ENDS, "ENOSPC": ENDS},
    "write": {"ENOSPC": ENDS, "ENOSPC stays": ENDS, "EIO": ENDS, "EDQUOT": ENDS, "EINTR": GOES_ON,
              "short": GOES_ON, "short stays": GOES_ON},
    "pwrite": {"ENOSPC": GOES_ON},  # the process's number, for messages
    "truncate": {"EIO": GOES_ON},
    "fsync": {"EIO": ENDS, "EIO stays": ENDS, "EINTR": GOES_ON, "EINVAL stays": GOES_ON},
    "close": {"EIO": EITHER, "EINTR": GOES_ON},  # what is closed may have been synchronised before
    "rename": {"EXDEV": ENDS, "EACCES": ENDS, "ENOSPC stays": ENDS},
    "unlink": {"EIO": GOES_ON},
    "lock": {"ENOLCK": ENDS, "EINTR": GOES_ON},
    "thread": {"EAGAIN": GOES_ON, "EAGAIN stays": GOES_ON},
    "any": {"kill": (-9,)},
}


def library(folder):
    compiler = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
    if not compiler:
        trials.skip("there is no C compiler")
    if trials.is_instrumented():
        trials.skip("the program is instrumented")
    source = os.path.join(os.path.dirname(os.path.abspath(__file__)), "faults.c")
    built = os.path.join(folder, "faults.so")
    subprocess.run([compiler, "-O1", "-shared", "-fPIC", source, "-o", built, "-ldl"], check=True)
    return built


def check_one_line(ran, out, error, what):
    troubles = ran.troubles()
    assert len(troubles) == 1, f"{what}: not one line: {troubles}"
    assert troubles[0].startswith("landfall: ") and out in troubles[0], f"{what}: {troubles[0]}"
    if error:
        assert os.strerror(error) in troubles[0], f"{what}: {troubles[0]}"


def check_resumed(folder, out, expected, what):
    here = os.path.join(folder, out)
    trials.check_whole(here, expected, what)
    ran = trials.batch(folder, out, "--resume", *ONE, **OF)
    for line in ran.troubles():
        assert "left its lock" in line or "it is torn" in line, f"{what}: {line}"
    trials.check_same(trials.contents(here), expected, what)
    trials.remove(here)


class Faults:
    def __init__(self, folder):
        self.folder = folder
        self.built = library(folder)
        self.expected = None

    def begin(self, out, *more, of=None, **variables):
        environment = {**os.environ, "LD_PRELOAD": self.built,
                       "FAULT_FOLDER": os.path.join(self.folder, out), **variables}
        words = trials.words_of_batch(os.path.join(self.folder, out), *ONE, *more, **(of or OF))
        return trials.landfall(words, self.folder, env=environment)

    def count(self):
        """Of each operation, in a batch left alone."""
        file = os.path.join(self.folder, "counts")
        ran = self.begin("alone", FAULT_COUNTS=file)
        assert ran.code == 0, ran.err
        self.expected = trials.contents(os.path.join(self.folder, "alone"))
        with open(file, encoding="ascii") as lines:
            return {name: int(count) for name, count in (line.split() for line in lines)}

    def strike(self, trial):
        operation, number, befalls = trial
        what = f"{operation} {number}: {befalls}"
        out = f"out-{operation}-{number}-{befalls.replace(' ', '-')}"
        name, *stays = befalls.split()
        error = getattr(errno, name, 0)
        ran = self.begin(out, FAULT_OF=operation, FAULT_AT=str(number), FAULT_IS=str(error or name),
                         **({"FAULT_STAYS": "1"} if stays else {}))
        assert ran.code in OUTCOMES[operation][befalls], f"{what}: ended with {ran.code}: {ran.err}"
        here = os.path.join(self.folder, out)
        if ran.code == 2:
            check_one_line(ran, out, error, what)
            if os.path.isdir(here) and operation != "lock":  # which another may hold
                assert not trials.hidden(here), f"{what}: left {trials.hidden(here)}"
        elif ran.code == 0:
            assert not ran.troubles(), f"{what}: {ran.err}"
            if operation != "unlink":
                trials.check_same(trials.contents(here), self.expected, what)
        check_resumed(self.folder, out, self.expected, what)
        return ran.code


def strace(folder, expected):
    """Calls that fail are counted over all files, so it may be the line for people that is lost."""
    tool = shutil.which("strace")
    probe = [tool, "-f", "-o", os.devnull, "true"]
    if not tool or subprocess.run(probe, capture_output=True, check=False).returncode != 0:
        return "no strace"
    sample = [("write", error, at) for error in ("ENOSPC", "EIO", "EINTR") for at in range(1, 14, 2)]
    sample += [("fsync", error, at) for error in ("EIO", "EINTR") for at in range(1, 18, 4)]
    sample += [("rename", "EXDEV", at) for at in range(1, 7, 2)]

    def inject(trial):
        call, error, at = trial
        what, out = f"strace: {call} {at}: {error}", f"strace-{call}-{error}-{at}"
        words = trials.words_of_batch(out, *ONE, **OF)
        ran = subprocess.run([tool, "-f", "-qq", "-o", os.devnull, "-e", f"trace={call}", "-e",
                              f"inject={call}:error={error}:when={at}", trials.program, *words],
                             cwd=folder, capture_output=True, check=False, stdin=subprocess.DEVNULL)
        ran = trials.Ran(ran.returncode, ran.stdout.decode(), ran.stderr.decode(), 0)
        assert ran.code == 0 if error == "EINTR" else ran.code in EITHER, f"{what}: {ran}"
        if ran.code == 2:
            troubles = ran.troubles()
            assert len(troubles) == 1 and os.strerror(getattr(errno, error)) in troubles[0], ran
        check_resumed(folder, out, expected, what)
        return ran.code

    codes = trials.for_each(sample, inject)
    assert codes.count(2) >= len(sample) // 3, codes
    return f"{len(sample)} by strace, {codes.count(2)} ended"


def with_checkpoint(faults):
    """Killed while it goes on from a checkpoint: the last of these kills is after the journal's line."""
    of = {"files": ["in/refusal.toml"], "paths": 400_000, "report": "json"}  # of several blocks
    folder = faults.folder
    expected, begun = "checked-whole", "checked-begun"
    began = time.monotonic()
    trials.batch(folder, expected, *ONE, **of)
    seconds = time.monotonic() - began
    whole = trials.contents(os.path.join(folder, expected))
    for i in range(100):  # moments of the whole, none twice, until one is within the run
        process = trials.start(trials.words_of_batch(begun, *ONE, **of), folder)
        time.sleep(seconds * (0.5 + i * 0.618) % seconds)
        process.terminate()
        trials.ended(process)
        begun_at = os.path.join(folder, begun)
        if os.path.isdir(begun_at):
            if any(".checkpoint-" in name for name in trials.hidden(begun_at)):
                break
            trials.remove(begun_at)
    else:
        raise AssertionError(f"a run of {seconds} s was not interrupted by a hundred signals")

    def strike(trial):
        operation, number = trial
        what, out = f"with a checkpoint, {operation} {number}", f"checked-{operation}-{number}"
        here = os.path.join(folder, out)
        shutil.copytree(os.path.join(folder, begun), here)
        ran = faults.begin(out, "--resume", of=of, FAULT_OF=operation, FAULT_AT=str(number), FAULT_IS="kill")
        assert ran.code in (-9, 0), f"{what}: {ran}"
        trials.check_whole(here, whole, what)
        said = trials.batch(folder, here, "--resume", *ONE, **of).err
        trials.check_same(trials.contents(here), whole, what)
        return ran.code, "goes on from its checkpoint" in said

    every = [("unlink", at) for at in range(1, 4)] + [("any", at) for at in range(1, 60, 3)]
    found = trials.for_each(every, strike)
    assert [code for code, _ in found[:3]] == [-9, -9, 0], found  # the checkpoint, the lock, no more
    assert any(went_on for _, went_on in found), found
    return f"{len(found)} with a checkpoint"


def main():
    with trials.workplace(SCENARIOS) as folder:
        faults = Faults(folder)
        counts = faults.count()
        for operation in OUTCOMES:
            assert counts[operation] > 0, f"no {operation} was seen"
        every = [(operation, number, befalls) for operation, all_of in OUTCOMES.items()
                 for befalls in all_of for number in range(1, counts[operation] + 1)]
        codes = dict(zip(every, trials.for_each(every, faults.strike)))
        # Those of files that are closed before they have their name.
        closed = [codes[one] for one in every if one[0] == "close" and one[2] == "EIO"]
        assert closed.count(2) == counts["rename"], closed
        more = f"{with_checkpoint(faults)}; {strace(folder, faults.expected)}"
        print(f"{len(every)} faults, {list(codes.values()).count(2)} ended the batch; {more}")


main()
