"""Writes image.txt beside this file: what Pillow and torchvision make of synthetic pictures.

Run:  python3 tests/golden/image.py      (needs numpy, Pillow, torch, torchvision)

The pictures come from integer formulas (`colours`, `alphas`) that tests/engine/image/synthetic_picture.h
repeats, so none is stored. A line of image.txt is one case, fields separated by spaces:

  colours alpha seed width height            the picture
  resize crop_width crop_height interpolation channels order layout divisor mean*3 std*3
  pixel_crc                                  CRC-32 of the 8-bit pixels after the crop (rows, then
                                             columns, then R G B, or L alone)
  tensor_crc                                 CRC-32 of the float32 tensor, little endian
  index:bits ...                             some elements of the tensor, float32 bits in hex

Lines that begin with # are comments.
"""

import pathlib
import random
import zlib

import numpy as np
import PIL
import torch
import torchvision
from PIL import Image
from torchvision import transforms
from torchvision.transforms import InterpolationMode

IMAGENET = ((0.485, 0.456, 0.406), (0.229, 0.224, 0.225))
PLAIN = ((0.0, 0.0, 0.0), (1.0, 1.0, 1.0))
HALF = ((0.5, 0.5, 0.5), (0.5, 0.5, 0.5))
CAFFE = ((103.939, 116.779, 123.68), (1.0, 1.0, 1.0))


def hashed(seed, index):
    """One byte per element of `index`: a 32-bit finaliser of seed * 0x9E3779B9 + index, top 8 bits."""
    x = (np.uint64(seed * 0x9E3779B9) + index.astype(np.uint64)) & np.uint64(0xFFFFFFFF)
    x = x.astype(np.uint32)
    x ^= x >> np.uint32(16)
    x *= np.uint32(0x7FEB352D)
    x ^= x >> np.uint32(15)
    x *= np.uint32(0x846CA68B)
    x ^= x >> np.uint32(16)
    return (x >> np.uint32(24)).astype(np.int64)


