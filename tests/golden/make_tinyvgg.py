#!/usr/bin/env python3
"""Golden layer outputs of models/tinyvgg/tinyvgg.onnx, computed by PyTorch on raw RGB pictures.

Usage: tests/golden/make_tinyvgg.py    Needs: torch 1.13, onnx 1.12, numpy.
Writes beside itself:
  tinyvgg-<picture>.rgb        uint8 [64,64,3], rows top to bottom; the input is pixel / 255
  tinyvgg-<picture>.tsv, .bin  every layer's output (format: golden_file.py)
The weights are read from the ONNX file; the network is built in PyTorch from
models/tinyvgg/network.py, so that neither the graph in the file nor the engine takes part in making
the golden values.
"""

import pathlib
import sys

import numpy as np
import onnx
import torch
from onnx import numpy_helper

HERE = pathlib.Path(__file__).resolve().parent
MODEL = HERE.parent.parent / "models" / "tinyvgg" / "tinyvgg.onnx"
sys.path.insert(0, str(HERE))
sys.path.insert(0, str(MODEL.parent))

import golden_file  # noqa: E402
import network  # noqa: E402
import splitmix  # noqa: E402

SIDE = network.SIDE
# Rows of the picture "shapes" that keep every element; the other values and pictures are sampled.
FULL = {
    "conv_1_1",
    "conv_1_2",
    "max_pool_1",
    "conv_2_1",
    "conv_2_2",
    "max_pool_2",
    "logits",
    "output",
}
SAMPLES = 1024


def noise():
    """Low byte of splitmix32, seed 7, in memory order."""
    return (
        (splitmix.splitmix(7, SIDE * SIDE * 3) & np.uint32(255))
        .astype(np.uint8)
        .reshape(SIDE, SIDE, 3)
    )


def gradient():
    """Red rises with x, green with y, blue falls along the diagonal."""
    y, x = np.mgrid[0:SIDE, 0:SIDE]
    return np.stack([x * 4, y * 4, 255 - (x + y) * 2], 2).astype(np.uint8)


def shapes():
    """White disc on a sloping background, with a dark bar below: edges in all directions."""
    y, x = np.mgrid[0:SIDE, 0:SIDE]
    picture = np.stack([40 + y, 120 + x, 200 - y], 2)
    picture[(x - 36) ** 2 + (y - 26) ** 2 < 18**2] = (245, 240, 230)
    picture[(y >= 50) & (y < 56) & (x >= 8)] = (20, 24, 30)
    return picture.astype(np.uint8)


PICTURES = {"noise": noise, "gradient": gradient, "shapes": shapes}


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
    (HERE / f"tinyvgg-{name}.rgb").write_bytes(picture.tobytes())
    x = torch.from_numpy(picture).permute(2, 0, 1)[None].float() / 255
    out = golden_file.GoldenFile()
    for position, (layer_name, layer) in enumerate(plain.named_children()):
        x = layer(x)
        value = {"dense": "logits", "softmax": "output"}.get(layer_name, layer_name)
        full = name == "shapes" and value in FULL
        out.add(value, x.numpy(), samples=None if full else SAMPLES, seed=100 + position)
    out.write(HERE / f"tinyvgg-{name}")


if __name__ == "__main__":
    torch.set_num_threads(1)
    loaded = load_network()
    for picture_name, draw in PICTURES.items():
        make(picture_name, draw(), loaded)
        print(f"tinyvgg-{picture_name}: written")
