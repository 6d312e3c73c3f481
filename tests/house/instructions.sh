#!/usr/bin/env bash
# What no source shows: the instructions and symbols of the built program.
#   instructions.sh PROGRAM KERNEL_OBJECT...
set -euo pipefail
program=$1
shift
# g++ 12 joins neighbouring + and - into vfmaddsub although -ffp-contract=off forbids contraction.
count=$(objdump -d "$program" | grep -cE 'vfmaddsub|vfmsubadd' || true)
if [ "$count" != 0 ]; then
  echo "the program holds $count vfmaddsub or vfmsubadd: a pair of + and - was contracted"
  exit 1
fi
# A weak symbol of one kernel object could stand in for that of another instruction set.
for object in "$@"; do
  weak=$(nm -C "$object" | grep -E ' [WVuw] ' || true)
  if [ -n "$weak" ]; then
    echo "$object has weak symbols:"
    echo "$weak"
    exit 1
  fi
done
fused=$(objdump -d "$program" | grep -cE 'vfn?m(add|sub)' || true)
echo "no vfmaddsub, no weak symbol; $fused explicit fused operations"
