"""Runs the ONNX operators of the catalog's own networks in PyTorch, to compare the engine with.

Weights and graph come from the file, the arithmetic is PyTorch's. Float32, batches of any size.
"""

import onnx
import torch
from onnx import helper, numpy_helper
from torch.nn import functional as F


def given_pads(attributes):
    assert attributes.get("auto_pad", b"NOTSET") == b"NOTSET", attributes["auto_pad"]
    return attributes.get("pads", [0, 0, 0, 0])


def symmetric(attributes):
    """Padding as torch's pools take it; ONNX's may differ between the sides."""
    pads = given_pads(attributes)
    assert pads[:2] == pads[2:], pads
    return pads[:2]


def conv(a, x, weight, bias=None):
    strides, dilations = a.get("strides", [1, 1]), a.get("dilations", [1, 1])
    top, left, bottom, right = given_pads(a)
    if (top, left) != (bottom, right):
        x = F.pad(x, [left, right, top, bottom])
        top = left = 0
    return F.conv2d(x, weight, bias, strides, (top, left), dilations, a.get("group", 1))


def max_pool(a, x):
    return F.max_pool2d(x, a["kernel_shape"], a.get("strides", [1, 1]), symmetric(a))


def average_pool(a, x):
    counted = bool(a.get("count_include_pad", 0))
    strides = a.get("strides", [1, 1])
    return F.avg_pool2d(x, a["kernel_shape"], strides, symmetric(a), False, counted)


def gemm(a, x, weight, bias=None):
    assert not a.get("transA", 0)
    product = a.get("alpha", 1.0) * (x @ (weight.T if a.get("transB", 0) else weight))
    return product if bias is None else product + a.get("beta", 1.0) * bias


def clip(a, x, low=None, high=None):
    low = a.get("min", -torch.inf) if low is None else low
    high = a.get("max", torch.inf) if high is None else high
    return torch.clamp(x, float(low), float(high))


def batch_norm(a, x, scale, bias, mean, variance):
    return F.batch_norm(x, mean, variance, scale, bias, False, 0.0, a.get("epsilon", 1e-5))


def reshape(a, x, shape):
    # The file's first size is its batch of one.
    return x.reshape(x.shape[0], *shape.tolist()[1:])


def cast(a, x):
    assert a["to"] == onnx.TensorProto.FLOAT
    return x.float()


OPERATORS = {
    "Add": lambda a, x, y: x + y,
    "AveragePool": average_pool,
    "BatchNormalization": batch_norm,
    "Cast": cast,
    "Clip": clip,
    "Conv": conv,
    "Constant": lambda a: torch.from_numpy(numpy_helper.to_array(a["value"]).copy()),
    "Dropout": lambda a, x, *rest: x,
    "Flatten": lambda a, x: x.flatten(1),
    "Gemm": gemm,
    "GlobalAveragePool": lambda a, x: x.mean((2, 3), keepdim=True),
    "Identity": lambda a, x: x,
    "MaxPool": max_pool,
    "ReduceMean": lambda a, x: x.mean(a["axes"], keepdim=bool(a.get("keepdims", 1))),
    "Relu": lambda a, x: F.relu(x),
    "Reshape": reshape,
    "Softmax": lambda a, x: F.softmax(x, a.get("axis", -1)),
}


class Network:
    """A model of one input and one output."""

    def __init__(self, path):
        model = onnx.load(path)
        self.metadata = {entry.key: entry.value for entry in model.metadata_props}
        self.weights = {
            weight.name: torch.from_numpy(numpy_helper.to_array(weight).copy())
            for weight in model.graph.initializer
        }
        self.nodes = model.graph.node
        inputs = [v for v in model.graph.input if v.name not in self.weights]
        self.input, self.output = inputs[0].name, model.graph.output[0].name
        unknown = {node.op_type for node in self.nodes} - set(OPERATORS)
        if unknown:
            raise SystemExit(f"{path}: no PyTorch form is written here for {sorted(unknown)}.")

    @torch.no_grad()
    def __call__(self, x):
        values = {self.input: x, **self.weights}
        for node in self.nodes:
            attributes = {a.name: helper.get_attribute_value(a) for a in node.attribute}
            operands = [values[name] if name else None for name in node.input]
            values[node.output[0]] = OPERATORS[node.op_type](attributes, *operands)
        return values[self.output]
