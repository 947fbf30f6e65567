#!/usr/bin/env python3
"""Exports every classifier of the course as torch.onnx.export writes it, with PyTorch's answers.

Usage: tests/networks/export.py [--only NAME ...] [--out .cache/networks] [--list]
Needs: torch 1.13, torchvision 0.14, onnx 1.12, numpy.

Written for each network, in --out:
  <name>.onnx         opset 16, seeded random weights
  <name>.input.f32    float32 little-endian, [1,3,side,side], standard normal
  <name>.values.f32   PyTorch's values, one after the other, in the order of the list below
  <name>.json         {"input": shape, "parameters": count, "values": [{"name", "shape"}, ...]}:
                      five values spread over the depth by their ONNX names, then the output

Weights are random, but not as they are initialised: norms get statistics that are not the
identity, or half of what they do would not be seen. Nothing here needs a network connection, and
nothing of it is committed: the files are 8 GB.
"""

import argparse
import io
import json
import pathlib

import numpy as np
import onnx
import torch
import torchvision
from torch import nn

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
OPSET = 16
TAPS = 5


class LeNet5(nn.Sequential):
    """LeCun et al. 1998, with the tanh and the averages of the paper."""

    side, channels = 32, 1

    def __init__(self):
        super().__init__(
            nn.Conv2d(1, 6, 5), nn.Tanh(), nn.AvgPool2d(2),
            nn.Conv2d(6, 16, 5), nn.Tanh(), nn.AvgPool2d(2),
            nn.Conv2d(16, 120, 5), nn.Tanh(), nn.Flatten(),
            nn.Linear(120, 84), nn.Tanh(), nn.Linear(84, 10), nn.Softmax(1),
        )  # fmt: skip


class LrnFunction(torch.autograd.Function):
    """nn.LocalResponseNorm, which the exporter would take apart into 3-D poolings, as one LRN."""

    @staticmethod
    def forward(_ctx, x, size, alpha, beta, bias):
        return nn.functional.local_response_norm(x, size, alpha, beta, bias)

    @staticmethod
    def symbolic(g, x, size, alpha, beta, bias):
        return g.op("LRN", x, size_i=size, alpha_f=alpha, beta_f=beta, bias_f=bias).setType(x.type())


class Lrn(nn.Module):
    def forward(self, x):
        return LrnFunction.apply(x, 5, 1e-4, 0.75, 2.0)


class ZFNet(nn.Sequential):
    """Zeiler and Fergus 2013: AlexNet with a 7x7 first convolution, and LRN."""

    side, channels = 224, 3

    def __init__(self):
        super().__init__(
            nn.Conv2d(3, 96, 7, 2, 1), nn.ReLU(), nn.MaxPool2d(3, 2, ceil_mode=True),
            Lrn(),
            nn.Conv2d(96, 256, 5, 2), nn.ReLU(), nn.MaxPool2d(3, 2, ceil_mode=True),
            Lrn(),
            nn.Conv2d(256, 384, 3, 1, 1), nn.ReLU(), nn.Conv2d(384, 384, 3, 1, 1), nn.ReLU(),
            nn.Conv2d(384, 256, 3, 1, 1), nn.ReLU(), nn.MaxPool2d(3, 2), nn.Flatten(),
            nn.Linear(256 * 6 * 6, 4096), nn.ReLU(), nn.Dropout(), nn.Linear(4096, 4096), nn.ReLU(),
            nn.Dropout(), nn.Linear(4096, 1000),
        )  # fmt: skip


TORCHVISION = """
    alexnet vgg11 vgg11_bn vgg13 vgg13_bn vgg16 vgg16_bn vgg19 vgg19_bn
    resnet18 resnet34 resnet50 resnet101 resnet152 resnext50_32x4d wide_resnet50_2
    densenet121 densenet161 densenet169 densenet201 squeezenet1_0 squeezenet1_1
    inception_v3 googlenet mobilenet_v2 mobilenet_v3_small mobilenet_v3_large
    efficientnet_b0 efficientnet_b1 efficientnet_b2 efficientnet_b3 efficientnet_b4
    efficientnet_b5 efficientnet_b6 efficientnet_b7 efficientnet_v2_s
    mnasnet0_5 mnasnet0_75 mnasnet1_0 mnasnet1_3 regnet_x_400mf regnet_y_400mf
    shufflenet_v2_x0_5 shufflenet_v2_x1_0 shufflenet_v2_x1_5 shufflenet_v2_x2_0
    vit_b_16 convnext_tiny swin_t maxvit_t
""".split()
# The sides that torchvision's weights were measured at, where it is not 224.
SIDES = {
    "inception_v3": 299,
    "efficientnet_b1": 240,
    "efficientnet_b2": 288,
    "efficientnet_b3": 300,
    "efficientnet_b4": 380,
    "efficientnet_b5": 456,
    "efficientnet_b6": 528,
    "efficientnet_b7": 600,
    "efficientnet_v2_s": 384,
}
NAMES = ["lenet5", "zfnet", *TORCHVISION]


