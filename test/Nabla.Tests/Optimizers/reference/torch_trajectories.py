"""Writes torch_trajectories.csv: how PyTorch's optimizers walk on two fixed problems, in float64.

    python3 torch_trajectories.py > torch_trajectories.csv

A line is: case, problem, updates made, parameters. The tests hold the same problems and settings.
"""
import math
import sys

import torch
from torch.nn.utils import clip_grad_norm_

torch.set_default_dtype(torch.float64)
STEPS = 50
SHOWN = (1, 2, 3, 5, 10, 20, 30, 40, 50)

DESIGN = torch.tensor([[math.sin(1 + 3 * i + 7 * j) for j in range(5)] for i in range(8)])
TARGET = torch.tensor([math.cos(2 * i) for i in range(8)])
CURVATURE = torch.tensor([1.0, 10.0, 100.0, 1000.0])


def least_squares():
    """Mean squared error of an 8 x 5 linear model; the weight decays, the offset does not."""
    weight = torch.zeros(5, requires_grad=True)
    offset = torch.tensor([0.5], requires_grad=True)
    return [weight], [offset], lambda: ((DESIGN @ weight + offset - TARGET) ** 2).mean()


def bowl():
    """An axis-parallel bowl whose curvatures span three decades."""
    x = torch.tensor([1.0, -1.0, 1.0, -1.0], requires_grad=True)
    return [x], [], lambda: (CURVATURE * x * x).sum() / 2


def clip_slide(parameters):
    norm = clip_grad_norm_(parameters, float("inf"))
    for p in parameters:
        p.grad *= min(1.0, 0.5 / norm)


def clip_torch(parameters):
    clip_grad_norm_(parameters, 0.5)


# case: (optimizer, rate on least squares, rate on the bowl, settings, falling rate, clipping)
CASES = {
    "sgd": (torch.optim.SGD, 0.1, 1e-3, {}, False, None),
    "sgd-l2": (torch.optim.SGD, 0.1, 1e-3, {"weight_decay": 0.1}, False, None),
    "momentum": (torch.optim.SGD, 0.1, 1e-3, {"momentum": 0.9}, False, None),
    "momentum-falling": (torch.optim.SGD, 0.1, 1e-3, {"momentum": 0.9}, True, None),
    "nesterov": (torch.optim.SGD, 0.1, 1e-3, {"momentum": 0.9, "nesterov": True}, False, None),
    "nesterov-l2": (torch.optim.SGD, 0.1, 1e-3, {"momentum": 0.9, "nesterov": True, "weight_decay": 0.1}, False, None),
    "adagrad": (torch.optim.Adagrad, 0.1, 0.1, {}, False, None),
    "adagrad-l2": (torch.optim.Adagrad, 0.1, 0.1, {"weight_decay": 0.1}, False, None),
    "rmsprop": (torch.optim.RMSprop, 0.01, 0.01, {"alpha": 0.99}, False, None),
    "rmsprop-centered": (torch.optim.RMSprop, 0.01, 0.01, {"alpha": 0.99, "centered": True}, False, None),
    "rmsprop-momentum": (torch.optim.RMSprop, 0.01, 0.01, {"alpha": 0.99, "momentum": 0.9}, False, None),
    "adam": (torch.optim.Adam, 0.05, 0.05, {}, False, None),
    "adam-l2": (torch.optim.Adam, 0.05, 0.05, {"weight_decay": 0.1, "betas": (0.8, 0.95)}, False, None),
    "adamw": (torch.optim.AdamW, 0.05, 0.05, {"weight_decay": 0.1}, False, None),
    "adamw-falling": (torch.optim.AdamW, 0.05, 0.05, {"weight_decay": 0.1}, True, None),
    "clip-slide": (torch.optim.SGD, 0.1, 1e-3, {}, False, clip_slide),
    "clip-torch": (torch.optim.SGD, 0.1, 1e-3, {}, False, clip_torch),
    "average": (torch.optim.SGD, 0.1, 1e-3, {}, False, None),
}


def walk(name, problem, rate):
    kind, _, _, settings, falling, clip = CASES[name]
    decaying, others, loss = problem()
    parameters = decaying + others
    groups = [{"params": decaying}] + ([{"params": others, "weight_decay": 0.0}] if others else [])
    optimizer = kind(groups, lr=rate, **settings)
    average = torch.optim.swa_utils.AveragedModel(torch.nn.ParameterList(parameters), avg_fn=lambda a, p, _: 0.9 * a + 0.1 * p)
    average.update_parameters(torch.nn.ParameterList(parameters))
    for step in range(STEPS):
        for group in optimizer.param_groups:
            group["lr"] = rate * (1 - step / 100) if falling else rate
        optimizer.zero_grad()
        loss().backward()
        if clip:
            clip(parameters)
        optimizer.step()
        average.update_parameters(torch.nn.ParameterList(parameters))
        if step + 1 in SHOWN:
            shown = list(average.module.parameters()) if name == "average" else parameters
            numbers = " ".join(repr(v) for p in shown for v in p.tolist())
            print(f"{name},{problem.__name__},{step + 1},{numbers}")


if __name__ == "__main__":
    print(f"torch {torch.__version__}", file=sys.stderr)
    for name, (_, on_squares, on_bowl, *_) in CASES.items():
        walk(name, least_squares, on_squares)
        walk(name, bowl, on_bowl)
