#!/usr/bin/env bash
# Trains the same small transformer on Shakespeare's characters with Nabla and PyTorch alternately: loss and seconds of both, a line a run.
# usage: NABLA_DATA=… bench/shakespeare.sh [--rounds N] [--threads N] [--steps N]
set -euo pipefail
cd "$(dirname "$0")/.."
. bench/options.sh
rounds=1 threads=1 steps=2000
read_options "rounds threads steps" "$@"
python=${PYTHON:-/usr/bin/python3} peers=bench/peers
dotnet build src/Nabla.Cli -c Release -v q -nologo >&2
nabla="dotnet src/Nabla.Cli/bin/Release/net10.0/Nabla.Cli.dll"
folder=$($nabla data get shakespeare --quiet)
. "$peers/torch_environment.sh"
runs=$(mktemp -d)
trap 'rm -r "$runs"' EXIT
for round in $(seq 0 $((rounds - 1))); do
  $nabla train --data shakespeare --model gpt:4x128x4 --set data.window=64 --set model.bias=false --batch 12 --steps "$steps" --lr 1e-3 --schedule half-cosine:0.1 --warmup 100 \
    --set optimizer.beta2=0.99 --weight-decay 0.1 --clip 1 --set training.evaluateEvery=none --threads "$threads" --seed "$round" --out "$runs/$round" --json --quiet | sed 's/^/nabla  /'
  "$python" $peers/torch_shakespeare.py "$folder" --threads "$threads" --steps "$steps" --seed "$round" | sed 's/^/torch  /'
done
