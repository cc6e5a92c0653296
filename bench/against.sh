#!/usr/bin/env bash
# Runs `nabla bench` of two builds alternately and prints ratios: above 1 the new one is faster.
# usage: bench/against.sh OLD.dll NEW.dll [--rounds N] [--threads "1 2"] [--seconds S] [--only NAME]...
# Of each build the median over the rounds of its median times counts, and the least of all times. Who goes first changes every round.
set -euo pipefail
. "$(dirname "$0")/options.sh"
old=${1:?"usage: against.sh OLD.dll NEW.dll"} new=${2:?"usage: against.sh OLD.dll NEW.dll"}
for build in "$old" "$new"; do [ -f "$build" ] || { echo "there is no $build" >&2; exit 2; }; done
shift 2
rounds=5 threads="1 2" seconds=0.5
read_options "rounds threads seconds only" "$@"
awk -v cores="$(nproc)" '$1 > cores / 2 { print "others keep " $1 " of " cores " cores busy: the ratios will wobble" > "/dev/stderr" }' /proc/loadavg
lines=$(mktemp -d)
trap 'rm -r "$lines"' EXIT
time_build() { # old|new THREADS
  dotnet "${!1}" bench --json --quiet --threads "$2" --seconds "$seconds" "${only[@]}" >> "$lines/$1"
}
order=(old new)
for round in $(seq "$rounds"); do
  echo "round $round of $rounds" >&2
  for count in $threads; do
    for build in "${order[@]}"; do time_build "$build" "$count"; done
  done
  order=("${order[1]}" "${order[0]}")
done
python3 "$(dirname "$0")/peers/ratios.py" "$lines/new" "$lines/old" new old
