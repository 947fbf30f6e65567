"""The catalog, for export scripts: enters a bundled model, in the format that Biome keeps."""

import hashlib
import json
import pathlib
import re

CATALOG = pathlib.Path(__file__).resolve().with_name("catalog.json")


def formatted(catalog):
    """JSON text with short lists of plain values on one line."""

    def join(found):
        short = "[" + re.sub(r"\n\s+", " ", found[1]) + "]"
        return short if len(short) <= 80 else found[0]

    lines = json.dumps(catalog, indent=2, ensure_ascii=False)
    return re.sub(r"\[\n\s+([^\[\]{}]*?)\n\s+\]", join, lines) + "\n"


def enter(name, content, **fields):
    """Enters models/<name>/<name>.onnx, whose bytes are `content`, or replaces its entry.

    fields: title, input, license, credit, and accuracy where others measured it. One that was
    measured here stays while the file is the same. New models go behind the other bundled ones.
    """
    catalog = json.loads(CATALOG.read_text())
    entry = {
        "id": name,
        "title": fields["title"],
        "task": "image-classification",
        "file": f"{name}/{name}.onnx",
        "bytes": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
        "input": fields["input"],
        "license": fields["license"],
        "credit": fields["credit"],
    }
    if "accuracy" in fields:
        entry["accuracy"] = fields["accuracy"]
    models = catalog["models"]
    place = next((i for i, old in enumerate(models) if old["id"] == name), None)
    if place is None:
        models.insert(sum("file" in old for old in models), entry)
    else:
        old = models[place]
        if old["sha256"] == entry["sha256"] and "accuracy" in old:
            entry.setdefault("accuracy", old["accuracy"])
        models[place] = entry
    CATALOG.write_text(formatted(catalog))
    print(f"{entry['file']}: {len(content)} bytes, sha256 {entry['sha256']}")


def change(name, content):
    """Enters the size and SHA-256 of a file whose metadata changed and whose answers did not."""
    catalog = json.loads(CATALOG.read_text())
    (entry,) = (entry for entry in catalog["models"] if entry["id"] == name)
    entry["bytes"] = len(content)
    entry["sha256"] = hashlib.sha256(content).hexdigest()
    CATALOG.write_text(formatted(catalog))
    print(f"{entry['file']}: {len(content)} bytes, sha256 {entry['sha256']}")
