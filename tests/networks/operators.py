#!/usr/bin/env python3
"""Makes small random networks of operators, most in the second module, with ONNX Runtime's answers.

Usage: tests/networks/operators.py [--count 40] [--seed 1] [--out .cache/operators]
Needs: onnx, onnxruntime, numpy.
Then:  node tests/networks/operators.mjs .cache/operators

Each case is NAME.onnx and NAME.json: { feeds, outputs }, where a tensor is { type, dims, base64 }, little
endian. Sizes and attributes are drawn anew for each of --count cases an operator. A case that ONNX Runtime
refuses is drawn again.
"""

import argparse
import base64
import json
import sys
from pathlib import Path

try:
    import numpy as np
    import onnx
    import onnxruntime
    from onnx import TensorProto, helper, numpy_helper
except ImportError as missing:
    sys.exit(f"{missing}. Run: pip install onnx onnxruntime numpy")

onnxruntime.set_default_logger_severity(4)
rng = np.random.default_rng(1)


def pick(*choices):
    return choices[rng.integers(len(choices))]


def size(low=1, high=5):
    return int(rng.integers(low, high + 1))


def reals(*shape):
    return rng.standard_normal(shape).astype(np.float32)


def ints(low, high, *shape):
    return rng.integers(low, high, shape).astype(np.int64)


def node(op, feeds, weights=None, outputs=1, opset=17, **attributes):
    """A network of one node. feeds and weights: arrays by name, in the order of the node's inputs."""
    return op, {**feeds, **(weights or {})}, list(feeds), outputs, opset, attributes


def shape(rank):
    return [size() for _ in range(rank)]


def unary(op, low=-3.0, high=3.0, opset=17, **attributes):
    values = rng.uniform(low, high, shape(size(1, 4))).astype(np.float32)
    return node(op, {"x": values}, opset=opset, **attributes)


def top_k():
    x = pick(reals, lambda *dims: ints(-9, 9, *dims))(*shape(size(1, 4)))
    axis = int(rng.integers(-x.ndim, x.ndim))
    k = np.array([rng.integers(1, x.shape[axis] + 1)], np.int64)
    return node("TopK", {"x": x}, {"k": k}, 2, axis=axis, largest=pick(0, 1))


def gather_elements():
    x = reals(*shape(size(1, 4)))
    axis = int(rng.integers(-x.ndim, x.ndim))
    dims = [size(1, length) for length in x.shape]
    dims[axis] = size(1, 6)
    return node("GatherElements", {"x": x, "i": ints(-x.shape[axis], x.shape[axis], *dims)}, axis=axis)


def scatter_elements():
    x = reals(*shape(size(1, 4)))
    axis = int(rng.integers(-x.ndim, x.ndim))
    dims = [size(1, length) for length in x.shape]
    reduction = pick("none", "add", "mul", "max", "min")
    index = ints(-x.shape[axis], x.shape[axis], *dims)
    if reduction == "none":  # places that are named twice have no defined value
        index = np.zeros_like(index)
        dims[axis] = 1
        index = index.take([0], axis=axis)
    return node("ScatterElements", {"x": x, "i": index, "u": reals(*dims)}, opset=18, axis=axis,
                reduction=reduction)


def gather_nd():
    x = reals(*shape(size(2, 4)))
    batch = int(rng.integers(0, 2))
    named = size(1, x.ndim - batch)
    lead = list(x.shape[:batch]) + shape(size(1, 2))
    columns = [ints(-x.shape[batch + i], x.shape[batch + i], *lead) for i in range(named)]
    return node("GatherND", {"x": x, "i": np.stack(columns, -1)}, batch_dims=batch)


def one_hot():
    x = ints(-4, 7, *shape(size(1, 3)))
    axis = int(rng.integers(-x.ndim - 1, x.ndim + 1))
    return node("OneHot", {"x": x}, {"d": np.array(size(1, 6), np.int64), "v": reals(2)}, axis=axis)


def trilu():
    return node("Trilu", {"x": reals(*shape(size(2, 4)))}, {"k": np.array(rng.integers(-4, 5), np.int64)},
                upper=pick(0, 1))


def cum_sum():
    x = reals(*shape(size(1, 4)))
    return node("CumSum", {"x": x}, {"a": np.array(rng.integers(-x.ndim, x.ndim), np.int64)},
                exclusive=pick(0, 1), reverse=pick(0, 1))


def reverse_sequence():
    x = reals(*shape(size(2, 4)))
    batch = pick(0, 1)
    lengths = ints(1, x.shape[1 - batch] + 1, x.shape[batch])
    return node("ReverseSequence", {"x": x, "l": lengths}, batch_axis=batch, time_axis=1 - batch)


