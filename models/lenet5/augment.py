"""Random changes of digits: place, size, slant and stroke, as wide as hands with a mouse differ."""

import math

import torch
from torch.nn import functional as F


def uniform(count, low, high, generator):
    return torch.rand(count, generator=generator) * (high - low) + low


def move(x, settings, generator):
    """Rotates, shears, scales and shifts each digit of x f32 [N,1,S,S] on its own."""
    n = len(x)
    angle = uniform(n, -1, 1, generator) * math.radians(settings.rotation)
    shear = uniform(n, -1, 1, generator) * settings.shear
    scale = uniform(n, settings.smallest, settings.largest, generator)
    aspect = torch.exp(uniform(n, -1, 1, generator) * settings.aspect)
    cos, sin = torch.cos(angle), torch.sin(angle)
    # Maps output to source positions, both -1..1: a larger digit reads from closer together.
    rows = torch.stack(
        [
            torch.stack([cos, sin + shear * cos], 1) / (scale * aspect).view(-1, 1),
            torch.stack([-sin, cos - shear * sin], 1) / (scale / aspect).view(-1, 1),
        ],
        1,
    )
    shift = uniform((n, 2, 1), -1, 1, generator) * settings.shift * 2 / x.shape[-1]
    grid = F.affine_grid(torch.cat([rows, rows @ shift], 2), list(x.shape), align_corners=False)
    return F.grid_sample(x, grid, mode="bilinear", padding_mode="zeros", align_corners=False)


def stroke(x, settings, generator):
    """Makes strokes thicker or thinner, and their edges harder, each digit on its own."""
    amount = uniform((len(x), 1, 1, 1), -settings.thinner, settings.thicker, generator)
    grown = F.max_pool2d(x, 3, 1, 1)
    shrunk = -F.max_pool2d(-x, 3, 1, 1)
    x = torch.lerp(x, torch.where(amount > 0, grown, shrunk), amount.abs())
    # A drawn stroke is white through and through, where MNIST's are grey at the edges.
    gain = torch.exp(uniform((len(x), 1, 1, 1), 0, math.log(settings.hardest), generator))
    return ((x - 0.5) * gain + 0.5).clamp_(0, 1) * (x > 0.02)


def augment(x, settings, generator):
    """x: f32 [N,1,32,32] in 0..1; a share of the digits stays as it is."""
    changed = stroke(move(x, settings, generator), settings, generator)
    keep = torch.rand((len(x), 1, 1, 1), generator=generator) < settings.unchanged
    return torch.where(keep, x, changed)
