"""Pictures of predictions: confusion matrices, reliability, precision-recall and risk-coverage."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from data import CLAIMS, OUTCOMES, RELIEFS, SCOPES
from models.evaluate import Floats, Rows

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_ONE_OF: Final = {"outcome": OUTCOMES, "relief": RELIEFS, "scope": SCOPES}
_BINS: Final = 10


def write_figures(truth: Rows, predicted: Rows, folder: Path) -> list[Path]:
    """Draw every picture as a PNG file in a folder.

    Parameters
    ----------
    truth, predicted : sequence of mappings
        Labelled rulings, all labels known, and their predictions, in the same order.
    folder : Path
        It is made if it is missing.

    Returns
    -------
    list of Path
        The files.
    """
    folder.mkdir(parents=True, exist_ok=True)
    files = [folder / f"{name}.png" for name in _DRAWERS]
    for path in files:
        draw(path.stem, truth, predicted).savefig(path, dpi=90)
    return files


def draw(name: str, truth: Rows, predicted: Rows) -> "Figure":
    """Draw one picture: `confusion_TASK`, `reliability`, `precision_recall` or `risk_coverage`."""
    # Not through pyplot: no window, and no state shared between threads.
    from matplotlib.figure import Figure

    figure = Figure(figsize=(7, 5.5), layout="constrained")
    _DRAWERS[name](figure.add_subplot(), truth, predicted)
    return figure


def confusion(task: str, truth: Rows, predicted: Rows) -> Floats:
    """Counts of documents by true label (rows) and predicted label (columns)."""
    labels = _ONE_OF[task]
    table = np.zeros((len(labels), len(labels)))
    for true, guess in zip(truth, predicted, strict=True):
        table[labels.index(true[task]), labels.index(guess[task])] += 1
    return table


def reliability(truth: Rows, predicted: Rows) -> list[tuple[float, float, int]]:
    """Mean probability of the printed outcome, share right and count, in ten bins of equal width."""
    chance, right = _outcome(truth, predicted)
    bins = np.minimum((chance * _BINS).astype(int), _BINS - 1)
    held = [bins == b for b in range(_BINS)]
    return [(float(chance[at].mean()), float(right[at].mean()), int(at.sum())) for at in held if at.any()]


def risk_coverage(truth: Rows, predicted: Rows) -> tuple[Floats, Floats]:
    """Share of documents kept, surest first, and share of wrong outcomes among them."""
    chance, right = _outcome(truth, predicted)
    wrong = 1 - right[np.argsort(-chance, kind="stable")]
    count = np.arange(1, len(wrong) + 1)
    return count / len(wrong), np.cumsum(wrong) / count


def precision_recall(scores: Floats, positive: Floats) -> tuple[Floats, Floats]:
    """Recall and precision as ever less sure documents are taken; those with score 0 never are."""
    order = np.argsort(-scores, kind="stable")
    order = order[scores[order] > 0]
    hits = np.cumsum(positive[order])
    return hits / positive.sum(), hits / np.arange(1, len(order) + 1)


def _outcome(truth: Rows, predicted: Rows) -> tuple[Floats, Floats]:
    chance = np.array([row["outcome_probability"] for row in predicted], dtype=float)
    return chance, np.array([t["outcome"] == p["outcome"] for t, p in zip(truth, predicted, strict=True)], dtype=float)


def _curves(truth: Rows, predicted: Rows) -> Iterator[tuple[str, Floats, Floats]]:
    for claim in CLAIMS:
        scores = np.array([row["claims_probabilities"][claim] for row in predicted])
        yield claim, scores, np.array([claim in row["claims"] for row in truth], dtype=float)
    for outcome in OUTCOMES:
        scores = np.array([p["outcome_probability"] if p["outcome"] == outcome else 0.0 for p in predicted])
        yield outcome, scores, np.array([row["outcome"] == outcome for row in truth], dtype=float)


def _draw_confusion(task: str) -> Any:
    def draw_one(axes: "Axes", truth: Rows, predicted: Rows) -> None:
        table, labels = confusion(task, truth, predicted), _ONE_OF[task]
        axes.imshow(table / np.maximum(table.sum(axis=1, keepdims=True), 1), cmap="Blues", vmin=0, vmax=1)
        for (row, column), count in np.ndenumerate(table):
            axes.text(column, row, f"{count:.0f}", ha="center", va="center")
        axes.set_xticks(range(len(labels)), labels, rotation=30, ha="right")
        axes.set_yticks(range(len(labels)), labels)
        axes.set(xlabel="predicted", ylabel="true", title=f"{task}, coloured by share of the true label")

    return draw_one


def _draw_reliability(axes: "Axes", truth: Rows, predicted: Rows) -> None:
    bins = reliability(truth, predicted)
    axes.plot([0, 1], [0, 1], color="grey", linestyle=":")
    axes.plot([b[0] for b in bins], [b[1] for b in bins], marker="o")
    for chance, right, count in bins:
        axes.annotate(str(count), (chance, right), textcoords="offset points", xytext=(4, -12), fontsize=8)
    axes.set(xlabel="probability of the printed outcome", ylabel="share right", title="Reliability, with counts")


def _draw_precision_recall(axes: "Axes", truth: Rows, predicted: Rows) -> None:
    for number, (name, scores, positive) in enumerate(_curves(truth, predicted)):
        if positive.any():
            recall, precision = precision_recall(scores, positive)
            axes.plot(recall, precision, label=name, linestyle="-" if number < len(CLAIMS) else "--")
    axes.legend(fontsize=8)
    axes.set(xlabel="recall", ylabel="precision", title="Claims, and outcomes as printed (dashed)", ylim=(0, 1.02))


def _draw_risk_coverage(axes: "Axes", truth: Rows, predicted: Rows) -> None:
    coverage, risk = risk_coverage(truth, predicted)
    axes.plot(coverage, risk)
    filed = np.mean([not row.get("needs_review") for row in predicted])
    axes.axvline(float(filed), color="grey", linestyle=":", label="filed without review")
    axes.legend(fontsize=8)
    axes.set(xlabel="share filed, surest first", ylabel="share with a wrong outcome", title="Risk and coverage")


_DRAWERS: Final[dict[str, Any]] = {
    **{f"confusion_{task}": _draw_confusion(task) for task in _ONE_OF},
    "reliability": _draw_reliability,
    "precision_recall": _draw_precision_recall,
    "risk_coverage": _draw_risk_coverage,
}
