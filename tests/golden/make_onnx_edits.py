#!/usr/bin/env python3
"""A small network and what onnxruntime answers once it is changed, written to tests/golden/onnx-edits/.

Usage: tests/golden/make_onnx_edits.py    Needs: onnx 1.16, onnxruntime, numpy.

Every case names changes as web/src/onnx-edit has them, and builds the changed network anew from its parameters: the
expected values do not come from that code.

tests/golden/make_onnx_edits.py --answer FILE INPUT.json: what onnxruntime answers to that file, as JSON.
"""

import json
import pathlib
import sys

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

OUT = pathlib.Path(__file__).resolve().parent / "onnx-edits"
SIDE = 9


def parameters():
    random = np.random.default_rng(7)
    draw = lambda *dims: random.normal(size=dims).astype(np.float32)
    return {
        "first.weight": draw(4, 2, 3, 3),
        "first.bias": draw(4),
        "norm.scale": draw(4),
        "norm.shift": draw(4),
        "norm.mean": draw(4),
        "norm.variance": np.abs(draw(4)) + 0.5,
        "second.weight": draw(3, 4, 3, 3).astype(np.float16),
        "dense.weight": draw(5, 3),
        "dense.bias": draw(5),
    }


def network(weights, nodes=None, behind=(), outputs=("logits",)):
    """nodes: settings by name, as (operator, attributes). behind: nodes that follow another, by its name."""
    settings = {
        "first": ("Conv", {"pads": [1, 1, 1, 1]}),
        "norm": ("BatchNormalization", {}),
        "bend": ("Relu", {}),
        "pool": ("MaxPool", {"kernel_shape": [2, 2], "strides": [2, 2], "ceil_mode": 0}),
        "half": ("Cast", {"to": TensorProto.FLOAT}),
        "second": ("Conv", {}),
        "clip": ("LeakyRelu", {"alpha": 0.25}),
        "mean": ("GlobalAveragePool", {}),
        "flat": ("Flatten", {}),
        "dense": ("Gemm", {"transB": 1}),
        **(nodes or {}),
    }
    inputs = {
        "first": ["picture", "first.weight", "first.bias"],
        "norm": ["first", "norm.scale", "norm.shift", "norm.mean", "norm.variance"],
        "bend": ["norm"],
        "pool": ["bend"],
        "half": ["second.weight"],
        "second": ["pool", "half"],
        "clip": ["second"],
        "mean": ["clip"],
        "flat": ["mean"],
        "dense": ["flat", "dense.weight", "dense.bias"],
    }
    made = []
    for name, (op, attributes) in settings.items():
        output = "logits" if name == "dense" else name
        made.append(helper.make_node(op, inputs[name], [output], name=name, **attributes))
        made += [node for after, node in behind if after == name]
    tensors = [numpy_helper.from_array(value, name) for name, value in weights.items()]
    # One weight as a list of floats, as old exporters write them.
    old = helper.make_tensor("dense.weight", TensorProto.FLOAT, [5, 3], weights["dense.weight"].ravel())
    tensors = [old if tensor.name == "dense.weight" else tensor for tensor in tensors]
    value = lambda name, dims: helper.make_tensor_value_info(name, TensorProto.FLOAT, dims)
    graph = helper.make_graph(
        made,
        "edits",
        [value("picture", [1, 2, SIDE, SIDE])],
        [value("logits", [1, 5])],
        tensors,
        value_info=[value("pool", [1, 4, 4, 4])],
    )
    model = helper.make_model(graph, producer_name="golden", opset_imports=[helper.make_opsetid("", 13)])
    model.ir_version = 8
    helper.set_model_props(model, {"labels": json.dumps(["a", "b", "c", "d", "e"])})
    onnx.checker.check_model(model)
    return model


def answer(model, picture):
    session = onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"])
    return session.run(None, {session.get_inputs()[0].name: picture})[0]


def changed(**weights):
    """The parameters with some of them computed anew."""
    all_weights = parameters()
    for name, change in weights.items():
        key = name.replace("_", ".", 1)
        all_weights[key] = change(all_weights[key]).astype(all_weights[key].dtype)
    return all_weights


def times(factors):
    """Multiplies along the first axis, exactly; changed() rounds once."""
    return lambda weight: weight.astype(float) * np.reshape(factors, [-1] + [1] * (weight.ndim - 1))


def put(index, number):
    def change(weight):
        weight = weight.copy()
        weight.ravel()[index] = number
        return weight
    return change


def scale(value, channel, factor, shape):
    return {"kind": "scale", "value": value, "channel": channel, "factor": factor, "shape": shape}


def mul(after, factors):
    constant = numpy_helper.from_array(np.reshape(factors, [1, -1, 1, 1]).astype(np.float32))
    return [
        (after, helper.make_node("Constant", [], [f"{after}.k"], value=constant)),
        (after, helper.make_node("Mul", [after, f"{after}.k"], [f"{after}.m"])),
    ]


def behind(after, factors, reader):
    """The network with a Mul behind a node, read by another one."""
    model = network(parameters(), behind=mul(after, factors))
    for node in model.graph.node:
        if node.name == reader:
            node.input[0] = f"{after}.m"
    return model


