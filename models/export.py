"""A fine-tuned encoder as the two small files that predicting reads (needs the `encoder` extra)."""

import argparse
import json
import tempfile
import warnings
import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from transformers import AutoConfig, AutoModel

from models.encoder import ENCODER_FILES
from models.network import RulingEncoder, encoder_folder

_TABLE_FINENESS = 8.0
_SEEN = 3
"""Documents in which a piece occurs at least, to keep it."""


class _Rows(nn.Module):
    """An embedding table in eight bits, each row with its own step."""

    def __init__(self, weight: Tensor, fineness: float) -> None:
        super().__init__()
        step = weight.std(1, keepdim=True).clamp(min=1e-8) / fineness
        self.register_buffer("step", step)
        self.register_buffer("table", (weight / step).round().clamp(-127, 127).to(torch.int8))

    def forward(self, ids: Tensor) -> Tensor:
        return self.table[ids].float() * self.step[ids]


def coarsen(whole: Path, small: Path, fineness: float) -> None:
    """Give the eight-bit matrices of a quantised network steps of a fraction of their columns' deviation.

    Eight bits whose values cluster near zero compress to little more than the entropy of a normal
    variable in such steps, log2(fineness) + 2.05 bits, while outliers keep their size: smaller on
    disk at the same error than fewer bits for all (entropy-coded scalar quantisation: Gish and Pierce 1968).

    Parameters
    ----------
    whole : Path
        The network before its quantisation.
    small : Path
        The same after it; rewritten.
    fineness : float
        Steps in a standard deviation.
    """
    import onnx
    from onnx import numpy_helper

    weights = {each.name: each for each in onnx.load(str(whole)).graph.initializer}
    network = onnx.load(str(small))
    stored = {each.name: each for each in network.graph.initializer}
    for name, each in stored.items():
        matrix = name.removesuffix("_quantized")
        if matrix == name or matrix not in weights:
            continue
        values = numpy_helper.to_array(weights[matrix])
        step = np.maximum(values.std(0), 1e-8) / fineness
        step = np.maximum(step, np.abs(values).max(0) / 127).astype(np.float32)
        rounded = np.clip(np.round(values / step), -127, 127).astype(np.int8)
        each.CopyFrom(numpy_helper.from_array(rounded, name))
        stored[f"{matrix}_scale"].CopyFrom(numpy_helper.from_array(step, f"{matrix}_scale"))
    onnx.save(network, str(small))


def pruned_vocabulary(tokenizer: dict[str, Any], texts: Iterable[str]) -> tuple[dict[str, Any], list[int]]:
    """A WordPiece tokeniser without the pieces that hardly a text needs, and the old ids in their new order.

    Single characters and special tokens stay, so that other words are still spelt out.
    """
    model = Tokenizer.from_str(json.dumps(tokenizer))
    model.no_truncation()
    model.no_padding()
    documents = Counter(number for text in texts for number in set(model.encode(text, add_special_tokens=False).ids))
    used = {number for number, seen in documents.items() if seen >= _SEEN}
    vocabulary: dict[str, int] = tokenizer["model"]["vocab"]
    used.update(added["id"] for added in tokenizer["added_tokens"])
    kept = [
        (piece, number)
        for piece, number in sorted(vocabulary.items(), key=lambda item: item[1])
        if number in used or len(piece.removeprefix("##")) == 1
    ]
    renumbered = {number: place for place, (_, number) in enumerate(kept)}
    slim = {**tokenizer, "post_processor": None, "padding": None, "truncation": None}
    slim["model"] = {**tokenizer["model"], "vocab": {piece: renumbered[number] for piece, number in kept}}
    slim["added_tokens"] = [
        {**added, "id": renumbered[added["id"]]} for added in tokenizer["added_tokens"] if added["id"] in renumbered
    ]
    return slim, [number for _, number in kept]


def export(model: RulingEncoder, tokenizer: dict[str, Any], texts: Iterable[str], out: Path, fineness: float) -> None:
    """Write the files of `models.encoder.ENCODER_FILES` into `out`.

    Parameters
    ----------
    model : RulingEncoder
        Changed in place.
    tokenizer : dict
        The content of its `tokenizer.json`.
    texts : iterable of str
        What the vocabulary must serve.
    fineness : float
        Steps in a standard deviation of the weights of a column.
    """
    from onnxruntime.quantization import QuantType, quantize_dynamic

    slim, kept = pruned_vocabulary(tokenizer, texts)
    model.eval()
    table = model.body.embeddings.word_embeddings.weight[kept].detach()
    model.body.embeddings.word_embeddings = _Rows(table, _TABLE_FINENESS)
    ids = torch.randint(5, len(kept), (3, 40))
    mask = torch.ones_like(ids)
    mask[1, 30:] = 0
    with tempfile.TemporaryDirectory() as folder:
        whole, small = Path(folder, "whole.onnx"), Path(folder, "small.onnx")
        names = ["ids", "mask", "pieces"]
        with warnings.catch_warnings():
            # Of the older exporter, which leaves the number of tokens open where the newer one fixes relative positions.
            warnings.simplefilter("ignore")
            torch.onnx.export(
                model,
                (ids, mask, ids % 6),
                str(whole),
                input_names=names,
                output_names=["outcome", "relief", "claims", "scope", "evidence"],
                dynamic_axes={name: {0: "documents", 1: "tokens"} for name in names},
                opset_version=17,
                dynamo=False,
            )
        quantize_dynamic(whole, small, op_types_to_quantize=["MatMul"], per_channel=True, weight_type=QuantType.QInt8)
        coarsen(whole, small, fineness)
        network = _packed(small.read_bytes())
    out.mkdir(parents=True, exist_ok=True)
    text = json.dumps(slim, ensure_ascii=False, separators=(",", ":")).encode()
    for name, content in zip(ENCODER_FILES, (network, _packed(text)), strict=True):
        (out / name).write_bytes(content)


def _packed(content: bytes) -> bytes:
    # Weights repeat no strings: Huffman codes alone make them smaller than matching does.
    packer = zlib.compressobj(9, zlib.DEFLATED, 31, 9, zlib.Z_HUFFMAN_ONLY)
    return packer.compress(content) + packer.flush()


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the export from the command line; see `--help`."""
    from data import read_rulings

    parser = argparse.ArgumentParser(prog="python -m models.export", description=__doc__, allow_abbrev=False)
    parser.add_argument("--base", required=True, help="the encoder that the fine-tuning started from")
    parser.add_argument("--weights", required=True, type=Path, help="an epochN.pt of models.finetune")
    parser.add_argument("--texts", required=True, nargs="+", type=Path, help="rulings whose words the vocabulary keeps")
    parser.add_argument("--out", required=True, type=Path)
    parser.add_argument("--fineness", type=float, default=4.5, help="steps in a standard deviation of the weights")
    options = parser.parse_args(arguments)
    base = encoder_folder(options.base)
    config = AutoConfig.from_pretrained(base)
    model = RulingEncoder(AutoModel.from_config(config))
    model.load_state_dict(torch.load(options.weights, weights_only=True))
    tokenizer = json.loads((base / "tokenizer.json").read_text(encoding="utf-8"))
    texts = (f"{r['title']} {r['text']}" for r in read_rulings(*options.texts))
    export(model, tokenizer, texts, options.out, options.fineness)
    for name in ENCODER_FILES:
        print(f"{options.out / name}: {(options.out / name).stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
