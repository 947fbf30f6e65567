#!/usr/bin/env python3
"""Pictures unlike those that the networks were trained on: what "unfamiliar" is measured with.

Usage: models/others.py [--out .cache/others]      then: npm run eval -- --calibrate --others DIR
Needs: Debian 12 (apt-get, dpkg-deb), numpy, Pillow; MNIST for the digits (lenet5/digits.py).
Fetches 570 MB of Debian packages the first time. The same pictures every time from the same
packages. They have licences of their own: none may be committed or served.

Written to --out:
  pictures/<kind>/*.jpg   224 x 224, for the networks trained on Imagenette, whose pictures are
                          224 x 224 JPEGs too
  digits/<kind>/*.png     32 x 32 and grey, for LeNet-5
Pictures whose names say one of the ten classes, or something close to it, are left out (NEAR).
"""

import argparse
import io
import pathlib
import re
import subprocess
import sys
import zipfile

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE / "lenet5"))
OUT = HERE.parent / ".cache" / "others"
SIDE = 224
PACKAGES = [
    "gnome-backgrounds",
    "lomiri-wallpapers-16.04",
    "lomiri-wallpapers-20.04",
    "mate-backgrounds",
    "ukui-wallpapers",
    "python3-skimage",
    "tuxpaint-stamps-default",
    "openclipart-png",
    "openarena-081-textures",
    "gimp-help-en",
    "fonts-dejavu-core",
    "fonts-dejavu-extra",
]
# Of the classes, or near them: a network is not wrong to know these.
NEAR = re.compile(
    r"church|cathedral|chapel|steeple|abbey|monaster|christian|parach|paratroop|golf|fish|carp|trout"
    r"|salmon|shark|spaniel|dog|pupp|hound|terrier|horn|trumpet|brass|tuba|trombone|bugle|saw|truck"
    r"|lorry|garbage|trash|dumper|pump|petrol|fuel|cassette|tape|radio|stereo|player|balloon|friends",
    re.IGNORECASE,
)
# Wallpapers that are photographs; the others are graphics.
PHOTOGRAPHS = re.compile(
    r"Bridge_|Dragonfly|Picture_|Wine_|aitzgorri|free_by|greentock|life_|picosdeeuropa|seeding|sunset"
    r"|Kleiber|Infinite-Sea|nature/(?!Wood)"
)
SKIMAGE_PHOTOGRAPHS = (
    "astronaut camera chelsea coffee coins hubble_deep_field ihc moon motorcycle_left retina rocket"
).split()
SYMBOLS = re.compile(r"/symbols/(alphabets|math|money/00|music|shapes)/")
TYPEFACES = ["DejaVuSans", "DejaVuSans-Bold", "DejaVuSerif", "DejaVuSerif-Italic", "DejaVuSansMono"]
# Letters that are not also digits, as they are drawn.
LETTERS = "ACDEFGHJKLMNPQRTUVWXYabdefhjkmnprtuvwxy"


def fetch(out):
    """Returns the folder with the packages' files, fetching what is missing."""
    unpacked, archives = out / "unpacked", out / "packages"
    archives.mkdir(parents=True, exist_ok=True)
    for name in PACKAGES:
        folder = unpacked / name
        if folder.exists():
            continue
        if not any(archives.glob(f"{name}_*.deb")):
            subprocess.run(["apt-get", "download", "-q", name], cwd=archives, check=True)
        (archive,) = archives.glob(f"{name}_*.deb")
        subprocess.run(["dpkg-deb", "-x", str(archive), str(folder)], check=True)
    return unpacked


def files(folder, *endings):
    found = (path for path in folder.rglob("*") if path.suffix.lower() in endings)
    return sorted(path for path in found if path.is_file() and not NEAR.search(path.name))


def on_white(image):
    image = image.convert("RGBA")
    ground = Image.new("RGBA", image.size, "white")
    ground.alpha_composite(image)
    return ground.convert("RGB")


def opened(source):
    """Returns the picture on white; None for one that cannot be read, is tiny or huge."""
    try:
        image = on_white(Image.open(source))
    except (OSError, ValueError, NotImplementedError, Image.DecompressionBombError):
        return None
    return image if min(image.size) >= 48 else None


def square(image):
    """The middle of a picture, as preprocessing crops it."""
    side = min(image.size)
    left, top = (image.width - side) // 2, (image.height - side) // 2
    return image.crop((left, top, left + side, top + side)).resize((SIDE, SIDE), Image.BICUBIC)


