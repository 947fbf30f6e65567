#!/usr/bin/env python3
"""Unpacks Imagenette (imagenette-224.tar) into raw arrays that training and measuring read.

Usage: models/data.py [--tar ../shared/data/imagenette-224.tar] [--out .cache/imagenette]
Needs: numpy, Pillow.

Written to --out, for each split (train, val) and each side S in SIDES:
  <split>-<S>.rgb   uint8, picture after picture, each S x S x 3, rows top to bottom, RGB
  <split>.labels    uint8, one class index a picture (classes in the order of CLASSES)
  <split>.json      {"count", "sides", "classes"}
Pictures are ordered by class, then by file name, so the files are the same on every machine with
the same Pillow. Sizes below 224 are made by Pillow's antialiased bilinear filter: the preprocessing
"resize the shorter side to S, centre crop S x S" on the 224 x 224 pictures of the archive.

None of these pictures may be committed or served; weights trained on them may.
"""

import argparse
import io
import json
import pathlib
import tarfile

import numpy as np
from PIL import Image

ROOT = pathlib.Path(__file__).resolve().parent.parent
DEFAULT_TAR = ROOT.parent / "shared" / "data" / "imagenette-224.tar"
DEFAULT_OUT = ROOT / ".cache" / "imagenette"

# WordNet id and class name; the index in this list is the class index of every model trained here.
CLASSES = [
    (entry["wnid"], entry["label"])
    for entry in json.loads(pathlib.Path(__file__).with_name("imagenette.json").read_text())
]
LABELS = [name for _, name in CLASSES]
FULL_SIDE = 224
# 64 is TinyVGG's input; 72 and 80 leave room for random crops of 64 without a second interpolation.
SIDES = [64, 72, 80, FULL_SIDE]


def split_members(archive, split):
    """Returns [(class index, tar member)] of one split in class, then file-name order."""
    index_of = {wnid: index for index, (wnid, _) in enumerate(CLASSES)}
    found = []
    for member in archive.getmembers():
        parts = pathlib.PurePosixPath(member.name).parts
        if member.isfile() and len(parts) == 3 and parts[0] == split:
            found.append((index_of[parts[1]], parts[2], member))
    found.sort(key=lambda entry: entry[:2])
    return [(index, member) for index, _, member in found]


def unpack_split(archive, split, out):
    """Decodes one split and writes its arrays; labels last, so that they mark a finished split."""
    members = split_members(archive, split)
    arrays = {
        side: np.memmap(
            out / f"{split}-{side}.rgb", np.uint8, "w+", shape=(len(members), side, side, 3)
        )
        for side in SIDES
    }
    for position, (_, member) in enumerate(members):
        picture = Image.open(io.BytesIO(archive.extractfile(member).read())).convert("RGB")
        if picture.size != (FULL_SIDE, FULL_SIDE):
            raise SystemExit(
                f"{member.name} is {picture.size}, expected {FULL_SIDE} x {FULL_SIDE}."
            )
        for side in SIDES:
            resized = picture if side == FULL_SIDE else picture.resize((side, side), Image.BILINEAR)
            arrays[side][position] = np.asarray(resized)
    for array in arrays.values():
        array.flush()
    info = {"count": len(members), "sides": SIDES, "classes": LABELS}
    (out / f"{split}.json").write_text(json.dumps(info, indent=2) + "\n")
    np.array([index for index, _ in members], np.uint8).tofile(out / f"{split}.labels")
    print(f"{split}: {len(members)} pictures at {SIDES} px in {out}", flush=True)


def ensure(tar=DEFAULT_TAR, out=DEFAULT_OUT):
    """Unpacks the archive unless the arrays are there already; returns their folder."""
    missing = [split for split in ("train", "val") if not (out / f"{split}.labels").exists()]
    if not missing:
        return out
    if not tar.exists():
        raise SystemExit(
            f"{tar} is missing. Pass --tar with an archive of Imagenette v2 resized to "
            f"{FULL_SIDE} x {FULL_SIDE}, as train/<wnid>/*.JPEG and val/<wnid>/*.JPEG."
        )
    out.mkdir(parents=True, exist_ok=True)
    with tarfile.open(tar) as archive:
        for split in missing:
            unpack_split(archive, split, out)
    return out


def load(split, side, out=DEFAULT_OUT):
    """Returns (pictures uint8 [N, side, side, 3], memory-mapped; labels int64 [N])."""
    labels = np.fromfile(out / f"{split}.labels", np.uint8).astype(np.int64)
    pictures = np.memmap(
        out / f"{split}-{side}.rgb", np.uint8, "r", shape=(len(labels), side, side, 3)
    )
    return pictures, labels


def resized(split, side, out=DEFAULT_OUT):
    """Returns what load() does for any side up to 224; sizes not in SIDES are made and kept."""
    path = out / f"{split}-{side}.rgb"
    if not path.exists():
        pictures, labels = load(split, FULL_SIDE, out)
        partial = path.with_suffix(".partial")
        made = np.memmap(partial, np.uint8, "w+", shape=(len(labels), side, side, 3))
        for row, picture in zip(made, pictures):
            row[:] = np.asarray(Image.fromarray(picture).resize((side, side), Image.BILINEAR))
        made.flush()
        partial.rename(path)
    return load(split, side, out)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Unpack Imagenette into raw arrays.")
    parser.add_argument("--tar", type=pathlib.Path, default=DEFAULT_TAR)
    parser.add_argument("--out", type=pathlib.Path, default=DEFAULT_OUT)
    arguments = parser.parse_args()
    ensure(arguments.tar, arguments.out)
