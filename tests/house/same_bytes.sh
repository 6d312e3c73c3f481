#!/usr/bin/env bash
# The same bytes from every way of building and running the program on this machine: each scenario's
# JSON and draws, compared byte for byte. docs/reproducibility.md says what and why.
#   same_bytes.sh [--all] SOURCE_DIR PROGRAM BUILD_DIR    (what it builds besides is kept below BUILD_DIR)
# ctest builds with clang besides; --all without optimisation and with link-time optimisation, too.
set -euo pipefail
all=no
if [ "$1" = --all ]; then
  all=yes
  shift
fi
program=$(realpath "$2")
builds=$(realpath -m "$3")
cd "$1"
for compiler in g++ clang++; do
  command -v $compiler >/dev/null || { echo "skipped: $compiler is not installed"; exit 77; }
done
source tests/house/bytes.sh
export CMAKE_BUILD_PARALLEL_LEVEL=${CMAKE_BUILD_PARALLEL_LEVEL:-$(nproc)}

simulate reference 1000 "$program"

# Kernels, threads, and a C library and kernels that know no FMA.
sets=$(kernels_of "$program")
for kernels in $sets; do
  threads=2 simulate "$kernels" 1000 env LANDFALL_KERNELS="$kernels" "$program"
  same reference "$kernels"
done
threads=7 simulate seven-threads 1000 "$program"
same reference seven-threads
hide=glibc.cpu.hwcaps=-AVX2_Usable,-FMA_Usable,-AVX2,-FMA
simulate without-fma 1000 env LANDFALL_KERNELS=baseline GLIBC_TUNABLES=$hide "$program"
same reference without-fma

# Compilers, optimisation, link-time optimisation.
variant() { # name, options of CMake
  local kernels sets
  configure_and_build "$builds/$1" "${@:2}"
  sets=$(kernels_of "$builds/$1/bin/landfall")
  for kernels in $sets; do
    simulate "$1-$kernels" 1000 env LANDFALL_KERNELS="$kernels" "$builds/$1/bin/landfall"
    same reference "$1-$kernels"
  done
  [ "$(uname -m)" != x86_64 ] || tests/house/instructions.sh "$builds/$1/bin/landfall"
}
variant clang -DCMAKE_CXX_COMPILER=clang++ -DCMAKE_BUILD_TYPE=Release -DLANDFALL_TEXT_LEVEL=-O0
[ $all = yes ] || { verdict "all scenarios" && exit 0; }
variant clang-O0 -DCMAKE_CXX_COMPILER=clang++ -DCMAKE_CXX_FLAGS=-O0 -DLANDFALL_KERNEL_LEVEL=-O0
variant gcc-lto -DCMAKE_CXX_COMPILER=g++ -DCMAKE_BUILD_TYPE=Release \
  -DCMAKE_INTERPROCEDURAL_OPTIMIZATION=ON

verdict "all scenarios"
