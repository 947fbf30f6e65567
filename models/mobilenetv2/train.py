#!/usr/bin/env python3
"""Trains MobileNetV2 (torchvision's, width 1.0) on Imagenette from random initialisation, on a CPU.

Usage: models/mobilenetv2/train.py [--name run] [--setting value ...]   (settings: see Settings)
Needs: torch 1.13, torchvision 0.14, numpy, Pillow, a C compiler, a CPU with bfloat16 to be fast.
Resumes from .cache/mobilenetv2/<name>.checkpoint.pt; every epoch appends a line to <name>.log
(.jsonl: the same for machines). The averaged network ends up in .cache/mobilenetv2/<name>.pt, a
state_dict of torchvision's mobilenet_v2, which export.py turns into mobilenetv2.onnx.
"""

import copy
import dataclasses
import json
import math
import os
import pathlib
import sys
import time

# Freed memory is kept instead of returned: giving it back and faulting it in again takes a quarter
# of a step. The variables are read when a process starts, so the script starts itself again.
MEMORY = {
    "MALLOC_MMAP_THRESHOLD_": "4294967295",
    "MALLOC_TRIM_THRESHOLD_": "9999999999",
    "MALLOC_TOP_PAD_": "1000000000",
    "GLIBC_TUNABLES": "glibc.malloc.hugetlb=1",
    "OMP_WAIT_POLICY": "passive",
}
if __name__ == "__main__" and "MALLOC_TOP_PAD_" not in os.environ:
    os.execve(sys.executable, [sys.executable, *sys.argv], {**os.environ, **MEMORY})

import numpy as np  # noqa: E402
import torch  # noqa: E402
import torchvision  # noqa: E402
from torch import nn  # noqa: E402

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
sys.path.insert(0, str(HERE))

import augment  # noqa: E402
import batch_norm  # noqa: E402
import data  # noqa: E402
import training  # noqa: E402

OUT = data.ROOT / ".cache" / "mobilenetv2"


@dataclasses.dataclass
class Settings:
    seed: int = 1
    classes: int = 10
    batch: int = 64
    # (side in pixels, epochs): small pictures first, they cost a fraction.
    stages: tuple = ((96, 60), (128, 30))
    peak_rate: float = 0.2
    warm_up_epochs: float = 5  # the rate rises linearly, then falls along a cosine to zero
    momentum: float = 0.9
    weight_decay: float = 1e-4  # of convolutions and the dense layer, not of normalisations, biases
    label_smoothing: float = 0.1
    crop_scale: float = 0.25  # smallest share of the picture's area that a crop keeps
    colour: float = 0.3
    mixup_share: float = 0.33  # of the batches
    mixup_alpha: float = 0.4
    cutmix_share: float = 0.33
    ema_decay: float = 0.999  # of the averaged weights that are measured and exported, per step
    mean: tuple = (0.485, 0.456, 0.406)  # ImageNet's, as torchvision's models take them
    std: tuple = (0.229, 0.224, 0.225)
    threads: int = 2


def epoch_sides(settings):
    """Returns the picture side of every epoch."""
    return [side for side, epochs in settings.stages for _ in range(epochs)]


def rate(step, steps, warm_up, peak):
    """Learning rate of a step: linear warm-up, then half a cosine down to zero."""
    if step < warm_up:
        return peak * (step + 1) / warm_up
    return peak * (1 + math.cos(math.pi * (step - warm_up) / (steps - warm_up))) / 2


def logits(model, x):
    """torchvision's MobileNetV2.forward, the convolutions in bfloat16 and the head in float32."""
    with torch.cpu.amp.autocast(dtype=torch.bfloat16):
        features = model.features(x)
    return model.classifier(features.float().mean((2, 3)))


def parameter_groups(model, weight_decay):
    decayed = [p for p in model.parameters() if p.ndim > 1]
    others = [p for p in model.parameters() if p.ndim <= 1]
    return [
        {"params": decayed, "weight_decay": weight_decay},
        {"params": others, "weight_decay": 0.0},
    ]


