#!/usr/bin/env python3
"""`nabla train --data mnist --model mlp:512-512` in PyTorch: prints one line {"test_accuracy","seconds","threads"}.

usage: torch_mnist.py [--threads N] [--epochs N] [--seed N] [FOLDER]

The same recipe: pixels standardised by one mean and deviation of the training part, dropout 0.2 after each hidden layer,
fan-in initialisation (uniform, variance 1/(3 fan-in), biases zero), batches of 128, AdamW at 1e-3 with decay 0.01 of the weights only,
clipping to norm 1, a linear warm-up over 5 % of the steps under a quarter cosine from 1 to 0.1. `seconds` are those of training and of one
evaluation an epoch on the test part, without the reading of the files, as Nabla counts them. FOLDER is mnist/ in $NABLA_DATA.
"""
import argparse
import gzip
import json
import math
import os
import time

import numpy
import torch
from torch import nn

from torch_suite import clip, with_foreach

BATCH, RATE, DECAY, FLOOR, WARMUP, DROPOUT = 128, 1e-3, 0.01, 0.1, 0.05, 0.2


def idx(folder, name):
    """The numbers of an IDX file, plain or .gz: a header of big-endian whole numbers, then bytes."""
    path = os.path.join(folder, name)
    with (open(path, "rb") if os.path.exists(path) else gzip.open(path + ".gz", "rb")) as file:
        content = file.read()
    rank = content[3]
    shape = numpy.frombuffer(content, ">i4", rank, 4)
    return numpy.frombuffer(content, numpy.uint8, offset=4 + 4 * rank).reshape(shape)


def part(folder, name):
    images = torch.tensor(idx(folder, f"{name}-images-idx3-ubyte").reshape(-1, 784), dtype=torch.float32) / 255
    return images, torch.tensor(idx(folder, f"{name}-labels-idx1-ubyte"), dtype=torch.int64)


def perceptron():
    model = nn.Sequential(
        nn.Linear(784, 512), nn.ReLU(), nn.Dropout(DROPOUT), nn.Linear(512, 512), nn.ReLU(), nn.Dropout(DROPOUT), nn.Linear(512, 10))
    for layer in model:
        if isinstance(layer, nn.Linear):
            nn.init.uniform_(layer.weight, -1 / math.sqrt(layer.in_features), 1 / math.sqrt(layer.in_features))
            nn.init.zeros_(layer.bias)
    return model


def factor(step, steps):
    warmup = math.ceil(WARMUP * steps)
    return min(1, (step + 1) / warmup) * (FLOOR + (1 - FLOOR) * math.cos(step / steps * math.pi / 2))


def train(model, images, labels, test, epochs):
    groups = [
        {"params": [p for p in model.parameters() if p.dim() > 1], "weight_decay": DECAY},
        {"params": [p for p in model.parameters() if p.dim() == 1], "weight_decay": 0.0},
    ]
    optimizer = with_foreach(torch.optim.AdamW, groups, lr=RATE)
    parameters, loss = list(model.parameters()), nn.CrossEntropyLoss()
    per_epoch = math.ceil(len(images) / BATCH)
    step = 0
    for _ in range(epochs):
        model.train()
        for rows in torch.randperm(len(images)).split(BATCH):
            for group in optimizer.param_groups:
                group["lr"] = RATE * factor(step, epochs * per_epoch)
            optimizer.zero_grad(set_to_none=True)
            loss(model(images[rows]), labels[rows]).backward()
            clip(parameters)
            optimizer.step()
            step += 1
        accuracy = judge(model, *test)
    return accuracy


def judge(model, images, labels):
    model.eval()
    with torch.no_grad():
        right = sum((model(x).argmax(1) == y).sum().item() for x, y in zip(images.split(512), labels.split(512)))
    return right / len(labels)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", default=os.path.join(os.environ.get("NABLA_DATA", "."), "mnist"))
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    (images, labels), (test_images, test_labels) = part(options.folder, "train"), part(options.folder, "t10k")
    mean, deviation = images.mean(), images.std()
    images, test_images = (images - mean) / deviation, (test_images - mean) / deviation
    begin = time.perf_counter()
    accuracy = train(perceptron(), images, labels, (test_images, test_labels), options.epochs)
    print(json.dumps({"test_accuracy": accuracy, "seconds": round(time.perf_counter() - begin, 2), "threads": options.threads}))


if __name__ == "__main__":
    main()
