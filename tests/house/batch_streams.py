#!/usr/bin/env python3
"""Standard streams that are closed, full or without a reader, and what a batch says meanwhile.

    tests/house/batch_streams.py PROGRAM

Standard output that is closed or full is an error with a message, of every command that writes there, after
which the files are all there; one whose reader has gone is none, and quiet. No file that is written takes
the place of a closed stream, and messages that cannot be told change nothing. Without a terminal progress
is a plain line now and then, on a terminal one that is drawn anew. A second signal ends a batch at once;
one that is stopped and continued does not mind.
"""
import os
import re
import signal
import subprocess
import time

import batch_trials as trials
from terminals import sent_to_terminal

SCENARIOS = ["season", "refusal"]
OF = {"paths": 500}
LONG = {"files": ["in/refusal.toml"], "paths": 30_000_000, "report": "json"}


def shell(command, folder):
    """With PROGRAM for the program; what it ends with is that of the first command of a pipe."""
    ran = subprocess.run(["bash", "-c", command.replace("PROGRAM", trials.program)
                          + "; exit ${PIPESTATUS[0]}"], cwd=folder, capture_output=True, check=False)
    return trials.Ran(ran.returncode, ran.stdout.decode("utf-8", "replace"), ran.stderr.decode(), 0)


def check_streams(folder, expected):
    count = 0
    parts = "PROGRAM run in/season.toml --paths 1000 --shard {}/2 --out {}.lfs"
    for number in (1, 2):
        assert shell(parts.format(number, number), folder).code == 0
    commands = {"run": "PROGRAM run in/season.toml --paths 1000 --report {}.json",
                "batch": "PROGRAM " + " ".join(trials.words_of_batch("{}", **OF)),
                "verify": "PROGRAM verify alone", "merge": "PROGRAM merge 1.lfs 2.lfs",
                "help": "PROGRAM batch --help"}
    for name, command in commands.items():
        for what, end, code, message in (
                ("closed", ">&-", 2, "Bad file descriptor"),
                ("full", ">/dev/full", 2, "No space left on device"),
                ("all-closed", "<&- >&- 2>&-", 2, None), ("no-messages", "2>&-", 0, None),
                ("full-messages", "2>/dev/full", 0, None), ("no-input", "<&-", 0, None),
                ("piped", "| head -c 10", None, None), ("unread", "| true", None, None),
                ("unread-both", "2>&1 | true", None, None)):
            out = f"{name}-{what}"
            ran = shell(f"{command.format(out)} {end}", folder)
            # `head` may have read all before it left.
            assert ran.code == code or (code is None and ran.code in (141, 0)), f"{out}: {ran}"
            troubles = ran.troubles()
            if message:
                assert troubles == ["landfall: cannot write to standard output: " + message], f"{out}: {ran}"
            else:
                assert not troubles, f"{out}: {troubles}"
            if name == "batch":
                trials.check_same(trials.contents(os.path.join(folder, out)), expected, out)
            if name == "run":
                assert os.path.exists(os.path.join(folder, out + ".json")), out
            count += 1
    for slow in ("run in/refusal.toml --paths 200000", " ".join(trials.words_of_batch("slow", **OF))):
        ran = shell(f"PROGRAM {slow} | true", folder)  # which is gone long before
        assert ran.code == 141 and not ran.troubles(), ran
    for end in ("<&-", "</dev/null"):
        ran = shell(f"PROGRAM run - {end}", folder)
        assert ran.code == 2 and 0 < len(ran.err.splitlines()) < 6, ran
        ran = shell(f"PROGRAM batch - --out nothing {end}", folder)
        assert ran.code == 2 and not os.path.exists(os.path.join(folder, "nothing")), ran
    return count


def on_terminal(words, folder, **variables):
    environment = {name: value for name, value in os.environ.items() if name != "CI"}
    return sent_to_terminal(lambda writer: trials.start(words, folder, stdout=subprocess.DEVNULL, stderr=writer,
                                                        env={**environment, "TERM": "xterm", **variables}))


def check_progress(folder):
    words = trials.words_of_batch("lines", paths=50_000)
    ran = trials.landfall(words, folder)  # which sees that none of it is a control character
    lines = ran.err.splitlines()
    assert ran.code == 0 and len(lines) == len(SCENARIOS), ran.err
    assert all(trials.PROGRESS.fullmatch(line) for line in lines), lines
    assert re.search(r"1 of 2 scenarios, [\d ]+ paths/s, .* left$", lines[0]), lines
    sent = on_terminal(trials.words_of_batch("drawn", paths=50_000), folder)
    assert sent.count("\r\x1b[K") >= 3 and "of 2 scenarios" in sent and sent.endswith("\r\x1b[K"), ascii(sent)
    for left in re.split(r"\r\x1b\[K|\r?\n", sent):
        assert not re.search(r"[\x00-\x1f\x7f]", left), ascii(left)
    for variables in ({"TERM": "dumb"}, {"CI": "1"}):
        sent = on_terminal(trials.words_of_batch(f"dumb-{len(variables)}-{'CI' in variables}", **OF), folder,
                           **variables)
        assert "\x1b" not in sent and "2 of 2 scenarios" in sent, ascii(sent)


def wait_for(path, seconds=20):
    end = time.monotonic() + seconds
    while not os.path.exists(path):
        assert time.monotonic() < end, f"{path} does not come"
        time.sleep(0.01)


def check_signals(folder):
    for first, second in ((signal.SIGINT, signal.SIGINT), (signal.SIGTERM, signal.SIGINT)):
        out = f"twice-{first}-{second}"
        process = trials.start(trials.words_of_batch(out, **LONG), folder)
        wait_for(os.path.join(folder, out, trials.JOURNAL))
        begin = time.monotonic()
        process.send_signal(first)
        process.send_signal(second)
        ran = trials.ended(process)
        # The first may have been enough.
        assert ran.code in (128 + first, 128 + second) and time.monotonic() - begin < 10, ran
    # Stopped, it cannot end in order before the second comes; continued, it meets both at once.
    out = "at-once"
    process = trials.start(trials.words_of_batch(out, "--threads", "1", **LONG), folder)
    wait_for(os.path.join(folder, out, trials.JOURNAL))
    process.send_signal(signal.SIGSTOP)
    process.send_signal(signal.SIGINT)
    process.send_signal(signal.SIGTERM)
    process.send_signal(signal.SIGCONT)
    ran = trials.ended(process)
    assert ran.code in (130, 143) and "scenarios are done" not in ran.err, ran
    out = "stopped"
    process = trials.start(trials.words_of_batch(out, paths=200_000), folder)
    for _ in range(5):
        time.sleep(0.02)
        process.send_signal(signal.SIGSTOP)
        time.sleep(0.02)
        process.send_signal(signal.SIGCONT)
    ran = trials.ended(process)
    assert ran.code == 0 and not ran.troubles(), ran
    assert trials.landfall(["verify", out], folder).code == 0


def main():
    with trials.workplace(SCENARIOS) as folder:
        trials.batch(folder, "alone", **OF)
        expected = trials.contents(os.path.join(folder, "alone"))
        count = check_streams(folder, expected)
        check_progress(folder)
        check_signals(folder)
        print(f"{count} ways of standard streams, progress, signals")


main()
