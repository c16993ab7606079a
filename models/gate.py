"""Whether a challenger takes the champion's place: a pure decision on predictions of the same documents."""

from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from data import TASKS
from models.compare import Difference, paired_difference
from models.evaluate import Rows, is_ruling, slices

MAIN: Final = "all_four_rulings"
MARGIN: Final = 0.02
LEAST: Final = 30
SLOWEST: Final = 0.25
"""Seconds an article may take: a pile of a thousand within some four minutes."""


class Check(NamedTuple):
    """One thing that was asked of the challenger, what came out, and whether it will do."""

    asked: str
    found: str
    passed: bool


class Decision(NamedTuple):
    """What the gate found.

    Parameters
    ----------
    checks : tuple of Check
        The challenger is promoted if all are passed.
    metrics : dict of str to float
        The numbers, to be logged.
    """

    checks: tuple[Check, ...]
    metrics: dict[str, float]

    @property
    def promoted(self) -> bool:
        """Whether the challenger takes the champion's place."""
        return all(check.passed for check in self.checks)


def decide(truth: Rows, champion: Rows, challenger: Rows, seconds: float) -> Decision:
    """Ask of a challenger more rulings with all four labels right, nothing clearly worse, and speed.

    Parameters
    ----------
    truth : sequence of mappings
        Labelled rulings that neither model was fitted on.
    champion, challenger : sequence of mappings
        Their predictions, in the same order.
    seconds : float
        That the challenger takes for an article.

    Returns
    -------
    Decision
        The main metric's paired interval (bootstrap by group) must lie above zero. A class or slice of `LEAST`
        documents or more fails where its own interval lies below zero and the loss is more than `MARGIN`.
    """
    main = _difference(MAIN, truth, champion, challenger)
    rulings = sum(is_ruling(row) for row in truth)
    checks = [
        Check(f"at least {LEAST} true rulings", f"{rulings}", rulings >= LEAST),
        Check("more true rulings with all four labels right", _told(main), main.low > 0),
    ]
    watched = {name: _difference(metric, *_only(at, truth, champion, challenger)) for name, metric, at in _watch(truth)}
    worse = {name: d for name, d in watched.items() if d.high < 0 and d.mean < -MARGIN}
    found = "; ".join(f"{name} {_told(d)}" for name, d in worse.items()) or f"none of {len(watched)}"
    checks.append(Check(f"no class or slice worse by more than {MARGIN} beyond its interval", found, not worse))
    checks.append(Check(f"at most {SLOWEST} s an article", f"{seconds:.3f} s", seconds <= SLOWEST))
    metrics = {"gate/difference": main.mean, "gate/difference_low": main.low, "gate/difference_high": main.high}
    metrics |= {"gate/p": main.p, "gate/worse": float(len(worse)), "gate/seconds_per_article": seconds}
    return Decision(tuple(checks), metrics)


def as_markdown(decision: Decision, promoted: bool, place: str) -> str:
    """Readable page of a decision; `place` says on what it was made."""
    lines = [f"# {'Promoted' if promoted else 'Not promoted'}", "", place, ""]
    lines += ["| asked | found | passed |", "| --- | --- | --- |"]
    lines += [f"| {asked} | {found} | {'yes' if passed else 'no'} |" for asked, found, passed in decision.checks]
    return "\n".join(lines) + "\n"


def _watch(truth: Rows) -> Iterator[tuple[str, str, list[int]]]:
    everywhere = list(range(len(truth)))
    for task, labels in TASKS.items():
        for label in labels:
            if sum(_has(row, task, label) for row in truth) >= LEAST:
                yield f"{task} {label}", f"{task}_f1_{label}", everywhere
    for name, rows in slices(truth).items():
        if len(rows) >= LEAST:
            yield f"{name}, outcome", "outcome_accuracy", rows
        if sum(is_ruling(truth[i]) for i in rows) >= LEAST:
            yield f"{name}, all four", MAIN, rows


def _has(row: Mapping[str, Any], task: str, label: str) -> bool:
    value = row.get(task)
    return value is not None and (value == label if isinstance(value, str) else label in value)


def _only(at: list[int], *several: Rows) -> tuple[Rows, Rows, Rows]:
    truth, a, b = ([rows[i] for i in at] for rows in several)
    return truth, a, b


def _difference(metric: str, truth: Rows, a: Rows, b: Rows) -> Difference:
    return paired_difference(metric, truth, a, b, [row.get("group") for row in truth])


def _told(d: Difference) -> str:
    return f"{d.mean:+.3f} [{d.low:+.3f}, {d.high:+.3f}]"
