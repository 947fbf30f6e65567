"""What the training scripts share: settings as options, the averaged weights, checkpoints."""

import argparse
import dataclasses
import json

import torch


def parse_settings(settings_class, name, description):
    """Returns (run name, settings) from the command line; every field is an option.

    Fields that are tuples are given as JSON.
    """
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--name", default=name, help="of the run and of its files")
    for field in dataclasses.fields(settings_class):
        kind = json.loads if field.type is tuple else field.type
        option = "--" + field.name.replace("_", "-")
        parser.add_argument(option, type=kind, default=field.default)
    arguments = vars(parser.parse_args())
    return arguments.pop("name"), settings_class(**arguments)


@torch.no_grad()
def average_into(mean, model, decay, step):
    """Moves every float of `mean` towards `model`: exponential moving average of the weights.

    A young average (step: how many there were) follows closely, so that the first do not drag.
    """
    decay = min(decay, step / (step + 10))
    for kept, new in zip(mean.state_dict().values(), model.state_dict().values()):
        if kept.dtype.is_floating_point:
            kept.lerp_(new, 1 - decay)
        else:
            kept.copy_(new)


class Checkpoint:
    """A file from which a run with the same settings goes on."""

    def __init__(self, path, settings, parts):
        """parts: {name: object with state_dict() and load_state_dict()}."""
        self.path, self.settings, self.parts = path, dataclasses.asdict(settings), parts

    def save(self, **progress):
        """progress: numbers that load() gives back. What is half written never takes the place."""
        state = {name: part.state_dict() for name, part in self.parts.items()}
        state.update(progress=progress, settings=self.settings)
        partial = self.path.with_suffix(".partial")
        torch.save(state, partial)
        partial.rename(self.path)

    def load(self):
        """Returns the progress of the last save(), {} where there was none."""
        if not self.path.exists():
            return {}
        state = torch.load(self.path)
        if state["settings"] != self.settings:
            raise SystemExit(f"{self.path} has other settings: remove it or use --name.")
        for name, part in self.parts.items():
            part.load_state_dict(state[name])
        return state["progress"]
