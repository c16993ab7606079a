"""Predictions as a run keeps them: labels and probabilities beside the true labels, and no text."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from data import TASKS, digest
from models.evaluate import Rows

_TOLD: Final = (
    "outcome_probability", "relief_probability", "claims_probabilities", "scope_probability", "needs_review"
)  # fmt: skip
_KNOWN: Final = ("group", "date", "kind", "sure")


def keep(truth: Rows, predicted: Rows) -> list[dict[str, Any]]:
    """Pair true labels with predictions, without title, text or evidence."""
    return [
        {
            "id": true["id"],
            "digest": digest(true["text"]),
            **{name: true[name] for name in _KNOWN if true.get(name) is not None},
            "true": {task: true.get(task) for task in TASKS},
            "predicted": {name: guess.get(name) for name in (*TASKS, *_TOLD)},
        }
        for true, guess in zip(truth, predicted, strict=True)
    ]


def write_kept(rows: Sequence[Mapping[str, Any]], path: Path) -> None:
    """Write them as JSON Lines."""
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


def read_kept(path: Path) -> list[dict[str, Any]]:
    """Read what `write_kept` wrote."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def match(kept: Rows, truth: Rows) -> tuple[list[int], list[dict[str, Any]]]:
    """Find labelled rulings among kept rows, by id and text.

    Returns
    -------
    positions : list of int
        In `truth`, of the rulings that were found.
    predicted : list of dict
        The kept predictions of those.
    """
    known = {(row["id"], row["digest"]): row["predicted"] for row in kept}
    found = [(at, known.get((row["id"], digest(row["text"])))) for at, row in enumerate(truth)]
    pairs = [(at, {"id": truth[at]["id"], **guess}) for at, guess in found if guess]
    return [at for at, _ in pairs], [guess for _, guess in pairs]


def unpack(rows: Rows) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """True and predicted rows, as `models.evaluate` and `models.compare` take them."""
    truth = [{"id": row["id"], **{name: row.get(name) for name in _KNOWN}, **row["true"]} for row in rows]
    return truth, [{"id": row["id"], **row["predicted"]} for row in rows]
