#!/usr/bin/env python3
"""The character transformer of bench/shakespeare.sh in PyTorch: prints one line {"test_loss","seconds","threads"}.

usage: torch_shakespeare.py [--threads N] [--steps N] [--seed N] [FOLDER]

The same recipe: the first 90 % of the characters to learn from, in windows of 64 that begin anywhere, 12 in a batch; 4 layers, 4 heads, width 128,
no biases, tied embeddings; AdamW at 1e-3 with betas 0.9 and 0.99 and decay 0.1 of matrices only, clipping to norm 1, a linear warm-up over 100 steps
under a half cosine from 1 to 0.1. The loss is that of all windows of the rest, one after the other. `seconds` are those of training and of that
evaluation, without the reading of the file, as Nabla counts them. FOLDER is tiny_shakespeare/ in $NABLA_DATA.
"""
import argparse
import json
import math
import os
import time

import torch
from torch import nn

from torch_suite import CHARACTERS, Gpt, clip, with_foreach

TIME, BATCH, RATE, DECAY, FLOOR, WARMUP = 64, 12, 1e-3, 0.1, 0.1, 100


def characters(folder):
    with open(os.path.join(folder, "input.txt"), encoding="utf-8", newline="") as file:
        text = file.read()
    number = {character: i for i, character in enumerate(sorted(set(text)))}
    assert len(number) == CHARACTERS
    tokens = torch.tensor([number[character] for character in text])
    cut = int(0.9 * len(tokens))
    return tokens[:cut], tokens[cut:]


def model_as_in_gpt2():
    model = Gpt(4, 128, 4, TIME)
    for name, parameter in model.named_parameters():
        if name.endswith(("out.weight", "down.weight")):
            nn.init.normal_(parameter, 0, 0.02 / math.sqrt(2 * 4))
    return model


def factor(step, steps):
    return min(1, (step + 1) / WARMUP) * (FLOOR + (1 - FLOOR) * (1 + math.cos(step / steps * math.pi)) / 2)


def train(model, tokens, steps):
    parameters, loss = list(model.parameters()), nn.CrossEntropyLoss()
    groups = [
        {"params": [p for p in parameters if p.dim() > 1], "weight_decay": DECAY},
        {"params": [p for p in parameters if p.dim() == 1], "weight_decay": 0.0},
    ]
    optimizer = with_foreach(torch.optim.AdamW, groups, lr=RATE, betas=(0.9, 0.99))
    places = torch.arange(TIME)
    for step in range(steps):
        for group in optimizer.param_groups:
            group["lr"] = RATE * factor(step, steps)
        at = torch.randint(len(tokens) - TIME, (BATCH, 1)) + places
        optimizer.zero_grad(set_to_none=True)
        loss(model(tokens[at]), tokens[at + 1].flatten()).backward()
        clip(parameters)
        optimizer.step()


def judge(model, tokens):
    loss, total = nn.CrossEntropyLoss(reduction="sum"), 0.0
    whole = (len(tokens) - 1) // TIME * TIME
    with torch.no_grad():
        for x, y in zip(tokens[:whole].view(-1, TIME).split(128), tokens[1 : whole + 1].view(-1, TIME).split(128)):
            total += loss(model(x), y.flatten()).item()
        if whole < len(tokens) - 1:
            total += loss(model(tokens[None, whole:-1]), tokens[whole + 1 :]).item()
    return total / (len(tokens) - 1)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", default=os.path.join(os.environ.get("NABLA_DATA", "."), "tiny_shakespeare"))
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--steps", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    train_part, test_part = characters(options.folder)
    begin = time.perf_counter()
    model = model_as_in_gpt2()
    train(model, train_part, options.steps)
    test_loss = judge(model, test_part)
    print(json.dumps({"test_loss": round(test_loss, 4), "seconds": round(time.perf_counter() - begin, 2), "threads": options.threads}))


if __name__ == "__main__":
    main()
