#!/usr/bin/env python3
"""Quantises two of the exported classifiers in the three ways of onnxruntime, with its answers.

Usage: tests/networks/quantized.py [--only NAME ...] [--out .cache/networks-quantized] [--list]
Needs: what export.py needs, and onnxruntime with its quantisation tools.

Written for each, in --out, are the files of export.py; compare them with
    node tests/networks/compare.mjs --in .cache/networks-quantized
The values are those of onnxruntime on the CPU, without any of its fusions (ORT_DISABLE_ALL): five
across the depth, of convolutions, of whatever type, and the output. One step of an 8-bit integer is 0.4 % of the
largest value, so compare.mjs counts what is a step away as wrong: look at how far it is.
Nothing of this is committed, and npm test does not need it.
"""

import copy
import io
import tempfile
import pathlib

import numpy as np
import onnx
import onnxruntime
import torch
from onnxruntime import quantization as q

from export import TAPS, chosen, create, parameter_count, store, unsettle, without_inplace

NETWORKS = ["mobilenet_v2", "resnet18"]
WAYS = ["qdq", "qoperator", "dynamic"]
NAMES = [f"{network}-{way}" for network in NETWORKS for way in WAYS]
OPSET = 17
CALIBRATION = 4  # pictures of noise


class Noise(q.CalibrationDataReader):
    def __init__(self, shape):
        generator = np.random.default_rng(5)
        self.pictures = iter(
            [generator.standard_normal(shape).astype(np.float32) for _ in range(CALIBRATION)]
        )

    def get_next(self):
        picture = next(self.pictures, None)
        return None if picture is None else {"input": picture}


def float_model(network):
    """The network as PyTorch exports it, with norms folded into convolutions."""
    torch.manual_seed(NETWORKS.index(network) + 1)
    module, shape = create(network)
    unsettle(module)
    without_inplace(module)
    x = torch.randn(shape)
    file = io.BytesIO()
    torch.onnx.export(
        module, x, file, opset_version=OPSET, input_names=["input"], output_names=["output"],
        dynamo=False,
    )  # fmt: skip
    return onnx.load_from_string(file.getvalue()), x, parameter_count(module)


def quantised(model, shape, way, folder):
    source, target = folder / "float.onnx", folder / "quantised.onnx"
    onnx.save(model, source)
    if way == "dynamic":
        # Weights of ConvInteger have to be uint8 for onnxruntime.
        q.quantize_dynamic(source, target, weight_type=q.QuantType.QUInt8)
    else:
        form = q.QuantFormat.QDQ if way == "qdq" else q.QuantFormat.QOperator
        q.quantize_static(
            source, target, Noise(shape), quant_format=form, per_channel=True,
            activation_type=q.QuantType.QUInt8, weight_type=q.QuantType.QInt8,
            # Weights of 7 bits: with 8, onnxruntime's products of uint8 and int8 saturate at 16 bits
            # on x86 processors without VNNI, and it gives other numbers than on the rest.
            reduce_range=way == "qoperator",
        )  # fmt: skip
    return onnx.load(target)


def answers(model, x):
    """onnxruntime's values of convolutions spread over the depth, and the output, by name."""
    computed = [node.output[0] for node in model.graph.node if "Conv" in node.op_type]
    names = [computed[(len(computed) - 1) * (i + 1) // (TAPS + 1)] for i in range(TAPS)]
    tapped = copy.deepcopy(model)
    tapped.graph.output.extend(onnx.helper.make_empty_tensor_value_info(name) for name in names)
    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(
        tapped.SerializeToString(), options, providers=["CPUExecutionProvider"]
    )
    names.append("output")
    values = session.run(names, {"input": x.numpy()})
    return {name: torch.from_numpy(value.astype(np.float32)) for name, value in zip(names, values)}


def main():
    names, out = chosen("Quantise classifiers with onnxruntime.", NAMES, "networks-quantized")
    for network in NETWORKS:
        mine = [name for name in names if name.startswith(f"{network}-")]
        if not mine:
            continue
        model, x, parameters = float_model(network)
        for name in mine:
            with tempfile.TemporaryDirectory() as folder:
                way = name.removeprefix(f"{network}-")
                result = quantised(model, list(x.shape), way, pathlib.Path(folder))
            (out / f"{name}.onnx").write_bytes(result.SerializeToString())
            facts = {
                "parameters": parameters,
                "nodes": len(result.graph.node),
                "operators": sorted({node.op_type for node in result.graph.node}),
            }
            store(out, name, x, answers(result, x), facts)
            print(f"{name}: {facts['nodes']} nodes, {', '.join(facts['operators'])}", flush=True)


if __name__ == "__main__":
    main()
