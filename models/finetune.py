"""Fine-tuning of a sentence encoder on labelled rulings, all tasks at once (needs the `encoder` extra)."""

import argparse
import json
import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from transformers import AutoModel

from data import CLAIMS, OUTCOMES, RELIEFS, SCOPES, read_rulings
from features import MAX_PIECES, Encoded, encode, pad, split_sentences, word_containment

BATCH = 16
_HEAD_RATE = 5e-4
_WARM_UP = 0.06
_EVIDENCE_CONTAINED = 0.8


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
        return (*(self.heads[task](mixed) for task in ("outcome", "relief", "claims", "scope")), scores)


class _Given(nn.Module):
    """Stands in for the embeddings where states are given."""

    def forward(self, inputs_embeds: Tensor, **_: Any) -> Tensor:
        return inputs_embeds


def targets(
    record: dict[str, Any], encoded: Encoded, sentences: Sequence[Any]
) -> tuple[int, int, list[float], int, int]:
    """Label indices of a record; -1 where a label is unknown, does not apply or, for evidence, was not chosen."""
    outcome = OUTCOMES.index(record["outcome"])
    if record["outcome"] == "none":
        return outcome, -1, [-1.0] * len(CLAIMS), -1, -1
    pieces = [record["title"] or "", *(sentences[i].text for i in encoded.chosen)]
    matches = [word_containment(record["evidence"], piece) for piece in pieces]
    best = int(np.argmax(matches))
    return (
        outcome,
        RELIEFS.index(record["relief"]),
        [float(claim in record["claims"]) for claim in CLAIMS],
        SCOPES.index(record["scope"]),
        best if matches[best] >= _EVIDENCE_CONTAINED else -1,
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


def batches(lengths: Sequence[int], rng: random.Random) -> Iterator[list[int]]:
    """Shuffled batches of documents of like length, so that little is padding."""
    order = list(range(len(lengths)))
    rng.shuffle(order)
    window = BATCH * 16
    found = []
    for start in range(0, len(order), window):
        part = sorted(order[start : start + window], key=lambda i: lengths[i])
        found += [part[i : i + BATCH] for i in range(0, len(part), BATCH)]
    rng.shuffle(found)
    yield from found


def main() -> None:
    """Run the fine-tuning from the command line; see `--help`."""
    parser = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    parser.add_argument("--base", required=True, help="folder or hub name of the encoder to start from")
    parser.add_argument("--data", nargs="+", required=True, type=Path, help="labelled rulings, JSONL (.gz allowed)")
    parser.add_argument("--out", required=True, type=Path, help="folder for checkpoints and the log")
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--rate", type=float, default=4e-5)
    parser.add_argument("--frozen-layers", type=int, default=3)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    train(options.base, options.data, options.out, options.epochs, options.rate, options.frozen_layers, options.seed)


def train(base: str, data: Sequence[Path], out: Path, epochs: int, rate: float, frozen_layers: int, seed: int) -> None:
    """Fine-tune and keep the last state in `out`; an interrupted run goes on from its last checkpoint."""
    torch.manual_seed(seed)
    out.mkdir(parents=True, exist_ok=True)
    records = [record for path in data for record in read_rulings(path)]
    tokenizer = Tokenizer.from_file(str(Path(base) / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    sentences = [split_sentences(record["text"]) for record in records]
    encoded = [
        encode(tokenizer, record["title"] or "", split) for record, split in zip(records, sentences, strict=True)
    ]
    wanted = [targets(*each) for each in zip(records, encoded, sentences, strict=True)]
    model = RulingEncoder(AutoModel.from_pretrained(base, attention_probs_dropout_prob=0.0), frozen_layers)
    body = [p for p in model.body.parameters() if p.requires_grad]
    heads = [p for name, p in model.named_parameters() if not name.startswith("body.")]
    optimizer = torch.optim.AdamW(
        [{"params": body, "lr": rate}, {"params": heads, "lr": _HEAD_RATE}],
        weight_decay=0.01,
        betas=(0.9, 0.98),
        fused=True,
    )
    steps = epochs * -(-len(records) // BATCH)
    warm_up = max(1, int(_WARM_UP * steps))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / warm_up, max(0.0, (steps - step) / (steps - warm_up)))
    )
    state = out / "checkpoint.pt"
    done = 0
    if state.exists():
        kept = torch.load(state, weights_only=True)
        model.load_state_dict(kept["model"])
        optimizer.load_state_dict(kept["optimizer"])
        schedule.load_state_dict(kept["schedule"])
        done = kept["epoch"]
    lengths = [len(each.ids) for each in encoded]
    kept_states: dict[int, Tensor] = {}
    for epoch in range(done, epochs):
        model.train()
        total, started = 0.0, time.monotonic()
        for number, batch in enumerate(batches(lengths, random.Random(seed * 1000 + epoch)), start=1):
            inputs = [torch.from_numpy(array) for array in pad([encoded[i] for i in batch], tokenizer)]
            ids, mask, pieces = inputs
            with torch.autocast("cpu", dtype=torch.bfloat16):
                fresh = [i for i in batch if i not in kept_states]
                if fresh:
                    states = model.below(ids, mask).bfloat16()
                    for row, i in enumerate(batch):
                        kept_states[i] = states[row, : lengths[i]].clone()
                states = nn.utils.rnn.pad_sequence([kept_states[i] for i in batch], batch_first=True)
                logits = model.read(model.above(states.float(), mask), mask, pieces)
            loss = loss_of(
                tuple(each.float() for each in logits),
                tuple(torch.tensor(column) for column in zip(*(wanted[i] for i in batch), strict=True)),
            )
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            total += loss.item()
            if number % 20 == 0:
                _log(
                    out,
                    epoch=epoch + 1,
                    batch=number,
                    loss=round(total / number, 4),
                    seconds=round(time.monotonic() - started),
                )
        kept = {
            "model": model.state_dict(),
            "optimizer": optimizer.state_dict(),
            "schedule": schedule.state_dict(),
            "epoch": epoch + 1,
        }
        torch.save(kept, state.with_suffix(".part"))
        state.with_suffix(".part").replace(state)
        torch.save(model.state_dict(), out / f"epoch{epoch + 1}.pt")


def _log(out: Path, **values: float) -> None:
    line = json.dumps(values)
    print(line, flush=True)
    with (out / "log.jsonl").open("a", encoding="utf-8") as log:
        log.write(line + "\n")


if __name__ == "__main__":
    main()
