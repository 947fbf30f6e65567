"""Small networks as learners write them, for state_dicts.py and tests/golden/make_state_dicts.py.

OWN: name -> (function that makes it, input shape, what has to be told to recognise it).
"""

import torch
import torch.nn.functional as F  # noqa: N812
from torch import nn


class FashionV0(nn.Module):
    def __init__(self, hidden=8, classes=10):
        super().__init__()
        self.layer_stack = nn.Sequential(
            nn.Flatten(), nn.Linear(784, hidden), nn.Linear(hidden, classes)
        )

    def forward(self, x):
        return self.layer_stack(x)


class FashionV1(FashionV0):
    def __init__(self, hidden=8, classes=10):
        super().__init__()
        self.layer_stack = nn.Sequential(
            nn.Flatten(), nn.Linear(784, hidden), nn.ReLU(), nn.Linear(hidden, classes), nn.ReLU()
        )


def vgg_block(channels, hidden, padding):
    return nn.Sequential(
        nn.Conv2d(channels, hidden, 3, 1, padding), nn.ReLU(),
        nn.Conv2d(hidden, hidden, 3, 1, padding), nn.ReLU(), nn.MaxPool2d(2),
    )  # fmt: skip


class FashionV2(nn.Module):
    def __init__(self, hidden=6, classes=10):
        super().__init__()
        self.block_1 = vgg_block(1, hidden, 1)
        self.block_2 = vgg_block(hidden, hidden, 1)
        self.classifier = nn.Sequential(nn.Flatten(), nn.Linear(hidden * 49, classes))

    def forward(self, x):
        return self.classifier(self.block_2(self.block_1(x)))


class TinyVGG(nn.Module):
    def __init__(self, padding, hidden=10, classes=3, side=64):
        super().__init__()
        self.conv_block_1 = vgg_block(3, hidden, padding)
        self.conv_block_2 = vgg_block(hidden, hidden, padding)
        after = side // 4 if padding else ((side - 4) // 2 - 4) // 2
        self.classifier = nn.Sequential(nn.Flatten(), nn.Linear(hidden * after**2, classes))

    def forward(self, x):
        return self.classifier(self.conv_block_2(self.conv_block_1(x)))


class LeNet(nn.Module):
    """As PyTorch's own tutorials write it."""

    def __init__(self, channels=1, features=400, padding=0, bend=F.relu, pool=F.max_pool2d):
        super().__init__()
        self.conv1 = nn.Conv2d(channels, 6, 5, padding=padding)
        self.conv2 = nn.Conv2d(6, 16, 5)
        self.fc1 = nn.Linear(features, 120)
        self.fc2 = nn.Linear(120, 84)
        self.fc3 = nn.Linear(84, 10)
        self.bend, self.pool = bend, pool

    def forward(self, x):
        x = self.pool(self.bend(self.conv1(x)), 2)
        x = self.pool(self.bend(self.conv2(x)), 2)
        x = torch.flatten(x, 1)
        return self.fc3(self.bend(self.fc2(self.bend(self.fc1(x)))))


class MnistExample(nn.Module):
    """The MNIST network of pytorch/examples, with fewer channels."""

    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 8, 3, 1)
        self.conv2 = nn.Conv2d(8, 12, 3, 1)
        self.dropout1 = nn.Dropout(0.25)
        self.fc1 = nn.Linear(12 * 144, 32)
        self.fc2 = nn.Linear(32, 10)

    def forward(self, x):
        x = F.max_pool2d(F.relu(self.conv2(F.relu(self.conv1(x)))), 2)
        x = F.relu(self.fc1(torch.flatten(self.dropout1(x), 1)))
        return F.log_softmax(self.fc2(x), dim=1)


class Named(nn.Module):
    """Modules with names and one pool that is used three times; CIFAR's pictures."""

    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 8, 3, padding=1)
        self.bn1 = nn.BatchNorm2d(8)
        self.conv2 = nn.Conv2d(8, 12, 3, padding=1)
        self.bn2 = nn.BatchNorm2d(12)
        self.conv3 = nn.Conv2d(12, 16, 3, padding=1)
        self.pool = nn.MaxPool2d(2)
        self.fc1 = nn.Linear(16 * 16, 24)
        self.fc2 = nn.Linear(24, 10)

    def forward(self, x):
        x = self.pool(F.relu(self.bn1(self.conv1(x))))
        x = self.pool(F.relu(self.bn2(self.conv2(x))))
        x = self.pool(F.relu(self.conv3(x)))
        return self.fc2(F.relu(self.fc1(torch.flatten(x, 1))))


