"""What PyTorch makes of 2,000 settings of nn.Conv2d: lab-table.tsv beside this script.

Columns: input, kernel, padding, stride, dilation, in_channels, out_channels, groups, then the output's
side and the number of parameters, or "error" for both. Square inputs and kernels; settings are drawn with
a fixed seed, a part of them out of range or impossible.
"""

import pathlib
import random
import warnings

import torch
from torch import nn

warnings.simplefilter("ignore")
HERE = pathlib.Path(__file__).parent


def draw(rng):
    """Mostly possible; one in five has a field that no convolution takes."""
    groups = rng.choice([1, 1, 1, 2, 3, 4])
    setting = {
        "input": rng.randint(1, 40),
        "kernel": rng.randint(1, 11),
        "padding": rng.randint(0, 8),
        "stride": rng.randint(1, 7),
        "dilation": rng.choice([1, 1, 1, 2, 3, 4, 5]),
        "in": groups * rng.randint(1, 4) + rng.choice([0, 0, 0, 0, 1]),
        "out": groups * rng.randint(1, 4) + rng.choice([0, 0, 0, 0, 1]),
        "groups": groups,
    }
    if rng.random() < 0.2:
        field = rng.choice(["input", "padding", "stride", "dilation", "in", "groups"])
        setting[field] = rng.choice([0, -1]) if field != "padding" else -rng.randint(1, 3)
    return setting


def measured(s):
    try:
        layer = nn.Conv2d(
            s["in"], s["out"], s["kernel"], s["stride"], s["padding"], s["dilation"], s["groups"]
        )
        result = layer(torch.zeros(1, s["in"], s["input"], s["input"]))
    except (RuntimeError, ValueError, ZeroDivisionError):
        return ["error", "error"]
    return [result.shape[2], sum(p.numel() for p in layer.parameters())]


if __name__ == "__main__":
    rng = random.Random(20261126)
    lines = []
    for _ in range(2000):
        setting = draw(rng)
        lines.append("\t".join(str(v) for v in [*setting.values(), *measured(setting)]))
    (HERE / "lab-table.tsv").write_text("\n".join(lines) + "\n")
