#!/usr/bin/env python3
"""Golden layer outputs of models/lenet5/lenet5.onnx, computed by PyTorch on two raw grey pictures.

Usage: tests/golden/make_lenet5.py    Needs: torch 1.13, onnx 1.12, numpy.
Writes beside itself:
  lenet5-<picture>.grey        uint8 [32,32], rows top to bottom; the input is pixel / 255
  lenet5-<picture>.tsv, .bin   every layer's output (format: golden_file.py)
As in make_tinyvgg.py, neither the graph in the file nor the engine takes part.
"""

import pathlib
import sys

import numpy as np
import onnx
import torch
from onnx import numpy_helper

HERE = pathlib.Path(__file__).resolve().parent
MODEL = HERE.parent.parent / "models" / "lenet5" / "lenet5.onnx"
sys.path.insert(0, str(HERE))
sys.path.insert(0, str(MODEL.parent))

import golden_file  # noqa: E402
import network  # noqa: E402
import splitmix  # noqa: E402

SIDE = network.SIDE
SAMPLES = 400


def noise():
    """Low byte of splitmix32, seed 11, in memory order."""
    low = splitmix.splitmix(11, SIDE * SIDE) & np.uint32(255)
    return low.astype(np.uint8).reshape(SIDE, SIDE)


def seven():
    """A 7 of two strokes with soft edges, white on black."""
    y, x = np.mgrid[0:SIDE, 0:SIDE].astype(float)

    def distance(x0, y0, x1, y1):
        along = ((x - x0) * (x1 - x0) + (y - y0) * (y1 - y0)) / ((x1 - x0) ** 2 + (y1 - y0) ** 2)
        along = along.clip(0, 1)
        return np.hypot(x - x0 - along * (x1 - x0), y - y0 - along * (y1 - y0))

    nearest = np.minimum(distance(9, 8, 22, 8), distance(22, 8, 14, 24))
    return np.rint((2 - nearest).clip(0, 1) * 255).astype(np.uint8)


PICTURES = {"noise": noise, "seven": seven}


def load_network():
    """Returns the PyTorch network with the weights of the ONNX file."""
    weights = {
        w.name: torch.tensor(numpy_helper.to_array(w)) for w in onnx.load(MODEL).graph.initializer
    }
    plain = network.plain_network()
    plain.load_state_dict(weights)
    return plain.eval()


@torch.no_grad()
def make(name, picture, plain):
    """Writes the picture and the golden values of one input."""
    (HERE / f"lenet5-{name}.grey").write_bytes(picture.tobytes())
    x = torch.from_numpy(picture)[None, None].float() / 255
    out = golden_file.GoldenFile()
    for position, (layer_name, layer) in enumerate(plain.named_children()):
        x = layer(x)
        value = {"dense_2": "logits", "softmax": "output"}.get(layer_name, layer_name)
        out.add(value, x.numpy(), samples=SAMPLES, seed=100 + position)
    out.write(HERE / f"lenet5-{name}")


if __name__ == "__main__":
    torch.set_num_threads(1)
    loaded = load_network()
    for picture_name, draw in PICTURES.items():
        make(picture_name, draw(), loaded)
        print(f"lenet5-{picture_name}: written")
