#!/usr/bin/env python3
"""Small ONNX files that exercise the reader, written to tests/golden/onnx/.

Usage: tests/golden/make_onnx_files.py    Needs: onnx 1.12, numpy.
What each file holds, and what is expected of it, stands in onnx/README.md.
"""

import pathlib

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

OUT = pathlib.Path(__file__).resolve().parent / "onnx"
FLOAT = TensorProto.FLOAT


def floats(name, dims, first=0.5, step=0.25):
    """Initialiser with first, first + step, ... in row-major order, as raw_data."""
    count = int(np.prod(dims))
    return numpy_helper.from_array(
        (first + step * np.arange(count)).astype(np.float32).reshape(dims), name
    )


def value(name, dims):
    return helper.make_tensor_value_info(name, FLOAT, dims)


def save(
    name, nodes, inputs, outputs, weights=(), opset=13, check=True, metadata=None, domains=(), ir=7
):
    """Writes one model; check is False for files that are wrong on purpose."""
    graph = helper.make_graph(nodes, name, inputs, outputs, list(weights))
    opsets = [
        helper.make_opsetid("", opset),
        *[helper.make_opsetid(domain, 1) for domain in domains],
    ]
    model = helper.make_model(graph, producer_name="golden", opset_imports=opsets)
    model.ir_version = ir
    if metadata:
        helper.set_model_props(model, metadata)
    if check:
        onnx.checker.check_model(model)
    content = model.SerializeToString()
    assert len(content) < 2048, name
    (OUT / f"{name}.onnx").write_bytes(content)


def conv(name="conv", source="input", result="output", **attributes):
    return helper.make_node("Conv", [source, "weight"], [result], name, **attributes)


def attribute_kinds():
    """Every kind of attribute on a node of a private domain, which onnx.checker lets pass."""
    subgraph = helper.make_graph([], "empty", [], [])
    node = helper.make_node(
        "Everything",
        ["input"],
        ["output"],
        "everything",
        domain="test",
        a_float=0.5,
        an_int=-3,
        a_string="text",
        a_tensor=floats("t", [2]),
        a_graph=subgraph,
        floats_list=[1.5, -2.5],
        ints_list=[1, -1, 2**40],
        strings_list=["a", "b"],
    )
    save("attribute-kinds", [node], [value("input", [1])], [value("output", [1])], domains=["test"])


def weight_encodings():
    """The ways in which an initialiser can hold its numbers: 1, 2, 3, 4, or -1, 2 for a shape."""
    numbers = [1.0, 2.0, 3.0, 4.0]
    pair = [value("input", [2, 2])], [value("output", [2, 2])]
    add = [helper.make_node("Add", ["input", "weight"], ["output"], "add")]
    half = numpy_helper.from_array(np.array(numbers, np.float16).reshape(2, 2), "half")
    half_bits = helper.make_tensor("half_bits", TensorProto.FLOAT16, [2, 2], numbers)
    cast = [
        helper.make_node("Cast", ["half"], ["wide"], "cast", to=FLOAT),
        helper.make_node("Cast", ["half_bits"], ["wide_bits"], "cast_bits", to=FLOAT),
        helper.make_node("Add", ["wide", "wide_bits"], ["both"], "both"),
        helper.make_node("Add", ["input", "both"], ["output"], "add"),
    ]
    save("float16-weights", cast, *pair, [half, half_bits])
    save("float-data", add, *pair, [helper.make_tensor("weight", FLOAT, [2, 2], numbers)])

    shape_field = helper.make_tensor("shape_field", TensorProto.INT64, [2], [-1, 2])
    shape_raw = numpy_helper.from_array(np.array([-1, 2], np.int64), "shape_raw")
    reshape = [
        helper.make_node("Reshape", ["input", "shape_field"], ["middle"], "by_int64_data"),
        helper.make_node("Reshape", ["middle", "shape_raw"], ["output"], "by_raw_data"),
    ]
    save(
        "int64-weights",
        reshape,
        [value("input", [1, 4])],
        [value("output", [2, 2])],
        [shape_field, shape_raw],
    )

    empty = helper.make_tensor("weight", FLOAT, [0], [])
    concat = [helper.make_node("Concat", ["input", "weight"], ["output"], "concat", axis=0)]
    save("empty-weight", concat, [value("input", [2])], [value("output", [2])], [empty])


def external_data():
    """The weight lies in another file, as exporters write models above 2 GB."""
    weight = TensorProto(
        name="weight", data_type=FLOAT, dims=[2, 2], data_location=TensorProto.EXTERNAL
    )
    for key, text in (("location", "weights.bin"), ("offset", "0"), ("length", "16")):
        weight.external_data.add(key=key, value=text)
    add = [helper.make_node("Add", ["input", "weight"], ["output"], "add")]
    pair = [value("input", [2, 2])], [value("output", [2, 2])]
    save("external-data", add, *pair, [weight], check=False)


def opsets():
    """The oldest and newest opset and IR version that are read, some between, two outside."""
    io = [value("input", [1, 1, 4, 4])], [value("output", [1, 1, 2, 2])]
    weight = [floats("weight", [1, 1, 3, 3])]
    for opset, ir in ((5, 7), (6, 7), (7, 7), (21, 7), (26, 13), (99, 7)):
        node = [conv(kernel_shape=[3, 3])]
        save(f"opset-{opset}", node, *io, weight, opset, check=opset < 10, ir=ir)


