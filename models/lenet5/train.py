#!/usr/bin/env python3
"""Trains LeNet-5 on MNIST: 32 x 32 digits, ten classes, one CPU thread.

Usage: models/lenet5/train.py [--name run] [--setting value ...]   (settings: see Settings below)
Needs: torch 1.13, numpy; npm for the digits (digits.py). Every epoch appends a line to
.cache/lenet5/<name>.jsonl; the folded network ends up in .cache/lenet5/<name>.pt, which export.py
turns into lenet5.onnx. "val" are HELD_OUT training digits: the test digits take no part here.
"""

import dataclasses
import json
import pathlib
import sys
import time

import torch
from torch import nn

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
sys.path.insert(0, str(HERE))

import augment  # noqa: E402
import digits  # noqa: E402
import network  # noqa: E402
import training  # noqa: E402

OUT = digits.ROOT / ".cache" / "lenet5"
HELD_OUT = 5000


@dataclasses.dataclass
class Settings:
    seed: int = 1
    epochs: int = 40
    batch: int = 128
    peak_rate: float = 6e-3
    warm_up: float = 0.15  # share of the steps in which the rate rises to its peak
    weight_decay: float = 0.02
    label_smoothing: float = 0.02
    dropout: float = 0.1
    ema_decay: float = 0.998  # of the averaged weights that are measured and exported, per step
    unchanged: float = 0.25  # share of the digits that are not augmented
    rotation: float = 15  # degrees either way
    shear: float = 0.2
    smallest: float = 0.65  # size, of MNIST's
    largest: float = 1.2
    aspect: float = 0.15  # logarithm of width to height, either way
    shift: float = 4  # pixels either way
    thinner: float = 0.5  # share of a one-pixel erosion, at most
    thicker: float = 0.9  # share of a one-pixel dilation, at most
    hardest: float = 4.0  # contrast at the edges of strokes, at most


def load_digits():
    """Returns ((x, labels), (x, labels)) to train on and to watch: f32 [N,1,32,32] in 0..1."""
    images, labels = digits.load("train")
    x = torch.from_numpy(images)[:, None].float() / 255
    labels = torch.from_numpy(labels)
    return (x[:-HELD_OUT], labels[:-HELD_OUT]), (x[-HELD_OUT:], labels[-HELD_OUT:])


@torch.no_grad()
def accuracy(model, x, labels):
    """Returns the share of digits whose highest output is their label."""
    answers = torch.cat([model(part).argmax(1) for part in x.split(500)])
    return (answers == labels).float().mean().item()


class Run:
    def __init__(self, settings, x, labels):
        self.settings, self.x, self.labels = settings, x, labels
        torch.manual_seed(settings.seed)
        self.generator = torch.Generator().manual_seed(settings.seed)
        self.model = network.TrainingNetwork(settings.dropout)
        self.mean = network.TrainingNetwork(settings.dropout).eval()
        self.mean.load_state_dict(self.model.state_dict())
        self.optimizer = torch.optim.AdamW(
            self.model.parameters(), lr=settings.peak_rate, weight_decay=settings.weight_decay
        )
        steps = len(labels) // settings.batch * settings.epochs
        self.schedule = torch.optim.lr_scheduler.OneCycleLR(
            self.optimizer, settings.peak_rate, total_steps=steps, pct_start=settings.warm_up
        )
        self.loss = nn.CrossEntropyLoss(label_smoothing=settings.label_smoothing)
        self.step = 0

    def train_epoch(self):
        """Runs one epoch; returns its mean loss."""
        self.model.train()
        size = self.settings.batch
        order = torch.randperm(len(self.labels), generator=self.generator)
        total, count = 0.0, 0
        for chosen in order[: len(order) // size * size].split(size):
            x = augment.augment(self.x[chosen], self.settings, self.generator)
            self.optimizer.zero_grad(set_to_none=True)
            loss = self.loss(self.model(x), self.labels[chosen])
            loss.backward()
            self.optimizer.step()
            self.schedule.step()
            self.step += 1
            training.average_into(self.mean, self.model, self.settings.ema_decay, self.step)
            total, count = total + loss.item(), count + 1
        return total / count


def main():
    torch.set_num_threads(1)
    name, settings = training.parse_settings(Settings, "lenet5", "Train LeNet-5 on MNIST.")
    OUT.mkdir(parents=True, exist_ok=True)
    trained, watched = load_digits()
    run = Run(settings, *trained)
    with (OUT / f"{name}.jsonl").open("w") as log:
        for epoch in range(1, settings.epochs + 1):
            start = time.monotonic()
            entry = {"epoch": epoch, "side": network.SIDE, "loss": run.train_epoch()}
            entry["val"] = accuracy(run.mean, *watched)
            entry["seconds"] = time.monotonic() - start
            print(json.dumps(entry), file=log, flush=True)
    plain = network.fold(run.mean)
    torch.save(plain.state_dict(), OUT / f"{name}.pt")
    print(f"held-out digits: {accuracy(plain, *watched):.4f} (folded network)")


if __name__ == "__main__":
    main()
