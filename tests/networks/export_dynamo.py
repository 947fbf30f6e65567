#!/usr/bin/env python3
"""Exports networks as today's torch.onnx.export writes them by default, with PyTorch's answers.

Usage: tests/networks/export_dynamo.py [--only NAME ...] [--out .cache/networks-dynamo] [--list]
Needs: torch 2.9 or later, torchvision, onnx, onnxscript, numpy.
Then:  node tests/networks/compare.mjs --in .cache/networks-dynamo
       node tests/networks/page_dynamo.mjs

Each network is exported in several forms: NAME with nothing chosen, so at the opset that this
PyTorch prefers; NAME_op18 at opset 18; NAME_top at the highest opset that it has; NAME_raw without
its optimiser; NAME_half with weights and input in float16; NAME_open, where a network takes any, with
open height and width. Written for each, in --out:
  NAME.onnx, NAME.onnx.data   exactly as the exporter wrote them, weights in the second file
  CASE.input.f32, CASE.values.f32, CASE.json
                              as export.py writes them. CASE is NAME, and for the networks with open
                              sizes NAME with the input's sizes, where "model" in the .json is NAME.
                              Beside that the .json tells opset, ir, operators, functions and
                              dataBytes, the size of the second file.

The values within a network are what PyTorch's own exported program gives for the nodes of the same
name; the last is the output of the module itself. Of float16 it is the output alone, of the same
weights and input in float32, which is what the engine computes with. Nothing of this is committed:
the files are 4 GB.
"""

import sys

try:
    import onnx
    import torch
    from export import TAPS, chosen, create, parameter_count, store, unsettle, without_inplace
    from torch import nn
except ImportError as missing:
    sys.exit(f"{missing}. Run: pip install 'torch>=2.9' torchvision onnx onnxscript numpy")

HIGHEST = torch.onnx._constants.ONNX_MAX_OPSET
CLASSIFIERS = """
    resnet18 mobilenet_v2 mobilenet_v3_small efficientnet_b0 convnext_tiny swin_t densenet121
    shufflenet_v2_x1_0 vit_b_16
""".split()
# Batch, height and width that they are run at; they are exported from the first.
OPEN = {
    "unet": [(2, 64, 96), (1, 128, 40)],
    # Sizes of which a half has to be rounded.
    "unet_resize": [(2, 61, 90), (1, 75, 131)],
}
NAMES = [*CLASSIFIERS, *OPEN]
# Classifiers that take any size, and the one that they are run at besides.
ANY_SIZE = {name: (160, 192) for name in CLASSIFIERS if name not in ("swin_t", "vit_b_16")}
FORMS = {
    "": {},
    "_op18": {"opset_version": 18},
    "_top": {"opset_version": HIGHEST},
    "_raw": {"optimize": False},
    "_half": {},
    "_open": {},
}


def block(inputs, outputs):
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, 3, padding=1, bias=False), nn.BatchNorm2d(outputs), nn.ReLU(),
        nn.Conv2d(outputs, outputs, 3, padding=1, bias=False), nn.BatchNorm2d(outputs), nn.ReLU(),
    )  # fmt: skip


class Unet(nn.Module):
    """Ronneberger et al. 2015, small: what comes up is concatenated with what went down."""

    widths = [16, 32, 64]

    def __init__(self, by_resize):
        super().__init__()
        self.by_resize = by_resize
        deep = [*self.widths[1:], 2 * self.widths[-1]]
        self.down = nn.ModuleList(map(block, [3, *self.widths[:-1]], self.widths))
        self.bottom = block(self.widths[-1], deep[-1])
        grow = nn.Conv2d if by_resize else nn.ConvTranspose2d
        kernel = {"kernel_size": 1} if by_resize else {"kernel_size": 2, "stride": 2}
        self.up = nn.ModuleList(grow(below, w, **kernel) for below, w in zip(deep, self.widths))
        self.merge = nn.ModuleList(block(2 * width, width) for width in self.widths)
        self.head = nn.Conv2d(self.widths[0], 2, 1)

    def forward(self, x):
        skips = []
        for down in self.down:
            skips.append(down(x))
            x = nn.functional.max_pool2d(skips[-1], 2)
        x = self.bottom(x)
        for level in reversed(range(len(skips))):
            if self.by_resize:
                x = nn.functional.interpolate(x, size=skips[level].shape[-2:], mode="bilinear")
            x = self.merge[level](torch.cat([skips[level], self.up[level](x)], 1))
        return self.head(x)


