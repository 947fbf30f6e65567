"""LeNet-5: the network that is exported and, around it, the form in which it is trained.

The layers are those of LeCun et al. 1998, with three changes of later years: ReLU for tanh, max
pooling for the pooling with trained weights, and C3 sees all six maps of S2. What is exported is the
plain network with 61,706 parameters; batch normalisation exists in training only and is folded into
the convolution before it.
"""

from collections import OrderedDict

import torch
from torch import nn

CLASS_COUNT = 10
SIDE = 32
PARAMETER_COUNT = 61_706

CONVS = ["conv_1", "conv_2", "conv_3"]


def plain_network():
    """Returns the exported form: f32 [N,1,32,32], white digit on black in 0..1, to [N,10]."""
    return nn.Sequential(
        OrderedDict(
            conv_1=nn.Conv2d(1, 6, 5),  # C1
            relu_1=nn.ReLU(),
            pool_1=nn.MaxPool2d(2),  # S2
            conv_2=nn.Conv2d(6, 16, 5),  # C3
            relu_2=nn.ReLU(),
            pool_2=nn.MaxPool2d(2),  # S4
            conv_3=nn.Conv2d(16, 120, 5),  # C5: 5 x 5 to 1 x 1
            relu_3=nn.ReLU(),
            flatten=nn.Flatten(),
            dense_1=nn.Linear(120, 84),  # F6
            relu_4=nn.ReLU(),
            dense_2=nn.Linear(84, CLASS_COUNT),
            softmax=nn.Softmax(dim=1),
        )
    )


class TrainingNetwork(nn.Module):
    """The same network with batch normalisation after each convolution and logits as its result."""

    def __init__(self, dropout):
        super().__init__()
        self.body = plain_network()
        self.norms = nn.ModuleDict(
            {name: nn.BatchNorm2d(self.body.get_submodule(name).out_channels) for name in CONVS}
        )
        self.dropout = nn.Dropout(dropout)

    def forward(self, x):
        """x: f32 [N,1,32,32] in 0..1. Returns logits [N,10]."""
        for name, layer in self.body.named_children():
            if name == "softmax":
                break
            if name == "dense_1":
                x = self.dropout(x)
            x = layer(x)
            if name in self.norms:
                x = self.norms[name](x)
        return x


@torch.no_grad()
def fold(trained):
    """Returns the plain network (eval mode) that computes what `trained` computes in eval mode."""
    plain = plain_network()
    plain.load_state_dict(trained.body.state_dict())
    for name in CONVS:
        layer, norm = plain.get_submodule(name), trained.norms[name]
        scale = norm.weight.double() / torch.sqrt(norm.running_var.double() + norm.eps)
        layer.weight.copy_(layer.weight.double() * scale.view(-1, 1, 1, 1))
        layer.bias.copy_((layer.bias.double() - norm.running_mean.double()) * scale + norm.bias)
    assert sum(p.numel() for p in plain.parameters()) == PARAMETER_COUNT
    return plain.eval()
