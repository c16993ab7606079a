"""The network that is fine-tuned, what it is to say, and how wrong it is (needs the `encoder` extra)."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from data import CLAIMS, OUTCOMES, RELIEFS, SCOPES
from features import MAX_PIECES, Encoded, Sentence, word_containment

_EVIDENCE_CONTAINED = 0.8
_TASKS = ("outcome", "relief", "claims", "scope")


def encoder_folder(base: str) -> Path:
    """Folder of an encoder: as it is, or downloaded from the Hugging Face hub by its name."""
    if Path(base).is_dir():
        return Path(base)
    from huggingface_hub import snapshot_download

    return Path(snapshot_download(base, allow_patterns=["config.json", "tokenizer.json", "*.safetensors"]))


class RulingEncoder(nn.Module):
    """An encoder with a head for each task and one that points at the evidence.

    Each piece (title or sentence) is the mean of its tokens; the evidence head scores the pieces and the
    scores, as attention, give the ruling's own vector, which the task heads read beside the mean of all tokens.

    Parameters
    ----------
    body : torch.nn.Module
        A transformers encoder.
    frozen_layers : int
        Layers from below that keep their weights, as the embeddings always do.
    """

    def __init__(self, body: nn.Module, frozen_layers: int = 0) -> None:
        super().__init__()
        self.body = body
        width: int = body.config.hidden_size
        self.evidence = nn.Sequential(nn.Linear(width, 128), nn.Tanh(), nn.Linear(128, 1))
        self.drop = nn.Dropout(0.1)
        self.mix = nn.Sequential(nn.Linear(2 * width, width), nn.GELU())
        self.heads = nn.ModuleDict(
            {
                "outcome": nn.Linear(width, len(OUTCOMES)),
                "relief": nn.Linear(width, len(RELIEFS) - 1),
                "claims": nn.Linear(width, len(CLAIMS)),
                "scope": nn.Linear(width, len(SCOPES)),
            }
        )
        self.frozen_layers = frozen_layers
        for module in (body.embeddings, *body.encoder.layer[:frozen_layers]):
            module.requires_grad_(False)
        if hasattr(body.encoder, "relative_attention_bias"):
            body.encoder.relative_attention_bias.requires_grad_(False)

    def below(self, ids: Tensor, mask: Tensor) -> Tensor:
        """States after the frozen layers, which never change: shape (documents, tokens, width)."""
        layers = self.body.encoder.layer
        training = self.training
        self.eval()
        with torch.no_grad():
            self.body.encoder.layer = layers[: self.frozen_layers]
            states = self.body(input_ids=ids, attention_mask=mask)[0]
        self.body.encoder.layer = layers
        self.train(training)
        return states

    def above(self, states: Tensor, mask: Tensor) -> Tensor:
        """States of the last layer from those after the frozen ones."""
        layers, embeddings = self.body.encoder.layer, self.body.embeddings
        self.body.encoder.layer, self.body.embeddings = layers[self.frozen_layers :], _Given()
        out = self.body(inputs_embeds=states, attention_mask=mask)[0]
        self.body.encoder.layer, self.body.embeddings = layers, embeddings
        return out

    def forward(self, ids: Tensor, mask: Tensor, pieces: Tensor) -> tuple[Tensor, ...]:
        """Logits of outcome, relief (without `none`), claims and scope, and of each piece as evidence.

        All inputs have shape (documents, tokens); the evidence logits (documents, MAX_PIECES - 1).
        """
        return self.read(self.body(input_ids=ids, attention_mask=mask)[0], mask, pieces)

    def read(self, states: Tensor, mask: Tensor, pieces: Tensor) -> tuple[Tensor, ...]:
        """Logits from the states of the last layer."""
        ids, states = mask, states.float()
        kinds = torch.arange(1, MAX_PIECES, device=ids.device)
        belongs = (pieces.unsqueeze(1) == kinds.view(1, -1, 1)).float()
        sizes = belongs.sum(-1, keepdim=True)
        piece = belongs @ states / sizes.clamp(min=1)
        scores = self.evidence(piece).squeeze(-1).masked_fill(sizes.squeeze(-1) == 0, -1e4)
        ruling = (scores.softmax(-1).unsqueeze(1) @ piece).squeeze(1)
        weights = mask.unsqueeze(-1).float()
        whole = (states * weights).sum(1) / weights.sum(1)
        # One more axis makes the product a plain matrix product, which export can quantise.
        both = torch.cat([whole, ruling], dim=-1).unsqueeze(1)
        mixed = self.drop(self.mix(self.drop(both))).squeeze(1)
        return (*(self.heads[task](mixed) for task in _TASKS), scores)


class _Given(nn.Module):
    """Stands in for the embeddings where states are given."""

    def forward(self, inputs_embeds: Tensor, **_: Any) -> Tensor:
        return inputs_embeds


def targets(
    record: Mapping[str, Any], encoded: Encoded, sentences: Sequence[Sentence]
) -> tuple[int, int, list[float], int, int]:
    """Label indices of a record; -1 where a label is unknown, does not apply or, for evidence, was not chosen."""
    outcome = OUTCOMES.index(record["outcome"])
    if record["outcome"] == "none":
        return outcome, -1, [-1.0] * len(CLAIMS), -1, -1
    pieces = [record["title"] or "", *(sentences[i].text for i in encoded.chosen)]
    matches = [word_containment(record["evidence"] or "", piece) for piece in pieces]
    best = int(np.argmax(matches))
    claims = record["claims"]
    return (
        outcome,
        -1 if record["relief"] is None else RELIEFS.index(record["relief"]),
        [-1.0 if claims is None else float(claim in claims) for claim in CLAIMS],
        -1 if record["scope"] is None else SCOPES.index(record["scope"]),
        best if best + 1 in encoded.pieces and matches[best] >= _EVIDENCE_CONTAINED else -1,
    )


def loss_of(logits: tuple[Tensor, ...], wanted: tuple[Tensor, ...]) -> Tensor:
    """Weighted sum of the tasks' losses; relief, claims, scope and evidence count on rulings alone."""
    outcome, relief, claims, scope, evidence = logits
    cross = nn.functional.cross_entropy
    known = (wanted[2] >= 0).float()
    binary = nn.functional.binary_cross_entropy_with_logits(claims, wanted[2].clamp(min=0), reduction="none")
    documents = len(outcome)

    def one_of(scores: Tensor, labels: Tensor) -> Tensor:
        return cross(scores, labels, ignore_index=-1, reduction="sum") / documents

    return (
        one_of(outcome, wanted[0])
        + 0.7 * one_of(relief, wanted[1])
        + 0.7 * (binary * known).sum() / documents
        + 0.5 * one_of(scope, wanted[3])
        + 0.5 * one_of(evidence, wanted[4])
    )
