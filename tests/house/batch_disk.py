#!/usr/bin/env python3
"""A batch on a disk that is full ends in order, and goes on once there is room.

    tests/house/batch_disk.py PROGRAM

A file system in memory of many sizes, too small for the batch, or with too few names: the batch ends with 2
and one line that says there is no space left, what has its name is whole, and no temporary file takes room.
Given more room, --resume makes the folder that of a batch left alone. Mounting needs a namespace of one's
own, by unshare.
"""
import os
import shutil
import subprocess
import sys

import batch_trials as trials

SCENARIOS = ["season", "refusal", "bass", "signing"]
OF = {"paths": 500}
KIB = 1024


def mount(what, folder):
    subprocess.run(["mount", "-t", "tmpfs", "-o", what, "none", folder], check=True)


def fill(folder, number, small, expected):
    """One disk that is too small; whether the batch ended for it."""
    disk = os.path.join(folder, f"disk-{number}")
    os.mkdir(disk)
    mount(small, disk)
    try:
        return fill_disk(folder, disk, number, small, expected)
    finally:
        # Lazily: what another thread has just begun may hold a file of it for a moment.
        subprocess.run(["umount", "--lazy", disk], check=True)


def fill_disk(folder, disk, number, small, expected):
    out = os.path.join(disk, "out")
    how = ("--jobs", str(1 + number % 3), "--threads", "2")
    ran = trials.landfall(trials.words_of_batch(out, *how, **OF), folder)
    assert ran.code in (0, 2), f"{small}: {ran}"
    if ran.code == 2:
        troubles = [line for line in ran.troubles() if "checkpoint" not in line]  # of those beside it
        assert len(troubles) == 1 and "No space left on device" in troubles[0], f"{small}: {troubles}"
        assert disk in troubles[0], f"{small}: {troubles}"
        if os.path.isdir(out):
            left = [name for name in trials.hidden(out) if ".checkpoint-" not in name]
            assert not left, f"{small}: left {left}"
            trials.check_whole(out, expected, small)
        again = trials.landfall(trials.words_of_batch(out, "--resume", *how, **OF), folder)
        assert again.code == 2, f"{small}: {again}"  # as full as before
        if os.path.isdir(out):
            trials.check_whole(out, expected, small)
    mount("remount,size=64m,nr_inodes=1000", disk)
    trials.batch(folder, out, "--resume", *how, **OF)
    trials.check_same(trials.contents(out), expected, small)
    return ran.code == 2


def inside():
    with trials.workplace(SCENARIOS) as folder:
        alone = os.path.join(folder, "alone")
        trials.batch(folder, alone, **OF)
        expected = trials.contents(alone)
        size = sum(len(value) for value in expected.values() if isinstance(value, bytes))
        pages = range(4 * KIB, size, size // 24)
        smalls = [f"size={bytes_ // (4 * KIB) * 4 * KIB}" for bytes_ in pages]
        smalls += [f"size=64m,nr_inodes={names}" for names in range(2, 16, 2)]
        ended = trials.for_each(enumerate(smalls), lambda one: fill(folder, *one, expected))
        assert ended.count(True) > len(smalls) * 3 // 4, ended
        print(f"{len(smalls)} disks too small, up to {size // KIB} KiB; {ended.count(True)} batches ended")


def main():
    if "--inside" in sys.argv:
        inside()
        return
    own = ["unshare", "-m"] if os.geteuid() == 0 else ["unshare", "-rm"]
    if not shutil.which("unshare") or subprocess.run([*own, "mount", "-t", "tmpfs", "none", "/mnt"],
                                                     capture_output=True, check=False).returncode != 0:
        trials.skip("no file system may be mounted here")
    sys.exit(subprocess.run([*own, sys.executable, os.path.abspath(__file__), trials.program, "--inside"],
                            check=False).returncode)


main()
