"""Class activation maps of the bundled networks, in NumPy: class-maps.json beside this script.

The network runs in PyTorch (torch_graph.py) up to its last maps; what every cell adds to a class's
score is then summed here in double precision, from the weights of the file. MobileNetV2 averages its
maps before the dense layer, TinyVGG flattens them. The input is the formula in `picture`.
"""

import json
import pathlib

import numpy as np
import onnx
from onnx import numpy_helper

import torch_graph

HERE = pathlib.Path(__file__).parent
MODELS = HERE.parent.parent / "models"

# name, side of the input, value with the last maps, whether they are averaged, classes
NETWORKS = [
    ("tinyvgg", 64, "max_pool_2", False, [0, 4, 8]),
    ("mobilenetv2", 128, "head_relu6", True, [1, 4, 9]),
]


def picture(side):
    """Values in -1 .. 1 that any language makes alike: ((i * 7919) mod 251) / 125 - 1, as float32."""
    index = np.arange(3 * side * side, dtype=np.int64)
    return ((index * 7919 % 251) / 125 - 1).astype(np.float32).reshape(1, 3, side, side)


def weights_of(model):
    named = {w.name: numpy_helper.to_array(w) for w in model.graph.initializer}
    for node in model.graph.node:
        if node.op_type == "Cast":  # half floats in the file
            named[node.output[0]] = named[node.input[0]].astype(np.float32)
    return named["dense.weight"].astype(np.float64), named["dense.bias"].astype(np.float64)


def class_map(maps, weights, averaged):
    """maps [C, H, W], weights of one class [C] or [C * H * W] -> [H, W]."""
    if averaged:
        return np.tensordot(weights, maps, 1) / (maps.shape[1] * maps.shape[2])
    return (weights.reshape(maps.shape) * maps).sum(0)


def network(name, side, value, averaged, classes):
    model = onnx.load(str(MODELS / name / f"{name}.onnx"))
    values = torch_graph.run(model, picture(side))
    weights, bias = weights_of(model)
    maps = values[value][0].astype(np.float64)
    found = {}
    for index in classes:
        cells = class_map(maps, weights[index], averaged)
        found[str(index)] = {
            "bias": bias[index],
            "logit": float(values["logits"][0, index]),
            "map": [float(f"{cell:.9g}") for cell in cells.ravel()],
        }
        assert abs(cells.sum() + bias[index] - values["logits"][0, index]) < 1e-3
    return {"side": side, "maps": value, "shape": list(maps.shape), "classes": found}


if __name__ == "__main__":
    result = {name: network(name, *rest) for name, *rest in NETWORKS}
    text = json.dumps(result, separators=(",", ":"))
    (HERE / "class-maps.json").write_text(text + "\n")
