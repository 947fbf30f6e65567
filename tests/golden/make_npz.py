#!/usr/bin/env python3
"""Files of arrays as NumPy writes them, and the values of a small network in PyTorch, written to tests/golden/npz/.

Usage: tests/golden/make_npz.py    Needs: numpy, torch 2.9, onnx, onnxscript.

stored.npz, compressed.npz and versions.npz hold 0, 1.5, 3, ... (integers: 0, 1, 2, ...) in row-major order of their
index, whatever their order in memory is: the tests compute that themselves.
two-inputs.npz has numbers for both inputs of a network, and NumPy's values of it.
net-values.npz is what web/docs/pages/pytorch.md writes; net-old.onnx and net-new.onnx are that network as both of PyTorch's
exporters write it.
"""

import copy
import io
import pathlib
import re
import zipfile

import numpy as np
import onnx
import torch
from torch import nn

ROOT = pathlib.Path(__file__).resolve().parents[2]
OUT = pathlib.Path(__file__).resolve().parent / "npz"


def floats(dtype, *dims):
    return (1.5 * np.arange(int(np.prod(dims)))).reshape(dims).astype(dtype)


def whole(dtype, *dims):
    return np.arange(int(np.prod(dims))).reshape(dims).astype(dtype)


def arrays():
    return {
        "f4": floats("<f4", 2, 3),
        "f8": floats("<f8", 4),
        "f2": floats("<f2", 3, 1),
        "fortran": np.asfortranarray(floats("<f4", 2, 3, 4)),
        "big": floats(">f4", 2, 2),
        "i1": whole("i1", 5),
        "u1": whole("u1", 5),
        "i4": whole("<i4", 2, 2),
        "i8": whole("<i8", 3),
        "bool": np.array([True, False, True]),
        "scalar": np.array(7.25, dtype="<f4"),
        "none": np.zeros((0, 3), dtype="<f4"),
        "layer1.0/conv:1": floats("<f4", 1, 2),
    }


def entry(array, version):
    content = io.BytesIO()
    np.lib.format.write_array(content, array, version=version)
    return content.getvalue()


def versions():
    with zipfile.ZipFile(OUT / "versions.npz", "w") as archive:
        for version in (1, 2, 3):
            archive.writestr(f"v{version}.npy", entry(floats("<f4", 2, 3), (version, 0)))


class Block(nn.Module):
    """One activation that is called twice, as in torchvision's residual blocks."""

    def __init__(self, channels):
        super().__init__()
        self.conv1 = nn.Conv2d(channels, channels, 3, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(channels)
        self.relu = nn.ReLU(inplace=True)
        self.conv2 = nn.Conv2d(channels, channels, 3, padding=1)

    def forward(self, x):
        return self.relu(self.conv2(self.relu(self.bn1(self.conv1(x)))) + x)


def network():
    torch.manual_seed(5)
    model = nn.Sequential()
    model.add_module("stem", nn.Conv2d(3, 4, 3, stride=2))
    model.add_module("blocks", nn.Sequential(Block(4), Block(4)))
    model.add_module("pool", nn.AdaptiveAvgPool2d(1))
    model.add_module("flat", nn.Flatten())
    model.add_module("head", nn.Linear(4, 5))
    for module in model.modules():
        if isinstance(module, nn.BatchNorm2d):
            module.running_mean.normal_(0, 0.3)
            module.running_var.uniform_(0.5, 2)
            module.weight.data.uniform_(0.5, 1.5)
            module.bias.data.normal_(0, 0.3)
    return model.eval()


def documented(model, x):
    """Runs the lines of the documentation with that network and input."""
    page = (ROOT / "web/docs/pages/pytorch.md").read_text()
    code = re.search(r"```python values.py\n(.*?)```", page, re.S).group(1)
    code = re.sub(r"from torchvision.*\n", "", code)
    code = re.sub(r"model = .*\n", "", code)
    code = re.sub(r"x = .*\n", "", code)
    code = code.replace('"values.npz"', repr(str(OUT / "net-values.npz")))
    exec(code, {"model": model, "x": x})


def without_traces(path):
    """The exporter writes down which lines of which files a node comes from: paths of one machine."""
    model = onnx.load(path)
    for node in model.graph.node:
        kept = [prop for prop in node.metadata_props if "stack_trace" not in prop.key]
        del node.metadata_props[:]
        node.metadata_props.extend(kept)
    onnx.save(model, path)


def two_inputs():
    """Means of a picture times a second input, as tests/e2e/compare.test.ts builds that network."""
    x = np.linspace(-1, 2, 3 * 8 * 8, dtype="<f4").reshape(1, 3, 8, 8)
    gain = np.array([0.5, -1.25, 3], dtype="<f4")
    flat = x.mean(axis=(2, 3))
    return {"input": x, "gain": gain, "flat": flat, "scaled": flat * gain, "y": np.maximum(flat * gain, 0)}


def main():
    OUT.mkdir(exist_ok=True)
    np.savez(OUT / "two-inputs.npz", **two_inputs())
    np.savez(OUT / "stored.npz", **arrays())
    np.savez_compressed(OUT / "compressed.npz", **arrays())
    np.savez(OUT / "objects.npz", words=np.array(["a", "b"]))
    versions()
    model, x = network(), torch.rand(1, 3, 17, 17)
    # Its hooks are none of the network's.
    documented(copy.deepcopy(model), x)
    names = {"input_names": ["input"], "output_names": ["logits"]}
    torch.onnx.export(model, (x,), OUT / "net-old.onnx", dynamo=False, **names)
    torch.onnx.export(model, (x,), OUT / "net-new.onnx", dynamo=True, external_data=False, **names)
    without_traces(OUT / "net-new.onnx")


main()
