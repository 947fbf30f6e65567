"""The nine patches that excite each channel of a layer most, in PyTorch: patches.json beside this script.

Run:  python3 tests/golden/make_patches.py      (needs numpy, onnx, Pillow, torch, node)

The sample pictures are decoded and resized by Pillow, and the network is run node by node by PyTorch
(torch_graph.py). Of each picture NumPy finds the first cell with the largest value of every channel, and Python
sorts them: the largest first, of equal ones the picture that comes first in samples.json. The field of a cell is
found by PyTorch too: in the same network with weights of 1, where nothing is bent and pools take the mean, the
gradient of the cell is above zero at each pixel that it depends on, and at no other.
"""

import json
import pathlib
import subprocess

import numpy as np
import onnx
import torch
from PIL import Image

import torch_graph

HERE = pathlib.Path(__file__).parent
MODELS = HERE.parent.parent / "models"
HYDRATED = HERE.parent.parent / ".cache" / "golden"
SAMPLES = MODELS / "samples"
IMAGENET = {"resize": 256, "crop": [224, 224], "divisor": 255, "mean": [0.485, 0.456, 0.406], "std": [0.229, 0.224, 0.225]}

# name, file, value, channels that are listed
NETWORKS = [
    ("tinyvgg", MODELS / "tinyvgg/tinyvgg.onnx", "conv_2_1", 10),
    ("mobilenetv2", MODELS / "mobilenetv2/mobilenetv2.onnx", "block_6_add", 12),
    ("resnet18", HYDRATED / "resnet18.onnx", "/layer2/layer2.1/relu_1/Relu_output_0", 12),
]


def preprocess_of(model):
    told = {p.key: p.value for p in model.metadata_props}.get("preprocess")
    return json.loads(told) if told else IMAGENET


def prepared(path, spec):
    """Shorter side resized, the middle cut out, normalised: [1, 3, H, W]. Along x first, as Pillow does before 11."""
    picture = Image.open(path).convert("RGB")
    width, height = picture.size
    shorter = min(width, height)
    across, down = (spec["resize"] * side // shorter for side in (width, height))
    picture = picture.resize((across, height), Image.BILINEAR).resize((across, down), Image.BILINEAR)
    rows, columns = spec["crop"]
    top, left = round((down - rows) / 2), round((across - columns) / 2)
    pixels = np.asarray(picture, np.float32)[top : top + rows, left : left + columns]
    mean, std = (np.array(spec[key], np.float32) for key in ("mean", "std"))
    return ((pixels / np.float32(spec["divisor"]) - mean) / std).transpose(2, 0, 1)[None].copy()


def mean_pool(a, x):
    return torch.nn.functional.avg_pool2d(torch_graph.pad_for(x, a, 0.0), a["kernel_shape"], a["strides"])


STRAIGHT = {
    **torch_graph.OPERATORS,
    "Relu": lambda _, x: x,
    "Clip": lambda _, x, *ends: x,
    "MaxPool": mean_pool,
    "Cast": lambda _, x: x,
}


def straight(model, value, shape):
    """The input, and the value computed of it with weights of 1 and nothing bent, up to that value."""
    ones = {w.name: torch.ones(tuple(w.dims), dtype=torch.float64) for w in model.graph.initializer}
    data = torch.ones(shape, dtype=torch.float64, requires_grad=True)
    values = {**ones, model.graph.input[0].name: data}
    for node in model.graph.node:
        a = {x.name: onnx.helper.get_attribute_value(x) for x in node.attribute}
        a = {k: v.decode() if isinstance(v, bytes) else v for k, v in a.items()}
        # A sum of many would overflow after enough layers: only which ones it depends on is asked.
        values[node.output[0]] = STRAIGHT[node.op_type](a, *(values[name] for name in node.input)) / 1000
        if node.output[0] == value:
            return data, values[value]
    raise ValueError(value)


def field_of(data, output, channel, y, x):
    (gradient,) = torch.autograd.grad(output[0, channel, y, x], data, retain_graph=True)
    live = (gradient[0] > 0).any(0).numpy()
    rows, columns = np.flatnonzero(live.any(1)), np.flatnonzero(live.any(0))
    return [int(n) for n in (rows[0], columns[0], rows[-1] - rows[0] + 1, columns[-1] - columns[0] + 1)]


def network(path, value, listed):
    model = onnx.load(str(path))
    spec = preprocess_of(model)
    files = [sample["file"] for sample in json.loads((SAMPLES / "samples.json").read_text())]
    inputs = [prepared(SAMPLES / file, spec) for file in files]
    maps = [torch_graph.run(model, data)[value][0] for data in inputs]
    data, output = straight(model, value, inputs[0].shape)
    channels = []
    for channel in range(listed):
        found = []
        for picture, of in enumerate(maps):
            y, x = np.unravel_index(np.argmax(of[channel]), of[channel].shape)
            found.append((picture, of[channel, y, x], int(y), int(x)))
        found.sort(key=lambda patch: -patch[1])
        channels.append([[p, float(f"{v:.9g}"), y, x, *field_of(data, output, channel, y, x)] for p, v, y, x in found[:9]])
    return {"value": value, "preprocess": spec, "pictures": files, "channels": channels}


def main():
    subprocess.run(["node", str(HERE / "hydrate.mjs")], check=True)
    found = {name: network(path, value, listed) for name, path, value, listed in NETWORKS}
    (HERE / "patches.json").write_text(json.dumps(found, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
