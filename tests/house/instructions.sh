#!/usr/bin/env bash
# What no source shows: the instructions and symbols of the built program.
#   instructions.sh PROGRAM [KERNEL_OBJECT...]
set -euo pipefail
program=$1
shift
house=$(dirname "${BASH_SOURCE[0]}")
code=$(mktemp)
trap 'rm -f "$code"' EXIT
objdump -d -w "$program" >"$code"
# g++ 12 joins neighbouring + and - into vfmaddsub although -ffp-contract=off forbids contraction.
count=$(grep -cE 'vfmaddsub|vfmsubadd' "$code" || true)
if [ "$count" != 0 ]; then
  echo "the program holds $count vfmaddsub or vfmsubadd: a pair of + and - was contracted"
  exit 1
fi
# An older processor must never meet AVX, nor one without AVX-512 the latter: only the kernels of that
# name may lead there. Link-time optimisation could mix what was compiled with different flags.
leaks() { # what it is, the kernels that may use it, the first bytes of its instructions
  local found
  found=$(awk -v entries="$2" -v prefixes="$3" -f "$house/leaks.awk" "$code" | c++filt)
  [ -z "$found" ] && return
  printf '%s instructions, and how many, where other code can run into them:\n%s\n' "$1" "$found"
  exit 1
}
leaks AVX 'simulate_block_(avx2|avx512)' '^(c4|c5|62)$'
leaks AVX-512 'simulate_block_avx512' '^62$'
# A weak symbol of one kernel object could stand in for that of another instruction set.
for object in "$@"; do
  weak=$(nm -C "$object" | grep -E ' [WVuw] ' || true)
  if [ -n "$weak" ]; then
    echo "$object has weak symbols:"
    echo "$weak"
    exit 1
  fi
done
fused=$(grep -cE 'vfn?m(add|sub)' "$code" || true)
echo "no vfmaddsub, no leak, no weak symbol; $fused explicit fused operations"
