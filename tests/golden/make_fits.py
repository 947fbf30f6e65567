"""Writes fits.json beside this file: what Pillow makes of synthetic pictures that are stretched, letterboxed, or
given a height or a size.

Run:  python3 tests/golden/make_fits.py      (needs numpy, and Pillow 10.4)

Pillow 13 resamples tall pictures along y first, which differs by a step or two of 255 from what older versions, and
the engine, do: always x first. The script refuses it.

The pictures are the formula of `patterned` in tests/web/support/pixels.ts. Of every case: the picture's
[width, height], the preprocessing, the input's [height, width], CRC-32 of its 8-bit RGB pixels, and CRC-32 of the
float32 tensor, little endian. The letterbox is Ultralytics' (scale by the smaller ratio, round, the rest to both sides,
of an odd rest the smaller half first), with Pillow's resampling.
"""

import json
import pathlib
import zlib

import numpy as np
import PIL
from PIL import Image

MODES = {"nearest": Image.NEAREST, "bilinear": Image.BILINEAR, "bicubic": Image.BICUBIC}


def patterned(width, height, alpha):
    x, y = np.meshgrid(np.arange(width), np.arange(height))
    opacity = 255 - 29 * ((x + 2 * y) % 7) if alpha else np.full_like(x, 255)
    planes = [37 * x + 11 * y, x * x * 7 + 90 * y, 200 - 13 * x + y * y * 5, opacity]
    return Image.fromarray(np.stack([plane % 256 for plane in planes], -1).astype(np.uint8), "RGBA")


def opened(width, height, alpha, channels):
    picture = patterned(width, height, alpha)
    white = Image.new("RGBA", picture.size, (255, 255, 255, 255))
    picture = Image.alpha_composite(white, picture).convert("RGB")
    return picture.convert("L") if channels == 1 else picture


def half_up(value):
    return int(np.floor(value + 0.5))


def multiple_of(side, multiple):
    return max(1, half_up(side / multiple)) * multiple


def fitted(picture, spec):
    """The input's pixels, as a picture in RGB or L."""
    mode, fit, (height, width) = MODES[spec["interpolation"]], spec["fit"], spec["crop"]
    multiple = spec.get("multiple", 1)
    if fit == "height":
        width = multiple_of(picture.width * height / picture.height, multiple)
    if fit == "own":
        width, height = multiple_of(picture.width, multiple), multiple_of(picture.height, multiple)
    if fit != "letterbox":
        return picture.resize((width, height), mode)
    ratio = min(width / picture.width, height / picture.height)
    inner = max(1, half_up(picture.width * ratio)), max(1, half_up(picture.height * ratio))
    red, green, blue = spec.get("bars", (0, 0, 0))
    grey = (19595 * red + 38470 * green + 7471 * blue + 0x8000) >> 16
    bars = grey if picture.mode == "L" else (red, green, blue)
    out = Image.new(picture.mode, (width, height), bars)
    out.paste(picture.resize(inner, mode), ((width - inner[0]) // 2, (height - inner[1]) // 2))
    return out


def tensor(pixels, spec):
    planes = np.asarray(pixels, np.float32).reshape(pixels.height, pixels.width, -1)
    if spec["order"] == "BGR":
        planes = planes[..., ::-1]
    channels = planes.shape[2]
    mean, std = (np.array(spec[key][:channels], np.float32) for key in ("mean", "std"))
    values = (planes / np.float32(spec["divisor"]) - mean) / std
    return values if spec["layout"] == "NHWC" else values.transpose(2, 0, 1)


def check_order():
    """Raises where this Pillow does not resample along x first."""
    tall = patterned(7, 90, False).convert("RGB")
    both, x_only = tall.resize((4, 32), Image.BICUBIC), tall.resize((4, 90), Image.BICUBIC)
    if both.tobytes() != x_only.resize((4, 32), Image.BICUBIC).tobytes():
        raise SystemExit(f"Pillow {PIL.__version__} resamples along y first: use Pillow 10.4.")


def case(size, alpha=False, **given):
    spec = {
        "fit": "stretch", "resize": 1, "crop": [24, 31], "interpolation": "bilinear", "divisor": 255,
        "mean": [0, 0, 0], "std": [1, 1, 1], "order": "RGB", "layout": "NCHW", "channels": 3, **given,
    }
    pixels = fitted(opened(*size, alpha, spec["channels"]), spec)
    values = np.ascontiguousarray(tensor(pixels, spec), "<f4")
    return {
        "picture": list(size), "alpha": alpha, "preprocess": spec, "size": [pixels.height, pixels.width],
        "pixels": zlib.crc32(pixels.convert("RGB").tobytes()), "tensor": zlib.crc32(values.tobytes()),
    }


IMAGENET = {"mean": [0.485, 0.456, 0.406], "std": [0.229, 0.224, 0.225]}
CASES = [
    case((61, 43)),
    case((61, 43), alpha=True, interpolation="bicubic", order="BGR", **IMAGENET),
    case((9, 50), interpolation="nearest", layout="NHWC"),
    case((43, 61), channels=1, divisor=127.5, mean=[1, 0, 0]),
    case((300, 200), crop=[60, 160]),
    case((61, 43), fit="letterbox", crop=[32, 32], bars=[114, 114, 114]),
    case((43, 61), fit="letterbox", crop=[33, 64], bars=[255, 0, 10], interpolation="bicubic", **IMAGENET),
    case((43, 61), fit="letterbox", crop=[40, 31], bars=[255, 0, 10], channels=1, layout="NHWC"),
    case((20, 10), fit="letterbox", crop=[60, 160]),
    case((1000, 2), fit="letterbox", crop=[32, 32], alpha=True),
    case((200, 48), fit="height", crop=[32, 1], multiple=8),
    case((7, 90), fit="height", crop=[32, 1], multiple=4, interpolation="bicubic"),
    case((50, 41), fit="height", crop=[16, 999]),
    case((75, 50), fit="own", multiple=32, interpolation="bicubic", alpha=True),
    case((13, 9), fit="own", order="BGR", layout="NHWC", **IMAGENET),
    case((5, 6), fit="own", multiple=32),
]

check_order()
lines = ",\n".join("  " + json.dumps(each) for each in CASES)
target = pathlib.Path(__file__).with_name("fits.json")
made = f"tests/golden/make_fits.py with Pillow {PIL.__version__}, numpy {np.__version__}"
target.write_text(f'{{"made": {json.dumps(made)}, "cases": [\n{lines}\n]}}\n')
