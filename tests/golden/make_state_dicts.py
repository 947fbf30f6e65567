#!/usr/bin/env python3
"""What tests/web/pytorch needs to know of PyTorch's state dicts.

Usage: tests/golden/make_state_dicts.py    Needs: torch 2, torchvision 0.20 or newer, numpy.
Writes beside itself:
  state-shapes.json.gz  keys and shapes of every classifier of torchvision, in the file's order, and of
                        the networks of learners: {"name": {"key": [size, ...]}}
  state-dicts.json      small networks with their answers: {"name": {"state": keys and shapes, "input":
                        shape, "assume": what has to be told, "output": PyTorch's answer}}

Weights are not stored: tensor number i of a state dict has the uniform numbers of seed i (splitmix.py)
in a range that `spread` gives, and the input has seed 1000 and -2 .. 2.
"""

import gzip
import json
import math
import pathlib
import sys

import numpy as np
import torch
import torchvision

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
sys.path.insert(0, str(HERE.parent / "networks"))

import splitmix  # noqa: E402
from own_networks import OWN, small_families  # noqa: E402

INPUT_SEED = 1000
# Buffers that the constructor fills; only what is learned can be any number.
KEPT = ("relative_position_index", "relative_coords_table", "num_batches_tracked")
# Made on no device, since they are large.
META = ("vit_", "convnext", "swin", "vgg", "wide", "resnext101", "efficientnet_", "resnet")


def spread(key, dims):
    """(low, high) of a tensor's numbers, so that values neither vanish nor grow."""
    if key.endswith("running_var"):
        return 0.5, 1.5
    if key.endswith("running_mean"):
        return -0.2, 0.2
    if len(dims) == 1 and key.endswith("weight"):
        return 0.8, 1.2
    if key.endswith("logit_scale"):
        return 1.0, 5.0
    if len(dims) < 2:
        return -0.1, 0.1
    bound = math.sqrt(3 / (math.prod(dims) / dims[0])) if dims[0] > 1 else 0.5
    return -bound, bound


def fill(module):
    """Seeded numbers for the tensors of the state dict, which are the module's own."""
    for index, (key, value) in enumerate(module.state_dict().items()):
        if key.endswith(KEPT):
            continue
        dims = list(value.shape)
        low, high = spread(key, dims)
        numbers = splitmix.uniform(index, math.prod(dims), low, high)
        value.copy_(torch.from_numpy(numbers).reshape(dims))


def answer(make, shape):
    module = make().eval()
    fill(module)
    numbers = splitmix.uniform(INPUT_SEED, math.prod(shape), -2, 2)
    with torch.no_grad():
        output = module(torch.from_numpy(numbers).reshape(shape))
    assert torch.isfinite(output).all()
    return module, [float(np.float32(value)) for value in output.flatten()]


def shapes(module):
    return {key: list(value.shape) for key, value in module.state_dict().items()}


def torchvision_network(name):
    options = {"init_weights": False} if name in ("inception_v3", "googlenet") else {}
    with torch.device("meta" if name.startswith(META) else "cpu"):
        return getattr(torchvision.models, name)(weights=None, **options)


def main():
    torch.set_num_threads(1)
    golden, catalog = {}, {}
    small = {f"small {name}": entry for name, entry in small_families().items()}
    for name, (make, shape, told) in {**OWN, **small}.items():
        module, output = answer(make, shape)
        golden[name] = {
            "state": shapes(module),
            "input": shape,
            "assume": told,
            "output": output,
        }
        print(f"{name}: answers {max(output) - min(output):.3g} apart", flush=True)
    lines = [f"{json.dumps(name)}: {json.dumps(entry)}" for name, entry in golden.items()]
    (HERE / "state-dicts.json").write_text("{\n" + ",\n".join(lines) + "\n}\n")
    for name in torchvision.models.list_models(module=torchvision.models):
        catalog[name] = shapes(torchvision_network(name))
        print(f"{name}: {len(catalog[name])} tensors", flush=True)
    text = json.dumps(catalog, separators=(",", ":")).encode()
    (HERE / "state-shapes.json.gz").write_bytes(gzip.compress(text, 9, mtime=0))


if __name__ == "__main__":
    main()
