"""Random training batches of Imagenette: crop, flip, colour, mixup and CutMix."""

import queue
import threading

import numpy as np
import torch
from PIL import Image


def random_box(side, scale, generator):
    """Returns (left, top, right, bottom) of a random-resized crop in a picture of side x side.

    Area: a share `scale`..1 of the picture; aspect ratio 3/4..4/3, both as in Inception's training.
    """
    for _ in range(10):
        area = side * side * generator.uniform(scale, 1)
        ratio = np.exp(generator.uniform(np.log(3 / 4), np.log(4 / 3)))
        width, height = np.sqrt(area * ratio), np.sqrt(area / ratio)
        if width <= side and height <= side:
            left, top = generator.uniform(0, side - width), generator.uniform(0, side - height)
            return left, top, left + width, top + height
    return 0, 0, side, side


def cut(picture, target, scale, generator):
    """Returns uint8 [target, target, 3]: a random crop of uint8 [S, S, 3], flipped every other time."""
    box = random_box(picture.shape[0], scale, generator)
    resized = Image.fromarray(picture).resize((target, target), Image.BILINEAR, box=box)
    pixels = np.asarray(resized)
    return pixels[:, ::-1] if generator.random() < 0.5 else pixels


def jitter(x, spread, generator):
    """Scales brightness, contrast and saturation of x f32 [N,3,H,W] in 0..1 by 1 - spread..1 + spread."""
    n = len(x)

    def factors():
        values = generator.uniform(1 - spread, 1 + spread, (n, 1, 1, 1)).astype(np.float32)
        return torch.from_numpy(values)

    grey = (x * torch.tensor([0.299, 0.587, 0.114]).view(1, 3, 1, 1)).sum(1, keepdim=True)
    x = torch.lerp(grey.expand_as(x), x, factors())
    mean = grey.mean((2, 3), keepdim=True)
    return torch.lerp(mean.expand_as(x), x, factors()).mul_(factors()).clamp_(0, 1)


def mix(x, targets, settings, generator):
    """Mixes each picture with another of the batch: mixup, CutMix or, for the rest, nothing.

    x f32 [N,3,H,W], targets f32 [N,classes]; both are returned changed.
    mixup: Zhang et al. 2018; CutMix: Yun et al. 2019.
    """
    draw = generator.random()
    order = torch.from_numpy(generator.permutation(len(x)))
    if draw < settings.mixup_share:
        kept = float(generator.beta(settings.mixup_alpha, settings.mixup_alpha))
        return torch.lerp(x[order], x, kept), torch.lerp(targets[order], targets, kept)
    if draw < settings.mixup_share + settings.cutmix_share:
        side = x.shape[2]
        half = side * np.sqrt(1 - generator.beta(1, 1)) / 2
        row, column = generator.uniform(0, side, 2)
        top, bottom = (int(np.clip(row + d, 0, side)) for d in (-half, half))
        left, right = (int(np.clip(column + d, 0, side)) for d in (-half, half))
        x[:, :, top:bottom, left:right] = x[order, :, top:bottom, left:right]
        kept = 1 - (bottom - top) * (right - left) / side**2
        return x, torch.lerp(targets[order], targets, kept)
    return x, targets


def batches(pictures, labels, target, settings, generator):
    """Yields (x bf16 [N,3,target,target] channels_last, standardised; targets f32 [N,classes]).

    Once through all pictures (uint8 [count, S, S, 3]) in random order; a thread stays a few ahead.
    """
    order = generator.permutation(len(labels))
    ready = queue.Queue(maxsize=4)
    one_hot = torch.eye(settings.classes)
    mean, deviation = torch.tensor(settings.mean), torch.tensor(settings.std)

    def produce():
        for start in range(0, len(order) - settings.batch + 1, settings.batch):
            chosen = order[start : start + settings.batch]
            cuts = [cut(pictures[i], target, settings.crop_scale, generator) for i in chosen]
            x = torch.from_numpy(np.stack(cuts)).permute(0, 3, 1, 2).float().div_(255)
            x = jitter(x, settings.colour, generator)
            x, targets = mix(x, one_hot[torch.from_numpy(labels[chosen])], settings, generator)
            x = (x - mean.view(3, 1, 1)).div_(deviation.view(3, 1, 1)).bfloat16()
            ready.put((x.contiguous(memory_format=torch.channels_last), targets))
        ready.put(None)

    threading.Thread(target=produce, daemon=True).start()
    while (batch := ready.get()) is not None:
        yield batch