def create(name):
    """Returns (module in eval(), input shape)."""
    if name == "lenet5":
        return LeNet5().eval(), [1, LeNet5.channels, LeNet5.side, LeNet5.side]
    if name == "zfnet":
        return ZFNet().eval(), [1, ZFNet.channels, ZFNet.side, ZFNet.side]
    options = {"init_weights": True} if name in ("inception_v3", "googlenet") else {}
    module = getattr(torchvision.models, name)(weights=None, **options)
    side = SIDES.get(name, 224)
    return module.eval(), [1, 3, side, side]


def unsettle(module):
    """Gives norms statistics, scales and shifts that do something."""
    for layer in module.modules():
        if isinstance(layer, nn.BatchNorm2d):
            nn.init.uniform_(layer.running_mean, -0.2, 0.2)
            nn.init.uniform_(layer.running_var, 0.5, 1.5)
        if isinstance(layer, (nn.BatchNorm2d, nn.LayerNorm)):
            nn.init.uniform_(layer.weight, 0.8, 1.2)
            nn.init.uniform_(layer.bias, -0.1, 0.1)
        # ConvNeXt begins with blocks that add a millionth of what they compute.
        if hasattr(layer, "layer_scale"):
            nn.init.uniform_(layer.layer_scale, 0.1, 0.5)
        # ViT begins with a head of zeros: whatever comes before, its answer is 0.
        if isinstance(layer, nn.Linear) and not layer.weight.any():
            nn.init.normal_(layer.weight, std=0.02)


def tap_points(module, x):
    """Returns the TAPS modules whose outputs are spread over the order in which modules run."""
    order, hooks = [], []

    def note(layer, _inputs, result):
        if isinstance(result, torch.Tensor) and result.dtype == torch.float32:
            order.append(layer)

    for layer in module.modules():
        if layer is not module and not list(layer.children()):
            # What a norm follows is folded away at export; the norm's own output stays.
            if not isinstance(layer, (nn.Conv2d, nn.Dropout)):
                hooks.append(layer.register_forward_hook(note))
    with torch.no_grad():
        module(x)
    for hook in hooks:
        hook.remove()
    order = [layer for layer in order if order.count(layer) == 1] or order
    return [order[(len(order) - 1) * (i + 1) // (TAPS + 1)] for i in range(TAPS)]


class Tapped(nn.Module):
    """The network with the outputs of some of its modules beside its own."""

    def __init__(self, module, points):
        super().__init__()
        self.module, self.points = module, list(dict.fromkeys(points))

    def forward(self, x):
        found = {}

        def keep(layer, _inputs, result):
            # A residual network adds in place to what its last norm gave; the copy is an Identity
            # in the file.
            found[layer] = result.clone()

        hooks = [layer.register_forward_hook(keep) for layer in self.points]
        out = self.module(x)
        for hook in hooks:
            hook.remove()
        return (*(found[layer] for layer in self.points), out)


def without_inplace(module):
    for layer in module.modules():
        if hasattr(layer, "inplace"):
            layer.inplace = False


def parameter_count(module):
    return sum(parameter.numel() for parameter in module.parameters())


def store(out, name, x, values, facts):
    """Writes the input, the values by their ONNX names, and the description beside the network."""
    values = {key: value.detach().contiguous().numpy() for key, value in values.items()}
    x.numpy().astype("<f4").tofile(out / f"{name}.input.f32")
    np.concatenate([value.astype("<f4").ravel() for value in values.values()]).tofile(
        out / f"{name}.values.f32"
    )
    description = {
        "input": list(x.shape),
        **facts,
        "values": [{"name": key, "shape": list(value.shape)} for key, value in values.items()],
    }
    (out / f"{name}.json").write_text(json.dumps(description) + "\n")


def export(name, out):
    torch.manual_seed(NAMES.index(name) + 1)
    module, shape = create(name)
    unsettle(module)
    without_inplace(module)
    x = torch.randn(shape)
    tapped = Tapped(module, tap_points(module, x)).eval()
    file = io.BytesIO()
    names = [f"tap_{i}" for i in range(len(tapped.points))] + ["output"]
    torch.onnx.export(
        tapped, x, file, opset_version=OPSET, input_names=["input"], output_names=names
    )
    model = onnx.load_from_string(file.getvalue())
    # The taps are ordinary values of the network: its one output is the last.
    del model.graph.output[:-1]
    (out / f"{name}.onnx").write_bytes(model.SerializeToString())
    with torch.no_grad():
        values = dict(zip(names, tapped(x)))
    facts = {
        "parameters": parameter_count(module),
        "nodes": len(model.graph.node),
        "operators": sorted({node.op_type for node in model.graph.node}),
    }
    store(out, name, x, values, facts)
    print(f"{name}: {facts['nodes']} nodes, {facts['parameters']} parameters", flush=True)


def chosen(description, names, folder):
    """The command line of an export: (names, folder to write to); names is empty for --list."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--only", nargs="+", default=names, choices=names, metavar="NAME")
    parser.add_argument("--out", type=pathlib.Path, default=ROOT / ".cache" / folder)
    parser.add_argument("--list", action="store_true")
    arguments = parser.parse_args()
    if arguments.list:
        print("\n".join(names))
        return [], arguments.out
    torch.set_num_threads(1)
    arguments.out.mkdir(parents=True, exist_ok=True)
    return arguments.only, arguments.out


def main():
    names, out = chosen("Export the course's classifiers to ONNX.", NAMES, "networks")
    for name in names:
        export(name, out)


if __name__ == "__main__":
    main()
