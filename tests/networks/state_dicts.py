#!/usr/bin/env python3
"""Weights alone, of every family that is recognised by its keys and shapes, with PyTorch's answers.

Usage: tests/networks/state_dicts.py [--only NAME ...] [--out .cache/state-dicts] [--list]
Needs: torch 2, torchvision 0.20 or newer, numpy.

Written for each network, in --out:
  <name>.safetensors  the state dict: seeded random weights, norms that do something (export.unsettle)
  <name>.input.f32    float32 little-endian, standard normal
  <name>.output.f32   PyTorch's answer
  <name>.json         {"input", "output": shapes, "assume": what has to be told}

The files are 19 GB; nothing of them is committed. `node tests/networks/state_dicts.mjs` compares.
"""

import json
import struct

import numpy as np
import torch
import torchvision
from export import SIDES, chosen, unsettle
from own_networks import OWN
from torch import nn

SIDES = {
    **SIDES,
    "efficientnet_v2_m": 480,
    "efficientnet_v2_l": 480,
    **{f"swin_v2_{size}": 256 for size in "tsb"},
}
NOT_HERE = {"vit_h_14", "regnet_y_128gf"}  # more than the 2 GiB of an ONNX file
TORCHVISION = [
    name for name in torchvision.models.list_models(module=torchvision.models) if name not in NOT_HERE
]
DTYPES = {
    torch.float32: "F32",
    torch.float16: "F16",
    torch.bfloat16: "BF16",
    torch.int64: "I64",
}


def replaced(name, path, layer):
    """A torchvision network with another module at `path`, a dotted name."""
    module = torchvision_network(name)
    parent, _, last = path.rpartition(".")
    setattr(module.get_submodule(parent), last, layer)
    return module


def torchvision_network(name, **options):
    if name in ("inception_v3", "googlenet"):
        options.setdefault("init_weights", False)
    return getattr(torchvision.models, name)(weights=None, **options)


def mlp(features, hidden, classes):
    return nn.Sequential(
        nn.Linear(features, hidden), nn.ReLU(), nn.Dropout(0.3), nn.Linear(hidden, classes)
    )


def dropped(features, classes):
    return nn.Sequential(nn.Dropout(0.2), nn.Linear(features, classes))


def named_head(features, classes):
    return nn.Sequential(
        nn.Linear(features, 32), nn.BatchNorm1d(32), nn.ReLU(), nn.Linear(32, classes)
    )


def small_pictures():
    module = replaced("resnet18", "fc", nn.Linear(512, 10))
    module.conv1 = nn.Conv2d(3, 64, 3, 1, 1, bias=False)
    module.maxpool = nn.Identity()
    return module


def grey_stem():
    return replaced("resnet18", "conv1", nn.Conv2d(1, 64, 7, 2, 3, bias=False))


