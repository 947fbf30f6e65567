"""Runs an ONNX graph node by node with PyTorch: a second opinion, for the operators listed here."""

import numpy as np
import torch
import torch.nn.functional as F
from onnx import TensorProto, helper, numpy_helper


def same_upper(size, kernel, stride):
    """Returns (begin, end) padding that makes the output ceil(size / stride) long."""
    total = max((-(-size // stride) - 1) * stride + kernel - size, 0)
    return total // 2, total - total // 2


def pad_for(x, a, value):
    """Pads the last two axes of x as the window attributes ask; returns it."""
    kernel, strides = a["kernel_shape"], a.get("strides", [1, 1])
    if a.get("auto_pad", "NOTSET") == "SAME_UPPER":
        top, bottom = same_upper(x.shape[2], kernel[0], strides[0])
        left, right = same_upper(x.shape[3], kernel[1], strides[1])
    else:
        top, left, bottom, right = a.get("pads", [0, 0, 0, 0])
    return F.pad(x, (left, right, top, bottom), value=value)


def conv(a, x, w, b=None):
    stride, dilation, group = a.get("strides", 1), a.get("dilations", 1), a.get("group", 1)
    return F.conv2d(pad_for(x, a, 0.0), w, b, stride, 0, dilation, group)


def max_pool(a, x):
    return F.max_pool2d(pad_for(x, a, -np.inf), a["kernel_shape"], a["strides"])


def average_pool(a, x):
    total = F.avg_pool2d(pad_for(x, a, 0.0), a["kernel_shape"], a["strides"])
    if a.get("count_include_pad", 0):
        return total
    share = F.avg_pool2d(pad_for(torch.ones_like(x), a, 0.0), a["kernel_shape"], a["strides"])
    return total / share


def batch_norm(a, x, scale, bias, mean, variance):
    return F.batch_norm(x, mean, variance, scale, bias, eps=a.get("epsilon", 1e-5))


def lrn(a, x):
    # PyTorch divides alpha by the size, and pads like ONNX at odd sizes.
    return F.local_response_norm(x, a["size"], a["alpha"], a["beta"], a["bias"])


def reshape(_, x, shape):
    return x.reshape([x.shape[i] if d == 0 else d for i, d in enumerate(shape.tolist())])


def gemm(_, x, w, b):
    return F.linear(x, w, b)  # transB = 1


def unsqueeze(a, x):
    for axis in sorted(a["axes"]):
        x = x.unsqueeze(axis)
    return x


def squeeze(a, x):
    for axis in sorted(a["axes"], reverse=True):
        x = x.squeeze(axis)
    return x


OPERATORS = {
    "Add": lambda _, x, y: x + y,
    "AveragePool": average_pool,
    "BatchNormalization": batch_norm,
    "Cast": lambda a, x: x.to(torch.float32) if a["to"] == TensorProto.FLOAT else None,
    "Clip": lambda _, x, low, high: x.clamp(low, high),
    "Concat": lambda a, *parts: torch.cat(parts, a["axis"]),
    "Constant": lambda a: torch.tensor(numpy_helper.to_array(a["value"])),
    "Conv": conv,
    "Dropout": lambda _, x: x,
    "Flatten": lambda _, x: x.flatten(1),
    "Gather": lambda a, x, i: x[i] if a.get("axis", 0) == 0 else None,
    "Gemm": gemm,
    "GlobalAveragePool": lambda _, x: x.mean((2, 3), keepdim=True),
    "LRN": lrn,
    "MatMul": lambda _, x, y: x @ y,
    "MaxPool": max_pool,
    "Mul": lambda _, x, y: x * y,
    "ReduceMean": lambda a, x: x.mean(a["axes"], keepdim=bool(a["keepdims"])),
    "Relu": lambda _, x: x.relu(),
    "Reshape": reshape,
    "Shape": lambda _, x: torch.tensor(x.shape),
    "Softmax": lambda a, x: x.softmax(a["axis"]),  # of matrices, where every opset means the same
    "Split": lambda a, x: x.split(a["split"], a["axis"]),
    "Squeeze": squeeze,
    "Sum": lambda _, x, y: x + y,
    "Transpose": lambda a, x: x.permute(a["perm"]),
    "Unsqueeze": unsqueeze,
}


@torch.no_grad()
def run(model, data):
    """Returns every value of the graph by name, as arrays, for one input array."""
    values = {w.name: torch.tensor(numpy_helper.to_array(w)) for w in model.graph.initializer}
    values[model.graph.input[0].name] = torch.tensor(data)
    for node in model.graph.node:
        attributes = {a.name: helper.get_attribute_value(a) for a in node.attribute}
        attributes = {k: v.decode() if isinstance(v, bytes) else v for k, v in attributes.items()}
        result = OPERATORS[node.op_type](attributes, *(values[name] for name in node.input))
        results = result if isinstance(result, tuple) else (result,)
        values.update(zip(node.output, results, strict=True))
    return {name: value.numpy() for name, value in values.items()}
