"""TinyVGG: the network that is exported and, around it, the form in which it is trained.

No layer pads, so two things that make training easier can be folded into the next layer's weights
without changing an output: the centring of the input and batch normalisation after each pooling.
What is exported is the plain network with 19,920 parameters on pixels / 255.
"""

from collections import OrderedDict

import torch
from torch import nn

CHANNELS = 10
CLASS_COUNT = 10
SIDE = 64
PARAMETER_COUNT = 19_920
# Training sees (x - INPUT_MEAN) / INPUT_STD; fold() moves that into conv_1_1.
INPUT_MEAN = 0.45
INPUT_STD = 0.28

POOLS = ["max_pool_1", "max_pool_2"]


def plain_network():
    """Returns the exported form: f32 [N,3,64,64] NCHW, RGB in 0..1, to probabilities [N,10]."""
    return nn.Sequential(
        OrderedDict(
            conv_1_1=nn.Conv2d(3, CHANNELS, 3),
            relu_1_1=nn.ReLU(),
            conv_1_2=nn.Conv2d(CHANNELS, CHANNELS, 3),
            relu_1_2=nn.ReLU(),
            max_pool_1=nn.MaxPool2d(2),
            conv_2_1=nn.Conv2d(CHANNELS, CHANNELS, 3),
            relu_2_1=nn.ReLU(),
            conv_2_2=nn.Conv2d(CHANNELS, CHANNELS, 3),
            relu_2_2=nn.ReLU(),
            max_pool_2=nn.MaxPool2d(2),
            flatten=nn.Flatten(),
            dense=nn.Linear(CHANNELS * 13 * 13, CLASS_COUNT),
            softmax=nn.Softmax(dim=1),
        )
    )


class TrainingNetwork(nn.Module):
    """The same network with batch normalisation after each pooling and logits as its result."""

    def __init__(self, dropout):
        super().__init__()
        self.body = plain_network()
        self.norms = nn.ModuleDict({name: nn.BatchNorm2d(CHANNELS) for name in POOLS})
        self.dropout = nn.Dropout(dropout)

    def forward(self, x):
        """x: f32 [N,3,64,64] in 0..1. Returns logits [N,10]."""
        x = (x - INPUT_MEAN) / INPUT_STD
        for name, layer in self.body.named_children():
            if name == "softmax":
                break
            if name == "dense":
                x = self.dropout(x)
            x = layer(x)
            if name in self.norms:
                x = self.norms[name](x)
        return x


def norm_as_affine(norm):
    """Returns (scale, shift) of a batch normalisation in eval mode, f64 [C] each."""
    scale = norm.weight.double() / torch.sqrt(norm.running_var.double() + norm.eps)
    return scale, norm.bias.double() - norm.running_mean.double() * scale


def absorb(layer, scale, shift, source):
    """Sets `layer` so that layer(x) == source(x * scale + shift), both f64 [inputs]."""
    weight = source.weight.double()
    broadcast = (1, -1) + (1,) * (weight.dim() - 2)
    spread = weight.flatten(2).sum(2) if weight.dim() > 2 else weight
    layer.weight.copy_(weight * scale.view(broadcast))
    layer.bias.copy_(source.bias.double() + spread @ shift)


@torch.no_grad()
def fold(trained):
    """Returns the plain network (eval mode) that computes what `trained` computes in eval mode."""
    plain = plain_network()
    plain.load_state_dict(trained.body.state_dict())
    body = trained.body
    centre = (
        torch.full((3,), 1 / INPUT_STD).double(),
        torch.full((3,), -INPUT_MEAN / INPUT_STD).double(),
    )
    absorb(plain.conv_1_1, *centre, body.conv_1_1)
    absorb(plain.conv_2_1, *norm_as_affine(trained.norms["max_pool_1"]), body.conv_2_1)
    positions = body.dense.in_features // CHANNELS
    flat = [
        part.repeat_interleave(positions) for part in norm_as_affine(trained.norms["max_pool_2"])
    ]
    absorb(plain.dense, *flat, body.dense)
    assert sum(p.numel() for p in plain.parameters()) == PARAMETER_COUNT
    return plain.eval()