def plain_sequential():
    return nn.Sequential(
        nn.Conv2d(3, 8, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(8, 16, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Linear(16 * 64, 32), nn.ReLU(), nn.Dropout(0.5), nn.Linear(32, 10),
    )  # fmt: skip


def normed_sequential():
    return nn.Sequential(
        nn.Conv2d(3, 8, 3, padding=1, bias=False), nn.BatchNorm2d(8), nn.ReLU(),
        nn.Conv2d(8, 8, 3, padding=1, bias=False), nn.BatchNorm2d(8), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(8, 16, 3, padding=1), nn.ReLU(), nn.BatchNorm2d(16), nn.MaxPool2d(2),
        nn.Flatten(), nn.Linear(16 * 256, 5),
    )  # fmt: skip


def strided_sequential():
    """What has to be told: strides, LeakyReLU, an average pool and a picture that is not square."""
    return nn.Sequential(
        nn.Conv2d(1, 6, 5, stride=2, padding=1), nn.LeakyReLU(), nn.AvgPool2d(3),
        nn.Conv2d(6, 9, 3), nn.LeakyReLU(), nn.Flatten(), nn.Linear(9 * 4 * 6, 4), nn.Softmax(1),
    )  # fmt: skip


def global_mean():
    return nn.Sequential(
        nn.Conv2d(3, 8, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(8, 12, 3, padding=1),
        nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(12, 16, 3, padding=1), nn.ReLU(),
        nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(16, 7),
    )  # fmt: skip


def d2l_lenet():
    """LeNet of Dive into Deep Learning."""
    return nn.Sequential(
        nn.Conv2d(1, 6, 5, padding=2), nn.Sigmoid(), nn.AvgPool2d(2, 2),
        nn.Conv2d(6, 16, 5), nn.Sigmoid(), nn.AvgPool2d(2, 2), nn.Flatten(),
        nn.Linear(400, 120), nn.Sigmoid(), nn.Linear(120, 84), nn.Sigmoid(), nn.Linear(84, 10),
    )  # fmt: skip


def dense_only():
    return nn.Sequential(
        nn.Flatten(), nn.Linear(784, 20), nn.BatchNorm1d(20), nn.ReLU(), nn.Linear(20, 10)
    )


GREY, COLOUR, MNIST = [1, 1, 32, 32], [1, 3, 32, 32], [1, 1, 28, 28]
OWN = {
    "fashion_v0": (FashionV0, MNIST, {}),
    "fashion_v1": (FashionV1, MNIST, {}),
    "fashion_v2": (FashionV2, MNIST, {}),
    "tiny_vgg_padded": (lambda: TinyVGG(1), [1, 3, 64, 64], {}),
    "tiny_vgg": (lambda: TinyVGG(0), [1, 3, 64, 64], {}),
    "tiny_vgg_wide": (lambda: TinyVGG(1, 17, 5, 128), [1, 3, 128, 128], {}),
    "lenet_grey": (LeNet, GREY, {}),
    "lenet_mnist": (lambda: LeNet(padding=2), MNIST, {"size": 28}),
    "lenet_cifar": (lambda: LeNet(3), COLOUR, {}),
    "lenet_unpadded": (lambda: LeNet(features=256), MNIST, {}),
    "lenet_paper": (
        lambda: LeNet(bend=torch.tanh, pool=F.avg_pool2d),
        GREY,
        {"activation": "tanh", "pool": "average"},
    ),
    "mnist_example": (MnistExample, MNIST, {"final": "log_softmax"}),
    "named": (Named, COLOUR, {}),
    "plain_sequential": (plain_sequential, COLOUR, {}),
    "normed_sequential": (normed_sequential, [1, 3, 64, 64], {}),
    "strided_sequential": (
        strided_sequential,
        [1, 1, 39, 51],
        {
            "size": [39, 51],
            "stride": [2, 1],
            "padding": [1, 0],
            "pools": [3, 0],
            "poolKind": "average",
            "activation": "leaky_relu",
            "final": "softmax",
        },
    ),
    "global_mean": (global_mean, COLOUR, {"size": 32}),
    "d2l_lenet": (d2l_lenet, MNIST, {"size": 28, "activation": "sigmoid", "poolKind": "average"}),
    "dense_only": (dense_only, MNIST, {}),
}


def small_families():
    """Networks of torchvision's families with few weights: name -> (function, shape, told)."""
    from functools import partial

    from torchvision import models as m
    from torchvision.models import convnext, maxvit, regnet, swin_transformer

    colour = [1, 3, 64, 64]
    size = {"size": 64}

    def swin(**options):
        return swin_transformer.SwinTransformer(
            [4, 4], 12, [2, 2, 2, 2], [1, 2, 3, 4], [4, 4], num_classes=3, **options
        )

    v2 = {
        "block": swin_transformer.SwinTransformerBlockV2,
        "downsample_layer": swin_transformer.PatchMergingV2,
    }
    blocks = [(12, 16, 1), (16, 20, 2), (20, 24, 1), (24, None, 1)]
    params = partial(regnet.BlockParams, [1, 2, 1, 1], [8, 16, 24, 32], [8] * 4, [1.0] * 4, [2] * 4)
    vit = partial(
        m.VisionTransformer, image_size=32, patch_size=8, num_layers=2, num_heads=4, hidden_dim=24,
        mlp_dim=48, num_classes=3,
    )  # fmt: skip
    return {
        "resnet_basic": (
            lambda: m.ResNet(m.resnet.BasicBlock, [1, 1, 1, 1], num_classes=3),
            colour,
            size,
        ),
        "resnet_bottleneck": (
            lambda: m.ResNet(
                m.resnet.Bottleneck, [1, 2, 1, 1], num_classes=3, groups=4, width_per_group=4
            ),
            colour,
            size,
        ),
        "densenet": (lambda: m.DenseNet(8, (2, 3, 2, 2), 16, num_classes=4), colour, size),
        "shufflenet": (
            lambda: m.ShuffleNetV2([4, 8, 4], [8, 16, 32, 64, 32], num_classes=4),
            colour,
            size,
        ),
        "mobilenet_v2": (lambda: m.mobilenet_v2(width_mult=0.25, num_classes=3), colour, size),
        "mobilenet_v3_small": (
            lambda: m.mobilenet_v3_small(width_mult=0.25, num_classes=3),
            colour,
            size,
        ),
        "mnasnet": (lambda: m.MNASNet(0.1, num_classes=3), colour, size),
        "squeezenet1_0": (lambda: m.squeezenet1_0(num_classes=3), colour, size),
        "squeezenet1_1": (lambda: m.squeezenet1_1(num_classes=3), colour, size),
        "efficientnet_b0": (lambda: m.efficientnet_b0(num_classes=3), colour, size),
        "regnet_x": (lambda: m.RegNet(params(), num_classes=3), colour, size),
        "regnet_y": (lambda: m.RegNet(params(se_ratio=0.25), num_classes=3), colour, size),
        "googlenet": (
            lambda: m.googlenet(num_classes=3, aux_logits=False, init_weights=False),
            colour,
            {**size, "transformInput": False},
        ),
        "convnext": (
            lambda: m.ConvNeXt(
                [convnext.CNBlockConfig(*block) for block in blocks], num_classes=3
            ),
            colour,
            size,
        ),
        "vit": (vit, [1, 3, 32, 32], {"heads": 4}),
        "vit_pre_logits": (partial(vit, representation_size=16), [1, 3, 32, 32], {"heads": 4}),
        # 64 / 4 = 16 cells: windows of 4, then one window; 60: padded windows and odd maps to merge.
        "swin": (swin, colour, size),
        "swin_padded": (swin, [1, 3, 60, 60], {"size": 60}),
        "swin_v2": (partial(swin, **v2), colour, size),
        "maxvit": (
            lambda: maxvit.MaxVit((56, 56), 8, 7, [8, 16], [2, 1], 4, 0.0, num_classes=3),
            [1, 3, 56, 56],
            {"size": 56},
        ),
    }
