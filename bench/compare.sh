#!/usr/bin/env bash
# Runs `nabla bench` and its peer in PyTorch alternately and prints ratios: above 1 Nabla is faster.
# usage: bench/compare.sh [--rounds N] [--threads N] [--seconds S] [--only NAME]...
# Of each side the median over the rounds of its median times counts; PYTHON names the interpreter that has torch.
# PyTorch runs at its best here: with the quickest kernels of its BLAS and as many threads as asked, see peers/torch_environment.sh.
set -euo pipefail
cd "$(dirname "$0")/.."
. bench/options.sh
rounds=3 threads=1 seconds=2
read_options "rounds threads seconds only" "$@"
python=${PYTHON:-/usr/bin/python3} peers=bench/peers
dotnet build src/Nabla.Cli -c Release -v q -nologo >&2
nabla="dotnet src/Nabla.Cli/bin/Release/net10.0/Nabla.Cli.dll"
peak=$($nabla bench --only fma_peak --threads "$threads" --seconds 0.2 --json --quiet | sed 's/.*"gflops":\([0-9.]*\).*/\1/')
. "$peers/torch_environment.sh"
# The reference BLAS, which Debian's torch takes where no other is installed, reaches a tenth of the processor's peak or less.
if awk "BEGIN { exit !($speed < $peak / 4) }"; then
  echo "PyTorch's BLAS is too slow to be a fair peer: $speed of $peak GFLOP/s; install libopenblas0-openmp" >&2
  exit 1
fi
lines=$(mktemp -d)
trap 'rm -r "$lines"' EXIT
options=(--threads "$threads" --seconds "$seconds" "${only[@]}")
for round in $(seq "$rounds"); do
  echo "round $round of $rounds" >&2
  $nabla bench --json --quiet "${options[@]}" >> "$lines/nabla"
  "$python" $peers/torch_suite.py "${options[@]}" >> "$lines/torch"
done
"$python" $peers/ratios.py "$lines/nabla" "$lines/torch"