# Networks with another head or first layer, as people make them.
HEADS = {
    "efficientnet_b0_course": lambda: replaced("efficientnet_b0", "classifier", dropped(1280, 3)),
    "efficientnet_b2_course": lambda: replaced("efficientnet_b2", "classifier", dropped(1408, 3)),
    "vit_b_16_course": lambda: replaced("vit_b_16", "heads", nn.Linear(768, 3)),
    "resnet50_linear": lambda: replaced("resnet50", "fc", nn.Linear(2048, 7)),
    "resnet18_mlp": lambda: replaced("resnet18", "fc", mlp(512, 64, 5)),
    "resnet34_norm_head": lambda: replaced("resnet34", "fc", named_head(512, 4)),
    "densenet121_mlp": lambda: replaced("densenet121", "classifier", mlp(1024, 40, 2)),
    "vgg16_last": lambda: replaced("vgg16", "classifier.6", nn.Linear(4096, 4)),
    "vgg11_bn_mlp": lambda: replaced("vgg11_bn", "classifier", mlp(25088, 64, 6)),
    "alexnet_mlp": lambda: replaced("alexnet", "classifier.6", mlp(4096, 16, 2)),
    "mobilenet_v2_dropped": lambda: replaced("mobilenet_v2", "classifier", dropped(1280, 8)),
    "mobilenet_v3_small_last": lambda: replaced(
        "mobilenet_v3_small", "classifier.3", nn.Linear(1024, 9)
    ),
    "convnext_tiny_last": lambda: replaced("convnext_tiny", "classifier.2", nn.Linear(768, 11)),
    "swin_t_head": lambda: replaced("swin_t", "head", nn.Linear(768, 12)),
    "squeezenet1_1_classes": lambda: replaced(
        "squeezenet1_1", "classifier.1", nn.Conv2d(512, 5, 1)
    ),
    "resnet18_small_pictures": small_pictures,
    "resnet18_grey": grey_stem,
    "mobilenet_v2_width_0_5": lambda: torchvision_network("mobilenet_v2", width_mult=0.5),
    "googlenet_no_aux": lambda: torchvision_network("googlenet", aux_logits=False),
    "vit_b_16_pre_logits": lambda: torchvision_network("vit_b_16", representation_size=64),
    "vgg11_small_pictures": lambda: replaced("vgg11", "classifier", nn.Linear(25088, 3)),
    "swin_t_odd_size": lambda: torchvision_network("swin_t", num_classes=5),
}
# What has to be told: sides that are not the recipe's, and what the constructor was given.
TOLD = {
    "resnet18_small_pictures": {"size": 32},
    "vgg11_small_pictures": {"size": 96},
    "swin_t_odd_size": {"size": 200},
    "googlenet": {"transformInput": False},
    "googlenet_no_aux": {"transformInput": False},
    "inception_v3": {"transformInput": False},
}
PRETRAINED_LIKE = "googlenet_transformed"
STORED = {"resnet18_mlp": torch.float16, "vgg11": torch.float16, "resnet34": torch.bfloat16,
          "efficientnet_b0_course": torch.float16, "tiny_vgg_padded": torch.bfloat16}  # fmt: skip
NAMES = [*OWN, *TORCHVISION, *HEADS, PRETRAINED_LIKE]


def create(name):
    """Returns (network, input shape, what has to be told)."""
    if name in OWN:
        make, shape, told = OWN[name]
        return make(), shape, told
    if name == PRETRAINED_LIKE:
        return torchvision_network("googlenet", transform_input=True), [1, 3, 224, 224], {}
    told = TOLD.get(name, {})
    module = HEADS[name]() if name in HEADS else torchvision_network(name)
    known = [side for start, side in sorted(SIDES.items()) if name.startswith(start)]
    side = told.get("size", known[-1] if known else 224)
    channels = 1 if name.endswith("grey") else 3
    return module, [1, channels, side, side], told


def write_safetensors(path, state):
    header, at, parts = {}, 0, []
    for key, tensor in state.items():
        tensor = tensor.detach().contiguous()
        raw = tensor.view(torch.uint8) if tensor.dim() else tensor.reshape(1).view(torch.uint8)
        data = raw.numpy().tobytes()
        header[key] = {
            "dtype": DTYPES[tensor.dtype],
            "shape": list(tensor.shape),
            "data_offsets": [at, at + len(data)],
        }
        at += len(data)
        parts.append(data)
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with path.open("wb") as file:
        file.write(struct.pack("<Q", len(text)) + text)
        for data in parts:
            file.write(data)


def stored(module, dtype):
    """The state dict in `dtype`, and the network with what is left of its weights."""
    state = {
        key: value.to(dtype) if value.is_floating_point() else value
        for key, value in module.state_dict().items()
    }
    for key, value in module.state_dict().items():
        value.copy_(state[key])
    return state


def make(name, out):
    torch.manual_seed(NAMES.index(name) + 1)
    module, shape, told = create(name)
    module.eval()
    unsettle(module)
    state = stored(module, STORED.get(name, torch.float32))
    x = torch.randn(shape)
    with torch.no_grad():
        answer = module(x)
    write_safetensors(out / f"{name}.safetensors", state)
    x.numpy().astype("<f4").tofile(out / f"{name}.input.f32")
    answer.numpy().astype("<f4").tofile(out / f"{name}.output.f32")
    description = {"input": shape, "output": list(answer.shape), "assume": told}
    (out / f"{name}.json").write_text(json.dumps(description) + "\n")
    print(f"{name}: {len(state)} tensors, answers {np.ptp(answer.numpy()):.3g} apart", flush=True)


def main():
    names, out = chosen("State dicts with PyTorch's answers.", NAMES, "state-dicts")
    for name in names:
        make(name, out)


if __name__ == "__main__":
    main()
