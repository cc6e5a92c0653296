#!/usr/bin/env bash
# Runs `nabla bench` and its peer in libtorch alternately and prints ratios: above 1 Nabla is faster.
# usage: bench/compare.sh [--rounds N] [--threads N] [--seconds S] [--only NAME]...
# Of each side the median over the rounds of its median times counts.
set -euo pipefail
cd "$(dirname "$0")/.."
. bench/options.sh
. bench/libtorch.sh
rounds=3 threads=1 seconds=2
read_options "rounds threads seconds only" "$@"
dotnet build src/Nabla.Cli -c Release -v q -nologo >&2
nabla="dotnet src/Nabla.Cli/bin/Release/net10.0/Nabla.Cli.dll"
folder=${TMPDIR:-/tmp}/nabla-libtorch
build_libtorch bench/peers/libtorch/LibTorch.csproj "$folder"
lines=$(mktemp -d)
trap 'rm -r "$lines"' EXIT
options=(--threads "$threads" --seconds "$seconds" "${only[@]}")
for round in $(seq "$rounds"); do
  echo "round $round of $rounds" >&2
  $nabla bench --json --quiet "${options[@]}" >> "$lines/nabla"
  "${libtorch[@]}" "OMP_NUM_THREADS=$threads" "$folder/LibTorch" "${options[@]}" >> "$lines/libtorch"
done
python3 bench/peers/ratios.py "$lines/nabla" "$lines/libtorch" nabla libtorch
