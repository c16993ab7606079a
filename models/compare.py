"""Whether a difference between predictions is more than luck."""

import math
from collections.abc import Hashable, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from models.evaluate import METRICS, Floats, Metric, Rows, check_pairs


class Difference(NamedTuple):
    """How much better b is than a on the same documents.

    Parameters
    ----------
    mean : float
        The metric of b less that of a, on the documents as they are.
    low, high : float
        Bootstrap interval of the difference.
    p : float
        Two-sided: how easily such a difference arises where there is none.
    """

    mean: float
    low: float
    high: float
    p: float


def bootstrap_interval(
    metric: str | Metric,
    truth: Rows,
    predicted: Rows,
    groups: Sequence[Hashable],
    n: int = 1000,
    seed: int = 0,
    level: float = 0.95,
) -> tuple[float, float]:
    """Percentile interval of a metric, by drawing groups of documents with replacement.

    Documents of one group may tell the same ruling and be right or wrong together: to draw
    documents one by one would make the interval too narrow.

    Parameters
    ----------
    metric : str or Metric
        A name in `METRICS`, or a metric.
    truth, predicted : sequence of mappings
        Labelled rulings and their predictions, in the same order.
    groups : sequence of hashable
        Group of each document; None or an empty string makes a group of its own.
    n : int, default=1000
        Number of draws.
    seed : int, default=0
        Seed of the draws.
    level : float, default=0.95
        Share of the draws that the interval holds.

    Returns
    -------
    low, high : float
        NaN where the metric is undefined.
    """
    metric = _metric(metric)
    members = _group_numbers(groups)
    counts = _by_group(metric, truth, predicted, members)
    return _interval(metric.value(_draws(len(counts), n, seed) @ counts), level)


def paired_difference(
    metric: str | Metric,
    truth: Rows,
    a: Rows,
    b: Rows,
    groups: Sequence[Hashable],
    n: int = 1000,
    seed: int = 0,
    level: float = 0.95,
) -> Difference:
    """Difference in a metric between two predictions of the same documents, each draw scoring both.

    Parameters
    ----------
    metric, truth, groups, n, seed, level
        As for `bootstrap_interval`.
    a, b : sequence of mappings
        The predictions; a positive difference says that b has more of the metric.

    Returns
    -------
    Difference
    """
    metric = _metric(metric)
    members = _group_numbers(groups)
    ours, theirs = (_by_group(metric, truth, predicted, members) for predicted in (b, a))
    draws = _draws(len(ours), n, seed)
    differences = metric.value(draws @ ours) - metric.value(draws @ theirs)
    observed = float(metric.value(ours.sum(axis=0)) - metric.value(theirs.sum(axis=0)))
    return Difference(observed, *_interval(differences, level), _two_sided(differences))


def mcnemar(right_a: Sequence[bool], right_b: Sequence[bool]) -> float:
    """Exact two-sided McNemar test on what each of two predictions got right of the same documents.

    It takes the documents for independent; where groups of them share a ruling, trust `paired_difference`.

    Returns
    -------
    float
        Probability that the documents which only one got right fall at least this unevenly by chance.
    """
    pairs = list(zip(right_a, right_b, strict=True))
    only_a = sum(bool(a) and not b for a, b in pairs)
    only_b = sum(bool(b) and not a for a, b in pairs)
    disagreements = only_a + only_b
    tail = sum(math.comb(disagreements, k) for k in range(min(only_a, only_b) + 1))
    return min(1.0, 2 * tail / (1 << disagreements))


def _metric(metric: str | Metric) -> Metric:
    if isinstance(metric, Metric):
        return metric
    if metric not in METRICS:
        raise ValueError(f"no metric is called {metric!r}; there are {', '.join(METRICS)}")
    return METRICS[metric]


def _group_numbers(groups: Sequence[Hashable]) -> list[int]:
    numbers: dict[Hashable, int] = {}
    return [
        numbers.setdefault(("alone", position) if group in (None, "") else ("group", group), len(numbers))
        for position, group in enumerate(groups)
    ]


def _by_group(metric: Metric, truth: Rows, predicted: Rows, members: Sequence[int]) -> Floats:
    check_pairs(truth, predicted)
    if len(members) != len(truth):
        raise ValueError(f"{len(truth)} documents but {len(members)} groups: each document needs its own entry")
    if not truth:
        raise ValueError("no documents: nothing to draw from")
    counts = metric.counts(truth, predicted)
    sums = np.zeros((max(members) + 1, counts.shape[1]))
    np.add.at(sums, list(members), counts)
    return sums


@lru_cache(maxsize=2)  # every metric of a report is drawn alike, and drawing takes longer than scoring
def _draws(groups: int, n: int, seed: int) -> Floats:
    """Return how often each draw holds each group, shape (n, groups)."""
    times = np.random.default_rng(seed).multinomial(groups, np.full(groups, 1 / groups), size=n).astype(np.float64)
    times.setflags(write=False)
    return times


def _interval(values: Floats, level: float) -> tuple[float, float]:
    defined = values[~np.isnan(values)]
    if not defined.size:
        return math.nan, math.nan
    tail = (1 - level) / 2
    low, high = np.quantile(defined, [tail, 1 - tail])
    return float(low), float(high)


def _two_sided(differences: Floats) -> float:
    defined = differences[~np.isnan(differences)]
    if not defined.size:
        return math.nan
    # One draw more on each side: a finite number of draws never shows that chance is impossible.
    rarer = min(np.count_nonzero(defined <= 0), np.count_nonzero(defined >= 0))
    return min(1.0, 2 * (rarer + 1) / (defined.size + 1))
