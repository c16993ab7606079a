"""A learning curve as a page and as a picture."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

import numpy as np

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from models.learning_curve import Point

_SHOWN: Final = {
    "outcome_macro_f1": "outcome",
    "relief_macro_f1_rulings": "relief",
    "claims_macro_f1_rulings": "claims",
    "scope_macro_f1_rulings": "scope",
}
_OUT_OF_FOLD: Final = "out_of_fold/"


def curve_page(
    points: Sequence["Point"],
    intervals: Mapping[str, tuple[float, float]],
    candidate: str,
    records: Sequence[Mapping[str, Any]],
    picture: str,
) -> str:
    """Tables in Markdown: mean over the draws of each share with its spread, and what the last step gained."""
    shares = sorted({point.share for point in points})
    sizes = [round(float(np.mean([p.documents for p in points if p.share == share]))) for share in shares]
    draws = sum(point.share == shares[0] for point in points)
    keys = list(points[0].measures)
    rare = [key for key in keys if key.startswith(_OUT_OF_FOLD)]
    sliced = [key for key in keys if "/" in key and key not in rare]
    header = [*(f"{share:.0%} ({size:,})" for share, size in zip(shares, sizes, strict=True)), "last step"]
    lines = [
        "# Learning curve",
        "",
        f"The candidate `{candidate}` on growing shares of {len(records):,} labelled rulings, whole groups at a time, {draws}",
        "draws each, of all of them one: mean, and in brackets the least and the most. The last column is what the last",
        "step of the curve gained. Made by `python -m models.learning_curve`.",
        "",
        f"![Learning curve]({picture}.png)",
    ]
    for title, chosen in (
        ("On the test set, by task", [key for key in keys if "/" not in key]),
        ("On the test set, by slice (macro-F1 of the outcome)", sliced),
    ):
        lines += ["", f"## {title}", "", *_table(["measure", *header])]
        lines += [_row([key.partition("/")[0], *_cells(points, shares, key)]) for key in chosen]
    lines += ["", "## Rare classes, out-of-fold by group on the share itself (F1)", ""]
    lines += _table(["class", "documents", *header, "95 % interval at the end"])
    for key in rare:
        task, _, label = key.removeprefix(_OUT_OF_FOLD).partition("_f1_")
        held = sum(label == row[task] if task != "claims" else label in (row[task] or ()) for row in records)
        low, high = intervals[key]
        interval = f"[{low:.2f}, {high:.2f}]"
        lines.append(_row([f"{task}: {label}", f"{held:,}", *_cells(points, shares, key), interval]))
    return "\n".join(lines) + "\n"


def curve_figure(points: Sequence["Point"]) -> "Figure":
    """Draw the tasks on the test set, and the rare classes out-of-fold, over the number of documents."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(10, 4.5), layout="constrained")
    rare = [key for key in points[0].measures if key.startswith(_OUT_OF_FOLD)]
    names = {key: key.removeprefix(_OUT_OF_FOLD).replace("_f1_", ": ") for key in rare}
    panels = (("macro-F1 on the test set", _SHOWN), ("F1 of rare classes, out-of-fold", names))
    shares = sorted({point.share for point in points})
    for number, (title, chosen) in enumerate(panels, start=1):
        axes = figure.add_subplot(1, 2, number)
        for key, name in chosen.items():
            drawn = [[p for p in points if p.share == share] for share in shares]
            across = [float(np.mean([p.documents for p in some])) for some in drawn]
            values = [[p.measures[key] for p in some] for some in drawn]
            (line,) = axes.plot(across, [np.nanmean(each) for each in values], marker="o", label=name)
            axes.fill_between(
                across, [min(e) for e in values], [max(e) for e in values], color=line.get_color(), alpha=0.15
            )
        axes.set_xscale("log", base=2)
        axes.set_xticks(across, [f"{count:,.0f}" for count in across])
        axes.minorticks_off()
        axes.set(xlabel="documents trained on", title=title, ylim=(0, 1))
        axes.legend(fontsize=8, loc="lower right")
        axes.grid(alpha=0.3)
    return figure


def _cells(points: Sequence["Point"], shares: Sequence[float], key: str) -> list[str]:
    values = [[p.measures[key] for p in points if p.share == share] for share in shares]
    means = [float(np.mean(each)) for each in values]
    spread = [f" [{min(each):.3f}, {max(each):.3f}]" if len(each) > 1 else "" for each in values]
    told = [f"{mean:.3f}{around}" for mean, around in zip(means, spread, strict=True)]
    return [*told, f"{means[-1] - means[-2]:+.3f}" if len(means) > 1 else ""]


def _table(cells: Sequence[str]) -> list[str]:
    return [_row(cells), _row(["---"] * len(cells))]


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
