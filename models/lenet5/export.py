#!/usr/bin/env python3
"""Writes lenet5.onnx from trained weights and enters it in models/catalog.json.

Usage: models/lenet5/export.py [.cache/lenet5/lenet5.pt]
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
import digits  # noqa: E402
import network  # noqa: E402
import onnx_file  # noqa: E402

SHAPE = [1, 1, network.SIDE, network.SIDE]
TITLE = "LeNet-5"
LICENSE = "Apache-2.0"
CREDIT = (
    "Architecture: LeCun, Bottou, Bengio and Haffner 1998. "
    "Training digits: MNIST by Yann LeCun, Corinna Cortes and Christopher Burges (CC BY-SA 3.0)."
)
METADATA = onnx_file.metadata(TITLE, LICENSE, CREDIT, digits.LABELS, network.SIDE, channels=1)


def main():
    weights = sys.argv[1] if len(sys.argv) > 1 else digits.ROOT / ".cache" / "lenet5" / "lenet5.pt"
    plain = network.plain_network()
    plain.load_state_dict(torch.load(weights))
    names = {"dense_2": "logits", "softmax": "output"}
    content = onnx_file.build("lenet5", plain, SHAPE, network.CLASS_COUNT, METADATA, names)
    (HERE / "lenet5.onnx").write_bytes(content)
    catalog.enter("lenet5", content, title=TITLE, input=SHAPE, license=LICENSE, credit=CREDIT)


if __name__ == "__main__":
    main()