@torch.no_grad()
def accuracy(model, side, settings):
    """Returns the share of validation pictures whose highest logit, in bfloat16, is their label."""
    pictures, labels = data.resized("val", side)
    mean = torch.tensor(settings.mean).view(3, 1, 1)
    deviation = torch.tensor(settings.std).view(3, 1, 1)
    right = 0
    for start in range(0, len(labels), 128):
        x = torch.from_numpy(np.array(pictures[start : start + 128])).permute(0, 3, 1, 2)
        x = ((x.float() / 255 - mean) / deviation).contiguous(memory_format=torch.channels_last)
        answers = logits(model, x.bfloat16()).argmax(1).numpy()
        right += int((answers == labels[start : start + 128]).sum())
    return right / len(labels)


class Run:
    """A training run that can be stopped and resumed after any epoch."""

    def __init__(self, name, settings):
        self.settings = settings
        self.sides = epoch_sides(settings)
        torch.manual_seed(settings.seed)
        model = torchvision.models.mobilenet_v2(num_classes=settings.classes)
        library = batch_norm.build(OUT)
        self.model = batch_norm.fuse(model, library).to(memory_format=torch.channels_last).train()
        self.mean = copy.deepcopy(self.model).eval()
        groups = parameter_groups(self.model, settings.weight_decay)
        self.optimizer = torch.optim.SGD(
            groups, settings.peak_rate, momentum=settings.momentum, nesterov=True
        )
        self.pictures, self.labels = data.load("train", data.FULL_SIDE)
        self.loss = nn.CrossEntropyLoss(label_smoothing=settings.label_smoothing)
        parts = {part: getattr(self, part) for part in ("model", "mean", "optimizer")}
        self.checkpoint = training.Checkpoint(OUT / f"{name}.checkpoint.pt", settings, parts)
        progress = self.checkpoint.load()
        self.step, self.epoch = progress.get("step", 0), progress.get("epoch", 0)

    def train_epoch(self):
        """Runs one epoch; returns its mean loss. The random draws depend on seed and epoch only."""
        settings, steps_an_epoch = self.settings, len(self.labels) // self.settings.batch
        torch.manual_seed(settings.seed * 100_003 + self.epoch)
        generator = np.random.default_rng([settings.seed, self.epoch])
        total, count = 0.0, 0
        side = self.sides[self.epoch]
        for x, targets in augment.batches(self.pictures, self.labels, side, settings, generator):
            for group in self.optimizer.param_groups:
                group["lr"] = rate(
                    self.step,
                    steps_an_epoch * len(self.sides),
                    steps_an_epoch * settings.warm_up_epochs,
                    settings.peak_rate,
                )
            self.optimizer.zero_grad(set_to_none=True)
            loss = self.loss(logits(self.model, x), targets)
            loss.backward()
            self.optimizer.step()
            self.step += 1
            training.average_into(self.mean, self.model, settings.ema_decay, self.step)
            total, count = total + loss.item(), count + 1
        self.epoch += 1
        return total / count


def report(name, entry, text):
    """Appends an epoch to the log that people read and to the one that the card's curve reads."""
    with (OUT / f"{name}.log").open("a") as log:
        print(text, file=log, flush=True)
    with (OUT / f"{name}.jsonl").open("a") as log:
        print(json.dumps(entry), file=log, flush=True)


def main():
    name, settings = training.parse_settings(
        Settings, "mobilenetv2", "Train MobileNetV2 on Imagenette."
    )
    torch.set_num_threads(settings.threads)
    data.ensure()
    OUT.mkdir(parents=True, exist_ok=True)
    run = Run(name, settings)
    while run.epoch < len(run.sides):
        start, side = time.monotonic(), run.sides[run.epoch]
        entry = {"epoch": run.epoch + 1, "side": side, "loss": run.train_epoch()}
        run.checkpoint.save(step=run.step, epoch=run.epoch)
        if run.epoch % 5 == 0 or run.epoch == len(run.sides):
            entry["val"] = accuracy(run.mean, side, settings)
        seconds = entry["seconds"] = time.monotonic() - start
        # An epoch costs as its pictures have pixels.
        left = seconds * sum((other / side) ** 2 for other in run.sides[run.epoch :]) / 60
        measured = f" val {entry['val']:.4f}" if "val" in entry else ""
        text = f"epoch {run.epoch}/{len(run.sides)} {side} px loss {entry['loss']:.4f}{measured}"
        report(name, entry, f"{text} {seconds:.1f} s, {left:.0f} min left")
    torch.save(run.mean.state_dict(), OUT / f"{name}.pt")


if __name__ == "__main__":
    main()
