#!/usr/bin/env python3
"""Prints how two files of bench lines compare: usage: ratios.py OURS THEIRS [NAME NAME]: what the two are called."""
import json
import math
import statistics
import sys


def read(path):
    """Workload and threads -> the lines of its rounds."""
    found = {}
    with open(path, encoding="utf-8") as lines:
        for line in map(json.loads, lines):
            if line.get("ms") is not None:
                found.setdefault((line["name"], line["threads"]), []).append(line)
    return found


def middle(lines):
    return statistics.median(line["ms"] for line in lines)


def least(lines):
    return min(line["min_ms"] for line in lines)


def main():
    ours, theirs = read(sys.argv[1]), read(sys.argv[2])
    names = sys.argv[3:] or ["nabla", "torch"]
    print(f"{'workload':<22}{'threads':>8}{names[0] + ' ms':>12}{names[1] + ' ms':>12}{'ratio':>8}{'by least':>10}")
    for threads in sorted({count for _, count in ours}):
        compare([(name, ours[name, threads], theirs[name, threads]) for name, count in ours if count == threads and (name, count) in theirs], threads)


def compare(workloads, threads):
    ratios = [(middle(other) / middle(mine), least(other) / least(mine)) for _, mine, other in workloads]
    for (name, mine, other), (ratio, by_least) in zip(workloads, ratios):
        print(f"{name:<22}{threads:>8}{middle(mine):>12.4f}{middle(other):>12.4f}{ratio:>8.3f}{by_least:>10.3f}")
    if ratios:
        ratio, by_least = map(geometric, zip(*ratios))
        print(f"{'geometric mean':<22}{threads:>8}{'':>24}{ratio:>8.3f}{by_least:>10.3f}")


def geometric(values):
    return math.exp(sum(map(math.log, values)) / len(values))


if __name__ == "__main__":
    main()
