#!/usr/bin/env python3
"""The job scripts of docs/scale/ under a real Slurm, which lives in a temporary folder for as long as this.

    tests/house/slurm.py PROGRAM

An array job with a merge that depends on it, a job of several processes under mpirun and under srun, and a
batch that is warned, cancelled, and submitted again: each gives the bytes of the plain run. Slurm is one node
with its own munge, ports and folders, so that it meets no other; root starts it. Skipped where Slurm is not
installed.
"""
import contextlib
import filecmp
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from small_scenarios import SCENARIO, STRATEGIES  # noqa: E402

program = os.path.abspath(sys.argv[1])
home = os.path.abspath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))
scripts = os.path.join(home, "docs", "scale")
NEEDED = ["munged", "slurmctld", "slurmd", "sbatch", "squeue", "scancel", "scontrol", "sinfo"]
NAME = socket.gethostname().split(".")[0]
environment = os.environ | {
    "PATH": f"{os.path.dirname(program)}:/usr/sbin:/sbin:{os.environ['PATH']}",
    "OMPI_ALLOW_RUN_AS_ROOT": "1", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM": "1",
}
failures = []

CONFIGURATION = """\
ClusterName=test
SlurmctldHost={name}(127.0.0.1)
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket={folder}/munge.socket
SlurmctldPort={ports[0]}
SlurmdPort={ports[1]}
StateSaveLocation={folder}/state
SlurmdSpoolDir={folder}/spool
SlurmctldPidFile={folder}/slurmctld.pid
SlurmdPidFile={folder}/slurmd.pid
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SlurmdParameters=config_overrides
SchedulerParameters=batch_sched_delay=0,sched_interval=1,sched_min_interval=0
MpiDefault=none
ReturnToService=2
KillWait=10
NodeName={name} NodeAddr=127.0.0.1 CPUs=4 State=UNKNOWN
PartitionName=main Nodes=ALL Default=YES MaxTime=INFINITE State=UP
"""


def expect(is_right, *said):
    if not is_right:
        failures.append(said)
        print("WRONG:", *said)


def run(*words, **how):
    return subprocess.run([str(word) for word in words], env=environment, text=True, check=True,
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, **how).stdout.strip()


