#!/usr/bin/env bash
# Trains the same network on MNIST with Nabla and PyTorch alternately: accuracy and seconds of both, a line a run.
# usage: NABLA_DATA=… bench/mnist.sh [--rounds N] [--threads N] [--epochs N]
set -euo pipefail
cd "$(dirname "$0")/.."
. bench/options.sh
rounds=2 threads=1 epochs=8
read_options "rounds threads epochs" "$@"
python=${PYTHON:-/usr/bin/python3} peers=bench/peers
dotnet build src/Nabla.Cli -c Release -v q -nologo >&2
nabla="dotnet src/Nabla.Cli/bin/Release/net10.0/Nabla.Cli.dll"
folder=$($nabla data get mnist --quiet)
. "$peers/torch_environment.sh"
runs=$(mktemp -d)
trap 'rm -r "$runs"' EXIT
for round in $(seq 0 $((rounds - 1))); do
  $nabla train --data "$folder" --model mlp:512-512 --set model.dropout=0.2 --epochs "$epochs" --batch 128 --threads "$threads" \
    --seed "$round" --out "$runs/$round" --json --quiet | sed 's/^/nabla  /'
  "$python" $peers/torch_mnist.py "$folder" --threads "$threads" --epochs "$epochs" --seed "$round" | sed 's/^/torch  /'
done
