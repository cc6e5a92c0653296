#!/usr/bin/env python3
"""Writes the small tables, pictures and texts that the recipes read: usage: data.py FOLDER. The same bytes every time."""
import gzip
import json
import math
import pathlib
import random
import struct
import sys

WORDS = "the a one no every grey small quick cat dog owl fox übermut café saw heard wanted left 🙂 and but so then home now here".split()
COLORS = ["red", "green", "blue"]


def normal(rng):
    """Box and Muller 1958; Random.random alone keeps its sequence from one Python to the next."""
    return math.sqrt(-2 * math.log(1 - rng.random())) * math.cos(2 * math.pi * rng.random())


def classes(rng, count=240):
    """Rows of four numbers about the middle of their class, and its word."""
    for row in range(count):
        kind = row % 3
        yield [f"{normal(rng) + place * kind:.3f}" for place in (1, -1, 0.5, 0)] + [COLORS[kind]]


def houses(rng, count=240):
    """Rows of three numbers and a price with some noise."""
    for _ in range(count):
        area, rooms, age = 40 + 160 * rng.random(), 1 + int(6 * rng.random()), int(80 * rng.random())
        yield [f"{area:.1f}", str(rooms), str(age), f"{2000 * area + 15000 * rooms - 700 * age + 9000 * normal(rng):.0f}"]


def table(path, rows, header, comma=","):
    lines = "".join(comma.join(row) + "\n" for row in ([header] if header else []) + list(rows)).encode()
    path.write_bytes(gzip.compress(lines, mtime=0) if path.suffix == ".gz" else lines)


def sparse(path, rng):
    """The same kind of rows as LIBSVM has them: a label, and the numbers that are not 0 by their places."""
    rows = (f"{COLORS.index(row[-1])} " + " ".join(f"{place + 1}:{number}" for place, number in enumerate(row[:-1]) if float(number) > 0) for row in classes(rng))
    path.write_text("".join(row + "\n" for row in rows))


def npy(path, kind, shape, numbers):
    header = f"{{'descr': '{kind}', 'fortran_order': False, 'shape': {tuple(shape)}, }}"
    header += " " * (-(len(header) + 11) % 64) + "\n"
    data = struct.pack(f"<{len(numbers)}{ {'|u1': 'B', '<f4': 'f', '<i8': 'q'}[kind]}", *numbers)
    path.write_bytes(b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header.encode() + data)


