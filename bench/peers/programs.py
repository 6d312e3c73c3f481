"""What takes part: how each program is found, built and called, and what it prints."""

import dataclasses
import hashlib
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

from rounds import Failed

ROOT = Path(__file__).resolve().parents[2]
PEERS = ROOT / "bench/peers"
BUILT = ROOT / "build/peers"
FLAGS = ["-std=c++20", "-O3", "-march=native", "-ffast-math"]


@dataclasses.dataclass
class Program:
    """A program that simulates the workload when it is called with the number of paths."""

    name: str
    command: list
    divisor: int = 1  # of the paths: slow ones simulate fewer
    note: str = ""


@dataclasses.dataclass
class Peer:
    """The workload as a user of another tool would write it, and the package of Debian it needs."""

    source: str
    package: str
    needs: str  # what must be there: a header, a module, or a command
    divisor: int = 1
    libraries: tuple = ()


ALL_PEERS = [
    Peer("boost_textbook.cpp", "libboost-random-dev", "boost/random/triangle_distribution.hpp"),
    Peer("quantlib_multipath.cpp", "libquantlib0-dev", "ql/version.hpp", libraries=("-lQuantLib",)),
    Peer("numpy_vectorised.py", "python3-numpy", "numpy"),
    Peer("numba_loops.py", "python3-numba", "numba"),
    Peer("openturns_sample.py", "python3-openturns", "openturns", divisor=10),
    Peer("r_vectorised.R", "r-base-core", "Rscript", divisor=10),
]


def available_peers():
    """The programs whose tool is installed, and a line for each of the others."""
    programs, left_out = [], []
    for peer in ALL_PEERS:
        name = Path(peer.source).stem
        if is_there(peer):
            programs.append(Program(name, command_of(name, peer), peer.divisor))
        else:
            left_out.append(f"{name} is left out: install {peer.package}")
    return programs, left_out


def is_there(peer):
    if peer.source.endswith(".R"):
        return shutil.which(peer.needs) is not None
    if peer.source.endswith(".py"):
        test = [sys.executable, "-c", f"import {peer.needs}"]
    else:
        test = ["g++", "-E", "-include", peer.needs, "-x", "c++", os.devnull]
    return subprocess.run(test, capture_output=True, check=False).returncode == 0


def command_of(name, peer):
    source = PEERS / peer.source
    if peer.source.endswith(".R"):
        return ["Rscript", "--vanilla", source]
    if peer.source.endswith(".py"):
        return [sys.executable, "-B", source]
    return [build(name, source, FLAGS, peer.libraries)]


def build(name, source, flags, libraries=()):
    """Compiles one source file, unless the same was compiled before; the path of the program."""
    words = ["g++", *flags, str(source), *libraries]
    key = hashlib.sha256("\0".join(words).encode() + source.read_bytes()).hexdigest()[:12]
    program = BUILT / f"{name}-{key}"
    if not program.exists():
        BUILT.mkdir(parents=True, exist_ok=True)
        unfinished = BUILT / f".{name}-{key}-{os.getpid()}"
        if subprocess.run([*words, "-o", unfinished], check=False).returncode != 0:
            raise Failed(f"{source} does not compile")
        unfinished.rename(program)
    return program


def yardstick(argument):
    """FILE.cpp or FILE.cpp:FLAGS, compiled with the flags of its comment and with those given."""
    path, _, given = argument.partition(".cpp:")
    source = Path(path if path.endswith(".cpp") else path + ".cpp").resolve()
    if not source.is_file():
        raise Failed(f"no file '{source}'")
    given = shlex.split(given)
    flags, libraries = flags_of_comment(source)
    # A macro that is given again takes the place of the comment's.
    macros = tuple(flag.partition("=")[0] + "=" for flag in given if flag.startswith("-D"))
    flags = [flag for flag in flags if not (macros and (flag + "=").startswith(macros))] + given
    name = "-".join([source.stem, *(flag.rpartition("=")[2].lstrip("-") for flag in given)])
    return Program(name, [build(name, source, flags, libraries)], note="g++ " + " ".join(flags))


def flags_of_comment(source):
    """Flags and libraries of the first comment that begins "// g++ ", without names of files."""
    found = re.search(r"^// g\+\+ (.*)", source.read_text(), re.MULTILINE)
    words = re.sub(r"&&.*|\(.*", "", found[1] if found else "-O3 -march=native").split()
    words = [word for word in words if word.startswith("-") and word != "-o"]
    flags = [word for word in words if not word.startswith("-l")]
    return flags, [word for word in words if word.startswith("-l")]


def landfall():
    """The program: build/release/bin/landfall, or what LANDFALL names."""
    program = Path(os.environ.get("LANDFALL", ROOT / "build/release/bin/landfall"))
    if not os.access(program, os.X_OK):
        raise Failed(f"no program at {program}: build the release preset first")
    return program


@dataclasses.dataclass
class Printed:
    """What a program says of its run."""

    mean: float
    sd: float
    seconds_per_path: float = None  # by its own clock; None: it does not say


def parse(name, output, paths):
    """JSON of Landfall, JSON of a peer, or a yardstick's "mean X sd Y" and "(X us/path)"."""
    if output.startswith("{"):
        report = json.loads(output)
        if "metrics" in report:
            npv = report["metrics"]["npv"]
            return Printed(npv["mean"]["value"], npv["sd"]["value"])
        return Printed(report["mean"], report["sd"], report["seconds"] / paths)
    moments = re.search(r"mean (\S+) sd (\S+)", output)
    if not moments:
        raise Failed(f"{name} printed no mean")
    stated = re.search(r"\(([0-9.]+) us/path\)", output)
    seconds = float(stated[1]) / 1e6 if stated else None
    return Printed(float(moments[1]), float(moments[2]), seconds)
