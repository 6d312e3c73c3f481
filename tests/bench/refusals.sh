#!/usr/bin/env bash
# What the tools of bench/ must refuse: exit code 2, and a message that names what is wrong.
#   refusals.sh SOURCE_DIR
set -uo pipefail
bench=$1/bench
failed=0

refuses() { # words of the message, then the command
  local words=$1 message code
  shift
  message=$("$@" 2>&1 >/dev/null)
  code=$?
  if ((code != 2)) || [[ $message != *"$words"* ]]; then
    echo "NOT REFUSED as it should be (code $code): $*"
    echo "  expected: $words"
    echo "  printed:  $message"
    failed=1
  fi
}

refuses "unrecognized arguments: --path" "$bench/peers/run" --path 10
refuses "unrecognized arguments: fish" "$bench/peers/run" fish
refuses "--paths: 'many' is not a whole number above 0" "$bench/peers/run" --paths many
refuses "--rounds: '0' is not a whole number above 0" "$bench/peers/run" --rounds 0
refuses "--threads-paths: '-1' is not a whole number above 0" "$bench/peers/run" --threads-paths=-1
refuses "expected one argument" "$bench/peers/run" --yardstick
refuses "no file" "$bench/peers/run" --yardstick nowhere.cpp
refuses "no program at /nowhere/landfall" env LANDFALL=/nowhere/landfall "$bench/peers/run"

refuses "arguments are required: BASE" "$bench/compare"
refuses "git knows no revision 'no-such-revision'" "$bench/compare" no-such-revision
refuses "--rounds: '1.5' is not a whole number above 0" "$bench/compare" HEAD --rounds 1.5
refuses "is no regular expression" "$bench/compare" HEAD --filter '('
refuses "unrecognized arguments: --fliter=x" "$bench/compare" HEAD --fliter=x

refuses "unrecognized arguments: --path=10" "$bench/growth" --path=10
refuses "--paths: '-5' is not a whole number above 0" "$bench/growth" --paths=-5
refuses "--rounds: 'x' is not a whole number above 0" "$bench/growth" --rounds x
refuses "no program at /nowhere/landfall" env LANDFALL=/nowhere/landfall "$bench/growth"

((failed)) || echo "all refused"
exit $failed
