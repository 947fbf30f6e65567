#!/usr/bin/env python3
"""Compares the engine with Pillow, torchvision and PyTorch; prints three figures.

Usage: models/compare.py [--model tinyvgg] [--tar ../shared/data/imagenette-224.tar] [--limit N]
       models/compare.py --model lenet5 --data .cache/mnist/test
Needs: npm run build; torch 1.13, torchvision 0.14, onnx 1.12, numpy, Pillow. Works in .cache/compare.

1. 50 pictures of odd sizes, cut from the data set and resized up or down: the largest difference
   between the engine's input tensor and Pillow's and torchvision's, in 1/255 of the pixel range,
   and between its output and PyTorch's for the same input.
2. All validation pictures, or N of them: the share on which PyTorch, with pictures decoded and prepared by
   Pillow, gives the engine's first answer (npm run eval -- --answers).
"""

import argparse
import io
import json
import pathlib
import shutil
import subprocess
import tarfile

import numpy as np
import torch
from PIL import Image
from torchvision import transforms

import data
import torch_onnx

HERE = pathlib.Path(__file__).resolve().parent
WORK = data.ROOT / ".cache" / "compare"
ODD = 50
FILTERS = {
    "nearest": transforms.InterpolationMode.NEAREST,
    "bilinear": transforms.InterpolationMode.BILINEAR,
    "bicubic": transforms.InterpolationMode.BICUBIC,
}


class Pictures:
    """Validation pictures by the names that eval gives them: of a folder, or of a tar's val/."""

    def __init__(self, path):
        self.path = path
        self.archive = None if path.is_dir() else tarfile.open(path)

    def names(self):
        if self.archive is None:
            files = [p.relative_to(self.path).as_posix() for p in self.path.rglob("*.*")]
        else:
            files = [m.name for m in self.archive.getmembers() if m.isfile()]
            files = [name for name in files if "val" in name.split("/")[:-2]]
        return sorted(files)

    def open(self, name):
        if self.archive is None:
            return Image.open(self.path / name)
        return Image.open(io.BytesIO(self.archive.extractfile(name).read()))


def preparation(spec):
    """Returns the torchvision transform of models/README.md's "preprocess", without the layout."""
    if spec["layout"] != "NCHW" or spec["order"] != "RGB":
        raise SystemExit("Only NCHW networks that take RGB or grey are compared here.")
    channels = spec["channels"]
    resize = [transforms.Resize(spec["resize"], FILTERS[spec["interpolation"]])]
    return transforms.Compose(
        [
            transforms.Lambda(lambda image: image.convert("L" if channels == 1 else "RGB")),
            *(resize if spec["resize"] else []),
            transforms.CenterCrop(spec["crop"]),
            transforms.PILToTensor(),
            transforms.Lambda(lambda x: x.float() / spec["divisor"]),
            transforms.Normalize(spec["mean"][:channels], spec["std"][:channels]),
        ]
    )


def odd_pictures(pictures, names, folder):
    """Writes ODD pictures of random size and aspect as PNG; the same ones every time."""
    generator = np.random.default_rng(1)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for number, name in enumerate(generator.choice(names, ODD, replace=False)):
        image = pictures.open(name)
        image = image if image.mode == "L" else image.convert("RGB")
        width, height = (int(generator.integers(side // 4, side + 1)) for side in image.size)
        left = int(generator.integers(0, image.width - width + 1))
        top = int(generator.integers(0, image.height - height + 1))
        image = image.crop((left, top, left + width, top + height))
        factor = np.exp(generator.uniform(np.log(0.3), np.log(5)))
        size = [max(3, round(side * factor)) for side in image.size]
        image.resize(size, Image.BICUBIC).save(folder / f"{number:02}-{size[0]}x{size[1]}.png")


def compare_tensors(model, network, spec, pictures, names):
    """Returns the largest difference of an input value, in units of one step of an 8-bit pixel, and
    of an output value from PyTorch's for the engine's own input."""
    folder, out = WORK / "odd", WORK / "tensors.f32"
    odd_pictures(pictures, names, folder)
    script = HERE / "evaluate" / "inputs.mjs"
    command = ["node", script, "--model", model, "--data", folder, "--out", out]
    subprocess.run([str(part) for part in command], check=True)
    prepare = preparation(spec)
    ours = torch.stack([prepare(Image.open(path)) for path in sorted(folder.iterdir())])
    engine = torch.from_numpy(np.fromfile(out, np.float32).reshape(len(ours), -1))
    inputs, outputs = engine.split([ours[0].numel(), engine.shape[1] - ours[0].numel()], dim=1)
    inputs = inputs.reshape(ours.shape)
    step = 1 / (spec["divisor"] * torch.tensor(spec["std"][: spec["channels"]]).view(-1, 1, 1))
    input_gap = ((ours - inputs).abs() / step).max().item()
    return input_gap, (network(inputs).reshape(outputs.shape) - outputs).abs().max().item()


def compare_answers(model, network, labels, spec, pictures, limit):
    """Returns (pictures, share with equal first answers, PyTorch's accuracy)."""
    out = WORK / "answers.tsv"
    script = HERE / "evaluate.mjs"
    command = ["node", script, "--model", model, "--data", pictures.path, "--answers", out]
    command += ["--limit", limit] if limit else []
    subprocess.run([str(part) for part in command], check=True, stdout=subprocess.DEVNULL)
    rows = [line.split("\t") for line in out.read_text().splitlines()]
    prepare = preparation(spec)
    equal = right = 0
    for start in range(0, len(rows), 50):
        batch = rows[start : start + 50]
        x = torch.stack([prepare(pictures.open(name)) for name, _, _ in batch])
        answers = [labels[index] for index in network(x).argmax(1)]
        equal += sum(answer == row[2] for answer, row in zip(answers, batch))
        right += sum(answer == row[1] for answer, row in zip(answers, batch))
    return len(rows), equal / len(rows), right / len(rows)


def main():
    parser = argparse.ArgumentParser(description="Compare the engine with PyTorch.")
    parser.add_argument("--model", default="tinyvgg", help="id of a bundled model, or a file")
    parser.add_argument("--data", "--tar", type=pathlib.Path, default=data.DEFAULT_TAR)
    parser.add_argument("--limit", type=int, help="pictures; default: all")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    bundled = HERE / arguments.model / f"{arguments.model}.onnx"
    network = torch_onnx.Network(bundled if bundled.exists() else arguments.model)
    labels, spec = (json.loads(network.metadata[key]) for key in ("labels", "preprocess"))
    pictures = Pictures(arguments.data)
    model, names = arguments.model, pictures.names()
    gap, output_gap = compare_tensors(model, network, spec, pictures, names)
    print(f"{model}: inputs of {ODD} odd pictures differ by {gap:.3g}/255 at most")
    print(f"{model}: outputs for them differ from PyTorch's by {output_gap:.3g} at most")
    limit = arguments.limit
    count, equal, right = compare_answers(model, network, labels, spec, pictures, limit)
    print(
        f"{arguments.model}: {equal:.2%} of {count} first answers are PyTorch's, "
        f"which is right on {right:.2%}"
    )
    if gap > 1 or equal < 0.999:
        raise SystemExit("The engine differs from PyTorch by more than it may.")


if __name__ == "__main__":
    main()