def wait_until(what, seconds=60):
    """Calls it until it is true; false where it never is."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if what():
            return True
        time.sleep(0.1)
    return False


# --- a Slurm of its own ------------------------------------------------------------------------------


def free_ports(count):
    with contextlib.ExitStack() as open_ones:
        sockets = [open_ones.enter_context(socket.socket()) for _ in range(count)]
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in sockets]


@contextlib.contextmanager
def slurm(folder):
    daemons = []

    def start(*words):
        with open(f"{folder}/{words[0]}.log", "ab") as log:
            daemons.append(subprocess.Popen([str(word) for word in words], env=environment, stdin=subprocess.DEVNULL,
                                            stdout=log, stderr=log))

    with open(f"{folder}/munge.key", "wb") as key:
        key.write(os.urandom(128))
    os.chmod(f"{folder}/munge.key", 0o600)
    for name in "state", "spool":
        os.mkdir(f"{folder}/{name}")
    with open(f"{folder}/slurm.conf", "w", encoding="ascii") as file:
        file.write(CONFIGURATION.format(name=NAME, folder=folder, ports=free_ports(2)))
    environment["SLURM_CONF"] = f"{folder}/slurm.conf"
    try:
        start("munged", "--foreground", "--force", f"--socket={folder}/munge.socket", f"--key-file={folder}/munge.key",
              f"--pid-file={folder}/munged.pid", f"--seed-file={folder}/munged.seed", f"--log-file={folder}/munged.log")
        if not wait_until(lambda: os.path.exists(f"{folder}/munge.socket"), 10):
            raise RuntimeError("munged does not start")
        start("slurmctld", "-D", "-i")
        start("slurmd", "-D", "-N", NAME)
        is_idle = lambda: subprocess.run(["sinfo", "-h", "-o", "%t"], env=environment, text=True,  # noqa: E731
                                         capture_output=True).stdout.strip() == "idle"
        if not wait_until(is_idle, 30):
            raise RuntimeError("the node does not become idle")
        yield
    except Exception:
        for name in "munged", "slurmctld", "slurmd":
            with contextlib.suppress(OSError), open(f"{folder}/{name}.log", encoding="utf-8", errors="replace") as log:
                print(f"--- {name}.log\n{log.read()[-3000:]}")
        raise
    finally:
        if len(daemons) > 1:
            for words in ["scancel", "--user=root"], ["scontrol", "shutdown"]:
                with contextlib.suppress(subprocess.SubprocessError):
                    subprocess.run(words, env=environment, capture_output=True, timeout=20)
        for daemon in reversed(daemons):
            if daemon is not daemons[0]:
                with contextlib.suppress(subprocess.TimeoutExpired):
                    daemon.wait(15)
            daemon.terminate()
            try:
                daemon.wait(10)
            except subprocess.TimeoutExpired:
                daemon.kill()
                daemon.wait()


def submit(*words, **variables):
    return run("sbatch", "--parsable", *[f"--{name.replace('_', '-')}={value}" for name, value in variables.items()],
               *words)


def is_over(job):
    return run("squeue", "--noheader", "--states=all", "--format=%T", f"--jobs={job}").split()


def wait_for(job, state="COMPLETED"):
    over = {"COMPLETED", "FAILED", "CANCELLED", "TIMEOUT", "NODE_FAIL"}
    expect(wait_until(lambda: set(is_over(job)) <= over, 120), "job", job, "does not end:", is_over(job))
    expect(set(is_over(job)) == {state}, "job", job, "ends as", is_over(job))


def text_of(file):
    with open(file, encoding="utf-8") as stream:
        return stream.read()


def same(one, other):
    expect(os.path.exists(other) and filecmp.cmp(one, other, shallow=False), other, "differs from", one)


# --- the jobs ----------------------------------------------------------------------------------------


def check_array():
    words = ["strategies.toml", "--paths", 5000]
    run(program, "run", *words, "--report=plain.html", "--report=plain.xlsx", "--out", "plain.txt")
    parts = submit(f"{scripts}/slurm-array.sh", *words)
    merge = submit(f"{scripts}/slurm-merge.sh", "--report=merged.html", "--report=merged.xlsx", "--out", "merged.txt",
                   dependency=f"afterok:{parts}")
    wait_for(parts)
    wait_for(merge)
    for form in "html", "xlsx", "txt":
        same(f"plain.{form}", f"merged.{form}")
    # One task lost, and done again alone.
    os.remove("part-5.lfs")
    wait_for(submit(f"{scripts}/slurm-merge.sh", "--out", "again.txt"), "FAILED")
    expect("part 5 of 8 is missing" in text_of("merge.log"), "a missing part is said as", text_of("merge.log"))
    wait_for(submit(f"{scripts}/slurm-array.sh", *words, array="5"))
    wait_for(submit(f"{scripts}/slurm-merge.sh", "--out", "again.txt"))
    same("plain.txt", "again.txt")


def check_processes():
    if "MPI: none" in run(program, "--version", "--verbose"):
        print("slurm: jobs of several processes are left out: the program was built without MPI")
        return
    launchers = {"mpirun": "mpirun --map-by slot --bind-to none"}
    if "pmix" in subprocess.run(["srun", "--mpi=list"], env=environment, text=True, capture_output=True).stderr + \
            subprocess.run(["srun", "--mpi=list"], env=environment, text=True, capture_output=True).stdout:
        launchers["srun"] = "srun --mpi=pmix"
    else:
        print("slurm: srun is left out: this Slurm knows no pmix")
    for name, launch in launchers.items():
        environment["LAUNCH"] = launch
        wait_for(submit(f"{scripts}/slurm-mpi.sh", "run", "strategies.toml", "--paths", 5000, f"--report={name}.html",
                        f"--report={name}.xlsx", "--out", f"{name}.txt", ntasks_per_node=3, output=f"{name}.log"))
        for form in "html", "xlsx", "txt":
            same(f"plain.{form}", f"{name}.{form}")
        expect(text_of(f"{name}.log") == "", name, "says", text_of(f"{name}.log"))
    wait_for(submit(f"{scripts}/slurm-mpi.sh", "run", "nowhere.toml", ntasks_per_node=3, output="wrong.log"), "FAILED")
    expect(text_of("wrong.log").count("cannot read 'nowhere.toml'") == 1, "a mistake is said as", text_of("wrong.log"))


def check_batch():
    words = ["many", "--report", "json,html"]
    run(program, "batch", *words, "--out", "plain", stderr=subprocess.DEVNULL)
    job = submit(f"{scripts}/slurm-batch.sh", *words, "--out", "under-slurm")
    expect(wait_until(lambda: os.path.isfile("under-slurm/journal.jsonl") and
                      '"a-small"' in text_of("under-slurm/journal.jsonl").split("\n", 1)[1]),
           "the first scenario is not done")
    time.sleep(0.3)
    run("scancel", "--signal=USR1", "--batch", job)  # as --signal=B:USR1@60 does before the time is over
    expect(wait_until(lambda: "checkpoint written" in text_of("batch.log"), 20), "no checkpoint:", text_of("batch.log"))
    run("scancel", job)
    wait_for(job, "CANCELLED")
    expect("interrupted: 1 of 3 scenarios are done" in text_of("batch.log"), "cancelled:", text_of("batch.log"))
    expect(not os.path.exists("under-slurm/b-long/report.json"), "it was over before it was cancelled")
    wait_for(submit(f"{scripts}/slurm-batch.sh", *words, "--out", "under-slurm"))
    expect("b-long: goes on from its checkpoint" in text_of("batch.log"), "resumed:", text_of("batch.log"))
    names = ["index.html", "summary.csv", *(f"{scenario}/report.{form}" for scenario in ("a-small", "b-long", "c-small")
                                            for form in ("json", "html"))]
    for name in names:
        same(f"plain/{name}", f"under-slurm/{name}")
    run(program, "verify", "under-slurm")


def main():
    missing = [name for name in NEEDED if shutil.which(name, path=environment["PATH"]) is None]
    if missing or os.geteuid() != 0:
        print("skipped:", f"{', '.join(missing)} is not installed" if missing else "only root can start a Slurm")
        return 77
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # ends what was started, too
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        os.mkdir(f"{folder}/slurm")
        os.mkdir(f"{folder}/work")
        os.chdir(f"{folder}/work")
        os.mkdir("many")
        with open(os.path.join(home, "scenarios/bench/maghreb6x60.toml"), encoding="utf-8") as file:
            long = file.read().replace("[simulation]\n", "[simulation]\npaths = 1_500_000\n")
        for name, text in [("strategies", SCENARIO + STRATEGIES), ("many/a-small", SCENARIO), ("many/b-long", long),
                           ("many/c-small", SCENARIO.replace("Small", "Other"))]:
            with open(f"{name}.toml", "w", encoding="utf-8") as file:
                file.write(text)
        try:
            with slurm(f"{folder}/slurm"):
                for check in check_array, check_processes, check_batch:
                    begin = time.monotonic()
                    check()
                    print(f"{check.__name__}: {time.monotonic() - begin:.1f} s")
        finally:
            os.chdir(home)
    print(f"slurm: {len(failures)} failures" if failures else "slurm: all as they should be")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
