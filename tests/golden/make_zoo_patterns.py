#!/usr/bin/env python3
"""Small networks with the operators and the wiring of the ONNX Model Zoo's classifiers.

Usage: tests/golden/make_zoo_patterns.py
Needs: torch 1.13, onnx 1.12, numpy.
Writes zoo/<name>.onnx, and zoo/<name>.tsv and .bin (golden_file.py) with the input in full and
every float value of the network at sampled positions. PyTorch computes the values, node by node
(torch_graph.py); the engine has no part in it.

The zoo's own files are too large to keep here. What matters for the engine is which operators they
hold, in which opset's form, and how these are connected; sizes are a few channels, 32 x 32 pixels.
"""

import pathlib
import sys

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import golden_file  # noqa: E402
import splitmix  # noqa: E402
import torch_graph  # noqa: E402

SAMPLES = 24


class Net:
    """A graph under construction: every method adds a node and returns its output's name."""

    def __init__(self, opset, shape, open_dims=None, name="data"):
        self.opset, self.nodes, self.weights, self.input = opset, [], [], name
        self.shape, self.open_dims, self.channels = shape, open_dims or {}, {name: shape[1]}

    def weight(self, dims, low, high, half=False):
        """Adds a seeded float initialiser."""
        name, seed = f"w{len(self.weights)}", 500 + len(self.weights)
        values = splitmix.uniform(seed, int(np.prod(dims)), low, high).reshape(dims)
        self.weights.append(numpy_helper.from_array(values.astype("<f2") if half else values, name))
        return name

    def ints(self, values, dims=None):
        """Adds an int64 initialiser."""
        name = f"i{len(self.weights)}"
        array = np.array(values, "<i8").reshape(np.shape(values) if dims is None else dims)
        self.weights.append(numpy_helper.from_array(array, name))
        return name

    def node(self, op, inputs, outputs=1, **attributes):
        stem = f"{op.lower()}{len(self.nodes)}"
        names = [stem] if outputs == 1 else [f"{stem}{letter}" for letter in "abcd"[:outputs]]
        self.nodes.append(helper.make_node(op, inputs, names, **attributes))
        return names[0] if outputs == 1 else names

    def conv(self, x, out, kernel, bias=True, half=False, **attributes):
        group = attributes.get("group", 1)
        fan_in = self.channels[x] // group * kernel * kernel
        bound = (6 / fan_in) ** 0.5
        dims = [out, self.channels[x] // group, kernel, kernel]
        inputs = [x, self.weight(dims, -bound, bound, half)]
        if bias:
            inputs.append(self.weight([out], -0.1, 0.1, half))
        if half:
            inputs[1:] = [self.node("Cast", [name], to=TensorProto.FLOAT) for name in inputs[1:]]
        y = self.node("Conv", inputs, kernel_shape=[kernel, kernel], **attributes)
        self.channels[y] = out
        return y

    def same(self, op, x, extra=(), **attributes):
        """Adds a node that keeps the number of channels."""
        y = self.node(op, [x, *extra], **attributes)
        self.channels[y] = self.channels.get(x, 0)
        return y

    def relu(self, x):
        return self.same("Relu", x)

    def norm(self, x, **attributes):
        c = self.channels[x]
        ranges = [(0.8, 1.2), (-0.1, 0.1), (-0.1, 0.1), (0.8, 1.2)]
        weights = [self.weight([c], *r) for r in ranges]
        return self.same("BatchNormalization", x, weights, **attributes)

    def scale(self, x):
        """Caffe2's scale and shift: weights [C] made [C, 1, 1] at run time."""
        for op, r in (("Mul", (0.8, 1.2)), ("Add", (-0.1, 0.1))):
            weight = self.node("Unsqueeze", [self.weight([self.channels[x]], *r)], axes=[1, 2])
            x = self.same(op, x, [weight])
        return x

    def concat(self, parts):
        y = self.node("Concat", parts, axis=1)
        self.channels[y] = sum(self.channels[p] for p in parts)
        return y

    def pool(self, op, x, kernel, stride, pads=(0, 0, 0, 0), **attributes):
        window = {"kernel_shape": [kernel] * 2, "strides": [stride] * 2, "pads": list(pads)}
        return self.same(op, x, **window, **attributes)

    def relu6_bounds(self):
        """Returns 0 and 6, as Constant nodes."""
        values = [numpy_helper.from_array(np.float32(v)) for v in (0, 6)]
        return [self.node("Constant", [], value=value) for value in values]

    def gemm(self, x, features, classes):
        bound = (3 / features) ** 0.5
        weight = self.weight([classes, features], -bound, bound)
        return self.node("Gemm", [x, weight, self.weight([classes], -0.1, 0.1)], transB=1)

    def model(self, output, rank=2):
        dims = [self.open_dims.get(axis, d) for axis, d in enumerate(self.shape)]
        out_dims = [f"d{axis}" for axis in range(rank)]
        graph = helper.make_graph(
            self.nodes,
            "zoo pattern",
            [helper.make_tensor_value_info(self.input, TensorProto.FLOAT, dims)],
            [helper.make_tensor_value_info(output, TensorProto.FLOAT, out_dims)],
            self.weights,
        )
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", self.opset)])
        model.ir_version = 7
        return model


def mobilenetv2_12():
    net = Net(12, [1, 3, 32, 32], {0: "batch_size"})
    bounds = net.relu6_bounds()
    x = net.same("Clip", net.conv(net.input, 8, 3, strides=[2, 2], pads=[1] * 4), bounds)
    y = net.same("Clip", net.conv(x, 16, 1), bounds)
    y = net.same("Clip", net.conv(y, 16, 3, group=16, pads=[1] * 4), bounds)
    x = net.same("Add", x, [net.conv(y, 8, 1)])
    x = net.node("GlobalAveragePool", [net.same("Clip", net.conv(x, 24, 1), bounds)])
    batch = net.node("Gather", [net.node("Shape", [x]), net.ints(0)], axis=0)
    target = net.node("Concat", [net.node("Unsqueeze", [batch], axes=[0]), net.ints([-1])], axis=0)
    return net.model(net.gemm(net.node("Reshape", [x, target]), 24, 10))


def squeezenet1_1_7():
    net = Net(7, [1, 3, 35, 35])
    x = net.pool("MaxPool", net.relu(net.conv(net.input, 8, 3, strides=[2, 2])), 3, 2)
    for _ in range(2):
        s = net.relu(net.conv(x, 4, 1))
        x = net.concat([net.relu(net.conv(s, 8, 1)), net.relu(net.conv(s, 8, 3, pads=[1] * 4))])
        x = net.pool("MaxPool", x, 3, 2, [0, 0, 1, 1])
    x = net.relu(net.conv(net.same("Dropout", x, ratio=0.5), 10, 1))
    return net.model(net.node("Reshape", [net.pool("AveragePool", x, 2, 1), net.ints([0, -1])]))


def shuffle(net, x, groups, shape):
    c = net.channels[x]
    y = net.node("Reshape", [x, net.ints([shape[0], groups, c // groups, *shape[1:]])])
    y = net.node("Transpose", [y], perm=[0, 2, 1, 3, 4])
    y = net.node("Reshape", [y, net.ints([shape[0], c, *shape[1:]])])
    net.channels[y] = c
    return y


def shufflenet_9():
    net = Net(9, [1, 3, 32, 32], name="gpu_0/data_0")
    x = net.conv(net.input, 12, 3, bias=False, strides=[2, 2], pads=[1] * 4)
    x = net.relu(net.norm(x, epsilon=1e-5))
    x = net.pool("MaxPool", x, 3, 2, [1] * 4)
    y = net.relu(net.norm(net.conv(x, 12, 1, bias=False, group=3)))
    y = shuffle(net, y, 3, [1, 8, 8])
    y = net.norm(net.conv(y, 12, 3, bias=False, group=12, strides=[2, 2], pads=[1] * 4))
    y = net.norm(net.conv(y, 12, 1, bias=False, group=3))
    x = net.relu(net.concat([net.pool("AveragePool", x, 3, 2, [1] * 4), y]))
    y = shuffle(net, net.relu(net.norm(net.conv(x, 24, 1, bias=False, group=3))), 3, [1, 4, 4])
    y = net.norm(net.conv(y, 24, 3, bias=False, group=24, pads=[1] * 4))
    x = net.relu(net.same("Sum", x, [net.norm(net.conv(y, 24, 1, bias=False, group=3))]))
    x = net.node("Reshape", [net.pool("AveragePool", x, 4, 1), net.ints([1, 24])])
    return net.model(net.node("Softmax", [net.gemm(x, 24, 10)], axis=1))


def shufflenet_v2_12():
    net = Net(12, [1, 3, 32, 32], {0: "batch"})
    x = net.relu(net.conv(net.input, 8, 3, strides=[2, 2], pads=[1] * 4))
    for _ in range(2):
        left, y = net.node("Split", [x], 2, axis=1, split=[4, 4])
        net.channels[left] = net.channels[y] = 4
        y = net.conv(net.relu(net.conv(y, 4, 1)), 4, 3, group=4, pads=[1] * 4)
        x = net.concat([left, net.relu(net.conv(y, 4, 1))])
        sizes = [net.node("Gather", [net.node("Shape", [x]), net.ints(i)]) for i in (0, 2, 3)]
        dims = [net.node("Unsqueeze", [size], axes=[0]) for size in sizes]
        two, four = net.ints([2]), net.ints([4])
        five = net.node("Concat", [dims[0], two, four, *dims[1:]], axis=0)
        half = net.node("Mul", [four, net.ints(2)])
        y = net.node("Transpose", [net.node("Reshape", [x, five])], perm=[0, 2, 1, 3, 4])
        x = net.node("Reshape", [y, net.node("Concat", [dims[0], half, *dims[1:]], axis=0)])
        net.channels[x] = 8
    return net.model(net.gemm(net.node("ReduceMean", [x], axes=[2, 3], keepdims=0), 8, 10))


def resnet18_v1_7():
    net = Net(7, [1, 3, 32, 32])
    norm = {"epsilon": 1e-5, "momentum": 0.9, "spatial": 1}
    options = {"bias": False, "dilations": [1, 1], "group": 1}
    x = net.norm(net.conv(net.input, 8, 7, strides=[2, 2], pads=[3] * 4, **options), **norm)
    x = net.pool("MaxPool", net.relu(x), 3, 2, [1] * 4)
    y = net.relu(net.norm(net.conv(x, 8, 3, pads=[1] * 4, **options), **norm))
    y = net.norm(net.conv(y, 8, 3, pads=[1] * 4, **options), **norm)
    x = net.relu(net.same("Add", x, [y]))
    x = net.node("Flatten", [net.node("GlobalAveragePool", [x])])
    return net.model(net.gemm(x, 8, 10))


def resnet50_v1_12():
    net = Net(12, [1, 3, 32, 32], name="gpu_0/data_0")
    x = net.relu(net.norm(net.conv(net.input, 8, 7, bias=False, strides=[2, 2], pads=[3] * 4)))
    x = net.pool("MaxPool", x, 3, 2, [1] * 4)
    y = net.relu(net.norm(net.conv(x, 4, 1, bias=False)))
    y = net.relu(net.norm(net.conv(y, 4, 3, bias=False, pads=[1] * 4)))
    y = net.norm(net.conv(y, 16, 1, bias=False))
    x = net.relu(net.same("Sum", y, [net.norm(net.conv(x, 16, 1, bias=False))]))
    x = net.node("Reshape", [net.pool("AveragePool", x, 8, 1), net.ints([1, 16])])
    return net.model(net.node("Softmax", [net.gemm(x, 16, 10)], axis=1))


def densenet_12():
    net = Net(12, [1, 3, 32, 32], name="data_0")
    x = net.conv(net.input, 8, 7, bias=False, strides=[2, 2], pads=[3] * 4)
    x = net.relu(net.scale(net.norm(x)))
    x = net.pool("MaxPool", x, 3, 2, [1] * 4)
    for _ in range(3):
        y = net.conv(net.relu(net.scale(net.norm(x))), 8, 1, bias=False)
        y = net.conv(net.relu(net.scale(net.norm(y))), 4, 3, bias=False, pads=[1] * 4)
        x = net.concat([x, y])
    x = net.pool("AveragePool", net.conv(net.relu(net.scale(net.norm(x))), 10, 1, bias=False), 2, 2)
    x = net.same("GlobalAveragePool", net.relu(net.scale(net.norm(x))))
    return net.model(net.conv(x, 12, 1), rank=4)


# The zoo has alpha 1e-4, which at these sizes would change nothing one could see.
LRN = {"alpha": 0.5, "beta": 0.75, "bias": 1.0, "size": 5}


def inception(net, x, pool_pads):
    a = net.relu(net.conv(x, 4, 1))
    b = net.relu(net.conv(net.relu(net.conv(x, 3, 1)), 5, 3, pads=[1] * 4))
    c = net.relu(net.conv(net.relu(net.conv(x, 2, 1)), 3, 5, pads=[2] * 4))
    d = net.relu(net.conv(net.pool("MaxPool", x, 3, 1, pool_pads), 4, 1))
    return net.concat([a, b, c, d])


def googlenet_12():
    net = Net(12, [1, 3, 64, 64], name="data_0")
    x = net.relu(net.conv(net.input, 8, 7, strides=[2, 2], pads=[3] * 4))
    x = net.same("LRN", net.pool("MaxPool", x, 3, 2, [0, 0, 2, 2]), **LRN)
    x = net.relu(net.conv(net.relu(net.conv(x, 8, 1)), 12, 3, pads=[1] * 4))
    x = net.pool("MaxPool", net.same("LRN", x, **LRN), 3, 2, [0, 0, 2, 2])
    x = net.pool("AveragePool", inception(net, inception(net, x, [1] * 4), [1] * 4), 8, 1)
    x = net.node("Reshape", [net.same("Dropout", x), net.ints([1, 16])])
    return net.model(net.node("Softmax", [net.gemm(x, 16, 10)], axis=1))


def inception_v2_9():
    net = Net(9, [1, 3, 64, 64], name="data_0")
    x = net.relu(net.scale(net.norm(net.conv(net.input, 8, 7, strides=[2, 2], pads=[3] * 4))))
    x = net.pool("MaxPool", x, 3, 2, [0, 0, 1, 1])
    a = net.relu(net.scale(net.norm(net.conv(x, 4, 1))))
    b = net.relu(net.scale(net.norm(net.conv(net.pool("AveragePool", x, 3, 1, [1] * 4), 4, 1))))
    x = net.concat([a, b])
    a = net.relu(net.scale(net.norm(net.conv(x, 6, 3, strides=[2, 2], pads=[1] * 4))))
    x = net.concat([a, net.pool("MaxPool", x, 3, 2, [0, 0, 1, 1])])
    x = net.pool("AveragePool", x, 3, 1, [1] * 4, count_include_pad=1)
    x = net.node("Reshape", [net.pool("AveragePool", x, 8, 1), net.ints([1, 14])])
    return net.model(net.node("Softmax", [net.gemm(x, 14, 10)], axis=1))


def efficientnet_lite4_11():
    net = Net(11, [1, 32, 32, 3], name="images:0")
    x = net.node("Transpose", [net.input], perm=[0, 3, 1, 2])
    net.channels[x] = 3
    bounds = net.relu6_bounds()
    x = net.same("Clip", net.conv(x, 8, 3, strides=[2, 2], pads=[0, 0, 1, 1]), bounds)
    y = net.same("Clip", net.norm(net.conv(x, 16, 1, bias=False)), bounds)
    y = net.same("Clip", net.conv(y, 16, 5, group=16, auto_pad="SAME_UPPER"), bounds)
    x = net.same("Add", net.conv(y, 8, 1), [x])
    y = net.same("Clip", net.conv(x, 16, 3, strides=[2, 2], auto_pad="SAME_UPPER"), bounds)
    x = net.node("Squeeze", [net.node("GlobalAveragePool", [y])], axes=[2, 3])
    x = net.node("MatMul", [x, net.weight([16, 10], -0.5, 0.5)])
    x = net.node("Add", [x, net.weight([10], -0.1, 0.1)])
    return net.model(net.node("Softmax", [x], axis=1))


def bvlcalexnet_12():
    net = Net(12, [1, 3, 67, 67], name="data_0")
    x = net.same("LRN", net.relu(net.conv(net.input, 8, 11, strides=[4, 4])), **LRN)
    x = net.relu(net.conv(net.pool("MaxPool", x, 3, 2), 12, 5, group=2, pads=[2] * 4))
    x = net.pool("MaxPool", net.same("LRN", x, **LRN), 3, 2)
    x = net.node("Reshape", [net.relu(net.conv(x, 8, 3, group=2, pads=[1] * 4)), net.ints([1, 72])])
    x = net.node("Dropout", [net.node("Relu", [net.gemm(x, 72, 24)])])
    return net.model(net.node("Softmax", [net.gemm(x, 24, 10)], axis=1))


def zfnet512_12():
    net = Net(12, [1, 3, 64, 64], name="gpu_0/data_0")
    options = {**LRN, "size": 3, "alpha": 0.25}
    x = net.relu(net.conv(net.input, 8, 7, strides=[2, 2], pads=[1] * 4))
    x = net.pool("MaxPool", net.same("LRN", x, **options), 3, 2, [0, 0, 1, 1])
    x = net.relu(net.conv(x, 12, 5, strides=[2, 2]))
    x = net.pool("MaxPool", net.same("LRN", x, **options), 3, 2, [0, 0, 1, 1])
    x = net.node("Reshape", [net.relu(net.conv(x, 8, 3, pads=[1] * 4)), net.ints([1, 72])])
    return net.model(net.node("Softmax", [net.gemm(x, 72, 10)], axis=1))


def vgg16_7():
    net = Net(7, [1, 3, 32, 32])
    x = net.input
    for out in (4, 8, 8):
        x = net.pool("MaxPool", net.relu(net.conv(x, out, 3, pads=[1] * 4)), 2, 2)
    x = net.node("Relu", [net.gemm(net.node("Flatten", [x]), 128, 16)])
    return net.model(net.gemm(net.node("Dropout", [x], ratio=0.5), 16, 10))


def mnist_12():
    net = Net(12, [1, 1, 28, 28], name="Input3")
    x, pads = net.input, [0, 0, 0, 0]
    for out, kernel, stride in ((8, 2, 2), (16, 3, 3)):
        options = {"auto_pad": "SAME_UPPER", "dilations": [1, 1], "group": 1, "strides": [1, 1]}
        x = net.conv(x, out, 5, bias=False, **options)
        x = net.relu(net.same("Add", x, [net.weight([out, 1, 1], -0.1, 0.1)]))
        x = net.pool("MaxPool", x, kernel, stride, pads, auto_pad="NOTSET")
    x = net.node("Reshape", [x, net.ints([1, 256])])
    weight = net.node("Reshape", [net.weight([16, 4, 4, 10], -0.1, 0.1), net.ints([256, 10])])
    x = net.node("MatMul", [x, weight])
    return net.model(net.node("Add", [x, net.weight([1, 10], -0.1, 0.1)]))


def float16_weights():
    net = Net(17, [1, 3, 32, 32], {0: "N"}, name="input")
    x = net.relu(net.conv(net.input, 8, 3, half=True, strides=[2, 2], pads=[1] * 4))
    x = net.relu(net.conv(x, 8, 3, half=True, group=8, pads=[1] * 4))
    x = net.node("Flatten", [net.node("GlobalAveragePool", [x])])
    weights = [net.weight(d, -0.3, 0.3, half=True) for d in ([10, 8], [10])]
    casts = [net.node("Cast", [name], to=TensorProto.FLOAT) for name in weights]
    return net.model(net.node("Gemm", [x, *casts], transB=1))


NETWORKS = {
    "mobilenetv2-12": mobilenetv2_12,
    "squeezenet1.1-7": squeezenet1_1_7,
    "shufflenet-9": shufflenet_9,
    "shufflenet-v2-12": shufflenet_v2_12,
    "resnet18-v1-7": resnet18_v1_7,
    "resnet50-v1-12": resnet50_v1_12,
    "densenet-12": densenet_12,
    "googlenet-12": googlenet_12,
    "inception-v2-9": inception_v2_9,
    "efficientnet-lite4-11": efficientnet_lite4_11,
    "bvlcalexnet-12": bvlcalexnet_12,
    "zfnet512-12": zfnet512_12,
    "vgg16-7": vgg16_7,
    "mnist-12": mnist_12,
    "float16-weights": float16_weights,
}


def main():
    folder = HERE / "zoo"
    folder.mkdir(exist_ok=True)
    for name, make in NETWORKS.items():
        model = make()
        onnx.checker.check_model(model, full_check=True)
        (folder / f"{name}.onnx").write_bytes(model.SerializeToString())
        shape = [max(d.dim_value, 1) for d in model.graph.input[0].type.tensor_type.shape.dim]
        data = splitmix.uniform(1, int(np.prod(shape)), -2, 2).reshape(shape)
        values = torch_graph.run(model, data)
        golden = golden_file.GoldenFile()
        golden.add(model.graph.input[0].name, data)
        for seed, node in enumerate(model.graph.node, 300):
            for output in node.output:
                if values[output].dtype == np.float32:
                    golden.add(output, values[output], SAMPLES, seed)
        golden.write(folder / name)
        print(f"{name}: {len(model.graph.node)} nodes, {model.ByteSize()} bytes")


if __name__ == "__main__":
    main()
