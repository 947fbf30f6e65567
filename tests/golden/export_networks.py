#!/usr/bin/env python3
"""Exports torchvision's classifiers as ONNX files, each with an input and PyTorch's output.

Usage: tests/golden/export_networks.py [folder [name ...]], by default .cache/golden/networks and all
Needs: torch 1.13, torchvision 0.14.
Then:  CNN_NETWORKS=<folder> build/native/tests/cnn_tests --gtest_filter='Networks.*'

Writes <name>.onnx, <name>.input.f32 and <name>.output.f32. Weights are seeded noise of a size that
keeps the values in range. "-open" files leave batch, height and width open, so that they hold shape
arithmetic; "-norms" files keep BatchNormalization nodes. Nothing here is committed: 1.8 GB.
"""

import pathlib
import sys
import warnings

import numpy as np
import torch
import torchvision

CACHE = pathlib.Path(__file__).resolve().parent.parent.parent / ".cache" / "golden" / "networks"

# torchvision name: opset, forms besides the plain one
NETWORKS = {
    "alexnet": (13, ["open"]),
    "densenet121": (13, ["open", "norms"]),
    "efficientnet_b0": (13, ["open"]),
    "googlenet": (11, ["open"]),
    "inception_v3": (13, ["open"]),
    "mnasnet1_0": (10, ["open"]),
    "mobilenet_v2": (9, ["open", "norms"]),
    "mobilenet_v3_small": (14, ["open"]),
    "regnet_y_400mf": (13, ["open"]),
    "resnet50": (13, []),
    "shufflenet_v2_x1_0": (12, ["open", "norms"]),
    "squeezenet1_1": (9, ["norms"]),
    "vgg11": (9, []),
}


def network(name):
    """Returns the module with seeded weights."""
    options = {"weights": None}
    if name in ("googlenet", "inception_v3"):
        options |= {"aux_logits": False, "init_weights": False}
    module = getattr(torchvision.models, name)(**options).eval()
    for key, value in [*module.named_parameters(), *module.named_buffers()]:
        if not value.dtype.is_floating_point:
            continue
        if value.dim() > 1:
            bound = (6 / np.prod(value.shape[1:])) ** 0.5
            value.data.uniform_(-bound, bound)
        elif key.endswith((".weight", ".running_var")):
            value.data.uniform_(0.8, 1.2)
        else:
            value.data.uniform_(-0.1, 0.1)
    return module


@torch.no_grad()
def export(folder, name, form):
    opset, _ = NETWORKS[name]
    stem = name if form == "plain" else f"{name}-{form}"
    torch.manual_seed(0)
    module = network(name)
    side = 299 if name == "inception_v3" else 224
    x = torch.rand(1, 3, side, side) * 4 - 2
    options = {"opset_version": opset, "input_names": ["input"], "output_names": ["output"]}
    if form == "open":
        options["dynamic_axes"] = {"input": {0: "N", 2: "H", 3: "W"}}
    elif form == "norms":
        options |= {"training": torch.onnx.TrainingMode.PRESERVE, "do_constant_folding": False}
    torch.onnx.export(module, x, folder / f"{stem}.onnx", **options)
    x.numpy().tofile(folder / f"{stem}.input.f32")
    module(x).numpy().tofile(folder / f"{stem}.output.f32")
    print(stem)


def main():
    folder = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else CACHE
    folder.mkdir(parents=True, exist_ok=True)
    warnings.filterwarnings("ignore")
    for name in sys.argv[2:] or NETWORKS:
        for form in ["plain", *NETWORKS[name][1]]:
            export(folder, name, form)


if __name__ == "__main__":
    main()
