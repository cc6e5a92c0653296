#!/usr/bin/env python3
"""Finds the kernels with which PyTorch's matrix product is quickest here: usage: torch_blas.py [--threads N].

OpenBLAS chooses its kernels by the processor's model and falls back to slow ones where it does not know it. Each choice is
timed in a process of its own, since OpenBLAS reads OPENBLAS_CORETYPE once. Prints one line, "CORETYPE GFLOPS"; "default"
is the library's own choice, and the only one there is where the library is not OpenBLAS.
"""
import argparse
import os
import subprocess
import sys
import time

CORETYPES = ["default", "Haswell", "Zen", "SkylakeX", "Cooperlake", "Sapphirerapids", "NeoverseN1", "NeoverseV1"]
SIZE, REPEATS = 1024, 15


def product(threads):
    """The least time of a product, as 10^9 operations a second."""
    import torch

    torch.set_num_threads(threads)
    a, b, c = torch.randn(SIZE, SIZE), torch.randn(SIZE, SIZE), torch.empty(SIZE, SIZE)
    least = float("inf")
    for _ in range(REPEATS):
        begin = time.perf_counter()
        torch.matmul(a, b, out=c)
        least = min(least, time.perf_counter() - begin)
    return 2 * SIZE**3 / least / 1e9


def measured(coretype, threads):
    """The speed with a choice of kernels; 0 where the processor or the library cannot run it."""
    environment = {name: value for name, value in os.environ.items() if name != "OPENBLAS_CORETYPE"}
    if coretype != "default":
        environment["OPENBLAS_CORETYPE"] = coretype
    command = [sys.executable, __file__, "--measure", "--threads", str(threads)]
    found = subprocess.run(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    return float(found.stdout) if found.returncode == 0 else 0.0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--measure", action="store_true", help="time the present choice, and print its speed alone")
    options = parser.parse_args()
    if options.measure:
        print(f"{product(options.threads):.1f}")
        return
    speeds = {coretype: measured(coretype, options.threads) for coretype in CORETYPES}
    best = max(speeds, key=speeds.get)
    print(f"{best} {speeds[best]:.1f}")


if __name__ == "__main__":
    main()