def metadata():
    props = {
        "labels": '["first", "second, with a comma", "Čtvrtá"]',
        "preprocess": '{"resize": 4, "crop": [4, 4], "divisor": 255}',
        "title": "Metadata",
        "empty": "",
    }
    relu = [helper.make_node("Relu", ["input"], ["output"], "relu")]
    save("metadata", relu, [value("input", [1, 3])], [value("output", [1, 3])], metadata=props)


def unsupported_operators():
    """Two different operators outside the supported set, one of them twice."""
    nodes = [
        helper.make_node("Relu", ["input"], ["a"], "fine"),
        helper.make_node("Bernoulli", ["a"], ["b"], "draw"),
        helper.make_node("RandomNormalLike", ["a"], ["c"], "noise"),
        helper.make_node("Bernoulli", ["a"], ["d"], "second_draw"),
    ]
    results = [
        value("b", [1, 4, 4]),
        value("c", [1, 4, 4]),
        value("d", [1, 4, 4]),
    ]
    save("unsupported-operators", nodes, [value("input", [1, 4, 4])], results, opset=15)


def broken_graphs():
    """Files that parse but describe no graph that can run."""
    io = [value("input", [1, 2])], [value("output", [1, 2])]
    cycle = [
        helper.make_node("Add", ["input", "back"], ["there"], "there"),
        helper.make_node("Relu", ["there"], ["back"], "back"),
        helper.make_node("Relu", ["there"], ["output"], "out"),
    ]
    save("cycle", cycle, *io, check=False)
    missing = [helper.make_node("Add", ["input", "nowhere"], ["output"], "add")]
    save("missing-value", missing, *io, check=False)
    twice = [helper.make_node("Relu", ["input"], ["output"], f"relu_{i}") for i in range(2)]
    save("value-made-twice", twice, *io, check=False)
    unordered = [
        helper.make_node("Relu", ["middle"], ["output"], "second"),
        helper.make_node("Relu", ["input"], ["middle"], "first"),
    ]
    save("unordered-nodes", unordered, *io, check=False)
    short = floats("weight", [1, 1, 3, 3])
    short.raw_data = short.raw_data[:20]
    image = [value("input", [1, 1, 4, 4])], [value("output", [1, 1, 2, 2])]
    save("short-weight", [conv(kernel_shape=[3, 3])], *image, [short], check=False)
    negative = floats("weight", [1, 1, 3, 3])
    negative.dims[0] = -1
    save("negative-dimension", [conv(kernel_shape=[3, 3])], *image, [negative], check=False)


def shapes():
    """Shape rules: what must be refused, and inputs that are left open."""
    weight = [floats("weight", [1, 1, 5, 5])]
    large = [value("input", [1, 1, 4, 4])], [value("output", [1, 1, None, None])]
    save("kernel-exceeds-input", [conv(name="too_large", kernel_shape=[5, 5])], *large, weight)
    channels = [value("input", [1, 2, 8, 8])], [value("output", [1, 1, None, None])]
    save("channel-mismatch", [conv(name="wrong_channels", kernel_shape=[5, 5])], *channels, weight)
    dynamic = [value("input", ["N", 1, 8, 8])], [value("output", ["N", 1, 4, 4])]
    save("dynamic-batch", [conv(kernel_shape=[5, 5])], *dynamic, weight)
    open_side = [value("input", [1, 1, "H", "W"])], [value("output", [1, 1, "h", "w"])]
    save("dynamic-size", [conv(kernel_shape=[5, 5])], *open_side, weight)
    two = [value("left", [1, 3]), value("right", [1, 3])]
    add = [helper.make_node("Add", ["left", "right"], ["output"], "add")]
    save("two-inputs", add, two, [value("output", [1, 3])])
    relu = [helper.make_node("Relu", ["input"], ["output"], "")]
    save("nameless-node", relu, [value("input", [1, 3])], [value("output", [1, 3])])
    # Before IR version 4 every initialiser was listed among the inputs as well.
    listed = [value("input", [1, 1, 8, 8]), value("weight", [1, 1, 5, 5])]
    save(
        "weight-among-inputs",
        [conv(kernel_shape=[5, 5])],
        listed,
        [value("output", [1, 1, 4, 4])],
        weight,
    )


def pictures():
    """Networks for the page: one that a user could have exported, and one it has to refuse."""
    weight = [floats("weight", [4, 3, 1, 1], -1.0, 0.25)]
    nodes = [
        conv(result="mixed", kernel_shape=[1, 1]),
        helper.make_node("GlobalAveragePool", ["mixed"], ["pooled"], "pool"),
        helper.make_node("Flatten", ["pooled"], ["logits"], "flatten"),
        helper.make_node("Softmax", ["logits"], ["output"], "softmax", axis=1),
    ]
    save(
        "open-classifier",
        nodes,
        [value("input", ["N", 3, "H", "W"])],
        [value("output", ["N", 4])],
        weight,
    )
    volumes = [
        conv("first_volume", result="middle", kernel_shape=[3, 3, 3], pads=[1] * 6),
        conv("second_volume", "middle", kernel_shape=[3, 3, 3]),
    ]
    save(
        "volumes",
        volumes,
        [value("input", [1, 1, 4, 4, 4])],
        [value("output", [1, 1, 2, 2, 2])],
        [floats("weight", [1, 1, 3, 3, 3])],
    )


if __name__ == "__main__":
    OUT.mkdir(exist_ok=True)
    for make in (
        attribute_kinds,
        weight_encodings,
        external_data,
        opsets,
        metadata,
        unsupported_operators,
        broken_graphs,
        shapes,
        pictures,
    ):
        make()
    print(f"{len(list(OUT.glob('*.onnx')))} files in {OUT}")