def fitted(image, margin=0.08):
    """All of a picture on a white square."""
    side = round(max(image.size) * (1 + 2 * margin))
    ground = Image.new("RGB", (side, side), "white")
    ground.paste(image, ((side - image.width) // 2, (side - image.height) // 2))
    return ground.resize((SIDE, SIDE), Image.BICUBIC)


def crops(image, generator, count):
    """The middle, then random squares of 0.3 to 1 of the shorter side."""
    yield square(image)
    for _ in range(count - 1):
        side = int(min(image.size) * generator.uniform(0.3, 1))
        left = int(generator.integers(0, image.width - side + 1))
        top = int(generator.integers(0, image.height - side + 1))
        yield square(image.crop((left, top, left + side, top + side)))


def sample(paths, generator, count):
    chosen = generator.choice(len(paths), min(count, len(paths)), replace=False)
    return [paths[index] for index in sorted(chosen)]


def wallpapers(unpacked):
    names = ("gnome-backgrounds", "lomiri-wallpapers-16.04", "lomiri-wallpapers-20.04")
    folders = [unpacked / name for name in (*names, "mate-backgrounds", "ukui-wallpapers")]
    paths = [path for folder in folders for path in files(folder, ".jpg", ".png", ".webp")]
    return [path for path in paths if "backgrounds" in str(path) and "Elephants_" not in path.name]


def photographs(unpacked, generator):
    """Crops of the wallpapers that are photographs, and of scikit-image's."""
    paths = [path for path in wallpapers(unpacked) if PHOTOGRAPHS.search(str(path))]
    for path in files(unpacked / "python3-skimage", ".jpg", ".png"):
        if path.parent.name == "data" and path.stem in SKIMAGE_PHOTOGRAPHS:
            paths.append(path)
    for path in paths:
        yield from crops(opened(path), generator, 6)


def graphics(unpacked, generator):
    """Crops of the wallpapers that are drawn or computed."""
    for path in wallpapers(unpacked):
        if not PHOTOGRAPHS.search(str(path)):
            yield from crops(opened(path), generator, 3)


def objects(unpacked, generator):
    """Tux Paint's stamps: things cut out of photographs, and drawings, on white."""
    paths = files(unpacked / "tuxpaint-stamps-default", ".png")
    paths = [path for path in paths if not SYMBOLS.search(str(path))]
    for path in paths:
        image = opened(path)
        if image and "_mirror" not in path.name and not NEAR.search(str(path)):
            yield fitted(image)


def clip_art(unpacked, generator):
    """Of Open Clip Art, on white."""
    paths = files(unpacked / "openclipart-png", ".png")
    paths = [path for path in paths if not re.search(r"/(duplicates|gradients)/", str(path))]
    paths = [path for path in paths if not NEAR.search(str(path))]
    for path in sample(paths, generator, 320):
        image = opened(path)
        if image:
            yield fitted(image)


def textures(unpacked, generator):
    """Walls, floors and skies of a game."""
    (path,) = (unpacked / "openarena-081-textures").rglob("*.pk3")
    with zipfile.ZipFile(path) as archive:
        names = [name for name in archive.namelist() if re.search(r"\.(jpg|tga)$", name)]
        for name in sample(sorted(names), generator, 320):
            try:
                image = Image.open(io.BytesIO(archive.read(name))).convert("RGB")
            except (OSError, ValueError):
                continue
            if min(image.size) >= 64:
                yield square(image)


def screens(unpacked, generator):
    """Dialogs of GIMP, from its handbook."""
    paths = files(unpacked / "gimp-help-en", ".png")
    paths = [path for path in paths if re.search("dialog|options|menu", path.name)]
    images = [image for image in map(opened, paths) if image and min(image.size) >= 150]
    for image in images[:: max(1, len(images) // 150)]:
        yield square(image)


def font(unpacked, name, size):
    (path,) = unpacked.glob(f"fonts-dejavu-*/usr/share/fonts/truetype/dejavu/{name}.ttf")
    return ImageFont.truetype(str(path), size)


def text(unpacked, generator):
    """Pages of words from scikit-image's sources, dark on light and light on dark."""
    source = (unpacked / "python3-skimage").rglob("skimage/filters/*.py")
    words = " ".join(path.read_text() for path in sorted(source)).split()
    for number in range(100):
        typeface = font(unpacked, TYPEFACES[number % 5], int(generator.integers(8, 40)))
        light, dark = generator.integers(200, 256, 3), generator.integers(0, 90, 3)
        ground, ink = (light, dark) if number // 2 % 4 else (dark, light)
        image = Image.new("RGB", (SIDE, SIDE), tuple(int(value) for value in ground))
        start = int(generator.integers(0, len(words) - 1000))
        lines, line = [], ""
        for word in words[start : start + 1000]:
            if typeface.getlength(f"{line} {word}") > SIDE - 16:
                lines.append(line)
                line = ""
            line = f"{line} {word}".strip()
        place = {"xy": (8, 8), "text": "\n".join(lines), "font": typeface}
        ImageDraw.Draw(image).multiline_text(**place, fill=tuple(int(value) for value in ink))
        yield image


def noise(unpacked, generator):
    """Uniform, normal, coarse and cloudy (amplitude as 1 / frequency), grey or coloured."""
    for number in range(100):
        channels = 1 if number % 3 == 0 else 3
        shape = (SIDE, SIDE, channels)
        kind = number // 2 % 4
        if kind == 0:
            values = generator.uniform(0, 255, shape)
        elif kind == 1:
            values = generator.normal(generator.uniform(60, 200), generator.uniform(10, 80), shape)
        elif kind == 2:
            cell = int(generator.choice([4, 8, 16, 32]))
            small = generator.uniform(0, 255, (SIDE // cell + 1, SIDE // cell + 1, channels))
            values = small.repeat(cell, 0).repeat(cell, 1)[:SIDE, :SIDE]
        else:
            values = np.stack([cloud(generator) for _ in range(channels)], -1)
        values = np.clip(values, 0, 255).astype(np.uint8)
        yield Image.fromarray(values.repeat(3 // channels, 2))


def cloud(generator):
    frequency = np.hypot(*np.meshgrid(np.fft.fftfreq(SIDE), np.fft.fftfreq(SIDE)))
    frequency[0, 0] = 1
    spectrum = np.fft.fft2(generator.normal(size=(SIDE, SIDE))) / frequency
    values = np.fft.ifft2(spectrum).real
    return 255 * (values - values.min()) / np.ptp(values)


def plain(unpacked, generator):
    """One colour, or two that pass into each other."""
    for value in np.linspace(0, 255, 20).round():
        yield Image.new("RGB", (SIDE, SIDE), (int(value),) * 3)
    for _ in range(40):
        yield Image.new("RGB", (SIDE, SIDE), tuple(int(v) for v in generator.integers(0, 256, 3)))
    ramp = np.linspace(0, 1, SIDE)
    for _ in range(40):
        angle = generator.uniform(0, 2 * np.pi)
        t = np.add.outer(ramp * np.sin(angle), ramp * np.cos(angle))
        t = ((t - t.min()) / np.ptp(t))[..., None]
        values = t * generator.integers(0, 256, 3) + (1 - t) * generator.integers(0, 256, 3)
        yield Image.fromarray(values.astype(np.uint8))


def digits(unpacked, generator):
    """MNIST's, white on black."""
    import digits as mnist

    for image in mnist.load("t10k")[0][:100]:
        yield Image.fromarray(image).resize((SIDE, SIDE), Image.BICUBIC).convert("RGB")


def upright_digits(unpacked, generator):
    """MNIST's in black on white, which LeNet-5 does not know."""
    import digits as mnist

    for image in mnist.load("t10k")[0][:200]:
        yield Image.fromarray(255 - image)


def letters(unpacked, generator):
    """Printed letters, white on black, as large and blurred as MNIST's digits."""
    for name in TYPEFACES:
        for letter in LETTERS:
            image = Image.new("L", (128, 128))
            typeface = font(unpacked, name, int(generator.integers(88, 112)))
            ImageDraw.Draw(image).text((64, 64), letter, 255, typeface, anchor="mm")
            yield image.filter(ImageFilter.GaussianBlur(2)).resize((32, 32), Image.BILINEAR)


def grey(kind):
    def pictures(unpacked, generator):
        for image in kind(unpacked, generator):
            yield image.convert("L").resize((32, 32), Image.BILINEAR)

    return pictures


KINDS = {
    "photographs": photographs,
    "objects": objects,
    "clip art": clip_art,
    "graphics": graphics,
    "textures": textures,
    "screens": screens,
    "text": text,
    "digits": digits,
    "noise": noise,
    "plain": plain,
}
GREY_KINDS = {
    "letters": letters,
    "black on white": upright_digits,
    "photographs": grey(photographs),
    "objects": grey(objects),
    "text": grey(text),
    "noise": grey(noise),
    "plain": grey(plain),
}


def write(kinds, out, unpacked, ending, **options):
    for kind, pictures in kinds.items():
        folder = out / kind
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.iterdir():
            old.unlink()
        count = 0
        for count, image in enumerate(pictures(unpacked, np.random.default_rng(1)), 1):
            image.save(folder / f"{count:04}.{ending}", **options)
        print(f"{folder}: {count}", flush=True)


def main():
    parser = argparse.ArgumentParser(description="Collect pictures of other things.")
    parser.add_argument("--out", type=pathlib.Path, default=OUT)
    out = parser.parse_args().out
    unpacked = fetch(out)
    write(KINDS, out / "pictures", unpacked, "jpg", quality=92)
    write(GREY_KINDS, out / "digits", unpacked, "png")


if __name__ == "__main__":
    main()
