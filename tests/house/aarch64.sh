#!/usr/bin/env bash
# The same bytes on AArch64 as on this machine, for every scenario: cross-compiles the program, runs it
# under qemu-user, and compares. Takes a few minutes; not one of the tests that ctest runs.
#   apt install g++-aarch64-linux-gnu qemu-user
#   tests/house/aarch64.sh PROGRAM [PATHS]    (500 unless said otherwise)
set -euo pipefail
program=$(realpath "$1")
paths=${2:-500}
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.."
for needed in aarch64-linux-gnu-g++ qemu-aarch64; do
  command -v $needed >/dev/null && continue
  echo "$needed is missing: apt install g++-aarch64-linux-gnu qemu-user"
  exit 2
done
source tests/house/bytes.sh
export CMAKE_BUILD_PARALLEL_LEVEL=${CMAKE_BUILD_PARALLEL_LEVEL:-$(nproc)}
configure_and_build build/aarch64 -DCMAKE_BUILD_TYPE=Release \
  -DCMAKE_TOOLCHAIN_FILE="$PWD/cmake/aarch64-linux-gnu.cmake"
there=(qemu-aarch64 -L /usr/aarch64-linux-gnu build/aarch64/bin/landfall)
echo "$(uname -m): $("$program" --version --verbose | grep -E '^(kernels|compiler)' | paste -sd' ')"
echo "aarch64: $(qemu-aarch64 --version | head -1), $(aarch64-linux-gnu-g++ --version | head -1)"
simulate reference "$paths" "$program"
simulate aarch64 "$paths" "${there[@]}"
same reference aarch64
threads=2 simulate aarch64-two-threads "$paths" "${there[@]}"
same reference aarch64-two-threads

# One run in two parts, one simulated on each, merged on either.
file=scenarios/bench/maghreb6x60.toml
parts=("$results/here.lfs" "$results/there.lfs")
"$program" run $file --paths 5000 --shard 1/2 --out "${parts[0]}"
"${there[@]}" run $file --paths 5000 --shard 2/2 --out "${parts[1]}"
"$program" run $file --paths 5000 --format json --out "$results/alone.json"
for merging in here there; do
  command=("$program")
  [ $merging = here ] || command=("${there[@]}")
  "${command[@]}" merge "${parts[@]}" --format json --out "$results/merged.json"
  cmp "$results/alone.json" "$results/merged.json" || failed=1
  echo "compared: two parts, merged $merging"
done
verdict "AArch64, $paths paths"