def mean():
    full = shape(size(1, 3))
    parts = {f"x{i}": reals(*[pick(1, length) for length in full]) for i in range(size(1, 4))}
    return node("Mean", parts)


def lp_pool():
    x = reals(1, size(), size(3, 8), size(3, 8))
    return node("LpPool", {"x": x}, kernel_shape=[size(1, 3), size(1, 3)],
                strides=[size(1, 2), size(1, 2)], p=size(1, 3))


def grid_sample():
    x = reals(size(1, 2), size(1, 3), size(2, 6), size(2, 6))
    grid = rng.uniform(-1.6, 1.6, (x.shape[0], size(), size(), 2)).astype(np.float32)
    return node("GridSample", {"x": x, "g": grid}, opset=16, mode=pick("bilinear", "nearest", "bicubic"),
                padding_mode=pick("zeros", "border", "reflection"), align_corners=pick(0, 1))


def affine_grid():
    height, width = size(2), size(2)
    dims = np.array([size(1, 2), 3, height, width], np.int64)
    return node("AffineGrid", {"t": reals(int(dims[0]), 2, 3)}, {"s": dims}, opset=20,
                align_corners=pick(0, 1))


def roi_align():
    x = reals(size(1, 2), size(1, 3), size(4, 9), size(4, 9))
    corner = rng.uniform(0, 4, (size(1, 4), 2))
    regions = np.concatenate([corner, corner + rng.uniform(0.5, 6, corner.shape)], 1).astype(np.float32)
    batch = ints(0, x.shape[0], len(regions))
    return node("RoiAlign", {"x": x, "r": regions, "b": batch}, opset=16, output_height=size(1, 4),
                output_width=size(1, 4), sampling_ratio=int(rng.integers(0, 4)), spatial_scale=float(pick(1, 0.5)),
                mode=pick("avg", "avg", "max"), coordinate_transformation_mode=pick("half_pixel", "output_half_pixel"))


def max_roi_pool():
    x = reals(size(1, 2), size(1, 3), size(4, 9), size(4, 9))
    corner = rng.integers(0, 5, (size(1, 4), 2))
    rows = np.concatenate([rng.integers(0, x.shape[0], (len(corner), 1)), corner,
                           corner + rng.integers(0, 6, corner.shape)], 1).astype(np.float32)
    return node("MaxRoiPool", {"x": x, "r": rows}, pooled_shape=[size(1, 4), size(1, 4)],
                spatial_scale=float(pick(1, 0.5)))


def center_crop_pad():
    x = reals(*shape(size(1, 4)))
    return node("CenterCropPad", {"x": x}, {"s": np.array([size(1, 8) for _ in x.shape], np.int64)}, opset=18)


