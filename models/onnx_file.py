#!/usr/bin/env python3
"""ONNX files whose nodes and values carry the layers' names: build() makes one of a plain
torch.nn.Sequential, Writer collects the nodes of any other network.

Usage: models/onnx_file.py ID FILE.json    Needs: torch, onnx.
Sets the metadata that npm run eval -- --calibrate --metadata FILE.json fitted in models/ID/ID.onnx, whose
network stays as it is to the byte, and the catalog's size and SHA-256.
"""

import json
import pathlib
import sys

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from torch.nn.utils.fusion import fuse_conv_bn_eval

OPSET = 13


def metadata(
    title, license, credit, labels, side, mean=(0, 0, 0), std=(1, 1, 1), channels=3, **changes
):
    """Returns the metadata_props of models/README.md for pictures of side x side, divided by 255.

    changes: other fields of "preprocess", over these.
    """
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
        **changes,
    }
    return {
        "labels": json.dumps(labels),
        "preprocess": json.dumps(preprocess),
        "title": title,
        "license": license,
        "credit": credit,
    }


def checked(graph, metadata):
    """Returns the file of a graph as bytes; metadata: what metadata() returns."""
    opset = [helper.make_opsetid("", OPSET)]
    model = helper.make_model(graph, producer_name="cnn-playground", opset_imports=opset)
    model.ir_version = 7
    helper.set_model_props(model, metadata)
    onnx.checker.check_model(model, full_check=True)
    return model.SerializeToString()


class Writer:
    """Collects nodes and initialisers; every value is called as the node that makes it.

    Batch normalisation is folded into the convolutions. Weights are float16 initialisers, each
    behind a Cast to float32, which any ONNX runtime reads; biases stay float32.
    """

    def __init__(self):
        self.nodes, self.weights = [], []
        self.single("zero", 0.0)
        self.single("six", 6.0)

    def node(self, op, name, inputs, result=None, **attributes):
        self.nodes.append(helper.make_node(op, inputs, [result or name], name, **attributes))
        return result or name

    def half(self, name, tensor):
        """Stores a float16 weight; returns the value that holds it as float32."""
        values = tensor.detach().numpy().astype(np.float16)
        assert np.isfinite(values).all(), f"{name} does not fit float16"
        self.weights.append(numpy_helper.from_array(values, f"{name}.half"))
        return self.node("Cast", f"{name}.cast", [f"{name}.half"], name, to=TensorProto.FLOAT)

    def single(self, name, tensor):
        values = np.asarray(tensor, np.float32)
        self.weights.append(numpy_helper.from_array(values, name))
        return name

    def conv(self, name, source, conv, norm, pads=None):
        """pads: as ONNX has them, top, left, bottom, right; default: the layer's own."""
        folded = fuse_conv_bn_eval(conv, norm)
        return self.node(
            "Conv",
            name,
            [
                source,
                self.half(f"{name}.weight", folded.weight),
                self.single(f"{name}.bias", folded.bias.detach()),
            ],
            kernel_shape=list(conv.kernel_size),
            strides=list(conv.stride),
            pads=list(conv.padding) * 2 if pads is None else pads,
            group=conv.groups,
        )

    def relu6(self, name, source):
        return self.node("Clip", name, [source, "zero", "six"])

    def classifier(self, source, dense):
        """The end of the network: the mean over the map, a dense layer, softmax."""
        value = self.node("GlobalAveragePool", "pool", [source])
        value = self.node("Flatten", "flatten", [value], axis=1)
        weights = [
            self.half("dense.weight", dense.weight),
            self.single("dense.bias", dense.bias.detach()),
        ]
        value = self.node("Gemm", "dense", [value, *weights], "logits", transB=1)
        self.node("Softmax", "softmax", [value], "output", axis=1)

    def file(self, name, classes, metadata):
        """Returns the checked file as bytes; its batch, height and width are open."""
        graph = helper.make_graph(
            self.nodes,
            name,
            [helper.make_tensor_value_info("input", TensorProto.FLOAT, ["N", 3, "H", "W"])],
            [helper.make_tensor_value_info("output", TensorProto.FLOAT, ["N", classes])],
            self.weights,
        )
        return checked(graph, metadata)


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
    return checked(graph, metadata)


def main():
    import catalog

    name, props = sys.argv[1], json.loads(pathlib.Path(sys.argv[2]).read_text())
    path = pathlib.Path(__file__).resolve().parent / name / f"{name}.onnx"
    content = with_metadata(path.read_bytes(), props)
    path.write_bytes(content)
    catalog.change(name, content)


if __name__ == "__main__":
    main()
