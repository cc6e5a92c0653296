# Sets up PyTorch at its best for a comparison: source it with `threads` and `python` set. An OPENBLAS_CORETYPE that is set
# already is kept.
"$python" -c 'import torch' 2>/dev/null || { echo "$python has no torch: install python3-torch, or set PYTHON" >&2; exit 1; }
export OMP_NUM_THREADS=$threads OPENBLAS_NUM_THREADS=$threads MKL_NUM_THREADS=$threads
# OpenBLAS built on OpenMP shares its threads with PyTorch; with threads of its own the two teams wait for each other's cores
# (2 threads took twice the time here). Threads of one team answer soonest when they spin, as long as each has a core.
blas=$(find /usr/lib -maxdepth 2 -type d -name openblas-openmp 2>/dev/null | head -n 1)
if [ -n "$blas" ]; then
  export LD_LIBRARY_PATH=${LD_LIBRARY_PATH:+$LD_LIBRARY_PATH:}$blas
  [ "$threads" -gt "$(nproc)" ] || export OMP_WAIT_POLICY=ACTIVE
elif [ "$threads" -gt 1 ]; then
  echo "without Debian's libopenblas0-openmp, PyTorch on several threads may be slower than it can be" >&2
fi
if [ -n "${OPENBLAS_CORETYPE:-}" ]; then
  coretype=$OPENBLAS_CORETYPE
  speed=$("$python" "$peers/torch_blas.py" --measure --threads "$threads")
else
  read -r coretype speed < <("$python" "$peers/torch_blas.py" --threads "$threads")
  [ "$coretype" = default ] || export OPENBLAS_CORETYPE=$coretype
fi
echo "PyTorch: ${blas:-the BLAS it finds}, OPENBLAS_CORETYPE $coretype, threads $threads, matrix product $speed GFLOP/s" >&2
