"""Quality of several candidates on the same documents, as one Markdown page."""

from collections.abc import Mapping, Sequence

from data import TASKS
from models.compare import bootstrap_interval, paired_difference
from models.evaluate import Rows, evaluate, slices
from models.measures import MAIN_METRICS

_RULINGS = ("relief_macro_f1_rulings", "claims_macro_f1_rulings", "scope_macro_f1_rulings")
_REVIEW = (
    "filed_ruling_accuracy",
    "filed_share_of_rulings",
    "missed_filed_none",
    "review_share",
    "false_rulings_per_200_at_5pct",
    "false_rulings_per_200_at_10pct",
    "outcome_ece",
)
_BY_SLICE = ("outcome_macro_f1", "outcome_accuracy", "all_four_rulings")


def quality_page(truth: Rows, tested: Mapping[str, Rows]) -> str:
    """Measures of each candidate with 95 % intervals, by class, of the review rule, and by slice.

    Parameters
    ----------
    truth : sequence of mapping
        Labelled rulings.
    tested : mapping of str to sequence of mapping
        Predictions by candidate; the last is compared with the first, pair by pair, and shown by slice.

    Returns
    -------
    str
        Markdown. Intervals are bootstrapped over groups.
    """
    groups = [row.get("group") or row["id"] for row in truth]
    first, last = next(iter(tested)), list(tested)[-1]
    found = {name: evaluate(truth, rows) for name, rows in tested.items()}
    lines = _header(["measure", *tested, f"{last} − {first}"])
    for key in (*MAIN_METRICS, *_RULINGS):
        gain = paired_difference(key, truth, tested[first], tested[last], groups)
        cells = [_value(key, truth, rows, groups) for rows in tested.values()]
        lines.append(_row([key, *cells, f"{gain.mean:+.3f} [{gain.low:+.3f}, {gain.high:+.3f}]"]))
    lines += ["", *_header(["review", *tested])]
    lines += [_row([key, *(f"{found[name][key]:.3f}" for name in tested)]) for key in _REVIEW]
    lines += ["", *_header(["class F1", "documents", *tested])]
    for task, label in ((task, label) for task, labels in TASKS.items() for label in labels):
        count = sum(label == row[task] if isinstance(row[task], str) else label in (row[task] or ()) for row in truth)
        values = (f"{found[name][f'{task}_f1_{label}']:.3f}" for name in tested)
        lines.append(_row([f"{task}: {label}", str(count), *values]))
    lines += ["", *_header([f"slice, {last}", "documents", *_BY_SLICE])]
    for name, at in slices(truth).items():
        part, rows = [truth[i] for i in at], [tested[last][i] for i in at]
        values = (_value(key, part, rows, [groups[i] for i in at]) for key in _BY_SLICE)
        lines.append(_row([name, str(len(at)), *values]))
    return "\n".join(lines)


def _value(key: str, truth: Rows, rows: Rows, groups: Sequence[object]) -> str:
    low, high = bootstrap_interval(key, truth, rows, groups)
    return f"{evaluate(truth, rows)[key]:.3f} [{low:.3f}, {high:.3f}]"


def _header(cells: Sequence[str]) -> list[str]:
    return [_row(cells), _row(["---"] * len(cells))]


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
