#!/usr/bin/env python3
"""Renders the sample pictures from the POV-Ray scenes in this folder.

Usage: models/samples/render.py [--out FOLDER] [NAME ...]
Needs: povray 3.7, Pillow. Without names every scene is rendered; the pictures go to this folder
unless --out says otherwise.

The result is the same on every run: one thread, no jitter in the antialiasing, and scenes that take
their random numbers from fixed seeds. Another version of POV-Ray or Pillow may change single bytes.
"""

import argparse
import pathlib
import shutil
import subprocess
import sys
import tempfile

from PIL import Image

FOLDER = pathlib.Path(__file__).resolve().parent
QUALITY = 85
# Every first visit waits for the first picture, and what it has besides is grass out of focus.
QUALITIES = {"golf-ball": 70}
MAX_BYTES = 60_000
# Adaptive supersampling of pixels that differ from their neighbours.
ANTIALIASED = ["+A0.12", "+AM2", "+R2", "-J"]
# A scene with focal blur already spreads its samples over each pixel.
BLURRED = ["-A"]

# Scene name: (width, height, sampling).
SCENES = {
    "cassette-player": (640, 480, ANTIALIASED),
    "chain-saw": (640, 480, ANTIALIASED),
    "church": (512, 512, ANTIALIASED),
    "french-horn": (512, 512, ANTIALIASED),
    "garbage-truck": (640, 480, ANTIALIASED),
    "gas-pump": (480, 640, ANTIALIASED),
    "golf-ball": (512, 512, BLURRED),
    "parachute": (480, 640, ANTIALIASED),
    "tench": (512, 384, ANTIALIASED),
}


def render(name, out):
    """Renders one scene to out/<name>.webp and returns that path."""
    width, height, sampling = SCENES[name]
    with tempfile.TemporaryDirectory() as scratch:
        picture = pathlib.Path(scratch) / f"{name}.png"
        size = [f"+W{width}", f"+H{height}"]
        command = ["povray", f"+I{name}.pov", f"+O{picture}", "+FN8", "-D", "+WT1"]
        command += size + sampling
        run = subprocess.run(command, cwd=FOLDER, capture_output=True, text=True, errors="replace")
        if run.returncode != 0:
            raise SystemExit(f"povray failed on {name}.pov:\n{run.stderr[-2000:]}")
        target = out / f"{name}.webp"
        quality = QUALITIES.get(name, QUALITY)
        Image.open(picture).convert("RGB").save(target, quality=quality, method=6)
    return target


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", metavar="NAME", help="scenes to render, default all")
    parser.add_argument("--out", type=pathlib.Path, default=FOLDER, help="folder for the pictures")
    options = parser.parse_args()
    unknown = sorted(set(options.names) - set(SCENES))
    if unknown:
        parser.error(f"no scene named {', '.join(unknown)}; there are {', '.join(SCENES)}")
    if shutil.which("povray") is None:
        raise SystemExit("povray is not installed. On Debian: apt-get install povray")
    options.out.mkdir(parents=True, exist_ok=True)
    for name in options.names or SCENES:
        target = render(name, options.out)
        size = target.stat().st_size
        print(f"{target.name}: {size} bytes", flush=True)
        if size > MAX_BYTES:
            sys.exit(f"{target.name} is over {MAX_BYTES} bytes; make the scene plainer.")


if __name__ == "__main__":
    main()
