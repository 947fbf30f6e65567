#!/usr/bin/env python3
"""Writes tinyvgg.onnx from trained weights and enters it in models/catalog.json.

Usage: models/tinyvgg/export.py [.cache/tinyvgg/tinyvgg.pt]
Needs: torch 1.13, onnx 1.12. Labels and preprocessing travel in metadata_props (keys:
models/README.md).
"""

import pathlib
import sys

import torch

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
sys.path.insert(0, str(HERE))

import catalog  # noqa: E402
import data  # noqa: E402
import network  # noqa: E402
import onnx_file  # noqa: E402

SHAPE = [1, 3, network.SIDE, network.SIDE]
TITLE = "TinyVGG"
LICENSE = "Apache-2.0"
CREDIT = (
    "Architecture: CNN Explainer (Polo Club of Data Science). "
    "Training pictures: Imagenette v2 by fast.ai (Apache-2.0)."
)
METADATA = onnx_file.metadata(TITLE, LICENSE, CREDIT, data.LABELS, network.SIDE)


def main():
    weights = sys.argv[1] if len(sys.argv) > 1 else data.ROOT / ".cache" / "tinyvgg" / "tinyvgg.pt"
    plain = network.plain_network()
    plain.load_state_dict(torch.load(weights))
    names = {"dense": "logits", "softmax": "output"}
    content = onnx_file.build("tinyvgg", plain, SHAPE, network.CLASS_COUNT, METADATA, names)
    (HERE / "tinyvgg.onnx").write_bytes(content)
    catalog.enter("tinyvgg", content, title=TITLE, input=SHAPE, license=LICENSE, credit=CREDIT)


if __name__ == "__main__":
    main()
