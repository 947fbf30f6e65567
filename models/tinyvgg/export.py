#!/usr/bin/env python3
"""Writes tinyvgg.onnx from trained weights and enters it in models/catalog.json.

Usage: models/tinyvgg/export.py [.cache/tinyvgg/tinyvgg.pt]
Needs: torch 1.13, onnx 1.12. The graph is written node by node, so that every value carries the
layer's name; labels and preprocessing travel in metadata_props (keys: models/README.md).
"""

import hashlib
import json
import pathlib
import sys

import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
sys.path.insert(0, str(HERE))

import data  # noqa: E402
import network  # noqa: E402

MODEL = HERE / "tinyvgg.onnx"
CATALOG = HERE.parent / "catalog.json"
OPSET = 13
TITLE = "TinyVGG"
LICENSE = "Apache-2.0"
CREDIT = (
    "Architecture: CNN Explainer (Polo Club of Data Science). "
    "Training pictures: Imagenette v2 by fast.ai (Apache-2.0)."
)
PREPROCESS = {
    "resize": network.SIDE,
    "crop": [network.SIDE, network.SIDE],
    "interpolation": "bilinear",
    "divisor": 255,
    "mean": [0, 0, 0],
    "std": [1, 1, 1],
    "order": "RGB",
    "layout": "NCHW",
    "channels": 3,
}


def layer_node(name, layer, source, result):
    """Returns the ONNX node of one torch layer, with weights <layer>.weight and <layer>.bias."""
    weights = [f"{name}.weight", f"{name}.bias"]
    if isinstance(layer, torch.nn.Conv2d):
        return helper.make_node("Conv", [source, *weights], [result], name, kernel_shape=[3, 3])
    if isinstance(layer, torch.nn.ReLU):
        return helper.make_node("Relu", [source], [result], name)
    if isinstance(layer, torch.nn.MaxPool2d):
        return helper.make_node(
            "MaxPool", [source], [result], name, kernel_shape=[2, 2], strides=[2, 2]
        )
    if isinstance(layer, torch.nn.Flatten):
        return helper.make_node("Flatten", [source], [result], name, axis=1)
    if isinstance(layer, torch.nn.Linear):
        return helper.make_node("Gemm", [source, *weights], [result], name, transB=1)
    return helper.make_node("Softmax", [source], [result], name, axis=1)


def build_graph(plain):
    """Returns the GraphProto of the plain network: input [1,3,64,64], output [1,10]."""
    value_of = {"dense": "logits", "softmax": "output"}
    nodes, source = [], "input"
    for name, layer in plain.named_children():
        result = value_of.get(name, name)
        nodes.append(layer_node(name, layer, source, result))
        source = result
    weights = [
        numpy_helper.from_array(value.numpy(), name) for name, value in plain.state_dict().items()
    ]
    side = network.SIDE
    return helper.make_graph(
        nodes,
        "tinyvgg",
        [helper.make_tensor_value_info("input", TensorProto.FLOAT, [1, 3, side, side])],
        [helper.make_tensor_value_info("output", TensorProto.FLOAT, [1, network.CLASS_COUNT])],
        weights,
    )


def build_model(plain):
    """Returns the checked ModelProto with labels and preprocessing in its metadata."""
    opset = [helper.make_opsetid("", OPSET)]
    model = helper.make_model(
        build_graph(plain), producer_name="cnn-playground", opset_imports=opset
    )
    model.ir_version = 7
    helper.set_model_props(
        model,
        {
            "labels": json.dumps(data.LABELS),
            "preprocess": json.dumps(PREPROCESS),
            "title": TITLE,
            "license": LICENSE,
            "credit": CREDIT,
        },
    )
    onnx.checker.check_model(model, full_check=True)
    return model


def enter_in_catalog(content):
    """Replaces TinyVGG's entry; a measured accuracy stays only while the file is the same."""
    catalog = json.loads(CATALOG.read_text()) if CATALOG.exists() else {"models": []}
    entry = {
        "id": "tinyvgg",
        "title": TITLE,
        "task": "image-classification",
        "file": "tinyvgg/tinyvgg.onnx",
        "bytes": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
        "input": [1, 3, network.SIDE, network.SIDE],
        "license": LICENSE,
        "credit": CREDIT,
    }
    others = []
    for old in catalog["models"]:
        if old["id"] != entry["id"]:
            others.append(old)
        elif old["sha256"] == entry["sha256"] and "accuracy" in old:
            entry["accuracy"] = old["accuracy"]
    catalog["models"] = [entry, *others]
    CATALOG.write_text(json.dumps({"$schema": "catalog.schema.json", **catalog}, indent=2) + "\n")


def main():
    weights = sys.argv[1] if len(sys.argv) > 1 else data.ROOT / ".cache" / "tinyvgg" / "tinyvgg.pt"
    plain = network.plain_network()
    plain.load_state_dict(torch.load(weights))
    content = build_model(plain).SerializeToString()
    MODEL.write_bytes(content)
    enter_in_catalog(content)
    print(f"{MODEL}: {len(content)} bytes, sha256 {hashlib.sha256(content).hexdigest()}")


if __name__ == "__main__":
    main()
