#!/usr/bin/env bash
# Runs `nabla bench` and its peer in PyTorch alternately and prints ratios: above 1 Nabla is faster.
# usage: bench/compare.sh [--rounds N] [--threads N] [--seconds S] [--only NAME]...
# Of each side the median over the rounds of its median times counts; PYTHON names the interpreter that has torch.
set -euo pipefail
cd "$(dirname "$0")/.."
rounds=3
options=()
while [ $# -gt 0 ]; do
  case "$1" in
    --rounds) rounds=${2:?"--rounds needs a number"}; shift 2 ;;
    --threads|--seconds|--only) options+=("$1" "${2:?"$1 needs a value"}"); shift 2 ;;
    *) echo "compare.sh does not know '$1'; it takes --rounds, --threads, --seconds, --only" >&2; exit 2 ;;
  esac
done
python=${PYTHON:-/usr/bin/python3}
"$python" -c 'import torch' 2>/dev/null || { echo "$python has no torch: install python3-torch, or set PYTHON" >&2; exit 1; }
dotnet build src/Nabla.Cli -c Release -v q -nologo >&2
nabla="dotnet src/Nabla.Cli/bin/Release/net10.0/Nabla.Cli.dll"
lines=$(mktemp -d)
trap 'rm -r "$lines"' EXIT
for round in $(seq "$rounds"); do
  echo "round $round of $rounds" >&2
  $nabla bench --json "${options[@]}" >> "$lines/nabla"
  "$python" bench/peers/torch_suite.py "${options[@]}" >> "$lines/torch"
done
"$python" bench/peers/ratios.py "$lines/nabla" "$lines/torch"
