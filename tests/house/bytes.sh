# For scripts that compare results byte for byte; read with `source`, in the top folder.

failed=0
compared=0
results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT

# simulate NAME PATHS COMMAND...: JSON and the draws of every scenario, kept under that name; by one
# thread, or by as many as the variable threads says. Of a scenario with strategies their comparison
# and the draws of each; of a study its league. Two processes take every second file each.
simulate() {
  mkdir -p "$results/$1"
  local half processes=()
  for half in 0 1; do
    (simulate_half "$half" "$@") &
    processes+=($!)
  done
  for half in "${processes[@]}"; do
    wait "$half" || exit 1
  done
}

simulate_half() {
  local half=$1 name=$2 paths=$3 count=0 file kept strategy strategies
  shift 3
  for file in scenarios/*.toml scenarios/{analytic,bench}/*.toml studies/*.toml; do
    count=$((count + 1))
    [ $((count % 2)) = "$half" ] || continue
    kept=$results/$name/$(basename "$file" .toml)
    if [[ $file == studies/* ]]; then
      command=compare simulate_one --out "$kept.json" "$@"
      continue
    fi
    strategies=$(sed -n 's/^\[strategy\.\([a-z_]*\).*/\1/p' "$file" | sort -u)
    if [ -z "$strategies" ]; then
      simulate_one --out "$kept.json" --draws "$kept.csv" "$@"
      continue
    fi
    simulate_one --out "$kept.json" "$@"
    for strategy in $strategies; do
      simulate_one --strategy "$strategy" --out "$kept.$strategy.json" --draws "$kept.$strategy.csv" "$@"
    done
  done
}

# simulate_one OPTION... COMMAND...: one run of $file within simulate_half.
simulate_one() {
  local options=()
  while [[ $1 == --* ]]; do
    options+=("$1" "$2")
    shift 2
  done
  "$@" "${command:-run}" "$file" --paths "$paths" --threads "${threads:-1}" --format json "${options[@]}" \
    >"$results/messages.$half" 2>&1 && return
  echo "FAILED: $name: $file"
  cat "$results/messages.$half"
  exit 1
}

# same REFERENCE NAME: whether the two have the same files with the same bytes.
same() {
  local file other
  for file in "$results/$1"/*; do
    other=$results/$2/$(basename "$file")
    cmp -s "$file" "$other" && continue
    echo "DIFFERS: $2 from $1: $(basename "$file")"
    diff "$file" "$other" | head -4 | cut -c1-200
    failed=1
  done
  compared=$((compared + 1))
  echo "compared: $2"
}

# kernels_of COMMAND...: the kernels that can run here, one a line; fails if the program does not say.
kernels_of() {
  local told
  told=$("$@" --version --verbose | sed -n 's/^kernels: .*this processor runs: \(.*\))$/\1/p')
  [ -n "$told" ] || { echo "$* does not say which kernels run here" >&2 && return 1; }
  printf '%s\n' ${told//,/}
}

# configure_and_build FOLDER OPTION...: the program alone, made below FOLDER.
configure_and_build() {
  local folder=$1
  shift
  mkdir -p "$folder"
  if ! cmake -S . -B "$folder" -G Ninja -DLANDFALL_TESTS=OFF -DLANDFALL_BENCH=OFF -DLANDFALL_PAGE=OFF \
    -DLANDFALL_SPREADSHEETS=OFF -DLANDFALL_MPI=OFF "$@" \
    >"$folder/log" 2>&1 || ! cmake --build "$folder" --target landfall >>"$folder/log" 2>&1; then
    tail -40 "$folder/log"
    exit 1
  fi
}

# verdict WHAT: the last line, and the exit code.
verdict() {
  [ $failed -eq 0 ] || exit 1
  echo "$1: the same bytes of $(ls "$results/reference" | wc -l) files, $((compared + 1)) times"
}
