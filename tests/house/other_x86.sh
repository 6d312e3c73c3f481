#!/usr/bin/env bash
# The same bytes on x86-64 processors other than this machine's, for every scenario: one without AVX
# and FMA, and others with them, as qemu-user acts them. Not one of the tests that ctest runs.
#   apt install qemu-user
#   tests/house/other_x86.sh PROGRAM [PATHS]    (a few minutes with 500, as unless said otherwise)
set -euo pipefail
program=$(realpath "$1")
paths=${2:-500}
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.."
command -v qemu-x86_64 >/dev/null || { echo "qemu-x86_64 is missing: apt install qemu-user"; exit 2; }
source tests/house/bytes.sh
qemu-x86_64 --version | head -1
simulate reference "$paths" "$program"
for processor in Nehalem Haswell EPYC; do
  there=(qemu-x86_64 -cpu "$processor" "$program")
  echo "$processor: $("${there[@]}" --version --verbose 2>/dev/null | grep '^kernels')"
  simulate "$processor" "$paths" "${there[@]}"
  same reference "$processor"
done
verdict "emulated x86-64, $paths paths"
