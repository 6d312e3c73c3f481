#!/usr/bin/env python3
"""Runs and batches that mpirun shares among processes.

    tests/house/ranks.py PROGRAM

They give the bytes of one process, in every form, from any number of processes, on one machine and on what
looks like two. A mistake is said once. Whatever process is killed, and whenever, mpirun ends with a code that
is not 0, nothing stands under its final name, and the first process, if it lives, says so and leaves nothing.
Skipped where there is no mpirun, or the program was built without MPI.
"""
import contextlib
import filecmp
import glob
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from small_scenarios import SCENARIO, STRATEGIES, STUDY  # noqa: E402

program = os.path.abspath(sys.argv[1])
home = os.path.abspath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))
LONG = [os.path.join(home, "scenarios/bench/maghreb6x60.toml"), "--paths", 1_000_000_000]
FORMS = ["json", "csv", "html", "md", "txt", "xlsx"]
# Open MPI asks before it lets root run, and before it starts more processes than there are cores.
environment = os.environ | {"OMPI_ALLOW_RUN_AS_ROOT": "1", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM": "1"}
mpirun = shutil.which("mpirun")
failures = []


def expect(is_right, *said):
    if not is_right:
        failures.append(said)
        print("WRONG:", *said)


def command(processes, *words, launcher=()):
    start = [mpirun, "--oversubscribe", *launcher, "-n", processes] if processes else []
    return [str(word) for word in [*start, program, *words]]


def landfall(processes, *words, launcher=()):
    """By so many processes; 0: without mpirun."""
    return subprocess.run(command(processes, *words, launcher=launcher), env=environment, text=True,
                          stdin=subprocess.DEVNULL, capture_output=True)


def ours(text):
    """What Landfall says, without what mpirun adds when a code is not 0."""
    lines, is_theirs = [], False
    for line in text.splitlines():
        if line.startswith("-----"):
            is_theirs = not is_theirs
        elif not is_theirs and not line.startswith("["):
            lines.append(line)
    return lines


# --- the same bytes ----------------------------------------------------------------------------------


def reports(folder):
    return [f"--report={folder}/report.{form}" for form in FORMS]


def run_into(folder, processes, words, **how):
    os.mkdir(folder)
    result = landfall(processes, *words, *reports(folder), **how)
    expect(result.returncode in (0, 1), folder, "ends with", result.returncode, result.stderr)
    return result.returncode, result.stdout


def check_same_run(name, words, counts, **how):
    one = f"{name}-1"
    if not os.path.isdir(one):
        known[name] = run_into(one, 0, words)
    for count in counts:
        folder = f"{name}-of-{count}{len(how) or ''}"
        expect(run_into(folder, count, words, **how) == known[name], folder, "is printed unlike one, or ends so")
        names = sorted(os.listdir(folder))
        expect(names == sorted(os.listdir(one)), folder, "has", names)
        _, differs, missing = filecmp.cmpfiles(one, folder, names, shallow=False)
        expect(not differs and not missing, folder, "differs in", differs, missing)


known = {}


def check_same_batch(count):
    """All but the lines of the journal, which stand in the order in which they came, is the same."""
    def batch(folder, processes):
        result = landfall(processes, "batch", "many", "--out", folder, "--report", "html,json,xlsx", "--paths", 900)
        expect(result.returncode == 0, folder, "ends with", result.returncode, result.stderr)
        return result.stdout

    if not os.path.isdir("batch-1"):
        known["batch"] = batch("batch-1", 0)
    folder = f"batch-of-{count}"
    expect(batch(folder, count) == known["batch"], folder, "is printed unlike one")
    files = [os.path.relpath(os.path.join(at, name), "batch-1")
             for at, _, names in os.walk("batch-1") for name in names if name != "journal.jsonl"]
    expect(len(files) == 5 * 3 + 2, "a batch of one has", files)
    _, differs, missing = filecmp.cmpfiles("batch-1", folder, files, shallow=False)
    expect(not differs and not missing, folder, "differs in", differs, missing)
    lines = [sorted(open(f"{of}/journal.jsonl", encoding="utf-8")) for of in ("batch-1", folder)]
    expect(lines[0] == lines[1], folder, "has another journal")
    verified = landfall(0, "verify", folder)
    expect(verified.returncode == 0, folder, "does not verify:", verified)
    again = landfall(count, "batch", "many", "--out", folder, "--report", "html,json,xlsx", "--paths", 900, "--resume")
    expect(again.returncode == 0 and again.stdout == known["batch"], folder, "resumed:", again)


def check_two_machines():
    """Two names of this machine, by namespaces: processes then reach each other as over a network."""
    shell = os.path.abspath("shell")
    with open(shell, "w", encoding="utf-8") as file:
        file.write('#!/bin/sh\nhost=$1\nshift\nexec unshare --uts sh -c "hostname $host; $*"\n')
    os.chmod(shell, 0o755)
    tried = subprocess.run([shell, "there", "hostname"], capture_output=True, text=True)
    if tried.stdout.strip() != "there":
        print("ranks: two machines are left out: no namespaces here")
        return
    launcher = ["--mca", "plm_rsh_agent", shell, "-H", "machine-a:2,machine-b:1"]
    check_same_run("strategies", ["run", "strategies.toml", "--paths", 3000], [3], launcher=launcher)


def check_all_same():
    check_same_run("one", ["run", "one.toml", "--paths", 5001], [1, 2, 3, 7])
    check_same_run("strategies", ["run", "strategies.toml", "--paths", 3000], [7])
    check_same_run("study", ["compare", "study.toml", "--paths", 1000], [2])
    check_same_run("few", ["run", "one.toml", "--paths", 300], [3])
    check_same_run("stop", ["run", "one.toml", "--stop", "npv.mean=1.2%", "--set", "simulation.sampler=\"independent\"",
                            "--set", "simulation.stop.max_paths=200_000"], [3])
    check_same_run("unreached", ["run", "one.toml", "--stop", "npv.mean=0.001%",
                                 "--set", "simulation.stop.max_paths=20_000"], [2])
    check_two_machines()
    check_same_batch(3)


# --- mistakes ----------------------------------------------------------------------------------------


def check_mistakes():
    os.mkdir("here")
    for what, words, said, count in [
        ("no scenario", ["run", "nowhere.toml"], "landfall: cannot read 'nowhere.toml'", 1),
        ("a mistake in a scenario", ["run", "one.toml", "--set", "product.prize=1"], "unknown key 'prize'", 4),
        ("an option that is none", ["run", "one.toml", "--pahts", "2"], "did you mean '--paths'", 2),
        ("a folder that is not there", ["run", "one.toml", "--out", "nowhere/x"], "cannot write 'nowhere/x'", 1),
        ("a report in no folder", ["run", "one.toml", "--report", "nowhere/x.html"], "cannot write 'nowhere/x.html'", 1),
        ("draws", ["run", "one.toml", "--draws", "here/x.csv"], "run it without mpirun", 2),
        ("a shard", ["run", "one.toml", "--shard", "1/2", "--out", "here/x"], "leave --shard out", 2),
        ("too little memory", ["run", "one.toml", "--max-memory", "1M"], "--max-memory", 1),
        ("a number out of range", ["run", "one.toml", "--set", "product.price=1e300"], "", None),
        ("a batch of nothing", ["batch", "here", "--out", "here/out"], "no .toml", 2),
        ("a batch into a file", ["batch", "many", "--out", "one.toml"], "one.toml", 1),
    ]:
        result = landfall(3, *words)
        lines = ours(result.stderr)
        expect(result.returncode == 2 and result.stdout == "", what, "ends as", result)
        expect(said in "\n".join(lines), what, "is said as", lines)
        expect(len(lines) == count if count else len(lines) == len(set(lines)), what, "is not said once:", lines)
    left = glob.glob("here/*") + glob.glob("here/.*") + glob.glob(".landfall*")
    expect(not left, "mistakes leave", left)


# --- processes that are killed -----------------------------------------------------------------------


def runs_the_program(process):
    try:
        return os.readlink(f"/proc/{process}/exe") == os.path.realpath(program)
    except OSError:  # it is gone
        return False


def children(process):
    try:
        with open(f"/proc/{process.pid}/task/{process.pid}/children", encoding="ascii") as file:
            return [rank for rank in map(int, file.read().split()) if runs_the_program(rank)]
    except OSError:
        return []


def is_alive(process):
    try:
        with open(f"/proc/{process}/stat", encoding="ascii") as file:
            return file.read().rsplit(")", 1)[1].split()[0] != "Z"  # one that nobody has waited for
    except FileNotFoundError:
        return False


def ended(process, ranks):
    """What mpirun has said once it is over. About one of a hundred Open MPI 4.1.4 waits for itself for ever, at its
    end (PMIx_server_finalize), when a process of any program was killed as it began: then it is ended."""
    try:
        return process.communicate(timeout=20)
    except subprocess.TimeoutExpired:
        alive = [rank for rank in ranks if is_alive(rank)]
        expect(not alive, "after 20 s there still are", alive)
        for one in [*alive, process.pid]:
            os.kill(one, signal.SIGKILL)
        return process.communicate()


def check_killed(name, words, end, seconds, is_first=False):
    """Started, left alone for a while, and ended; `end` gets mpirun and the three processes."""
    folder = f"killed-{name}"
    os.mkdir(folder)
    words = [str(word).replace("FOLDER", folder) for word in words]
    process = subprocess.Popen(command(3, *words), env=environment, text=True, stdin=subprocess.DEVNULL,
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    until = time.monotonic() + 20
    # The first has found the others once it has opened its files: before that a loss is mpirun's own affair.
    while (len(ranks := children(process)) < 3 or not os.listdir(folder)) and time.monotonic() < until:
        time.sleep(0.005)
    time.sleep(seconds)
    end(process, ranks)
    out, err = ended(process, ranks)
    expect(process.returncode not in (0, None), name, "ends with", process.returncode)
    expect(out == "", name, "prints", out)
    said = [line for line in ours(err) if line.startswith("landfall:")]
    if not is_first:  # which says nothing once it is killed
        expect(len(said) == 1 and "another process of the run is gone" in said[0], name, "is said as", err)
    expect(len(said) <= 1, name, "is said more than once:", err)
    left = [os.path.join(at, one) for at, _, names in os.walk(folder) for one in names
            if not (is_first and one.endswith(".tmp"))]
    expect(not left, name, "leaves", left)
    until = time.monotonic() + 20  # mpirun ends before those that it has told to
    while (alive := [rank for rank in ranks if is_alive(rank)]) and time.monotonic() < until:
        time.sleep(0.05)
    expect(not alive, name, "leaves processes", alive)


def kill(rank):
    return lambda process, ranks: os.kill(sorted(ranks)[rank], signal.SIGKILL)


def check_kills():
    run = ["run", *LONG, "--threads", 1, "--out", "FOLDER/out.txt", "--report", "FOLDER/out.html"]
    check_killed("at-once", run, kill(2), 0)
    check_killed("in-the-middle", run, kill(1), 1)
    check_killed("the-first", run, kill(0), 0.5, is_first=True)
    terminate = lambda process, ranks: process.terminate()  # noqa: E731
    check_killed("mpirun-terminated", run, terminate, 0.5)
    check_killed("mpirun-interrupted", run, lambda process, ranks: process.send_signal(signal.SIGINT), 0.5)


def check_killed_at_the_end():
    """A process goes while the first gathers, finishes or writes: all reports are there, or none. mpirun gives
    the first a second to tidy up; one that takes longer over a report leaves hidden files."""
    words = ["run", "strategies.toml", "--paths", 100_000, "--threads", 1]
    begin = time.monotonic()
    expect(run_into("ended", 3, words)[0] == 0, "a run that is not killed")
    whole = time.monotonic() - begin
    files = sorted(os.listdir("ended"))
    for i in range(5):
        folder = f"ended-{i}"
        os.mkdir(folder)
        process = subprocess.Popen(command(3, *words, *reports(folder)), env=environment, text=True,
                                   stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        until = time.monotonic() + 20
        while not os.listdir(folder) and process.poll() is None and time.monotonic() < until:
            time.sleep(0.005)
        time.sleep(whole * (0.1 + 0.15 * i))
        ranks = sorted(children(process))
        with contextlib.suppress(IndexError, ProcessLookupError):  # all have ended
            os.kill(ranks[-1], signal.SIGKILL)
        ended(process, ranks)
        left = sorted(name for name in os.listdir(folder) if not name.endswith(".tmp"))
        expect(left in ([], files), folder, "has", left)
        _, differs, _ = filecmp.cmpfiles("ended", folder, left, shallow=False)
        expect(not differs, folder, "differs in", differs)
        expect(process.returncode != 0 or left == files, folder, "ends with 0 and has", left)


def main():
    version = subprocess.run([program, "--version", "--verbose"], capture_output=True, text=True, check=True).stdout
    if mpirun is None or "MPI: none" in version:
        print("skipped:", "there is no mpirun" if mpirun is None else "the program was built without MPI")
        return 77
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        os.mkdir("many")
        other = SCENARIO.replace("Small", "Other")
        for name, text in [("one", SCENARIO), ("other", other), ("strategies", SCENARIO + STRATEGIES), ("study", STUDY),
                           *((f"many/{i}", SCENARIO + f"[simulation]\nseed = {i}\n") for i in range(1, 4)),
                           ("many/other", other), ("many/strategies", SCENARIO + STRATEGIES)]:
            with open(f"{name}.toml", "w", encoding="utf-8") as file:
                file.write(text)
        for check in check_all_same, check_mistakes, check_kills, check_killed_at_the_end:
            begin = time.monotonic()
            check()
            print(f"{check.__name__}: {time.monotonic() - begin:.1f} s")
        os.chdir(home)
    print(f"ranks: {len(failures)} failures" if failures else "ranks: all as they should be")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
