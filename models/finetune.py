"""Fine-tuning of a sentence encoder on labelled rulings, all tasks at once (needs the `encoder` extra)."""

import argparse
import json
import random
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from transformers import AutoModel

from data import corrected, held_out, read_rulings
from features import Encoded, encode, pad, split_sentences
from models.network import RulingEncoder, encoder_folder, loss_of, targets

BATCH = 16
_HEAD_RATE = 5e-4
_WARM_UP = 0.06
_LOG_EVERY = 20


def train(
    base: str,
    records: Sequence[Mapping[str, Any]],
    out: Path,
    *,
    epochs: int,
    rate: float,
    frozen_layers: int,
    seed: int,
    start: Path | None = None,
    stop_after: int | None = None,
) -> None:
    """Fine-tune, and keep the weights of each epoch in `out`; an interrupted run goes on after its last epoch.

    Parameters
    ----------
    base : str
        Folder or hub name of the encoder to start from.
    records : sequence of mapping
        Labelled rulings.
    out : Path
        Gets `epochN.pt`, `checkpoint.pt` and `log.jsonl`.
    epochs : int
        Rounds over the records; the learning rate falls to zero over them.
    rate : float
        Learning rate of the encoder.
    frozen_layers : int
        Layers from below that keep their weights; their states are computed once.
    seed : int
    start : Path, optional
        An `epochN.pt` of an earlier run, to begin with its weights.
    stop_after : int, optional
        Epochs after which to stop, to go on another time.
    """
    torch.manual_seed(seed)
    out.mkdir(parents=True, exist_ok=True)
    base = str(encoder_folder(base))
    tokenizer = Tokenizer.from_file(str(Path(base) / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    sentences = [split_sentences(record["text"]) for record in records]
    encoded = [
        encode(tokenizer, record["title"] or "", split) for record, split in zip(records, sentences, strict=True)
    ]
    wanted = [targets(*each) for each in zip(records, encoded, sentences, strict=True)]
    model = RulingEncoder(AutoModel.from_pretrained(base, attention_probs_dropout_prob=0.0), frozen_layers)
    if start is not None:
        model.load_state_dict(torch.load(start, weights_only=True))
    optimizer, schedule = _optimizer(model, rate, epochs * -(-len(records) // BATCH))
    parts = {"model": model, "optimizer": optimizer, "schedule": schedule}
    kept: dict[int, Tensor] = {}
    for epoch in range(_restore(parts, out / "checkpoint.pt"), min(epochs, stop_after or epochs)):
        torch.manual_seed(seed * 1000 + epoch)
        model.train()
        total, started, number = 0.0, time.monotonic(), 0
        for number, batch in enumerate(_shuffled(encoded, seed * 1000 + epoch), start=1):
            arrays = [torch.from_numpy(array) for array in pad([encoded[i] for i in batch], tokenizer)]
            with torch.autocast("cpu", dtype=torch.bfloat16):
                states = _frozen_states(model, arrays[0], arrays[1], batch, kept)
                logits = model.read(model.above(states, arrays[1]), *arrays[1:])
            columns = tuple(torch.tensor(column) for column in zip(*(wanted[i] for i in batch), strict=True))
            loss = loss_of(tuple(each.float() for each in logits), columns)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            total += loss.item()
            if number % _LOG_EVERY == 0:
                _log(out, epoch + 1, number, total / number, started)
        if number % _LOG_EVERY:
            _log(out, epoch + 1, number, total / number, started)
        _keep({**{name: part.state_dict() for name, part in parts.items()}, "epoch": epoch + 1}, out / "checkpoint.pt")
        _keep(model.state_dict(), out / f"epoch{epoch + 1}.pt")


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


def _shuffled(encoded: Sequence[Encoded], seed: int) -> Iterator[list[int]]:
    return batches([len(each.ids) for each in encoded], random.Random(seed))


def _optimizer(model: RulingEncoder, rate: float, steps: int) -> tuple[Any, Any]:
    body = [p for p in model.body.parameters() if p.requires_grad]
    heads = [p for name, p in model.named_parameters() if not name.startswith("body.")]
    groups: list[dict[str, Any]] = [{"params": body, "lr": rate}, {"params": heads, "lr": _HEAD_RATE}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01, betas=(0.9, 0.98), fused=True)
    warm_up = max(1, int(_WARM_UP * steps))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / warm_up, max(0.0, (steps - step) / (steps - warm_up)))
    )
    return optimizer, schedule


def _frozen_states(
    model: RulingEncoder, ids: Tensor, mask: Tensor, batch: list[int], kept: dict[int, Tensor]
) -> Tensor:
    """States after the frozen layers, computed once for each document and kept in half the space."""
    if not all(i in kept for i in batch):
        states = model.below(ids, mask).bfloat16()
        lengths = mask.sum(1).tolist()
        kept.update((i, states[row, : lengths[row]].clone()) for row, i in enumerate(batch))
    return nn.utils.rnn.pad_sequence([kept[i] for i in batch], batch_first=True).float()


def _restore(parts: Mapping[str, Any], checkpoint: Path) -> int:
    if not checkpoint.exists():
        return 0
    kept = torch.load(checkpoint, weights_only=True)
    for name, part in parts.items():
        part.load_state_dict(kept[name])
    return int(kept["epoch"])


def _keep(state: Mapping[str, Any], path: Path) -> None:
    torch.save(state, path.with_suffix(".part"))
    path.with_suffix(".part").replace(path)


def _log(out: Path, epoch: int, batch: int, loss: float, started: float) -> None:
    seconds = round(time.monotonic() - started)
    line = json.dumps({"epoch": epoch, "batch": batch, "loss": round(loss, 4), "seconds": seconds})
    print(line, flush=True)
    with (out / "log.jsonl").open("a", encoding="utf-8") as log:
        log.write(line + "\n")


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the fine-tuning from the command line; see `--help`."""
    parser = argparse.ArgumentParser(prog="python -m models.finetune", description=__doc__, allow_abbrev=False)
    parser.add_argument("--base", required=True, help="folder of the encoder to start from, or its name on the hub")
    parser.add_argument("--data", nargs="+", required=True, type=Path, help="labelled rulings, JSONL (.gz allowed)")
    parser.add_argument(
        "--corrections", nargs="+", type=Path, default=[], metavar="FILE", help="corrections of labels in --data"
    )
    parser.add_argument("--out", required=True, type=Path, help="folder for weights, checkpoint and log")
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--rate", type=float, default=5e-5, help="learning rate of the encoder (default 5e-5)")
    parser.add_argument("--frozen-layers", type=int, default=6, help="layers that keep their weights (default 6)")
    parser.add_argument("--start", type=Path, help="epochN.pt of an earlier run, to begin with its weights")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args(arguments)
    labelled = corrected(read_rulings(*options.data), options.corrections)
    records = [r for r in labelled if r["outcome"] is not None and not held_out(r)]
    train(
        options.base,
        records,
        options.out,
        epochs=options.epochs,
        rate=options.rate,
        frozen_layers=options.frozen_layers,
        seed=options.seed,
        start=options.start,
    )


if __name__ == "__main__":
    main()