def picture(rng, label, pixels):
    """Noise with a bright band whose place is the label."""
    return [min(255, int(60 * rng.random()) + (180 if place * 10 // pixels == label else 0)) for place in range(pixels)]


def idx(path, shape, data):
    path.write_bytes(struct.pack(f">I{len(shape)}I", 0x0800 + len(shape), *shape) + bytes(data))


def pictures(folder, rng):
    """The same kind of pictures in the manner of MNIST, of CIFAR-10, and as arrays."""
    for name in ("idx", "cifar", "arrays"):
        (folder / name).mkdir(exist_ok=True)
    for part, count in (("train", 300), ("t10k", 60)):
        labels = [row % 10 for row in range(count)]
        drawn = [pixel for label in labels for pixel in picture(rng, label, 64)]
        idx(folder / "idx" / f"{part}-images-idx3-ubyte", (count, 8, 8), drawn)
        idx(folder / "idx" / f"{part}-labels-idx1-ubyte", (count,), labels)
        npy(folder / "arrays" / f"x_{part.replace('t10k', 'test')}.npy", "|u1", (count, 8, 8), drawn)
        npy(folder / "arrays" / f"y_{part.replace('t10k', 'test')}.npy", "<i8", (count,), labels)
    for batch in ("data_batch_1", "test_batch"):
        (folder / "cifar" / f"{batch}.bin").write_bytes(b"".join(bytes([row % 10, *picture(rng, row % 10, 3072)]) for row in range(40)))


def curves(folder, rng):
    """Two numbers to predict from two."""
    points = [2 * rng.random() - 1 for _ in range(400)]
    npy(folder / "points.npy", "<f4", (200, 2), points)
    npy(folder / "waves.npy", "<f4", (200, 2), [math.sin(3 * value) for value in points])


def texts(folder, rng):
    def sentence():
        return " ".join(WORDS[int(len(WORDS) * rng.random())] for _ in range(3 + int(6 * rng.random())))
    (folder / "prose.txt").write_text("".join(sentence().capitalize() + ".\n" for _ in range(400)), encoding="utf-8")
    syllables = ["an", "be", "la", "mi", "ro", "su", "ta", "vi"]
    names = ("".join(syllables[int(8 * rng.random())] for _ in range(1 + int(4 * rng.random()))) for _ in range(300))
    (folder / "lines.txt").write_text("".join(name + "\n" for name in names), encoding="utf-8")


def symbols():
    """The byte-level alphabet of GPT-2: a visible letter for each byte."""
    visible = [byte for byte in range(256) if 33 <= byte <= 126 or 161 <= byte <= 172 or byte >= 174]
    hidden = [byte for byte in range(256) if byte not in visible]
    return [chr(byte) for byte in visible] + [chr(256 + place) for place in range(len(hidden))]


def gpt2(folder, rng, layers=2, width=16, context=48):
    """A GPT-2 with random weights, as Hugging Face writes one."""
    folder.mkdir(exist_ok=True)
    merges = ["t h", "th e", "o w", "a n", "an d"]
    vocabulary = symbols() + [merge.replace(" ", "") for merge in merges]
    (folder / "config.json").write_text(json.dumps({
        "model_type": "gpt2", "vocab_size": len(vocabulary), "n_positions": context, "n_embd": width, "n_layer": layers, "n_head": 2,
        "activation_function": "gelu_new", "layer_norm_epsilon": 1e-5,
    }))
    (folder / "vocab.json").write_text(json.dumps({token: index for index, token in enumerate(vocabulary)}))
    (folder / "merges.txt").write_text("#version: 0.2\n" + "".join(merge + "\n" for merge in merges), encoding="utf-8")
    safetensors(folder / "model.safetensors", gpt2_shapes(layers, width, context, len(vocabulary)), rng)


def gpt2_shapes(layers, width, context, vocabulary):
    shapes = {"wte.weight": (vocabulary, width), "wpe.weight": (context, width), "ln_f.weight": (width,), "ln_f.bias": (width,)}
    for layer in range(layers):
        for name, inputs, outputs in (("attn.c_attn", 1, 3), ("attn.c_proj", 1, 1), ("mlp.c_fc", 1, 4), ("mlp.c_proj", 4, 1)):
            shapes |= {f"h.{layer}.{name}.weight": (inputs * width, outputs * width), f"h.{layer}.{name}.bias": (outputs * width,)}
        shapes |= {f"h.{layer}.{norm}.{part}": (width,) for norm in ("ln_1", "ln_2") for part in ("weight", "bias")}
    return shapes


def safetensors(path, shapes, rng):
    """Random numbers about 0; gains of norms about 1."""
    header, body = {}, b""
    for name, shape in shapes.items():
        count, middle = math.prod(shape), 1.0 if "ln_" in name and name.endswith("weight") else 0.0
        numbers = struct.pack(f"<{count}f", *(middle + 0.05 * normal(rng) for _ in range(count)))
        header[name] = {"dtype": "F32", "shape": shape, "data_offsets": [len(body), len(body) + len(numbers)]}
        body += numbers
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    path.write_bytes(struct.pack("<Q", len(text)) + text + body)


def main():
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    rng = random.Random(7)
    table(folder / "colors.csv", classes(rng), ["length", "width", "height", "weight", "color"])
    table(folder / "pairs.tsv", (row for row in classes(rng) if row[-1] != "blue"), None, "\t")
    table(folder / "houses.csv", houses(rng), ["area", "rooms", "age", "price"])
    table(folder / "first.csv.gz", ([row[-1]] + row[:-1] for row in houses(rng)), ["price", "area", "rooms", "age"])
    pictures(folder, rng)
    curves(folder, rng)
    texts(folder, rng)
    gpt2(folder / "gpt2", rng)
    sparse(folder / "colors.libsvm", rng)


if __name__ == "__main__":
    main()
