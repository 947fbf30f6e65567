#!/usr/bin/env python3
"""Golden outputs of torchvision networks as torch.onnx.export writes them, with seeded weights.

Usage: tests/golden/make_torchvision.py
Needs: torch 1.13, torchvision 0.14, onnx 1.12, numpy, node.
Writes beside itself, for every entry of NETWORKS:
  <name>.skeleton.onnx  the exported graph, its float initialisers without data
  <name>.recipe.json    seed and range of every initialiser and of the input, for hydrate.mjs
  <name>.tsv, .bin      golden values at sampled positions, the output in full (golden_file.py)

The exporter folds batch normalisation into the convs, so the weights in the file are not the
module's own. Therefore the file's initialisers are filled first, and the golden values come from a
PyTorch network that is given exactly these numbers: convs with bias and no norms where they were
folded.
"""

import dataclasses
import hashlib
import io
import json
import math
import pathlib
import subprocess
import sys

import numpy as np
import onnx
import torch
import torchvision
from torch import nn

HERE = pathlib.Path(__file__).resolve().parent
CACHE = HERE.parent.parent / ".cache" / "golden"
sys.path.insert(0, str(HERE))

import golden_file  # noqa: E402
import splitmix  # noqa: E402

OPSET = 16
INPUT = {"name": "input", "dims": [1, 3, 224, 224], "seed": 1, "low": -2.0, "high": 2.0}
SAMPLES = 256


@dataclasses.dataclass
class Network:
    name: str
    architecture: str  # in torchvision.models
    keep_norms: bool  # export BatchNormalization nodes instead of folding them into the convs
    taps: dict  # module name: ONNX value name of its output


def block_output(block):
    """ONNX value name of a ResNet block, e.g. 'layer1.1'."""
    return f"/{block.split('.')[0]}/{block}/relu_1/Relu_output_0"


RESNET_TAPS = {
    "maxpool": "/maxpool/MaxPool_output_0",
    "layer1.1": block_output("layer1.1"),
    "layer2.1": block_output("layer2.1"),
    "layer3.1": block_output("layer3.1"),
    "layer4.1": block_output("layer4.1"),
    "avgpool": "/avgpool/GlobalAveragePool_output_0",
}
NETWORKS = [
    Network(
        "resnet18",
        "resnet18",
        False,
        {
            "conv1": "/conv1/Conv_output_0",
            "layer3.0.downsample": "/layer3/layer3.0/downsample/downsample.0/Conv_output_0",
            **RESNET_TAPS,
        },
    ),
    Network(
        "resnet18-bn",
        "resnet18",
        True,
        {
            "conv1": "/conv1/Conv_output_0",
            "bn1": "/bn1/BatchNormalization_output_0",
            "layer3.0.downsample": "/layer3/layer3.0/downsample/downsample.1/BatchNormalization_output_0",
            **RESNET_TAPS,
        },
    ),
    Network(
        "mobilenet-v2",
        "mobilenet_v2",
        False,
        {
            "features.0.0": "/features/features.0/features.0.0/Conv_output_0",
            "features.0.2": "/features/features.0/features.0.2/Clip_output_0",
            "features.2.conv.1": "/features/features.2/conv/conv.1/conv.1.2/Clip_output_0",
            "features.3": "/features/features.3/Add_output_0",
            "features.9": "/features/features.9/Add_output_0",
            "features.14": "/features/features.14/conv/conv.2/Conv_output_0",
            "features.18": "/features/features.18/features.18.2/Clip_output_0",
        },
    ),
]


def export(network):
    """Returns the exported ModelProto; its weights are thrown away later."""
    module = getattr(torchvision.models, network.architecture)(weights=None).eval()
    options = {}
    if network.keep_norms:
        options = {"training": torch.onnx.TrainingMode.PRESERVE, "do_constant_folding": False}
    else:
        # Equal initialisers are merged by the exporter behind Identity nodes. Trained networks have
        # none; with keep_norms the fresh norms are left equal, so that such Identity nodes are
        # tested too.
        for parameter in [*module.parameters(), *module.buffers()]:
            if parameter.dtype.is_floating_point:
                nn.init.uniform_(parameter, 0.5, 1.5)
    file = io.BytesIO()
    names = {"input_names": ["input"], "output_names": ["output"]}
    torch.onnx.export(
        module, torch.zeros(INPUT["dims"]), file, opset_version=OPSET, **names, **options
    )
    return onnx.load_from_string(file.getvalue())


def value_range(name, dims):
    """Returns (low, high): He-uniform weights, norm scales and variances near 1, small shifts."""
    if len(dims) > 1:
        bound = math.sqrt((6 if len(dims) == 4 else 3) / np.prod(dims[1:]))
        return -bound, bound
    is_scale = name.endswith((".weight", ".running_var"))
    return (0.8, 1.2) if is_scale else (-0.1, 0.1)


