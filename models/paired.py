"""Is b better than a on the same documents: as metrics to log and as a page to read."""

from collections.abc import Mapping
from html import escape
from math import isnan
from typing import Final, NamedTuple

from data import TASKS
from models.compare import Difference, mcnemar, paired_difference
from models.evaluate import METRICS, Rows, is_ruling

_LOWER_IS_BETTER: Final = ("missed", "review", "false", "brier", "ece")


class Comparison(NamedTuple):
    """What `compare` found.

    Parameters
    ----------
    documents : int
        How many documents both have read.
    differences : dict of str to Difference
        By metric, b less a; undefined ones are left out.
    mcnemar : dict of str to float
        p of the exact McNemar test by yes/no measure.
    """

    documents: int
    differences: dict[str, Difference]
    mcnemar: dict[str, float]


def compare(truth: Rows, a: Rows, b: Rows) -> Comparison:
    """Compare two predictions by paired bootstrap over groups, the yes/no measures by McNemar's test as well."""
    if not all(any(row.get("evidence") for row in rows) for rows in (a, b)):
        truth = [{**row, "evidence": None} for row in truth]  # no evidence was looked for
    groups = [row.get("group") for row in truth]
    found = {name: paired_difference(name, truth, a, b, groups) for name in METRICS}
    rulings = [i for i, row in enumerate(truth) if is_ruling(row)]
    every = range(len(truth))
    tests = {
        f"{task}_right": mcnemar(*([_same(truth[i], r[i], task) for i in every] for r in (a, b))) for task in TASKS
    }
    whole = ([all(_same(truth[i], r[i], task) for task in TASKS) for i in rulings] for r in (a, b))
    tests["all_four_rulings"] = mcnemar(*whole)
    return Comparison(len(truth), {name: d for name, d in found.items() if not isnan(d.mean)}, tests)


def as_metrics(comparison: Comparison, prefix: str) -> dict[str, float]:
    """Flat scalars: `prefix/metric`, with `_low`, `_high` and `_p`, and `prefix/measure_mcnemar_p`."""
    metrics = {}
    for name, d in comparison.differences.items():
        metrics[f"{prefix}/{name}"] = d.mean
        metrics |= {f"{prefix}/{name}_low": d.low, f"{prefix}/{name}_high": d.high, f"{prefix}/{name}_p": d.p}
    return metrics | {f"{prefix}/{name}_mcnemar_p": p for name, p in comparison.mcnemar.items()}


def as_html(comparisons: Mapping[str, Comparison], title: str) -> str:
    """Readable page; what is better beyond its interval is green, what is worse red."""
    lines = [
        '<!doctype html><html lang="en"><meta charset="utf-8">',
        f"<title>{escape(title)}</title>",
        "<style>body{font:15px sans-serif;margin:2em}td,th{padding:.2em 1em;text-align:right}"
        "td:first-child,th:first-child{text-align:left}.better{background:#dff3df}.worse{background:#f8dcdc}</style>",
        f"<h1>{escape(title)}</h1>",
        "<p>Difference on the same documents with its 95 % interval (paired bootstrap over groups). Of twenty measures on "
        "which nothing differs, one falls outside its interval by luck.</p>",
    ]
    for part, found in comparisons.items():
        lines += [f"<h2>{escape(part)}: {found.documents} documents</h2><table>"]
        lines += ["<tr><th>measure</th><th>difference</th><th>95 % interval</th><th>p</th></tr>"]
        lines += [
            f'<tr class="{_verdict(name, d)}"><td>{escape(name)}</td><td>{d.mean:+.3f}</td>'
            f"<td>{d.low:+.3f} to {d.high:+.3f}</td><td>{d.p:.3f}</td></tr>"
            for name, d in found.differences.items()
        ]
        lines += ["</table><h3>McNemar's test of the yes/no measures</h3><table><tr><th>measure</th><th>p</th></tr>"]
        lines += [f"<tr><td>{escape(name)}</td><td>{p:.3f}</td></tr>" for name, p in found.mcnemar.items()]
        lines += ["</table>"]
    return "\n".join([*lines, "</html>", ""])


def _same(true: Mapping[str, object], guess: Mapping[str, object], task: str) -> bool:
    one, other = true.get(task), guess.get(task)
    return set(one) == set(other) if isinstance(one, list) and isinstance(other, list) else one == other


def _verdict(name: str, d: Difference) -> str:
    if d.low <= 0 <= d.high:
        return ""
    return "better" if (d.low > 0) != any(word in name for word in _LOWER_IS_BETTER) else "worse"
