"""Files as PyTorch writes them, and what is in them: pytorch/*.pth, *.pt, *.safetensors and pytorch/expected.json.

Each file holds a few tensors; expected.json has, for each, the keys in order and the type, shape and values of
every tensor, as float32, computed by PyTorch. `refused` names the files that a reader without Python's classes
has to refuse. Needs torch and safetensors.
"""

import argparse
import collections
import io
import json
import pathlib
import pickle
import zipfile

import torch
from safetensors.torch import save_file
from torch import nn

OUT = pathlib.Path(__file__).parent / "pytorch"
TYPES = [
    torch.float32, torch.float64, torch.float16, torch.bfloat16, torch.int64,
    torch.int32, torch.int16, torch.int8, torch.uint8, torch.bool,
]  # fmt: skip


class FashionMNISTModelV2(nn.Module):
    """The course's network, small."""

    def __init__(self, channels=1, hidden=2, classes=3):
        super().__init__()

        def block(inputs):
            return nn.Sequential(
                nn.Conv2d(inputs, hidden, 3, 1, 1), nn.ReLU(),
                nn.Conv2d(hidden, hidden, 3, 1, 1), nn.ReLU(), nn.MaxPool2d(2, 2),
            )  # fmt: skip

        self.block_1 = block(channels)
        self.block_2 = block(hidden)
        self.classifier = nn.Sequential(nn.Flatten(), nn.Linear(hidden * 7 * 7, classes))

    def forward(self, x):
        return self.classifier(self.block_2(self.block_1(x)))


class TinyNet(nn.Module):
    """One layer with weights inside one without, as people's networks have them."""

    def __init__(self):
        super().__init__()
        self.block = nn.Sequential(nn.Conv2d(1, 2, 3), nn.ReLU(), nn.BatchNorm2d(2))
        self.head = nn.Linear(4, 3)


def of_every_type():
    """Values that each type has in its own way: signs, subnormals, infinities, the largest numbers."""
    wide = torch.tensor([0.0, -0.0, 1.5, -2.25, 1e-7, 65504.0, float("inf"), float("-inf")])
    whole = torch.tensor([0, 1, -1, 100, -128, 127])
    tensors = {}
    for dtype in TYPES:
        name = str(dtype).removeprefix("torch.")
        if dtype.is_floating_point:
            tensors[name] = wide.to(dtype)
        elif dtype == torch.uint8:
            tensors[name] = torch.tensor([0, 1, 255], dtype=dtype)
        elif dtype == torch.bool:
            tensors[name] = torch.tensor([[True], [False]])
        else:
            tensors[name] = whole.to(dtype)
    tensors["large_int64"] = torch.tensor([2**40 + 1, -(2**62)])
    tensors["nan"] = torch.tensor([float("nan")], dtype=torch.float16)
    tensors["scalar"] = torch.tensor(7)
    tensors["empty"] = torch.zeros(0, 3)
    return tensors


def views():
    """Shared storage, strides, an offset, a repeated element."""
    base = torch.arange(24, dtype=torch.float32).reshape(2, 3, 4)
    return {
        "base": base,
        "transposed": base.transpose(0, 2),
        "permuted": base.permute(1, 2, 0),
        "part": base[1, 1:, ::2],
        "expanded": torch.tensor([[1.0], [2.0]]).expand(2, 3),
        "channels_last": torch.arange(24.0).reshape(1, 2, 3, 4).to(memory_format=torch.channels_last),
        "column": base[:, 0, 1],
    }


def checkpoint(model, optimizer):
    """What training scripts save beside the weights."""
    return {
        "epoch": 12,
        "best": 0.75,
        "large": 2**70,
        "args": argparse.Namespace(lr=0.1, name="run"),
        "classes": ["a", "b", "ü"],
        "optimizer": optimizer.state_dict(),
        "model_state_dict": model.state_dict(),
        "done": None,
        "flags": (True, False),
    }


def described(tensors):
    return [
        {
            "name": name,
            "type": str(tensor.dtype).removeprefix("torch."),
            "dims": list(tensor.shape),
            # JSON has no NaN and no infinities: numbers as Python writes them.
            "values": [repr(float(x)) for x in tensor.detach().to(torch.float32).flatten()],
        }
        for name, tensor in tensors.items()
    ]


def big_endian(data):
    """The same archive as a big-endian machine writes it: every float32 turned round."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(result, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name.endswith("/byteorder"):
                content = b"big"
            elif "/data/" in name:
                content = b"".join(content[i : i + 4][::-1] for i in range(0, len(content), 4))
            new.writestr(name, content)
    return result.getvalue()


def deflated(data):
    """Unpacked and packed again by somebody, compressed."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        with zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as new:
            for name in old.namelist():
                new.writestr(name, old.read(name))
    return result.getvalue()