def strip(model):
    """Removes the data of every float initialiser; returns their recipe in file order."""
    recipe = []
    for position, weight in enumerate(model.graph.initializer):
        if weight.data_type != onnx.TensorProto.FLOAT:
            continue
        low, high = value_range(weight.name, weight.dims)
        seed = 1000 + position
        recipe.append(
            {"name": weight.name, "dims": list(weight.dims), "seed": seed, "low": low, "high": high}
        )
        weight.ClearField("raw_data")
    return recipe


def filled(entry):
    """Returns the float32 array of a recipe entry."""
    flat = splitmix.uniform(entry["seed"], int(np.prod(entry["dims"])), entry["low"], entry["high"])
    return flat.reshape(entry["dims"])


def reference_module(network, model, weights):
    """Returns the PyTorch network with the file's weights, without norms that were folded."""
    module = getattr(torchvision.models, network.architecture)(weights=None).eval()
    # Initialisers that the exporter merged reach their users through Identity nodes.
    alias = {n.output[0]: n.input[0] for n in model.graph.node if n.op_type == "Identity"}
    resolve = lambda name: torch.tensor(weights[alias.get(name, name)])  # noqa: E731
    if network.keep_norms:
        state = {k: v if "num_batches" in k else resolve(k) for k, v in module.state_dict().items()}
        module.load_state_dict(state)
        return module
    replace_norms(module)
    convs = convs_in_order(module)
    nodes = [node for node in model.graph.node if node.op_type == "Conv"]
    assert len(convs) == len(nodes)
    for conv, node in zip(convs, nodes):
        weight, bias = resolve(node.input[1]), resolve(node.input[2])
        assert weight.shape == conv.weight.shape, node.name
        conv.weight, conv.bias = nn.Parameter(weight), nn.Parameter(bias)
    dense = next(m for m in module.modules() if isinstance(m, nn.Linear))
    gemm = next(node for node in model.graph.node if node.op_type == "Gemm")
    dense.weight, dense.bias = nn.Parameter(resolve(gemm.input[1])), nn.Parameter(
        resolve(gemm.input[2])
    )
    return module


def replace_norms(module):
    """Puts Identity in the place of every BatchNorm2d, in place."""
    for name, child in module.named_children():
        if isinstance(child, nn.BatchNorm2d):
            setattr(module, name, nn.Identity())
        else:
            replace_norms(child)


@torch.no_grad()
def convs_in_order(module):
    """Returns the Conv2d modules in the order in which they run, which is the order of the file."""
    order = []
    convs = [m for m in module.modules() if isinstance(m, nn.Conv2d)]
    hooks = [m.register_forward_hook(lambda conv, *_: order.append(conv)) for m in convs]
    module(torch.zeros(INPUT["dims"]))
    for hook in hooks:
        hook.remove()
    return order


@torch.no_grad()
def write_golden(network, module, model):
    """Runs the reference and writes the tapped values and the output."""
    known = {name for node in model.graph.node for name in node.output}
    out = golden_file.GoldenFile()

    def tap(value, seed):
        assert value in known, f"{network.name} has no value {value}"
        # Copied at once: an in-place ReLU may follow. Pooled features are a view [1,C,1,1].
        return lambda _module, _inputs, result: out.add(value, result.numpy().copy(), SAMPLES, seed)

    modules = dict(module.named_modules())
    for seed, (name, value) in enumerate(network.taps.items(), 200):
        modules[name].register_forward_hook(tap(value, seed))
    out.add("output", module(torch.tensor(filled(INPUT))).numpy())
    out.write(HERE / network.name)
    print("\n".join(line for line in out.lines))


def main():
    torch.set_num_threads(1)
    torch.manual_seed(0)
    for network in NETWORKS:
        model = export(network)
        recipe = strip(model)
        (HERE / f"{network.name}.skeleton.onnx").write_bytes(model.SerializeToString())
        weights = {entry["name"]: filled(entry) for entry in recipe}
        for tensor in model.graph.initializer:
            if tensor.name in weights:
                tensor.raw_data = weights[tensor.name].astype("<f4").tobytes()
        full = model.SerializeToString()
        rows = ",\n    ".join(json.dumps(entry) for entry in recipe)
        (HERE / f"{network.name}.recipe.json").write_text(
            f'{{\n  "bytes": {len(full)},\n  "sha256": "{hashlib.sha256(full).hexdigest()}",\n'
            f'  "input": {json.dumps(INPUT)},\n  "weights": [\n    {rows}\n  ]\n}}\n'
        )
        print(f"{network.name}: {len(recipe)} initialisers, {len(full)} bytes")
        write_golden(network, reference_module(network, model, weights), model)
    subprocess.run(["node", str(HERE / "hydrate.mjs")], check=True)
    for network in NETWORKS:
        onnx.checker.check_model(onnx.load(CACHE / f"{network.name}.onnx"), full_check=True)


if __name__ == "__main__":
    main()