class Recorder(torch.fx.Interpreter):
    """Keeps what every node of a program gave."""

    def __init__(self, module):
        super().__init__(module)
        self.values = {}

    def run_node(self, n):
        result = super().run_node(n)
        if n.op == "call_function" and isinstance(result, torch.Tensor):
            self.values[n.name] = result.clone()
        return result


def reference(module, program, model, x):
    """TAPS values spread over the network, and its output, by their names in the file."""
    output = model.graph.output[0].name
    recorder = Recorder(program.module())
    with torch.no_grad():
        recorder.run(x)
        answer = module(x)
    # What follows from no input (the masks of Swin) is a constant: no reader need keep it.
    written = {model.graph.input[0].name: None}
    for node in model.graph.node:
        if any(name in written for name in node.input):
            written |= dict.fromkeys(node.output)
    found = [name for name in written if name in recorder.values and name != output]
    found = [name for name in found if recorder.values[name].dtype == torch.float32]
    taps = [found[(len(found) - 1) * (i + 1) // (TAPS + 1)] for i in range(TAPS)]
    return {**{name: recorder.values[name] for name in taps}, output: answer}


def network(name, form):
    """Returns (module in eval(), its inputs, the first of which it is exported with)."""
    torch.manual_seed(NAMES.index(name) + 1)
    if name in OPEN:
        module = Unet(by_resize=name == "unet_resize").eval()
        shapes = [[batch, 3, height, width] for batch, height, width in OPEN[name]]
    else:
        module, shape = create(name)
        shapes = [shape]
        if form == "_open":
            shapes.append([1, 3, *ANY_SIZE[name]])
    unsettle(module)
    without_inplace(module)
    return module, [torch.randn(shape) for shape in shapes]


def facts_of(path, model, module):
    operators = {".".join(filter(None, [n.domain, n.op_type])) for n in model.graph.node}
    data = path.with_name(f"{path.name}.data")
    return {
        "model": path.stem,
        "opset": next(used.version for used in model.opset_import if used.domain == ""),
        "ir": model.ir_version,
        "parameters": parameter_count(module),
        "nodes": len(model.graph.node),
        "operators": sorted(operators),
        "functions": [f"{function.domain}.{function.name}" for function in model.functions],
        "dataBytes": data.stat().st_size if data.exists() else 0,
    }


def export(name, form, out):
    module, inputs = network(name, form)
    options = dict(FORMS[form])
    is_open = name in OPEN or form == "_open"
    if name in OPEN:
        options["dynamic_shapes"] = ({0: "batch", 2: "height", 3: "width"},)
    elif is_open:
        options["dynamic_shapes"] = ({2: "height", 3: "width"},)
    if form == "_half":
        module, inputs = module.half(), [x.half() for x in inputs]
    path = out / f"{name}{form}.onnx"
    written = torch.onnx.export(module, (inputs[0],), path, dynamo=True, **options)
    model = onnx.load(path, load_external_data=False)
    facts = facts_of(path, model, module)
    for x in inputs:
        case = "_".join([path.stem, *(map(str, x.shape) if is_open else [])])
        if form == "_half":
            with torch.no_grad():
                values = {model.graph.output[0].name: module.float()(x.float())}
        else:
            values = reference(module, written.exported_program, model, x)
        store(out, case, x, values, facts)
    print(
        f"{path.stem}: opset {facts['opset']}, IR {facts['ir']}, {facts['nodes']} nodes,"
        f" {len(facts['functions'])} functions, {facts['dataBytes']} bytes beside:"
        f" {' '.join(facts['operators'])}",
        flush=True,
    )


def main():
    names, out = chosen("Export networks as PyTorch writes them today.", NAMES, "networks-dynamo")
    for name in names:
        for form in FORMS:
            if form == "_open" and name not in ANY_SIZE or form and name in OPEN and form != "_op18":
                continue
            export(name, form, out)


if __name__ == "__main__":
    main()
