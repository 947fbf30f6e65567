#!/usr/bin/env python3
"""Writes mobilenetv2.onnx from trained weights and enters it in models/catalog.json.

Usage: models/mobilenetv2/export.py [--weights .cache/mobilenetv2/mobilenetv2.pt] [--side 160]
                                    [--out FILE]   (with --out the catalog stays as it is)
Needs: torch 1.13, torchvision 0.14, onnx 1.12. Labels and preprocessing travel in metadata_props.

Batch normalisation is folded into the convolutions. Weights are stored as float16 initialisers,
each behind a Cast to float32, which any ONNX runtime reads; biases stay float32.
"""

import argparse
import pathlib
import sys

import numpy as np
import onnx
import torch
import torchvision
from onnx import TensorProto, helper, numpy_helper
from torch.nn.utils.fusion import fuse_conv_bn_eval

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

import catalog  # noqa: E402
import data  # noqa: E402
import onnx_file  # noqa: E402

OPSET = 13
TITLE = "MobileNetV2"
LICENSE = "Apache-2.0"
CREDIT = (
    "Architecture: Sandler et al. 2018, as in torchvision. "
    "Training pictures: Imagenette v2 by fast.ai (Apache-2.0)."
)


MEAN, STD = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)  # ImageNet's, as train.py has them


class Writer:
    """Collects nodes and initialisers; every value is called as the node that makes it."""

    def __init__(self):
        self.nodes, self.weights = [], []

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

    def conv(self, name, source, conv, norm):
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
            pads=list(conv.padding) * 2,
            group=conv.groups,
        )

    def relu6(self, name, source):
        return self.node("Clip", name, [source, "zero", "six"])


def block(writer, name, source, inverted_residual):
    """One inverted residual: [expand, ReLU6,] depthwise, ReLU6, project [, add]."""
    *activated, project, norm = inverted_residual.conv
    names = ["expand", "depthwise"][-len(activated) :]
    value = source
    for part, (conv, batch_norm, _) in zip(names, activated):
        value = writer.conv(f"{name}_{part}", value, conv, batch_norm)
        value = writer.relu6(f"{name}_{part}_relu6", value)
    value = writer.conv(f"{name}_project", value, project, norm)
    if inverted_residual.use_res_connect:
        value = writer.node("Add", f"{name}_add", [source, value])
    return value


def build(model, side):
    """Returns the checked file as bytes; model: torchvision's MobileNetV2 in eval()."""
    writer = Writer()
    writer.single("zero", 0.0)
    writer.single("six", 6.0)
    stem, *blocks, head = model.features
    value = writer.relu6("stem_relu6", writer.conv("stem", "input", stem[0], stem[1]))
    for index, inverted_residual in enumerate(blocks, 1):
        value = block(writer, f"block_{index}", value, inverted_residual)
    value = writer.relu6("head_relu6", writer.conv("head", value, head[0], head[1]))
    value = writer.node("GlobalAveragePool", "pool", [value])
    value = writer.node("Flatten", "flatten", [value], axis=1)
    dense = model.classifier[1]
    weights = [
        writer.half("dense.weight", dense.weight),
        writer.single("dense.bias", dense.bias.detach()),
    ]
    value = writer.node("Gemm", "dense", [value, *weights], "logits", transB=1)
    writer.node("Softmax", "softmax", [value], "output", axis=1)
    graph = helper.make_graph(
        writer.nodes,
        "mobilenetv2",
        [helper.make_tensor_value_info("input", TensorProto.FLOAT, ["N", 3, "H", "W"])],
        [helper.make_tensor_value_info("output", TensorProto.FLOAT, ["N", len(data.LABELS)])],
        writer.weights,
    )
    opset = [helper.make_opsetid("", OPSET)]
    file = helper.make_model(graph, producer_name="cnn-playground", opset_imports=opset)
    file.ir_version = 7
    metadata = onnx_file.metadata(TITLE, LICENSE, CREDIT, data.LABELS, side, MEAN, STD)
    helper.set_model_props(file, metadata)
    onnx.checker.check_model(file, full_check=True)
    return file.SerializeToString()


def main():
    parser = argparse.ArgumentParser(description="Export MobileNetV2 to ONNX.")
    default = data.ROOT / ".cache" / "mobilenetv2" / "mobilenetv2.pt"
    parser.add_argument("--weights", type=pathlib.Path, default=default)
    parser.add_argument("--side", type=int, default=160)
    parser.add_argument("--out", type=pathlib.Path)
    arguments = parser.parse_args()
    model = torchvision.models.mobilenet_v2(num_classes=len(data.LABELS)).eval()
    weights = torch.load(arguments.weights)
    model.load_state_dict(weights.get("mean", weights))
    content = build(model, arguments.side)
    if arguments.out:
        arguments.out.write_bytes(content)
        return
    (HERE / "mobilenetv2.onnx").write_bytes(content)
    side = arguments.side
    catalog.enter(
        "mobilenetv2",
        content,
        title=TITLE,
        input=[1, 3, side, side],
        license=LICENSE,
        credit=CREDIT,
    )


if __name__ == "__main__":
    main()