def col2im():
    image, block = [size(3, 7), size(3, 7)], [size(1, 3), size(1, 3)]
    strides, pads = [size(1, 2), size(1, 2)], [int(v) for v in rng.integers(0, 2, 4)]
    counts = [(image[i] + pads[i] + pads[2 + i] - block[i]) // strides[i] + 1 for i in range(2)]
    x = reals(size(1, 2), size(1, 2) * block[0] * block[1], counts[0] * counts[1])
    return node("Col2Im", {"x": x}, {"i": np.array(image), "b": np.array(block)}, opset=18, strides=strides,
                pads=pads)


def lp_normalization():
    x = reals(*shape(size(1, 4)))
    return node("LpNormalization", {"x": x}, axis=int(rng.integers(-x.ndim, x.ndim)), p=pick(1, 2))


def mean_variance():
    return node("MeanVarianceNormalization", {"x": reals(*shape(4))})


def rms_normalization():
    x = reals(*shape(size(1, 4)))
    axis = int(rng.integers(-x.ndim, x.ndim))
    return node("RMSNormalization", {"x": x, "s": reals(*x.shape[axis:])}, opset=23, axis=axis)


def attention():
    batch, kv_heads, width = size(1, 2), size(1, 2), size(1, 4)
    heads, queries, keys = kv_heads * size(1, 2), size(1, 4), size(1, 5)
    feeds = {"q": reals(batch, heads, queries, width), "k": reals(batch, kv_heads, keys, width),
             "v": reals(batch, kv_heads, keys, size(1, 4))}
    if pick(True, False):
        feeds["m"] = pick(reals(queries, keys), reals(batch, 1, queries, keys), reals(heads, queries, keys))
    return node("Attention", feeds, opset=23, **pick({}, {"scale": 0.3}, {"softcap": 2.0}),
                **pick({}, {"is_causal": 1}))


def recurrent(op, gates):
    steps, batch, inputs, hidden = size(1, 4), size(1, 3), size(1, 3), size(1, 3)
    direction = pick("forward", "reverse", "bidirectional")
    both = 2 if direction == "bidirectional" else 1
    feeds = {"x": reals(steps, batch, inputs), "w": reals(both, gates * hidden, inputs),
             "r": reals(both, gates * hidden, hidden), "b": reals(both, 2 * gates * hidden)}
    if pick(True, False):
        feeds["l"] = rng.integers(0, steps + 1, batch).astype(np.int32)
        feeds["h"] = reals(both, batch, hidden)
    attributes = {"hidden_size": hidden, "direction": direction}
    if op == "GRU":
        attributes["linear_before_reset"] = pick(0, 1)
    return node(op, feeds, outputs=3 if op == "LSTM" else 2, **attributes)


def dynamic_quantize_lstm():
    steps, batch, inputs, hidden = size(1, 4), size(1, 3), size(1, 6), size(1, 6)
    direction = pick("forward", "reverse", "bidirectional")
    both = 2 if direction == "bidirectional" else 1
    type, low, high = pick((np.int8, -127, 128), (np.uint8, 0, 256))
    each = pick([both], [both, 4 * hidden])  # a scale a direction, or one a row

    def weights(numbers):
        zero = 0 if type == np.int8 and len(each) == 2 else int(rng.integers(low // 8, high // 8))
        return (rng.integers(low, high, (both, numbers, 4 * hidden)).astype(type),
                rng.uniform(0.002, 0.02, each).astype(np.float32), np.full(each, zero, type))

    w, w_scale, w_zero = weights(inputs)
    r, r_scale, r_zero = weights(hidden)
    is_whole = pick(True, False)
    attributes = pick({}, {"clip": 0.7}, {"input_forget": 1}, {
        "activations": ["HardSigmoid", "Softsign", "Affine"] * both,
        "activation_alpha": [0.3, 2.0] * both, "activation_beta": [0.4, 0.5] * both})
    values = {
        "x": reals(steps, batch, inputs), "w": w, "r": r, "b": reals(both, 8 * hidden),
        "l": None if is_whole else rng.integers(0, steps + 1, batch).astype(np.int32),
        "h": None if is_whole else np.tanh(reals(both, batch, hidden)),
        "c": None if is_whole else reals(both, batch, hidden),
        "p": pick(None, reals(both, 3 * hidden)),
        "w_scale": w_scale, "w_zero": w_zero, "r_scale": r_scale, "r_zero": r_zero,
    }
    fed = [name for name in ("x", "l", "h", "c") if values[name] is not None]
    return ("com.microsoft.DynamicQuantizeLSTM", values, fed, 3, 17,
            {"hidden_size": hidden, "direction": direction, **attributes})


def batch_normalization():
    x = reals(*shape(pick(2, 3, 4)))
    c = x.shape[1]
    feeds = {"x": x, "g": reals(c), "b": reals(c), "m": reals(c), "v": rng.random(c).astype(np.float32)}
    return node("BatchNormalization", feeds, epsilon=0.01)


def layer_normalization():
    x = reals(*shape(size(2, 4)))
    axis = int(rng.integers(1, x.ndim))
    feeds = {"x": x, "g": reals(*x.shape[axis:]), "b": reals(*x.shape[axis:])}
    return node("LayerNormalization", feeds, axis=axis)


def instance_normalization():
    x = reals(*shape(pick(3, 4)))
    return node("InstanceNormalization", {"x": x, "g": reals(x.shape[1]), "b": reals(x.shape[1])})


def group_normalization():
    groups, each = size(1, 3), size(1, 3)
    x = reals(size(1, 2), groups * each, size(2, 4), size(2, 4))
    feeds = {"x": x, "g": reals(groups * each), "b": reals(groups * each)}
    return node("GroupNormalization", feeds, opset=21, num_groups=groups)


def max_unpool():
    x = reals(1, size(1, 2), size(1, 4), size(1, 4))
    height, width = 2 * x.shape[2], 2 * x.shape[3]
    index = np.zeros(x.shape, np.int64)
    for c, i, j in np.ndindex(x.shape[1:]):
        index[0, c, i, j] = (c * height + 2 * i + rng.integers(2)) * width + 2 * j + rng.integers(2)
    return node("MaxUnpool", {"x": x, "i": index}, kernel_shape=[2, 2], strides=[2, 2])


CASES = {
    "acos": lambda: unary("Acos", -1, 1), "acosh": lambda: unary("Acosh", 1, 9),
    "asin": lambda: unary("Asin", -1, 1), "asinh": lambda: unary("Asinh"),
    "atan": lambda: unary("Atan"), "atanh": lambda: unary("Atanh", -0.99, 0.99),
    "cos": lambda: unary("Cos"), "cosh": lambda: unary("Cosh"), "sin": lambda: unary("Sin"),
    "sinh": lambda: unary("Sinh"), "tan": lambda: unary("Tan", -1.5, 1.5),
    "shrink": lambda: unary("Shrink", bias=0.2, lambd=0.7), "isnan": lambda: unary("IsNaN"),
    "det": lambda: node("Det", {"x": reals(size(1, 3), *[size(1, 4)] * 2)}),
    "top_k": top_k, "gather_elements": gather_elements, "scatter_elements": scatter_elements,
    "gather_nd": gather_nd, "one_hot": one_hot, "trilu": trilu, "cum_sum": cum_sum,
    "reverse_sequence": reverse_sequence, "mean": mean, "lp_pool": lp_pool, "grid_sample": grid_sample,
    "affine_grid": affine_grid, "roi_align": roi_align, "max_roi_pool": max_roi_pool,
    "center_crop_pad": center_crop_pad, "col2im": col2im, "lp_normalization": lp_normalization,
    "mean_variance": mean_variance, "rms_normalization": rms_normalization, "attention": attention,
    "lstm": lambda: recurrent("LSTM", 4), "gru": lambda: recurrent("GRU", 3),
    "rnn": lambda: recurrent("RNN", 1), "max_unpool": max_unpool,
    "quantized_lstm": dynamic_quantize_lstm, "batch_norm": batch_normalization,
    "layer_norm": layer_normalization, "instance_norm": instance_normalization,
    "group_norm": group_normalization,
}


def model_of(op, values, fed, outputs, opset, attributes):
    elements = {np.dtype(np.float32): TensorProto.FLOAT, np.dtype(np.int64): TensorProto.INT64,
                np.dtype(np.int32): TensorProto.INT32}
    names = [name for name, value in values.items() if value is not None]
    results = [f"y{i}" for i in range(outputs)]
    domain, _, op = op.rpartition(".")
    given = [name if name in names else "" for name in values]
    made = helper.make_node(op, given, results, domain=domain, **attributes)
    graph = helper.make_graph(
        [made], "g",
        [helper.make_tensor_value_info(n, elements[values[n].dtype], values[n].shape) for n in fed],
        [helper.make_empty_tensor_value_info(n) for n in results],
        [numpy_helper.from_array(values[n], n) for n in names if n not in fed])
    domains = [helper.make_opsetid("", opset), helper.make_opsetid("com.microsoft", 1)]
    return helper.make_model(graph, opset_imports=domains, ir_version=10)


def tensor(value):
    value = np.ascontiguousarray(value)
    return {"type": value.dtype.name, "dims": list(value.shape),
            "base64": base64.b64encode(value.tobytes()).decode()}


def answers(model, feeds):
    """ONNX Runtime's, or where it lacks the operator those of ONNX's reference."""
    try:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1  # more of them quantise the sequences of a batch apart
        session = onnxruntime.InferenceSession(
            model.SerializeToString(), options, providers=["CPUExecutionProvider"])
    except Exception:  # noqa: BLE001: its own kinds of errors are not public
        from onnx.reference import ReferenceEvaluator

        return ReferenceEvaluator(model).run(None, feeds)
    return session.run(None, feeds)


def main():
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--count", type=int, default=40)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--out", type=Path, default=Path(".cache/operators"))
    options.add_argument("--only", nargs="*", default=list(CASES))
    given = options.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    global rng
    rng = np.random.default_rng(given.seed)
    for name in given.only:
        refused = 0
        for number in range(given.count):
            try:
                drawn = CASES[name]()
                model = model_of(*drawn)
                feeds = {n: drawn[1][n] for n in drawn[2]}
                outputs = answers(model, feeds)
            except Exception as error:  # noqa: BLE001
                refused, last = refused + 1, error
                continue
            path = given.out / f"{name}_{number}"
            path.with_suffix(".onnx").write_bytes(model.SerializeToString())
            path.with_suffix(".json").write_text(json.dumps({
                "feeds": {n: tensor(v) for n, v in feeds.items()},
                "outputs": {f"y{i}": tensor(v) for i, v in enumerate(outputs)}}))
        if refused:
            print(f"{name}: {refused} of {given.count} were refused: {str(last)[:150]}")


if __name__ == "__main__":
    main()
