#!/usr/bin/env python3
"""A plain torch.nn.Sequential as an ONNX file whose nodes and values carry the layers' names.

Usage: models/onnx_file.py ID FILE.json    Needs: torch, onnx.
Sets the metadata that npm run eval -- --calibrate --metadata FILE.json fitted in models/ID/ID.onnx, whose
network stays as it is to the byte, and the catalog's size and SHA-256.
"""

import json
import pathlib
import sys

import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

OPSET = 13


def metadata(title, license, credit, labels, side, mean=(0, 0, 0), std=(1, 1, 1), channels=3):
    """Returns the metadata_props of models/README.md for pictures of side x side, divided by 255."""
    preprocess = {
        "resize": side,
        "crop": [side, side],
        "interpolation": "bilinear",
        "divisor": 255,
        "mean": list(mean),
        "std": list(std),
        "order": "RGB",
        "layout": "NCHW",
        "channels": channels,
    }
    return {
        "labels": json.dumps(labels),
        "preprocess": json.dumps(preprocess),
        "title": title,
        "license": license,
        "credit": credit,
    }


def with_metadata(content, props):
    """Returns the file with these metadata_props besides its others; the network is the same bytes."""
    model = onnx.load_from_string(content)
    kept = {prop.key: prop.value for prop in model.metadata_props}
    helper.set_model_props(model, {**kept, **props})
    changed = model.SerializeToString()
    before, after = onnx.load_from_string(content), onnx.load_from_string(changed)
    for file in (before, after):
        del file.metadata_props[:]
    assert before.SerializeToString() == after.SerializeToString(), "more than metadata has changed"
    assert before.graph.SerializeToString() in changed, "the network is not the same bytes"
    return changed


def pair(size):
    return list(size) if isinstance(size, tuple) else [size, size]


def layer_node(name, layer, source, result):
    """Returns the ONNX node of one torch layer, with weights <layer>.weight and <layer>.bias."""
    weights = [f"{name}.weight", f"{name}.bias"]
    if isinstance(layer, torch.nn.Conv2d):
        kernel = pair(layer.kernel_size)
        return helper.make_node("Conv", [source, *weights], [result], name, kernel_shape=kernel)
    if isinstance(layer, torch.nn.ReLU):
        return helper.make_node("Relu", [source], [result], name)
    if isinstance(layer, torch.nn.MaxPool2d):
        kernel, strides = pair(layer.kernel_size), pair(layer.stride)
        return helper.make_node(
            "MaxPool", [source], [result], name, kernel_shape=kernel, strides=strides
        )
    if isinstance(layer, torch.nn.Flatten):
        return helper.make_node("Flatten", [source], [result], name, axis=1)
    if isinstance(layer, torch.nn.Linear):
        return helper.make_node("Gemm", [source, *weights], [result], name, transB=1)
    if isinstance(layer, torch.nn.Softmax):
        return helper.make_node("Softmax", [source], [result], name, axis=1)
    raise NotImplementedError(f"{name}: {layer}")


def build(name, plain, shape, classes, metadata, value_of):
    """Returns the checked file as bytes.

    plain: Sequential without padding, strides other than the pools', or groups; shape: of `input`;
    value_of: names of values that are not their layer's; the last must be "output".
    metadata: what metadata() returns.
    """
    nodes, source = [], "input"
    for layer_name, layer in plain.named_children():
        result = value_of.get(layer_name, layer_name)
        nodes.append(layer_node(layer_name, layer, source, result))
        source = result
    weights = [numpy_helper.from_array(v.numpy(), key) for key, v in plain.state_dict().items()]
    graph = helper.make_graph(
        nodes,
        name,
        [helper.make_tensor_value_info("input", TensorProto.FLOAT, shape)],
        [helper.make_tensor_value_info("output", TensorProto.FLOAT, [1, classes])],
        weights,
    )
    opset = [helper.make_opsetid("", OPSET)]
    model = helper.make_model(graph, producer_name="cnn-playground", opset_imports=opset)
    model.ir_version = 7
    helper.set_model_props(model, metadata)
    onnx.checker.check_model(model, full_check=True)
    return model.SerializeToString()


def main():
    import catalog

    name, props = sys.argv[1], json.loads(pathlib.Path(sys.argv[2]).read_text())
    path = pathlib.Path(__file__).resolve().parent / name / f"{name}.onnx"
    content = with_metadata(path.read_bytes(), props)
    path.write_bytes(content)
    catalog.change(name, content)


if __name__ == "__main__":
    main()
