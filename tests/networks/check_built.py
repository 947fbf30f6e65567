#!/usr/bin/env python3
"""Reads the ONNX files that state_dicts.mjs --keep wrote with tools that are not ours.

Usage: tests/networks/check_built.py DIR [--in .cache/state-dicts]
Needs: onnx 1.16 or newer, onnxruntime, numpy.

Each file is checked by onnx.checker, with shapes inferred strictly, and run by onnxruntime on the
input that state_dicts.py wrote; the answer has to be within 1e-4 of PyTorch's largest value.
"""

import argparse
import json
import pathlib
import sys

import numpy as np
import onnx
import onnxruntime

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
TOLERANCE = 1e-4


def check(path, folder):
    """The largest difference as a share of the largest value."""
    onnx.checker.check_model(str(path), full_check=True)
    description = json.loads((folder / f"{path.stem}.json").read_text())
    x = np.fromfile(folder / f"{path.stem}.input.f32", "<f4").reshape(description["input"])
    theirs = np.fromfile(folder / f"{path.stem}.output.f32", "<f4").reshape(description["output"])
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    (ours,) = session.run(None, {"input": x})
    if ours.shape != theirs.shape:
        return float("inf")
    return float(np.abs(ours - theirs).max() / np.abs(theirs).max())


def main():
    parser = argparse.ArgumentParser(description="Checks built networks with onnx and onnxruntime.")
    parser.add_argument("built", type=pathlib.Path)
    parser.add_argument("--in", dest="folder", type=pathlib.Path, default=ROOT / ".cache/state-dicts")
    arguments = parser.parse_args()
    paths = sorted(arguments.built.glob("*.onnx"))
    failures = 0
    for path in paths:
        gap = check(path, arguments.folder)
        failures += not gap <= TOLERANCE
        print(f"{path.stem}: {gap:.1e}", flush=True)
    print(f"{len(paths) - failures} of {len(paths)} agree.")
    sys.exit(1 if failures or not paths else 0)


if __name__ == "__main__":
    main()
