"""What a candidate's run keeps beside its metrics: predictions without text, and from them tables and pictures."""

import csv
from collections.abc import Mapping
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from data import TASKS
from models.evaluate import Rows
from models.figures import write_figures
from models.kept import keep, write_kept
from models.tracking import CandidateRun

_SHOWN: Final = ("outcome_probability", "relief_probability", "scope_probability", "needs_review")


def log_trained(
    run: CandidateRun,
    metrics: Mapping[str, float],
    datasets: Mapping[str, tuple[str, str]],
    folder: Path,
    parts: Mapping[str, tuple[Rows, Rows]],
) -> str:
    """Log a candidate that is saved: model, metrics, and what people look at.

    Parameters
    ----------
    run : CandidateRun
        Its open run.
    metrics, datasets
        As `CandidateRun.log` takes them.
    folder : Path
        The model folder.
    parts : mapping of str to pairs of rows
        Labelled rulings and their predictions as `cv` and `test`; empty ones are left out.

    Returns
    -------
    str
        Id of the LoggedModel.
    """
    with TemporaryDirectory() as place:
        kinds = [Path(place) / name for name in ("predictions", "errors", "figures")]
        for kind in kinds:
            kind.mkdir()
        predictions, errors, figures = kinds
        for part, (truth, predicted) in parts.items():
            if predicted:
                write_kept(keep(truth, predicted), predictions / f"{part}.jsonl")
                write_errors(truth, predicted, errors / f"{part}.csv")
                known = [i for i, row in enumerate(truth) if all(row[task] is not None for task in TASKS)]
                if known:
                    write_figures([truth[i] for i in known], [predicted[i] for i in known], figures / part)
        model_id = run.log(metrics, datasets, kinds, folder)
    return str(model_id)


def write_errors(truth: Rows, predicted: Rows, path: Path) -> None:
    """Write a CSV table of the documents with a wrong label, surest mistakes first: labels, no text."""
    columns = ["id", "wrong", *(f"{kind}_{task}" for task in TASKS for kind in ("true", "predicted")), *_SHOWN]
    with path.open("w", encoding="utf-8", newline="") as stream:
        table = csv.writer(stream)
        table.writerow(columns)
        for true, guess in sorted(zip(truth, predicted, strict=True), key=lambda pair: -pair[1]["outcome_probability"]):
            labels = [(label_text(true[task]), label_text(guess[task])) for task in TASKS]
            wrong = [
                task
                for task, (one, other) in zip(TASKS, labels, strict=True)
                if true[task] is not None and one != other
            ]
            if wrong:
                shown = [guess.get(name) for name in _SHOWN]
                table.writerow([true["id"], "; ".join(wrong), *chain.from_iterable(labels), *shown])


def label_text(label: Any) -> str:
    """A label, or labels in alphabetical order, in one cell of a table; nothing for an unknown one."""
    if label is None:
        return ""
    return label if isinstance(label, str) else "; ".join(sorted(label))
