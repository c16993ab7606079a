"""Where one more label pays: `python -m models.learning_curve --data FILE... --test FILE --out docs/learning_curve`.

Trains a candidate on growing shares of the data, whole groups at a time, several times each, and measures it on the
test set by task and slice. Classes too rare there are measured out-of-fold, by group, on the data it was trained on.
"""

import argparse
import random
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

from data import Article, DataError, corrected, guard, read_rulings, whole_file
from models.classifier import ENCODER_CANDIDATES, RulingClassifier
from models.compare import bootstrap_interval
from models.curve_page import curve_figure, curve_page
from models.evaluate import evaluate, slices

SHARES: Final = (0.12, 0.25, 0.5, 1.0)
MEASURES: Final = (
    *("outcome_macro_f1", "relief_macro_f1_rulings", "claims_macro_f1_rulings", "scope_macro_f1_rulings"),
    *("all_four_rulings", "evidence_right"),
)
SLICE_MEASURE: Final = "outcome_macro_f1"
RARE: Final = ("outcome_f1_mixed", "relief_f1_stay", "relief_f1_tro", "relief_f1_stay_pending_appeal", "claims_f1_apa")
"""Measured out-of-fold: a test set of a thousand documents holds a handful of some."""

Records = Sequence[Mapping[str, Any]]


class Point(NamedTuple):
    """One training: a share of the data, a draw of it, and what came of it by measure."""

    share: float
    seed: int
    documents: int
    measures: dict[str, float]


def share_of(records: Records, share: float, seed: int) -> list[Mapping[str, Any]]:
    """Whole groups, drawn at random, that make at least a share of the records; a larger share holds a smaller one."""
    groups = sorted({str(record["group"]) for record in records})
    random.Random(seed).shuffle(groups)
    size = dict.fromkeys(groups, 0)
    for record in records:
        size[str(record["group"])] += 1
    taken, count = set(), 0
    for group in groups:
        if count >= share * len(records):
            break
        taken.add(group)
        count += size[group]
    return [record for record in records if str(record["group"]) in taken]


def measured(
    records: Records, test: Records, share: float, seed: int, candidate: str
) -> tuple[Point, list[dict[str, Any]], list[dict[str, Any]]]:
    """Train on a share and measure; returns the point, and the records with their out-of-fold predictions."""
    some = share_of(records, share, seed)
    model = RulingClassifier(candidate, seed).fit(some)
    guesses = model.predict([Article(r["id"], r["title"] or "", r["text"], date=r.get("date")) for r in test])
    found = evaluate(test, guesses)
    measures = {name: found[name] for name in MEASURES}
    for name, at in slices(test).items():
        part = evaluate([test[i] for i in at], [guesses[i] for i in at])
        measures[f"{name}/{SLICE_MEASURE}"] = part[SLICE_MEASURE]
    truth = [{**some[i], "evidence": None} for i in model.out_of_fold_rows_]
    out_of_fold = evaluate(truth, model.out_of_fold_)
    measures |= {f"out_of_fold/{name}": out_of_fold[name] for name in RARE}
    return Point(share, seed, len(some), measures), truth, model.out_of_fold_


def curve(
    records: Records, test: Records, shares: Sequence[float] = SHARES, seeds: int = 3, candidate: str = "linear"
) -> tuple[list[Point], dict[str, tuple[float, float]]]:
    """Train on each share as often as there are seeds.

    Parameters
    ----------
    records, test : sequence of mapping
        Labelled rulings; no group in both.
    shares : sequence of float
        Of the records, rising.
    seeds : int
        Draws of each share; of the whole there is one.
    candidate : str

    Returns
    -------
    points : list of Point
    intervals : dict of str to pair of float
        95 % bootstrap interval over groups of each rare class, out-of-fold on the largest share.
    """
    from tqdm import tqdm

    points: list[Point] = []
    truth: list[dict[str, Any]] = []
    guesses: list[dict[str, Any]] = []
    runs = [(share, seed) for share in shares for seed in range(seeds if share < 1 else 1)]
    for share, seed in tqdm(runs, unit="model", disable=None):
        point, truth, guesses = measured(records, test, share, seed, candidate)
        points.append(point)
    groups = [row["group"] for row in truth]
    return points, {f"out_of_fold/{name}": bootstrap_interval(name, truth, guesses, groups) for name in RARE}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns the exit code: 0, or 1 if nothing could be done."""
    parser = argparse.ArgumentParser(
        prog="python -m models.learning_curve", description="Where one more label pays.", allow_abbrev=False
    )
    add = parser.add_argument
    add("--data", nargs="+", required=True, type=Path, metavar="FILE", help="labelled rulings to train on")
    add("--corrections", nargs="+", type=Path, default=[], metavar="FILE", help="corrections of their labels")
    add("--test", required=True, type=Path, metavar="FILE", help="labelled rulings to measure on")
    add("--out", required=True, metavar="STEM", help="writes STEM.md and STEM.png")
    add("--candidate", choices=("tfidf", "linear"), default="linear", help=f"not {' or '.join(ENCODER_CANDIDATES)}")
    add("--shares", nargs="+", type=float, default=SHARES, metavar="SHARE", help="of the data, up to 1")
    add("--seeds", type=int, default=3, help="draws of each share; default: 3")
    add("--log", action="store_true", help="log page, picture and numbers to MLflow too")
    options = parser.parse_args(arguments)
    shares = sorted(set(options.shares))
    if not all(0 < share <= 1 for share in shares) or options.seeds < 1:
        parser.error("shares lie above 0 and up to 1, and one seed is the least")
    try:
        test = read_rulings(options.test)
        records, _ = guard(corrected(read_rulings(*options.data), options.corrections), test)
        points, intervals = curve(records, test, shares, options.seeds, options.candidate)
        with whole_file(f"{options.out}.md") as page, whole_file(f"{options.out}.png") as picture:
            page.write(curve_page(points, intervals, options.candidate, records, Path(options.out).name).encode())
            curve_figure(points).savefig(picture, dpi=90, format="png")
    except (DataError, OSError, ValueError) as error:
        print(error, file=sys.stderr)
        return 1
    if options.log:
        _log(options, points)
    print(f"{options.out}.md and {options.out}.png: {len(points)} models", file=sys.stderr)
    return 0


def _log(options: argparse.Namespace, points: Sequence[Point]) -> None:
    from models.tracking import data_version, start_session

    datasets = {"train": data_version([*options.data, *options.corrections]), "test": data_version([options.test])}
    whole = [point for point in points if point.share == points[-1].share]
    metrics = {f"test/{key}": sum(p.measures[key] for p in whole) / len(whole) for key in MEASURES}
    files = [Path(f"{options.out}.{suffix}") for suffix in ("md", "png")]
    with start_session("learning curve", datasets) as session:
        session.log_candidate(options.candidate, {"seeds": options.seeds}, metrics, datasets, files)


if __name__ == "__main__":
    sys.exit(main())
