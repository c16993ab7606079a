"""How good predictions are: one flat mapping of metrics, overall and by slice."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from data.labels import CLAIMS, OUTCOMES, RELIEFS, SCOPES, TASKS
from features.overlap import word_overlap

Rows: TypeAlias = Sequence[Mapping[str, Any]]
Floats: TypeAlias = NDArray[np.float64]

EVIDENCE_OVERLAP: Final = 0.6
_BINS: Final = 10
_FEED: Final = 200


@dataclass(frozen=True, slots=True)
class Metric:
    """A metric in two steps, so that resampling adds counts up instead of reading the documents again.

    Parameters
    ----------
    counts : callable
        From true and predicted rows to an array of shape (documents, counts).
    value : callable
        From summed counts, shape (..., counts), to the metric, shape (...); NaN where it is undefined.
    """

    counts: Callable[[Rows, Rows], Floats]
    value: Callable[[Floats], Floats]

    def __call__(self, truth: Rows, predicted: Rows) -> float:
        """Value of the metric on these documents."""
        check_pairs(truth, predicted)
        return float(self.value(self.counts(truth, predicted).sum(axis=0)))


def evaluate(truth: Rows, predicted: Rows) -> dict[str, float]:
    """Every metric of `METRICS` on these documents.

    Parameters
    ----------
    truth : sequence of mappings
        Labelled rulings. A label that is None or absent is unknown: metrics that need it pass the row over.
    predicted : sequence of mappings
        Predictions, in the same order.

    Returns
    -------
    dict of str to float
        NaN where nothing can be counted, such as evidence where no ruling was found.

    Raises
    ------
    ValueError
        If the rows do not pair up.
    """
    return {name: metric(truth, predicted) for name, metric in METRICS.items()}


def evaluate_slices(truth: Rows, predicted: Rows) -> dict[str, float]:
    """Like `evaluate`, on each slice of the documents, as `slice/metric`."""
    check_pairs(truth, predicted)
    return {
        f"{name}/{metric}": value
        for name, rows in slices(truth).items()
        for metric, value in evaluate([truth[i] for i in rows], [predicted[i] for i in rows]).items()
    }


def slices(truth: Rows) -> dict[str, list[int]]:
    """Positions of the rows in each slice of `SLICES`; empty slices are left out."""
    found = {name: [i for i, row in enumerate(truth) if belongs(row)] for name, belongs in SLICES.items()}
    return {name: rows for name, rows in found.items() if rows}


def check_pairs(truth: Rows, predicted: Rows) -> None:
    """Refuse rows that do not pair up: unequal numbers, or ids that differ."""
    if len(truth) != len(predicted):
        raise ValueError(f"{len(truth)} labelled rows but {len(predicted)} predictions: they must pair up in order")
    for number, (true, guess) in enumerate(zip(truth, predicted, strict=True), 1):
        one, other = true.get("id"), guess.get("id")
        if one is not None and other is not None and str(one) != str(other):
            raise ValueError(f"row {number} is {one!r} in the labels but {other!r} in the predictions: sort them alike")


def is_ruling(row: Mapping[str, Any]) -> bool:
    """Whether a row, true or predicted, tells a ruling; an unknown outcome does not."""
    return row.get("outcome") not in (None, "none")


def _labels(row: Mapping[str, Any], task: str) -> frozenset[str] | None:
    value = row.get(task)
    if value is None:
        return None
    return frozenset([value] if isinstance(value, str) else value)


def _all_four(true: Mapping[str, Any], guess: Mapping[str, Any]) -> bool:
    return all(_labels(true, task) == _labels(guess, task) for task in TASKS)


def _filed(row: Mapping[str, Any]) -> bool:
    return not row.get("needs_review")


def _filed_ruling(row: Mapping[str, Any]) -> bool:
    return is_ruling(row) and _filed(row)


def _f1(task: str, labels: Sequence[str], *, rulings_only: bool = False) -> Metric:
    """F1, averaged over those of the labels that occur in truth or prediction, as scikit-learn does by default."""

    def counts(truth: Rows, predicted: Rows) -> Floats:
        table = np.zeros((len(truth), len(labels), 2))
        for row, true, guess in zip(table, truth, predicted, strict=True):
            expected = _labels(true, task)
            if expected is None or (rulings_only and not is_ruling(true)):
                continue
            got = _labels(guess, task) or frozenset()
            for column, label in enumerate(labels):
                hits = (label in expected) + (label in got)
                row[column] = hits == 2, hits
        return table.reshape(len(truth), 2 * len(labels))

    def value(sums: Floats) -> Floats:
        both, either = sums[..., ::2], sums[..., 1::2]
        present = either > 0
        f1 = np.divide(2 * both, either, out=np.zeros_like(both), where=present)
        return _ratio(f1.sum(axis=-1), present.sum(axis=-1).astype(np.float64))

    return Metric(counts, value)


def _mean(
    of: Callable[[Mapping[str, Any], Mapping[str, Any]], float],
    among: Callable[[Mapping[str, Any], Mapping[str, Any]], bool],
    scale: float = 1.0,
) -> Metric:
    """Mean of a number (or share of a yes) over the documents that count."""

    def counts(truth: Rows, predicted: Rows) -> Floats:
        pairs = zip(truth, predicted, strict=True)
        rows = [(float(of(true, guess)), 1.0) if among(true, guess) else (0.0, 0.0) for true, guess in pairs]
        return np.array(rows, dtype=np.float64).reshape(-1, 2)

    return Metric(counts, lambda sums: scale * _ratio(sums[..., 0], sums[..., 1]))


def _outcome_calibration_error() -> Metric:
    """Return the expected calibration error of the printed outcome, over ten bins of equal width."""

    def counts(truth: Rows, predicted: Rows) -> Floats:
        table = np.zeros((len(truth), _BINS, 2))
        for row, true, guess in zip(table, truth, predicted, strict=True):
            if _has_probability(true, guess):
                probability = guess["outcome_probability"]
                row[min(int(probability * _BINS), _BINS - 1)] = probability - _right(true, guess), 1
        return table.reshape(len(truth), 2 * _BINS)

    def value(sums: Floats) -> Floats:
        return _ratio(np.abs(sums[..., ::2]).sum(axis=-1), sums[..., 1::2].sum(axis=-1))

    return Metric(counts, value)


def _ratio(part: Floats, whole: Floats) -> Floats:
    ratio = np.full(np.shape(whole), math.nan)
    np.divide(part, whole, out=ratio, where=np.asarray(whole) > 0)
    return ratio


def _right(true: Mapping[str, Any], guess: Mapping[str, Any]) -> bool:
    return bool(true.get("outcome") == guess.get("outcome"))


def _has_outcome(true: Mapping[str, Any], guess: Mapping[str, Any]) -> bool:
    return true.get("outcome") is not None


def _has_probability(true: Mapping[str, Any], guess: Mapping[str, Any]) -> bool:
    return _has_outcome(true, guess) and guess.get("outcome_probability") is not None


def _has_claims(true: Mapping[str, Any], guess: Mapping[str, Any]) -> bool:
    return true.get("claims") is not None and guess.get("claims_probabilities") is not None


def _claims_squared_error(true: Mapping[str, Any], guess: Mapping[str, Any]) -> float:
    given, probabilities = frozenset(true["claims"]), guess["claims_probabilities"]
    return float(np.mean([(probabilities[claim] - (claim in given)) ** 2 for claim in CLAIMS]))


def _evidence_right(true: Mapping[str, Any], guess: Mapping[str, Any]) -> bool:
    return word_overlap(true["evidence"], guess.get("evidence") or "") >= EVIDENCE_OVERLAP


def _false_rulings(share_of_rulings: float, taken: Callable[[Mapping[str, Any]], bool]) -> Metric:
    return _mean(lambda t, p: taken(p), lambda t, p: t.get("outcome") == "none", _FEED * (1 - share_of_rulings))


METRICS: Final[Mapping[str, Metric]] = {
    "outcome_macro_f1": _f1("outcome", OUTCOMES),
    "relief_macro_f1": _f1("relief", RELIEFS),
    "claims_macro_f1": _f1("claims", CLAIMS),
    "scope_macro_f1": _f1("scope", SCOPES),
    # Documents without a ruling make these tasks easy; `none` is no kind of relief.
    "relief_macro_f1_rulings": _f1("relief", RELIEFS[:-1], rulings_only=True),
    "claims_macro_f1_rulings": _f1("claims", CLAIMS, rulings_only=True),
    "scope_macro_f1_rulings": _f1("scope", SCOPES, rulings_only=True),
    **{f"{task}_f1_{label}": _f1(task, [label]) for task, labels in TASKS.items() for label in labels},
    "outcome_accuracy": _mean(_right, _has_outcome),
    "all_four_rulings": _mean(_all_four, lambda t, p: is_ruling(t) and all(t.get(task) is not None for task in TASKS)),
    "evidence_right": _mean(_evidence_right, lambda t, p: is_ruling(t) and is_ruling(p) and bool(t.get("evidence"))),
    "filed_ruling_accuracy": _mean(_right, lambda t, p: _has_outcome(t, p) and _filed_ruling(p)),
    "filed_share_of_rulings": _mean(lambda t, p: _filed_ruling(p), lambda t, p: is_ruling(t)),
    "missed_filed_none": _mean(lambda t, p: _filed(p) and not is_ruling(p), lambda t, p: is_ruling(t)),
    "review_share": _mean(lambda t, p: not _filed(p), lambda t, p: True),
    # What a reader of the filed rows meets, and what all rows hold, those sent to review included.
    "false_rulings_per_200_at_5pct": _false_rulings(0.05, _filed_ruling),
    "false_rulings_per_200_at_10pct": _false_rulings(0.10, _filed_ruling),
    "false_rulings_before_review_per_200_at_5pct": _false_rulings(0.05, is_ruling),
    "false_rulings_before_review_per_200_at_10pct": _false_rulings(0.10, is_ruling),
    "outcome_brier": _mean(lambda t, p: (p["outcome_probability"] - _right(t, p)) ** 2, _has_probability),
    "outcome_ece": _outcome_calibration_error(),
    "claims_brier": _mean(_claims_squared_error, _has_claims),
}
"""Metrics by the name under which they are reported; lower is better for the misses, errors and review share."""


def _words(row: Mapping[str, Any]) -> int:
    return len((row.get("text") or "").split())


def _between(first: int, last: int) -> Callable[[Mapping[str, Any]], bool]:
    return lambda row: bool(row.get("date")) and first <= int(str(row["date"])[:4]) <= last


SLICES: Final[Mapping[str, Callable[[Mapping[str, Any]], bool]]] = {
    "sure": lambda row: row.get("sure") is True,
    "not_sure": lambda row: row.get("sure") is False,
    "title_missing": lambda row: not (row.get("title") or "").strip(),
    "short": lambda row: _words(row) < 140,
    "long": lambda row: _words(row) > 800,
    "until_2016": _between(0, 2016),
    "2017_2019": _between(2017, 2019),
    "2020_2022": _between(2020, 2022),
    "2023_2024": _between(2023, 2024),
    "from_2025": _between(2025, 9999),
    "undated": lambda row: not row.get("date"),
}
"""Slices by name: whether a labelled ruling belongs to it."""
