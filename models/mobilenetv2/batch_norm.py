"""Batch normalisation with ReLU6 in bfloat16, for training on a CPU: batch_norm.c as a module.

Needs a C compiler with OpenMP (cc). `fuse(model)` turns every BatchNorm2d, and the ReLU6 behind
it, into one FusedBatchNorm; names and contents of the state_dict stay as they were.
"""

import ctypes
import pathlib
import subprocess

import torch
from torch import nn

SOURCE = pathlib.Path(__file__).resolve().with_name("batch_norm.c")


def build(folder):
    """Compiles batch_norm.c into `folder` unless it is there and newer; returns the library."""
    library = folder / "batch_norm.so"
    if not library.exists() or library.stat().st_mtime < SOURCE.stat().st_mtime:
        folder.mkdir(parents=True, exist_ok=True)
        options = ["-O3", "-march=native", "-mprefer-vector-width=512", "-ffast-math", "-fopenmp", "-shared", "-fPIC"]
        subprocess.run(["cc", *options, str(SOURCE), "-o", str(library)], check=True)
    loaded = ctypes.CDLL(str(library))
    pointer, size, real, number = ctypes.c_void_p, ctypes.c_int64, ctypes.c_float, ctypes.c_int
    loaded.batch_norm_forward.argtypes = (
        [pointer] * 2 + [size] * 2 + [pointer] * 2 + [real, number] + [pointer] * 4 + [number]
    )
    loaded.batch_norm_backward.argtypes = (
        [pointer] * 3 + [size] * 2 + [pointer] * 2 + [real] + [pointer] * 2 + [number]
        + [pointer] * 2 + [number]
    )  # fmt: skip
    return loaded


def rows(x):
    """Returns the number of rows of x [N,C,H,W], which has to be bfloat16 in channels_last."""
    assert x.dtype == torch.bfloat16 and x.is_contiguous(memory_format=torch.channels_last)
    return x.numel() // x.shape[1]


class BatchNormFunction(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, gamma, beta, module):
        y = torch.empty_like(x)
        channels = x.shape[1]
        mean, variance = torch.empty(2, channels, dtype=torch.float64)
        scale, shift = torch.empty(2, channels)
        status = module.library.batch_norm_forward(
            x.data_ptr(), y.data_ptr(), rows(x), channels, gamma.data_ptr(), beta.data_ptr(),
            module.eps, module.relu6, mean.data_ptr(), variance.data_ptr(), scale.data_ptr(),
            shift.data_ptr(), torch.get_num_threads(),
        )  # fmt: skip
        assert status == 0, "batch_norm.c ran out of memory"
        ctx.save_for_backward(x, mean, variance, scale, shift)
        ctx.module = module
        ctx.mark_non_differentiable(mean, variance)
        return y, mean, variance

    @staticmethod
    def backward(ctx, dy, *_):
        x, mean, variance, scale, shift = ctx.saved_tensors
        dy = dy.contiguous(memory_format=torch.channels_last)
        dx = torch.empty_like(x)
        gamma_gradient, beta_gradient = torch.empty_like(scale), torch.empty_like(scale)
        status = ctx.module.library.batch_norm_backward(
            x.data_ptr(), dy.data_ptr(), dx.data_ptr(), rows(dy), x.shape[1], mean.data_ptr(),
            variance.data_ptr(), ctx.module.eps, scale.data_ptr(), shift.data_ptr(),
            ctx.module.relu6, gamma_gradient.data_ptr(), beta_gradient.data_ptr(),
            torch.get_num_threads(),
        )  # fmt: skip
        assert status == 0, "batch_norm.c ran out of memory"
        return dx, gamma_gradient, beta_gradient, None


class FusedBatchNorm(nn.BatchNorm2d):
    """BatchNorm2d, clamped to 0..6 if relu6. Training takes bfloat16, eval() any type."""

    def __init__(self, norm, relu6, library):
        super().__init__(norm.num_features, norm.eps, norm.momentum)
        self.load_state_dict(norm.state_dict())
        self.relu6, self.library = int(relu6), library

    def __deepcopy__(self, memo):
        return FusedBatchNorm(self, self.relu6, self.library).train(self.training)

    def forward(self, x):
        if not self.training:
            y = super().forward(x)
            return y.clamp_(0, 6) if self.relu6 else y
        y, mean, variance = BatchNormFunction.apply(x, self.weight, self.bias, self)
        count = rows(x)
        with torch.no_grad():
            self.num_batches_tracked += 1
            self.running_mean.lerp_(mean.float(), self.momentum)
            unbiased = variance.float() * (count / (count - 1))
            self.running_var.lerp_(unbiased, self.momentum)
        return y


def fuse(module, library):
    """Replaces BatchNorm2d and a ReLU6 that follows it, in place and at any depth."""
    names = list(module._modules)
    for position, name in enumerate(names):
        child = module._modules[name]
        if isinstance(child, nn.BatchNorm2d):
            follower = names[position + 1] if position + 1 < len(names) else None
            relu6 = isinstance(module._modules.get(follower), nn.ReLU6)
            module._modules[name] = FusedBatchNorm(child, relu6, library)
            if relu6:
                module._modules[follower] = nn.Identity()
        else:
            fuse(child, library)
    return module