def cases():
    plain = parameters()
    yield "a muted channel of a convolution", [scale("first", 2, 0, [1, 4, 9, 9])], network(
        changed(first_weight=times([1, 1, 0, 1]), first_bias=times([1, 1, 0, 1]))
    )
    yield "two channels scaled, the later factor of one counting", [
        scale("first", 1, 5, [1, 4, 9, 9]),
        scale("first", 3, -2, [1, 4, 9, 9]),
        scale("first", 1, 0.5, [1, 4, 9, 9]),
    ], network(changed(first_weight=times([1, 0.5, 1, -2]), first_bias=times([1, 0.5, 1, -2])))
    yield "a channel of a normalisation", [scale("norm", 0, 3, [1, 4, 9, 9])], network(
        changed(norm_scale=times([3, 1, 1, 1]), norm_shift=times([3, 1, 1, 1]))
    )
    yield "a channel of an activation, by a layer behind it", [scale("bend", 3, 0, [1, 4, 9, 9])], behind(
        "bend", [1, 1, 1, 0], "pool"
    )
    yield "a channel of float16 weights", [scale("second", 1, 0.3, [1, 3, 2, 2])], network(
        changed(second_weight=times([1, 0.3, 1]))
    )
    yield "a number of the output", [scale("logits", 4, 2, [1, 5])], network(
        changed(dense_weight=times([1, 1, 1, 1, 2]), dense_bias=times([1, 1, 1, 1, 2]))
    )
    yield "numbers of a kernel", [
        {"kind": "numbers", "weight": "first.weight", "numbers": [[0, 1.5], [71, -2.25]]}
    ], network(changed(first_weight=lambda w: put(71, -2.25)(put(0, 1.5)(w))))
    yield "a number of float16 weights, behind a Cast", [
        {"kind": "numbers", "weight": "half", "numbers": [[5, 0.1]]}
    ], network(changed(second_weight=put(5, 0.1)))
    yield "a number of weights that are a list of floats", [
        {"kind": "numbers", "weight": "dense.weight", "numbers": [[7, 9]]}
    ], network(changed(dense_weight=put(7, 9)))
    yield "a number first, then its channel times two", [
        scale("first", 0, 2, [1, 4, 9, 9]),
        {"kind": "numbers", "weight": "first.weight", "numbers": [[0, 1.5]]},
    ], network(
        changed(first_weight=lambda w: times([2, 1, 1, 1])(put(0, 1.5)(w)), first_bias=times([2, 1, 1, 1]))
    )
    for to, attributes in {
        "LeakyRelu": {"alpha": 0.01},
        "Elu": {"alpha": 1.0},
        "Sigmoid": {},
        "Tanh": {},
        "Softplus": {},
        "Identity": {},
    }.items():
        yield f"{to} in place of Relu", [{"kind": "activation", "node": "bend", "to": to}], network(
            plain, {"bend": (to, attributes)}
        )
    yield "Relu in place of LeakyRelu", [{"kind": "activation", "node": "clip", "to": "Relu"}], network(
        plain, {"clip": ("Relu", {})}
    )
    yield "the average in place of the maximum", [{"kind": "pool", "node": "pool", "to": "AveragePool"}], network(
        plain, {"pool": ("AveragePool", {"kernel_shape": [2, 2], "strides": [2, 2]})}
    )
    yield "the maximum in place of the average of all", [
        {"kind": "pool", "node": "mean", "to": "GlobalMaxPool"}
    ], network(plain, {"mean": ("GlobalMaxPool", {})})
    yield "another stride and padding", [
        {"kind": "attribute", "node": "pool", "name": "strides", "values": [1, 1]},
        {"kind": "attribute", "node": "first", "name": "pads", "values": [0, 0, 0, 0]},
    ], reshaped(plain)


def reshaped(weights):
    model = network(
        weights,
        {
            "first": ("Conv", {"pads": [0, 0, 0, 0]}),
            "pool": ("MaxPool", {"kernel_shape": [2, 2], "strides": [1, 1]}),
        },
    )
    del model.graph.value_info[:]
    return model


def main():
    OUT.mkdir(exist_ok=True)
    base = network(parameters())
    (OUT / "net.onnx").write_bytes(base.SerializeToString())
    picture = np.random.default_rng(1).normal(size=[1, 2, SIDE, SIDE]).astype(np.float32)
    numbers = lambda array: [float(np.format_float_scientific(x, unique=True)) for x in array.ravel()]
    made = [
        {"name": name, "changes": changes, "logits": numbers(answer(model.SerializeToString(), picture))}
        for name, changes, model in cases()
    ]
    unchanged = numbers(answer(base.SerializeToString(), picture))
    expected = {"picture": numbers(picture), "unchanged": unchanged, "cases": made}
    (OUT / "expected.json").write_text(json.dumps(expected) + "\n")


if len(sys.argv) > 1 and sys.argv[1] == "--answer":
    given = np.array(json.loads(pathlib.Path(sys.argv[3]).read_text()), dtype=np.float32)
    print(json.dumps(answer(sys.argv[2], given).ravel().tolist()))
else:
    main()
