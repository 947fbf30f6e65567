#!/usr/bin/env python3
"""Writes mobilenetv2.onnx from trained weights and enters it in models/catalog.json.

Usage: models/mobilenetv2/export.py [--weights .cache/mobilenetv2/mobilenetv2.pt] [--side 160]
                                    [--out FILE]   (with --out the catalog stays as it is)
Needs: torch 1.13, torchvision 0.14, onnx 1.12. Labels and preprocessing travel in metadata_props.

Batch normalisation is folded into the convolutions, weights are stored as float16.
"""

import argparse
import pathlib
import sys

import torch
import torchvision

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

import catalog  # noqa: E402
import data  # noqa: E402
import onnx_file  # noqa: E402

TITLE = "MobileNetV2"
LICENSE = "Apache-2.0"
CREDIT = (
    "Architecture: Sandler et al. 2018, as in torchvision. "
    "Training pictures: Imagenette v2 by fast.ai (Apache-2.0)."
)

MEAN, STD = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)  # ImageNet's, as train.py has them


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
    writer = onnx_file.Writer()
    stem, *blocks, head = model.features
    value = writer.relu6("stem_relu6", writer.conv("stem", "input", stem[0], stem[1]))
    for index, inverted_residual in enumerate(blocks, 1):
        value = block(writer, f"block_{index}", value, inverted_residual)
    value = writer.relu6("head_relu6", writer.conv("head", value, head[0], head[1]))
    writer.classifier(value, model.classifier[1])
    metadata = onnx_file.metadata(TITLE, LICENSE, CREDIT, data.LABELS, side, MEAN, STD)
    return writer.file("mobilenetv2", len(data.LABELS), metadata)


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
