#!/usr/bin/env python3
"""Two digests of a trained run: usage: digest.py model.safetensors ANSWERS.json...

The first is of the tensors in the order of their names: name, type, shape and bytes, without the file's metadata. The second is of
the numbers and classes that the command answered, without paths, times and members that are not listed here.
"""
import hashlib
import json
import struct
import sys

MEMBERS = set("""status steps train_loss test_loss test_accuracy test_perplexity test_rmse test_mae test_r2 parameters
    count loss accuracy rmse mae r2 perplexity bits_per_token bits_per_character bits_per_byte tokens characters bytes classes confusion
    predictions class probability probabilities values output truth samples text""".split())
FREE = {"probabilities"}  # its members are named by the data


def weights(path):
    with open(path, "rb") as file:
        header = json.loads(file.read(struct.unpack("<Q", file.read(8))[0]))
        body = file.read()
    found = hashlib.sha256()
    for name in sorted(header.keys() - {"__metadata__"}):
        begin, end = header[name]["data_offsets"]
        found.update(f"{name} {header[name]['dtype']} {header[name]['shape']}\n".encode() + body[begin:end])
    return found.hexdigest()


def told(value, is_free=False):
    """A value with the members that count alone."""
    if isinstance(value, dict):
        return {name: told(part, name in FREE) for name, part in value.items() if is_free or name in MEMBERS}
    return [told(part) for part in value] if isinstance(value, list) else value


def answers(paths):
    found = hashlib.sha256()
    for path in paths:
        with open(path, encoding="utf-8") as lines:
            for line in lines:
                found.update(json.dumps(told(json.loads(line)), sort_keys=True).encode() + b"\n")
    return found.hexdigest()


if __name__ == "__main__":
    print(weights(sys.argv[1]), *([answers(sys.argv[2:])] if len(sys.argv) > 2 else []))
