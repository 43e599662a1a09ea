"""Writes a network as ONNX, with what it is in its metadata."""
from pathlib import Path

import onnx
import torch

from alphabet import ALPHABET
from network import Reader

#: The oldest that every operation here is in.
OPSET = 13


def export(reader: Reader, path: Path, about: dict[str, str]) -> None:
    """Normalisation over batches is folded into the convolutions; batch and width stay open."""
    reader.eval()
    strip = torch.zeros(1, 1, 32, 320)
    torch.onnx.export(
        reader,
        strip,
        str(path),
        opset_version=OPSET,
        input_names=["strips"],
        output_names=["logs"],
        dynamic_axes={"strips": {0: "rows", 3: "width"}, "logs": {0: "rows", 1: "steps"}},
    )
    model = onnx.load(str(path))
    model.producer_name = "openidv training"
    model.producer_version = ""
    onnx.helper.set_model_props(model, {"alphabet": ALPHABET, "licence": "Apache-2.0", **about})
    onnx.checker.check_model(model)
    onnx.save(model, str(path))
