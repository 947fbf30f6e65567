#!/usr/bin/env python3
"""Makes the sample photographs from the pictures in scikit-image's package.

Usage: pip download --no-deps scikit-image==0.26.0 && unzip scikit_image-*.whl 'skimage/data/*'
       models/samples/photographs.py skimage/data
Needs: Pillow. Larger ones are made smaller; another version of Pillow may change single bytes.
"""

import pathlib
import sys

from PIL import Image

FOLDER = pathlib.Path(__file__).resolve().parent
SIDE = 384  # of the shorter side; smaller pictures keep their size
MAX_BYTES = 40_000
QUALITIES = range(85, 50, -5)  # the first that fits

PHOTOGRAPHS = {
    "cat": "chelsea.png",
    "coffee": "coffee.png",
    "rocket": "rocket.jpg",
    "astronaut": "astronaut.png",
}


def make(source, target):
    """Writes one photograph; returns the quality it was written with."""
    picture = Image.open(source).convert("RGB")
    factor = min(1, SIDE / min(picture.size))
    size = [round(side * factor) for side in picture.size]
    if factor < 1:
        picture = picture.resize(size, Image.LANCZOS)
    for quality in QUALITIES:
        picture.save(target, quality=quality, method=6)
        if target.stat().st_size <= MAX_BYTES:
            return quality
    sys.exit(f"{target.name} does not fit into {MAX_BYTES} bytes.")


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    for name, source in PHOTOGRAPHS.items():
        target = FOLDER / f"{name}.webp"
        quality = make(pathlib.Path(sys.argv[1]) / source, target)
        print(f"{target.name}: {target.stat().st_size} bytes, quality {quality}")


if __name__ == "__main__":
    main()
