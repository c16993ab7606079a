"""How far two labellings of the same documents agree."""

import math
import warnings
from collections.abc import Callable, Hashable, Mapping, Sequence
from functools import partial
from typing import Any, Final, NamedTuple

from data.labels import CLAIMS, TASKS

_DRAWS: Final = 1000

Ruling = Mapping[str, Any]
Pair = tuple[Ruling, Ruling]


class Agreement(NamedTuple):
    """One figure with its 95 % interval; NaN where it is undefined."""

    what: str
    documents: int
    value: float
    low: float
    high: float


def agreement(pairs: Sequence[Pair], seed: int = 0) -> list[Agreement]:
    """Cohen's kappa of each task and of each claim, and the share of rows with all four labels the same.

    Parameters
    ----------
    pairs : sequence of (mapping, mapping)
        Labelled rulings, first by the one labelling, then by the other. A task is compared on the documents
        on which both know it.
    seed : int, default=0
        Of the bootstrap.

    Returns
    -------
    list of Agreement
        Kappa's interval is bootstrapped over `group` of the second of each pair, that of a share is Wilson's.

    References
    ----------
    Cohen, J. (1960). A coefficient of agreement for nominal scales. Educational and Psychological
    Measurement, 20(1).
    """
    found = []
    for task in TASKS:
        known = [pair for pair in pairs if all(row[task] is not None for row in pair)]
        found.append(_kappa(f"{task}: kappa", known, partial(_label, task=task), seed))
        if task == "claims":
            found += [_kappa(f"{c}: kappa", known, partial(_has, claim=c), seed) for c in CLAIMS]
    whole = [pair for pair in pairs if all(row[task] is not None for row in pair for task in TASKS)]
    found.append(_share("all four the same", whole))
    for sure in (True, False):
        part = [pair for pair in whole if pair[1].get("sure") is sure and pair[1]["outcome"] != "none"]
        if part:
            found.append(_share(f"all four the same, rulings {'' if sure else 'not '}marked sure", part))
    return found


def _kappa(what: str, pairs: Sequence[Pair], label: Callable[[Ruling], str], seed: int) -> Agreement:
    from sklearn.metrics import cohen_kappa_score

    if not pairs:
        return Agreement(what, 0, math.nan, math.nan, math.nan)
    labels = [(label(one), label(other)) for one, other in pairs]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # It is undefined where both used one label alone.
        value = float(cohen_kappa_score(*zip(*labels, strict=True)))
    groups = [other.get("group") or place for place, (_, other) in enumerate(pairs)]
    return Agreement(what, len(pairs), value, *_interval(labels, groups, seed))


def _interval(labels: Sequence[tuple[str, str]], groups: Sequence[Hashable], seed: int) -> tuple[float, float]:
    """Percentile interval of kappa by drawing groups; scikit-learn's, asked a thousand times, takes half a minute."""
    import numpy as np

    names = {name: place for place, name in enumerate(sorted({name for pair in labels for name in pair}))}
    members = {group: place for place, group in enumerate(dict.fromkeys(groups))}
    tables = np.zeros((len(members), len(names), len(names)))
    for (one, other), group in zip(labels, groups, strict=True):
        tables[members[group], names[one], names[other]] += 1
    times = np.random.default_rng(seed).multinomial(len(members), [1 / len(members)] * len(members), size=_DRAWS)
    drawn = np.tensordot(times, tables, axes=1)
    drawn /= drawn.sum(axis=(1, 2), keepdims=True)
    observed = np.trace(drawn, axis1=1, axis2=2)
    expected = (drawn.sum(axis=1) * drawn.sum(axis=2)).sum(axis=1)
    defined = expected < 1 - 1e-12
    if not defined.any():
        return math.nan, math.nan
    kappas = (observed[defined] - expected[defined]) / (1 - expected[defined])
    low, high = np.quantile(kappas, (0.025, 0.975))
    return float(low), float(high)


def _share(what: str, pairs: Sequence[Pair]) -> Agreement:
    from scipy.stats import binomtest

    if not pairs:
        return Agreement(what, 0, math.nan, math.nan, math.nan)
    same = sum(all(_label(one, task) == _label(other, task) for task in TASKS) for one, other in pairs)
    interval = binomtest(same, len(pairs)).proportion_ci(method="wilson")
    return Agreement(what, len(pairs), same / len(pairs), float(interval.low), float(interval.high))


def _label(row: Ruling, task: str) -> str:
    return "+".join(sorted(row["claims"])) if task == "claims" else str(row[task])


def _has(row: Ruling, claim: str) -> str:
    return str(claim in row["claims"])
