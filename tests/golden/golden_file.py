"""Writes golden values: <name>.tsv says what is in <name>.bin, little-endian, without any header.

One tab-separated line a value, after a header line that starts with '#':
    value    ONNX value name
    shape    dimensions joined by 'x', e.g. 1x10x62x62
    count    number of golden elements
    indices  byte offset of uint32 [count], flat row-major (NCHW) positions; -1: all, in order
    data     byte offset of float32 [count]
    min, max, mean   over all elements of the value, also those that are not stored
"""

import numpy as np

import splitmix


class GoldenFile:
    """Collects values, then writes both files."""

    def __init__(self):
        self.lines = ["#value\tshape\tcount\tindices\tdata\tmin\tmax\tmean"]
        self.blob = bytearray()

    def append(self, array):
        """Returns the byte offset at which the array now starts."""
        offset = len(self.blob)
        self.blob += array.tobytes()
        return offset

    def add(self, name, tensor, samples=None, seed=1):
        """Adds f32 `tensor` under `name`: all of it, or `samples` positions drawn from `seed`."""
        values = np.ascontiguousarray(tensor, "<f4")
        flat = values.reshape(-1)
        assert np.isfinite(flat).all(), f"{name} has a value that is not finite"
        indices = -1
        chosen = flat
        if samples is not None and samples < flat.size:
            positions = np.unique(splitmix.splitmix(seed, samples) % np.uint32(flat.size)).astype(
                "<u4"
            )
            indices = self.append(positions)
            chosen = flat[positions]
        data = self.append(chosen)
        shape = "x".join(str(extent) for extent in values.shape)
        wide = flat.astype(np.float64)
        summary = "\t".join(f"{number:.9g}" for number in (wide.min(), wide.max(), wide.mean()))
        self.lines.append(f"{name}\t{shape}\t{chosen.size}\t{indices}\t{data}\t{summary}")

    def write(self, stem):
        """Writes <stem>.tsv and <stem>.bin; stem is a pathlib.Path without suffix."""
        stem.with_name(stem.name + ".tsv").write_text("\n".join(self.lines) + "\n")
        stem.with_name(stem.name + ".bin").write_bytes(self.blob)