def saved(value, **options):
    buffer = io.BytesIO()
    torch.save(value, buffer, **options)
    return buffer.getvalue()


def trained():
    torch.manual_seed(3)
    model = TinyNet()
    optimizer = torch.optim.Adam(model.parameters())
    model.head(model.block(torch.rand(2, 1, 4, 4)).flatten(2)[:, :, :4]).sum().backward()
    optimizer.step()
    return model, optimizer


def files(model, optimizer):
    """Name to (bytes, tensors)."""
    every, seen, weights = of_every_type(), views(), model.state_dict()
    parallel = nn.DataParallel(model).state_dict()
    plain = collections.OrderedDict((name, tensor) for name, tensor in weights.items())
    legacy = {"_use_new_zipfile_serialization": False}
    return {
        "types.pth": (saved(every), every),
        "types-legacy.pth": (saved(every, **legacy), every),
        "views.pth": (saved(seen), seen),
        "views-legacy.pth": (saved(seen, **legacy), seen),
        "weights.pth": (saved(weights), weights),
        "weights-legacy.pth": (saved(weights, **legacy), weights),
        "protocol-4.pth": (saved(weights, pickle_protocol=4), weights),
        "protocol-5-legacy.pth": (saved(weights, pickle_protocol=5, **legacy), weights),
        "checkpoint.pth": (saved(checkpoint(model, optimizer)), weights),
        "checkpoint-legacy.pth": (saved(checkpoint(model, optimizer), **legacy), weights),
        "nested.pth": (saved({"run": 1, "checkpoint": {"model": plain}}), weights),
        "parallel.pth": (saved({"state_dict": parallel}), weights),
        "parameters.pth": (saved(dict(model.named_parameters())), dict(model.named_parameters())),
        "big-endian.pth": (big_endian(saved(plain_floats(weights))), plain_floats(weights)),
        "deflated.pth": (deflated(saved(weights)), weights),
    }


def deviation(values):
    return values.std(unbiased=False)


def plain_floats(weights):
    return {name: tensor for name, tensor in weights.items() if tensor.dtype == torch.float32}


def refused(model):
    """Name to bytes of what holds code, or no weights."""
    script = io.BytesIO()
    torch.jit.save(torch.jit.script(nn.Sequential(nn.Linear(2, 2), nn.ReLU())), script)
    return {
        "whole-model.pth": saved(model),
        "torchscript.pt": script.getvalue(),
        "sparse.pth": saved({"w": torch.eye(2).to_sparse()}),
        "complex.pth": saved({"w": torch.zeros(2, dtype=torch.complex64)}),
        "plain-pickle.pkl": pickle.dumps({"w": [1, 2]}, protocol=2),
    }


def course():
    """tinyvgg.pth, and what PyTorch computes with it for pixels that count 0 to 16 over and over."""
    torch.manual_seed(5)
    model = FashionMNISTModelV2().eval()
    (OUT / "tinyvgg.pth").write_bytes(saved(model.state_dict()))
    (OUT / "tinyvgg-legacy.pth").write_bytes(
        saved({"model": model.state_dict()}, _use_new_zipfile_serialization=False)
    )
    inner = {f"model.{name}": tensor for name, tensor in model.state_dict().items()}
    (OUT / "tinyvgg-inner.pth").write_bytes(saved({"state_dict": inner, "epoch": 3}))
    pixels = (torch.arange(28 * 28) % 17 / 17).reshape(1, 1, 28, 28)
    scores = model(pixels)[0].tolist()
    (OUT / "tinyvgg.json").write_text(json.dumps(scores) + "\n")


def main():
    OUT.mkdir(exist_ok=True)
    course()
    model, optimizer = trained()
    figures = {
        name: [float(f(w.double())) for f in (torch.min, torch.max, torch.mean, deviation)]
        for name, w in model.state_dict().items()
    }
    (OUT / "figures.json").write_text(json.dumps(figures) + "\n")
    expected = {}
    for name, (data, tensors) in files(model, optimizer).items():
        (OUT / name).write_bytes(data)
        expected[name] = described(tensors)
    safe = {name: t.contiguous().clone() for name, t in of_every_type().items()}
    save_file(safe, OUT / "types.safetensors", metadata={"format": "pt"})
    with open(OUT / "types.safetensors", "rb") as file:
        length = int.from_bytes(file.read(8), "little")
        order = [name for name in json.loads(file.read(length)) if name != "__metadata__"]
    expected["types.safetensors"] = described({name: safe[name] for name in order})
    for name, data in refused(model).items():
        (OUT / name).write_bytes(data)
    lines = [f"{json.dumps(name)}: {json.dumps(tensors)}" for name, tensors in expected.items()]
    (OUT / "expected.json").write_text("{\n" + ",\n".join(lines) + "\n}\n")


if __name__ == "__main__":
    main()
