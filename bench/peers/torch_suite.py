#!/usr/bin/env python3
"""The workloads of `nabla bench` in PyTorch, one JSON line each: {"name","ms","min_ms","threads","n","gflops"}.

usage: torch_suite.py [--only NAME]... [--threads N] [--seconds S]

Written for PyTorch 1.13 and later: warm, gradients set to None, `foreach` optimizers and clipping where the version has
them, the input already in memory. `ms` is the median of one whole training step, or of one operation.
"""
import argparse
import inspect
import json
import statistics
import sys
import time

import torch
from torch import nn

LABELS = 10
CHARACTERS = 65


class Bare(nn.Module):
    """Layer norm with a gain alone."""

    def __init__(self, width):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(width))

    def forward(self, x):
        return nn.functional.layer_norm(x, self.weight.shape, self.weight, None, 1e-5)


class Attention(nn.Module):
    """Causal attention with several heads, fused where the version of PyTorch has it."""

    def __init__(self, width, heads, time):
        super().__init__()
        self.heads, self.qkv, self.out = heads, nn.Linear(width, 3 * width, bias=False), nn.Linear(width, width, bias=False)
        self.fused = hasattr(nn.functional, "scaled_dot_product_attention")
        self.register_buffer("hidden", torch.ones(time, time).triu(1).bool())

    def forward(self, x):
        batch, time, width = x.shape
        q, k, v = (part.view(batch, time, self.heads, width // self.heads).transpose(1, 2) for part in self.qkv(x).split(width, 2))
        if self.fused:
            y = nn.functional.scaled_dot_product_attention(q, k, v, is_causal=True)
        else:
            scores = (q @ k.transpose(-2, -1)) * (1.0 / (width // self.heads) ** 0.5)
            y = torch.softmax(scores.masked_fill(self.hidden[:time, :time], float("-inf")), -1) @ v
        return self.out(y.transpose(1, 2).reshape(batch, time, width))


class Block(nn.Module):
    def __init__(self, width, heads, time):
        super().__init__()
        self.norm1, self.attention, self.norm2 = Bare(width), Attention(width, heads, time), Bare(width)
        self.up, self.down = nn.Linear(width, 4 * width, bias=False), nn.Linear(4 * width, width, bias=False)

    def forward(self, x):
        x = x + self.attention(self.norm1(x))
        return x + self.down(nn.functional.gelu(self.up(self.norm2(x))))


class Gpt(nn.Module):
    """Pre-norm, learned positions, tied embeddings."""

    def __init__(self, layers, width, heads, time):
        super().__init__()
        self.tokens, self.places = nn.Embedding(CHARACTERS, width), nn.Embedding(time, width)
        self.blocks, self.norm = nn.Sequential(*[Block(width, heads, time) for _ in range(layers)]), Bare(width)
        for p in self.parameters():
            if p.dim() > 1:
                nn.init.normal_(p, 0, 0.02)

    def forward(self, x):
        x = self.tokens(x) + self.places.weight[: x.shape[1]]
        return nn.functional.linear(self.norm(self.blocks(x)), self.tokens.weight).flatten(0, 1)


class NormedResidual(nn.Module):
    """norm(x + nn(x)) with nn = Linear, ReLU, Linear."""

    def __init__(self, width):
        super().__init__()
        self.first, self.second, self.norm = nn.Linear(width, width), nn.Linear(width, width), nn.LayerNorm(width)

    def forward(self, x):
        return self.norm(x + self.second(torch.relu(self.first(x))))


def with_foreach(optimizer, parameters, **options):
    if "foreach" in inspect.signature(optimizer).parameters:
        options["foreach"] = True
    return optimizer(parameters, **options)


def clip(parameters):
    if "foreach" in inspect.signature(nn.utils.clip_grad_norm_).parameters:
        nn.utils.clip_grad_norm_(parameters, 1.0, foreach=True)
    else:
        nn.utils.clip_grad_norm_(parameters, 1.0)


def training(model, inputs, targets, loss, optimizer, clips):
    parameters = list(model.parameters())
    model.train()

    def step():
        optimizer.zero_grad(set_to_none=True)
        value = loss(model(inputs), targets)
        value.backward()
        if clips:
            clip(parameters)
        optimizer.step()
        return value.item()

    flops = 6 * len(inputs) * sum(m.in_features * m.out_features for m in model.modules() if isinstance(m, nn.Linear))
    return step, flops


def classes(count):
    return torch.randint(0, LABELS, (count,))


def tiny_mlp():
    model = nn.Sequential(nn.Linear(2, 16), nn.Tanh(), nn.Linear(16, 1))
    targets = torch.randint(0, 2, (32, 1)).float()
    return training(model, torch.randn(32, 2), targets, nn.BCEWithLogitsLoss(), with_foreach(torch.optim.SGD, model.parameters(), lr=0.1), False)


def softmax_regression():
    model = nn.Linear(784, LABELS)
    return training(model, torch.randn(128, 784), classes(128), nn.CrossEntropyLoss(), with_foreach(torch.optim.SGD, model.parameters(), lr=0.01), False)


def adamw(model):
    return with_foreach(torch.optim.AdamW, model.parameters(), lr=1e-3, weight_decay=0.01)


def mlp():
    model = nn.Sequential(nn.Linear(784, 512), nn.ReLU(), nn.Linear(512, 512), nn.ReLU(), nn.Linear(512, LABELS))
    return training(model, torch.randn(128, 784), classes(128), nn.CrossEntropyLoss(), adamw(model), True)


def residual_mlp():
    model = nn.Sequential(nn.Linear(784, 256), *[NormedResidual(256) for _ in range(20)], nn.Linear(256, LABELS))
    return training(model, torch.randn(128, 784), classes(128), nn.CrossEntropyLoss(), adamw(model), True)


class CharacterLstm(nn.Module):
    def __init__(self, embedding, width):
        super().__init__()
        self.embedding, self.lstm, self.head = nn.Embedding(CHARACTERS, embedding), nn.LSTM(embedding, width, batch_first=True), nn.Linear(width, CHARACTERS)

    def forward(self, tokens):
        return self.head(self.lstm(self.embedding(tokens))[0]).view(-1, CHARACTERS)


def lstm(embedding=64, width=256, time=64, batch=32):
    model = CharacterLstm(embedding, width)
    step, _ = training(model, torch.randint(0, CHARACTERS, (batch, time)), torch.randint(0, CHARACTERS, (batch * time,)), nn.CrossEntropyLoss(), adamw(model), True)
    return step, 6 * batch * time * (4 * width * (embedding + width) + width * CHARACTERS)


def gpt(layers, width, heads, time, batch):
    model = Gpt(layers, width, heads, time)
    step, _ = training(model, torch.randint(0, CHARACTERS, (batch, time)), torch.randint(0, CHARACTERS, (batch * time,)), nn.CrossEntropyLoss(), adamw(model), True)
    linear = sum(m.in_features * m.out_features for m in model.modules() if isinstance(m, nn.Linear)) + CHARACTERS * width
    return step, 6 * batch * time * linear + 6 * batch * time * time * width * layers


def gpt_small():
    return gpt(4, 128, 4, 64, 12)


def gpt_medium():
    return gpt(6, 384, 6, 256, 4)


def operation(compute, flops=None):
    def step():
        with torch.no_grad():
            compute()

    return step, flops


def matmul_1024():
    a, b, c = torch.randn(1024, 1024), torch.randn(1024, 1024), torch.empty(1024, 1024)
    return operation(lambda: torch.matmul(a, b, out=c), 2 * 1024**3)


def gelu_4m():
    x = torch.randn(4, 1024, 1024)
    return operation(lambda: nn.functional.gelu(x))


def softmax_4096x1024():
    x = torch.randn(4096, 1024)
    return operation(lambda: torch.softmax(x, -1))


def layernorm_4096x1024():
    x, norm = torch.randn(4096, 1024), nn.LayerNorm(1024)
    return operation(lambda: norm(x))


WORKLOADS = [tiny_mlp, softmax_regression, mlp, residual_mlp, lstm, gpt_small, gpt_medium, matmul_1024, gelu_4m, softmax_4096x1024, layernorm_4096x1024]


def measure(step, seconds):
    """Times of single steps, after a warm-up of a fifth of the time."""
    end = time.perf_counter() + seconds / 5
    for i in range(1_000_000):
        step()
        if i >= 2 and time.perf_counter() > end:
            break
    times, end = [], time.perf_counter() + seconds
    while len(times) < 5 or time.perf_counter() < end:
        begin = time.perf_counter()
        step()
        times.append(time.perf_counter() - begin)
    return times


def main():
    names = [workload.__name__ for workload in WORKLOADS]
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", action="append", choices=names, help="only this workload; may be given often")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=2.0, help="for each workload")
    parser.add_argument("--json", action="store_true", help="accepted for likeness: lines are always JSON")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(0)
    print(f"PyTorch {torch.__version__}, {torch.get_num_threads()} threads", file=sys.stderr)
    for workload in WORKLOADS:
        if options.only and workload.__name__ not in options.only:
            continue
        step, flops = workload()
        times = measure(step, options.seconds)
        median = statistics.median(times)
        print(json.dumps({
            "name": workload.__name__, "ms": median * 1e3, "min_ms": min(times) * 1e3, "threads": options.threads,
            "n": len(times), "gflops": flops / median / 1e9 if flops else None,
        }), flush=True)


if __name__ == "__main__":
    main()
