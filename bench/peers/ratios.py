#!/usr/bin/env python3
"""Prints how two files of bench lines compare: usage: ratios.py OURS THEIRS."""
import json
import math
import statistics
import sys


def read(path):
    """Workload -> times of its rounds in ms, and their least."""
    found = {}
    with open(path, encoding="utf-8") as lines:
        for line in map(json.loads, lines):
            if line.get("ms") is not None:
                found.setdefault(line["name"], []).append(line)
    return found


def middle(lines):
    return statistics.median(line["ms"] for line in lines)


def main():
    ours, theirs = read(sys.argv[1]), read(sys.argv[2])
    ratios, least = [], []
    print(f"{'workload':<22}{'threads':>8}{'nabla ms':>12}{'torch ms':>12}{'ratio':>8}{'by least':>10}")
    for name in (name for name in ours if name in theirs):
        mine, other = middle(ours[name]), middle(theirs[name])
        ratios.append(other / mine)
        least.append(min(line["min_ms"] for line in theirs[name]) / min(line["min_ms"] for line in ours[name]))
        print(f"{name:<22}{ours[name][0]['threads']:>8}{mine:>12.4f}{other:>12.4f}{ratios[-1]:>8.2f}{least[-1]:>10.2f}")
    if ratios:
        print(f"{'geometric mean':<54}{geometric(ratios):>8.2f}{geometric(least):>10.2f}")


def geometric(values):
    return math.exp(sum(map(math.log, values)) / len(values))


if __name__ == "__main__":
    main()
