#!/usr/bin/env python3
"""Trains TinyVGG on Imagenette: 64 x 64 pictures, ten classes, one CPU thread.

Usage: models/tinyvgg/train.py [--name run] [--setting value ...]   (settings: see Settings below)
Needs: torch 1.13, numpy, Pillow. Resumes from .cache/tinyvgg/<name>.checkpoint.pt; every epoch
appends a line to .cache/tinyvgg/<name>.log. The folded network ends up in .cache/tinyvgg/<name>.pt,
which export.py turns into tinyvgg.onnx.
"""

import dataclasses
import pathlib
import sys
import time

import numpy as np
import torch
from torch import nn

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
sys.path.insert(0, str(HERE))

import data  # noqa: E402
import network  # noqa: E402
import training  # noqa: E402

OUT = data.ROOT / ".cache" / "tinyvgg"


@dataclasses.dataclass
class Settings:
    seed: int = 1
    epochs: int = 100
    batch: int = 128
    peak_rate: float = 8e-3
    warm_up: float = 0.2  # share of the steps in which the rate rises to its peak
    weight_decay: float = 0.02
    label_smoothing: float = 0.05
    dropout: float = 0.05
    brightness: float = 0.2  # factor in 1 - b .. 1 + b
    ema_decay: float = 0.998  # of the averaged weights that are measured and exported, per step
    pad: int = 4  # reflected border of the 64 px pictures, so that they can be shifted
    side_shares: tuple = (0.4, 0.35, 0.25)  # how often a batch is cut from 64 (padded), 72, 80 px


class TrainingPictures:
    """Random batches: crop, flip and brightness, drawn from pictures cached at several sizes."""

    def __init__(self, settings):
        self.settings = settings
        self.pictures = []
        for side in (64, 72, 80):
            pictures, self.labels = data.load("train", side)
            if side == network.SIDE:
                border = ((0, 0), (settings.pad,) * 2, (settings.pad,) * 2, (0, 0))
                pictures = np.pad(pictures, border, mode="reflect")
            self.pictures.append(np.ascontiguousarray(pictures))

    def batches(self, generator):
        """Yields (x f32 [N,3,64,64] in 0..1, labels int64 [N]) once through all pictures."""
        order = generator.permutation(len(self.labels))
        size = self.settings.batch
        for start in range(0, len(order) - size + 1, size):
            chosen = order[start : start + size]
            x = torch.from_numpy(self.crop(chosen, generator)).permute(0, 3, 1, 2).float()
            spread = self.settings.brightness
            factors = torch.from_numpy(generator.uniform(1 - spread, 1 + spread, (size, 1, 1, 1)))
            yield (x * (factors.float() / 255)).clamp_(0, 1), torch.from_numpy(self.labels[chosen])

    def crop(self, chosen, generator):
        """Returns uint8 [N,64,64,3]: one cached size a batch, one place and flip a picture."""
        source = self.pictures[generator.choice(len(self.pictures), p=self.settings.side_shares)]
        side = network.SIDE
        corners = generator.integers(0, source.shape[1] - side + 1, (len(chosen), 2))
        flips = generator.random(len(chosen)) < 0.5
        out = np.empty((len(chosen), side, side, 3), np.uint8)
        for row, (index, (top, left), flip) in enumerate(zip(chosen, corners, flips)):
            patch = source[index, top : top + side, left : left + side]
            out[row] = patch[:, ::-1] if flip else patch
        return out


@torch.no_grad()
def accuracy(model, pictures, labels):
    """Returns the share of pictures whose highest output is their label."""
    right = 0
    for start in range(0, len(labels), 500):
        x = (
            torch.from_numpy(np.array(pictures[start : start + 500])).permute(0, 3, 1, 2).float()
            / 255
        )
        right += (model(x).argmax(1).numpy() == labels[start : start + 500]).sum()
    return right / len(labels)


class Run:
    """A training run that can be stopped and resumed after any epoch."""

    def __init__(self, name, settings):
        self.settings = settings
        torch.manual_seed(settings.seed)
        # channels_last halves the time of an epoch on a CPU.
        self.model = network.TrainingNetwork(settings.dropout).to(memory_format=torch.channels_last)
        self.mean = network.TrainingNetwork(settings.dropout).eval()
        self.mean.load_state_dict(self.model.state_dict())
        self.train_pictures = TrainingPictures(settings)
        self.optimizer = torch.optim.AdamW(
            self.model.parameters(), lr=settings.peak_rate, weight_decay=settings.weight_decay
        )
        steps = len(self.train_pictures.labels) // settings.batch * settings.epochs
        self.schedule = torch.optim.lr_scheduler.OneCycleLR(
            self.optimizer, settings.peak_rate, total_steps=steps, pct_start=settings.warm_up
        )
        self.loss = nn.CrossEntropyLoss(label_smoothing=settings.label_smoothing)
        parts = {p: getattr(self, p) for p in ("model", "mean", "optimizer", "schedule")}
        self.checkpoint = training.Checkpoint(OUT / f"{name}.checkpoint.pt", settings, parts)
        progress = self.checkpoint.load()
        self.step, self.epoch = progress.get("step", 0), progress.get("epoch", 0)

    def train_epoch(self):
        """Runs one epoch; returns its mean loss. The random draws depend on seed and epoch only."""
        self.model.train()
        torch.manual_seed(self.settings.seed * 100_003 + self.epoch)
        generator = np.random.default_rng([self.settings.seed, self.epoch])
        total, count = 0.0, 0
        for x, labels in self.train_pictures.batches(generator):
            self.optimizer.zero_grad(set_to_none=True)
            loss = self.loss(self.model(x), labels)
            loss.backward()
            self.optimizer.step()
            self.schedule.step()
            self.step += 1
            training.average_into(self.mean, self.model, self.settings.ema_decay, self.step)
            total, count = total + loss.item(), count + 1
        self.epoch += 1
        return total / count


def main():
    torch.set_num_threads(1)
    name, settings = training.parse_settings(Settings, "tinyvgg", "Train TinyVGG on Imagenette.")
    data.ensure()
    OUT.mkdir(parents=True, exist_ok=True)
    run = Run(name, settings)
    val, val_labels = data.load("val", network.SIDE)
    log = (OUT / f"{name}.log").open("a")
    print(settings, file=log, flush=True)
    while run.epoch < settings.epochs:
        start = time.monotonic()
        loss = run.train_epoch()
        run.checkpoint.save(step=run.step, epoch=run.epoch)
        line = f"epoch {run.epoch}/{settings.epochs} loss {loss:.4f}"
        if run.epoch % 5 == 0 or run.epoch == settings.epochs:
            line += f" val {accuracy(run.mean, val, val_labels):.4f}"
        seconds = time.monotonic() - start
        left = seconds * (settings.epochs - run.epoch) / 60
        print(f"{line} {seconds:.1f} s, {left:.1f} min left", file=log, flush=True)
    plain = network.fold(run.mean)
    torch.save(plain.state_dict(), OUT / f"{name}.pt")
    print(
        f"done: val {accuracy(plain, val, val_labels):.4f} (folded network)", file=log, flush=True
    )


if __name__ == "__main__":
    main()
