#!/usr/bin/env python3
"""Five-fold accuracies of scikit-learn's classifiers, one JSON line each: {"data","model","accuracy","seeds"}.

usage: sklearn_folds.py [FOLDER]

Always on drawn sets that the tests draw alike; with a FOLDER (as $NABLA_DATA) on the four tables in it, too.

Folds: examples sorted by class, in their order within a class; the i-th goes to fold i mod 5. Each fold is the test part
once. A StandardScaler is fitted to the other four. `accuracy` is the mean over the folds, in percent; of a model that
depends on a seed the median over three.
"""
import argparse
import gzip
import json
import os
import statistics
import sys
import warnings

import numpy
import sklearn
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

FOLDS = 5
SEEDS = [0, 1, 2]
TABLES = {"digits": "digits/digits.csv.gz", "iris": "iris/iris.csv", "wine": "wine/wine_data.csv", "breast_cancer": "breast_cancer/breast_cancer.csv"}
DRAWN = {"drawn-4": (150, 4, 3, 60), "drawn-13": (178, 13, 3, 24), "drawn-30": (569, 30, 2, 16), "drawn-64": (900, 64, 10, 20)}


class SplitMix:
    """SplitMix64 (Steele, Lea and Flood 2014): whole numbers that are the same in any language."""

    def __init__(self, state):
        self.state = state

    def below(self, limit):
        mask = (1 << 64) - 1
        self.state = (self.state + 0x9E3779B97F4A7C15) & mask
        z = self.state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & mask
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & mask
        return (z ^ (z >> 31)) % limit


def drawn(rows, features, classes, spread):
    """Two clouds for each class; every third feature is ten, every third a hundred times as large."""
    random = SplitMix(rows)
    centers = [[random.below(spread) for _ in range(features)] for _ in range(2 * classes)]
    inputs, labels = [], []
    for _ in range(rows):
        cloud = random.below(2 * classes)
        labels.append(cloud % classes)
        noise = [sum(random.below(16) for _ in range(4)) for _ in range(features)]
        inputs.append([(center + off) * 10 ** (j % 3) for j, (center, off) in enumerate(zip(centers[cloud], noise))])
    return numpy.array(inputs, float), numpy.array(labels)


def table(folder, name):
    path = os.path.join(folder, TABLES[name])
    with (gzip.open(path, "rt") if path.endswith(".gz") else open(path, encoding="utf-8")) as lines:
        rows = numpy.loadtxt(lines, delimiter=",", skiprows=0 if name == "digits" else 1)
    return rows[:, :-1], rows[:, -1].astype(int)


def fold_of(labels):
    folds = numpy.empty(len(labels), int)
    folds[numpy.argsort(labels, kind="stable")] = numpy.arange(len(labels)) % FOLDS
    return folds


def accuracy(create, inputs, labels):
    folds, scores = fold_of(labels), []
    for fold in range(FOLDS):
        test = folds == fold
        model = make_pipeline(StandardScaler(), create())
        scores.append(100 * model.fit(inputs[~test], labels[~test]).score(inputs[test], labels[test]))
    return statistics.mean(scores)


def report(name, inputs, labels):
    found = {"logistic": [accuracy(lambda: LogisticRegression(max_iter=5000), inputs, labels)]}
    found["mlp"] = [accuracy(lambda: MLPClassifier(hidden_layer_sizes=(100,), max_iter=1000, random_state=seed), inputs, labels) for seed in SEEDS]
    for model, scores in found.items():
        print(json.dumps({"data": name, "model": model, "accuracy": round(statistics.median(scores), 2), "seeds": [round(s, 2) for s in scores]}), flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", help="holds iris/, wine/, breast_cancer/, digits/")
    folder = parser.parse_args().folder
    print(f"scikit-learn {sklearn.__version__}", file=sys.stderr)
    warnings.simplefilter("ignore", ConvergenceWarning)
    for name, form in DRAWN.items():
        report(name, *drawn(*form))
    for name in TABLES if folder else []:
        report(name, *table(folder, name))


if __name__ == "__main__":
    main()
