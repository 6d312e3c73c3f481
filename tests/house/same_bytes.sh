#!/usr/bin/env bash
# The same bytes from g++ and clang, from the baseline and the AVX2 kernels, and with FMA hidden from the
# C library: every scenario's JSON, compared byte for byte.
#   same_bytes.sh SOURCE_DIR PROGRAM CLANG_BUILD_DIR
set -euo pipefail
source=$1 program=$2 clang_build=$3
command -v clang++ >/dev/null || { echo "skipped: clang++ is not installed"; exit 77; }
cmake -S "$source" -B "$clang_build" -G Ninja -DCMAKE_BUILD_TYPE=Release -DCMAKE_CXX_COMPILER=clang++ \
  -DLANDFALL_TESTS=OFF -DLANDFALL_BENCH=OFF >/dev/null
cmake --build "$clang_build" --target landfall >/dev/null
other=$clang_build/bin/landfall
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$source"
failed=0
same() { # what it is, the two files
  cmp -s "$2" "$3" || { echo "DIFFERS: $1"; diff "$2" "$3" | head -5; failed=1; }
}
hide=glibc.cpu.hwcaps=-AVX2_Usable,-FMA_Usable,-AVX2,-FMA
for file in scenarios/*.toml scenarios/analytic/*.toml scenarios/bench/*.toml; do
  run=(run "$file" --paths 1000 --format json)
  "$program" "${run[@]}" --threads 1 >"$folder/gcc" 2>/dev/null
  "$other" "${run[@]}" --threads 2 >"$folder/clang" 2>/dev/null
  LANDFALL_KERNELS=baseline "$program" "${run[@]}" --threads 7 >"$folder/gcc-baseline" 2>/dev/null
  LANDFALL_KERNELS=baseline "$other" "${run[@]}" >"$folder/clang-baseline" 2>/dev/null
  GLIBC_TUNABLES=$hide "$program" "${run[@]}" >"$folder/hidden" 2>/dev/null
  same "$file: clang" "$folder/gcc" "$folder/clang"
  same "$file: baseline" "$folder/gcc" "$folder/gcc-baseline"
  same "$file: clang baseline" "$folder/gcc" "$folder/clang-baseline"
  same "$file: FMA hidden from the C library" "$folder/gcc" "$folder/hidden"
done
[ $failed -eq 0 ] && echo "all scenarios: the same bytes five times"
exit $failed