def colours(kind, seed, x, y, width):
    """R, G, B of the pixels (x, y), each 0..255."""
    if kind == "noise":
        return [hashed(seed, (y * width + x) * 4 + c) for c in range(3)]
    if kind == "blocks":  # flat patches with hard edges: bicubic overshoots there
        return [hashed(seed, (y // 5 * 4096 + x // 7) * 4 + c) for c in range(3)]
    if kind == "extremes":  # only 0 and 255, for clamping
        return [hashed(seed, (y // 2 * 4096 + x // 3) * 4 + c) // 128 * 255 for c in range(3)]
    if kind == "ramp":
        return [(v + seed) % 256 for v in (3 * x + y, x + 5 * y, x * y)]
    if kind == "sweep":
        return [x % 256] * 3
    raise ValueError(kind)


def alphas(kind, seed, x, y, width):
    if kind == "opaque":
        return x * 0 + 255
    if kind == "noise":
        return hashed(seed, (y * width + x) * 4 + 3)
    if kind == "holes":  # 255 but for some wholly transparent patches
        return np.where((x // 3 + y // 4) % 3 == 0, 0, 255)
    if kind == "sweep":
        return y % 256
    raise ValueError(kind)


def picture(colour_kind, alpha_kind, seed, width, height):
    y, x = np.mgrid[0:height, 0:width].astype(np.int64)
    planes = colours(colour_kind, seed, x, y, width) + [alphas(alpha_kind, seed, x, y, width)]
    return Image.fromarray(np.stack(planes, axis=-1).astype(np.uint8), "RGBA")


def reference(image, spec):
    """The cropped 8-bit pixels and the float32 tensor, by Pillow and torchvision alone."""
    white = Image.new("RGBA", image.size, (255, 255, 255, 255))
    image = Image.alpha_composite(white, image).convert("RGB")
    if spec["channels"] == 1:
        image = image.convert("L")
    if spec["resize"]:
        image = transforms.Resize(spec["resize"], InterpolationMode(spec["interpolation"]))(image)
    image = transforms.CenterCrop((spec["crop_height"], spec["crop_width"]))(image)
    pixels = np.array(image)
    if spec["divisor"] == 255:
        tensor = transforms.ToTensor()(image)
    else:
        tensor = transforms.PILToTensor()(image).to(torch.float32).div(spec["divisor"])
    if spec["order"] == "BGR":
        tensor = tensor.flip(0)
    channels = spec["channels"]
    tensor = transforms.Normalize(spec["mean"][:channels], spec["std"][:channels])(tensor)
    if spec["layout"] == "NHWC":
        tensor = tensor.permute(1, 2, 0)
    return pixels, tensor.contiguous().numpy()


def make_spec(resize, crop, interpolation="bilinear", channels=3, order="RGB", layout="NCHW",
              divisor=255, scaling=IMAGENET):
    return {"resize": resize, "crop_width": crop[0], "crop_height": crop[1],
            "interpolation": interpolation, "channels": channels, "order": order,
            "layout": layout, "divisor": divisor, "mean": scaling[0], "std": scaling[1]}


def chosen_cases():
    """The cases somebody would think of, as (picture, spec)."""
    for mode in ("bilinear", "bicubic", "nearest"):
        yield ("ramp", "opaque", 1, 640, 480), make_spec(256, (224, 224), mode)
        yield ("noise", "opaque", 2, 500, 375), make_spec(64, (64, 64), mode, scaling=PLAIN)
        yield ("noise", "noise", 3, 333, 517), make_spec(71, (64, 67), mode)
        yield ("blocks", "opaque", 4, 1201, 903), make_spec(65, (64, 64), mode)
        yield ("extremes", "holes", 5, 97, 61), make_spec(224, (224, 224), mode)
        yield ("extremes", "opaque", 6, 301, 299), make_spec(100, (90, 100), mode, channels=1)
        yield ("noise", "opaque", 7, 1, 1), make_spec(8, (8, 8), mode)
        yield ("noise", "opaque", 8, 2, 3), make_spec(37, (29, 41), mode)
        yield ("noise", "noise", 9, 5, 4), make_spec(3, (2, 3), mode)
        yield ("noise", "opaque", 10, 3000, 1), make_spec(48, (48, 48), mode)
        yield ("noise", "opaque", 11, 1, 2000), make_spec(5, (5, 64), mode, scaling=PLAIN)
        yield ("noise", "opaque", 12, 1999, 7), make_spec(3, (64, 3), mode)
        yield ("noise", "opaque", 13, 255, 256), make_spec(255, (224, 224), mode)  # same size
        yield ("ramp", "noise", 14, 40, 30), make_spec(20, (33, 17), mode)         # pads columns
        yield ("ramp", "noise", 15, 30, 41), make_spec(20, (31, 40), mode)         # pads both
        yield ("blocks", "opaque", 16, 800, 600), make_spec(1, (1, 1), mode)
    # Every colour with every alpha.
    yield ("sweep", "sweep", 0, 256, 256), make_spec(0, (256, 256), scaling=PLAIN)
    yield ("sweep", "sweep", 0, 256, 256), make_spec(0, (256, 256), scaling=PLAIN, channels=1)
    # Margins 0, 1, 2, 3 and -1, -2, -3: the rounding of the crop.
    for crop in range(6, 13):
        yield ("noise", "opaque", 17, 9, 8), make_spec(0, (crop, 18 - crop), scaling=PLAIN)
    # The other ways to scale and to lay the tensor out.
    base = ("ramp", "opaque", 18, 120, 90)
    yield base, make_spec(64, (64, 64), divisor=1, scaling=CAFFE, order="BGR")
    yield base, make_spec(64, (64, 64), divisor=127.5, scaling=HALF, layout="NHWC")
    yield base, make_spec(64, (64, 60), order="BGR", layout="NHWC")
    yield base, make_spec(64, (60, 64), channels=1, layout="NHWC")
    yield base, make_spec(64, (80, 96), order="BGR", scaling=IMAGENET)
    yield base, make_spec(64, (96, 80), layout="NHWC", scaling=IMAGENET)


def drawn_cases(count):
    """Odd sizes nobody would think of."""
    draw = random.Random(20)
    for seed in range(100, 100 + count):
        width, height = (int(draw.choice((9, 60, 400)) * draw.uniform(0.3, 2.0)) for _ in range(2))
        kind = draw.choice(("noise", "blocks", "extremes", "ramp"))
        alpha = draw.choice(("opaque", "opaque", "noise", "holes"))
        resize = draw.choice((0, draw.randint(1, 20), draw.randint(20, 120)))
        crop = (draw.randint(1, 100), draw.randint(1, 100))
        mode = draw.choice(("bilinear", "bilinear", "bicubic", "bicubic", "nearest"))
        yield (kind, alpha, seed, width, height), make_spec(
            resize, crop, mode, channels=draw.choice((3, 3, 1)),
            order=draw.choice(("RGB", "BGR")), layout=draw.choice(("NCHW", "NHWC")),
            scaling=draw.choice((IMAGENET, PLAIN, HALF)))


def line(description, spec):
    pixels, tensor = reference(picture(*description), spec)
    flat = tensor.astype("<f4").ravel()
    samples = [f"{i}:{flat[i:i + 1].view('<u4')[0]:08x}"
               for i in np.unique(np.linspace(0, flat.size - 1, 7).astype(int))]
    fields = [*description, spec["resize"], spec["crop_width"], spec["crop_height"],
              spec["interpolation"], spec["channels"], spec["order"], spec["layout"],
              spec["divisor"], *spec["mean"], *spec["std"],
              f"{zlib.crc32(pixels.tobytes()):08x}", f"{zlib.crc32(flat.tobytes()):08x}", *samples]
    return " ".join(str(field) for field in fields)


def main():
    lines = [f"# Made by tests/golden/image.py with Pillow {PIL.__version__}, "
             f"torchvision {torchvision.__version__}; see there for the format."]
    lines += [line(*case) for case in [*chosen_cases(), *drawn_cases(60)]]
    pathlib.Path(__file__).with_suffix(".txt").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
