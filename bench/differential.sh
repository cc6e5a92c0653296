#!/usr/bin/env bash
# Holds Nabla against libtorch number by number, and operation by operation in time and memory.
# usage: bench/differential.sh check [--only TEXT] [--seeds N] | bench [--threads N] [--only TEXT] [--ms N] [--rounds N] | memory [--only TEXT] | figures FILE
# figures writes what libtorch gives for small cases, which test/Nabla.Tests/Differential holds Nabla against where libtorch is not.
# The first downloads libtorch (some 300 MB) through NuGet. NABLA_SIMD chooses Nabla's vectors.
set -euo pipefail
cd "$(dirname "$0")/.."
. bench/libtorch.sh
folder=${TMPDIR:-/tmp}/nabla-differential
build_libtorch bench/differential/Differential.csproj "$folder"
"${libtorch[@]}" "$folder/Differential" "$@"
