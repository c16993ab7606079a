"""Measure ruling ids on judged pairs of documents: `python -m models.pairs DATA`.

The pairs (`tests/models/ruling_pairs.csv`) name documents by id and say whether both tell of one decision. One half
chose the weights of `models.linking`; report the other.
"""

import argparse
import csv
import sys
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

import numpy as np

from data import Article, DataError, read_rulings
from models.classifier import CHAMPION, load
from models.errors import ModelError
from models.linked import fill_links, find_links

PAIRS: Final = Path(__file__).parent.parent / "tests" / "models" / "ruling_pairs.csv"
SECOND: Final = PAIRS.with_name("ruling_pairs_second.csv")
"""A second reading of some of the pairs, made without sight of the first."""
HALVES: Final = ("tuning", "report")
_RESAMPLES: Final = 1000

Pair = tuple[str, str]


def read_pairs(path: Path = PAIRS) -> dict[Pair, bool]:
    """Judged pairs of document ids; whether both tell of one decision.

    Raises
    ------
    ValueError
        If a judgement is neither `same` nor `different`.
    """
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    for number, row in enumerate(rows, start=2):
        if row["judgement"] not in ("same", "different"):
            raise ValueError(f"{path}, line {number}: the judgement is {row['judgement']!r}; write same or different")
    return {(row["first"], row["second"]): row["judgement"] == "same" for row in rows}


def repeatability(first: Mapping[Pair, bool], second: Mapping[Pair, bool]) -> tuple[int, int, float]:
    """Pairs read twice, how many were judged alike, and Cohen's kappa."""
    from sklearn.metrics import cohen_kappa_score

    judged = [(first[pair], second[pair]) for pair in second]
    return len(judged), sum(a == b for a, b in judged), float(cohen_kappa_score(*zip(*judged, strict=True)))


def stories(pairs: Mapping[Pair, bool], groups: Mapping[str, str]) -> dict[str, str]:
    """Story of each document: the groups that pairs judged the same join, named by the first of them."""
    parents: dict[str, str] = {}

    def root(group: str) -> str:
        while parents.setdefault(group, group) != group:
            group = parents[group]
        return group

    for (first, second), same in pairs.items():
        if same:
            low, high = sorted((root(groups[first]), root(groups[second])))
            parents[high] = low
    return {document: root(group) for document, group in groups.items()}


def half(story: str) -> str:
    """The half that a story belongs to, whatever other stories there are."""
    return HALVES[int(sha256(story.encode()).hexdigest(), 16) % 2]


def precision_recall(
    found: Mapping[Pair, bool], judged: Mapping[Pair, bool], story: Mapping[str, str], seed: int = 0
) -> dict[str, tuple[float, float, float]]:
    """Precision and recall of pairs found the same, with 95 % intervals from a bootstrap over stories.

    Parameters
    ----------
    found, judged : mapping of pair to bool
        `judged` says which pairs to measure on.
    story : mapping of str to str
        Of each document; a pair belongs to that of its first one.
    seed : int, default 0

    Returns
    -------
    dict
        `precision` and `recall`, each with the ends of its interval.
    """
    names = sorted({story[first] for first, _ in judged})
    counts = np.zeros((len(names), 3))
    for (first, second), same in judged.items():
        guess = found[first, second]
        counts[names.index(story[first])] += (same and guess, guess, same)
    draws = np.random.default_rng(seed).integers(len(names), size=(_RESAMPLES, len(names)))
    resampled = counts[draws].sum(axis=1)
    measures = {}
    for name, column in (("precision", 1), ("recall", 2)):
        ratios = resampled[:, 0] / np.maximum(resampled[:, column], 1)
        low, high = np.quantile(ratios, [0.025, 0.975])
        hits, _, _ = total = counts.sum(axis=0)
        measures[name] = (float(hits / max(total[column], 1)), float(low), float(high))
    return measures


def same_court_and_day(rows: Sequence[Mapping[str, Any]], pairs: Iterable[Pair]) -> dict[Pair, bool]:
    """The plain way: two rulings are one where court and day of publication are told and the same."""
    keys = {
        row["id"]: (row["court"], row["date"]) if row["outcome"] != "none" and row["court"] and row["date"] else None
        for row in rows
    }
    return {pair: keys[pair[0]] is not None and keys[pair[0]] == keys[pair[1]] for pair in pairs}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns the exit code: 0, or 1 if nothing could be measured."""
    parser = argparse.ArgumentParser(prog="python -m models.pairs", description=__doc__, allow_abbrev=False)
    parser.add_argument("data", type=Path, metavar="DATA", help="labelled rulings that hold the pairs' documents")
    parser.add_argument("--pairs", type=Path, default=PAIRS, help="default: tests/models/ruling_pairs.csv")
    parser.add_argument("--model", default=str(CHAMPION), help="model folder (default: the shipped champion)")
    options = parser.parse_args(arguments)
    try:
        pairs, second, records = read_pairs(options.pairs), read_pairs(SECOND), read_rulings(options.data)
        model = load(options.model)
    except (DataError, ModelError, OSError, ValueError) as error:
        print(f"models.pairs: {error}", file=sys.stderr)
        return 1
    groups = {record["id"]: record["group"] for record in records}
    if absent := {document for pair in pairs for document in pair} - groups.keys():
        print(
            f"models.pairs: {options.data} lacks {len(absent)} of the documents, such as {min(absent)}", file=sys.stderr
        )
        return 1
    articles = [Article(r["id"], r["title"] or "", r["text"], date=r.get("date")) for r in records]
    predicted = list(zip(articles, model.predict(articles), strict=True))
    rows = [row | {"date": a.date} for a, row in fill_links(iter(predicted), find_links(iter(predicted)))]
    _print(pairs, rows, groups)
    if options.pairs == PAIRS:
        print("\n{} pairs were read twice, {} judged alike; Cohen's kappa {:.2f}".format(*repeatability(pairs, second)))
    return 0


def _print(pairs: Mapping[Pair, bool], rows: Sequence[Mapping[str, Any]], groups: Mapping[str, str]) -> None:
    ids = {row["id"]: row["ruling_id"] for row in rows}
    ways = {
        "ruling_id": {(a, b): ids[a] is not None and ids[a] == ids[b] for a, b in pairs},
        "same court and day": same_court_and_day(rows, pairs),
    }
    story = stories(pairs, groups)
    sides = {part: {p: same for p, same in pairs.items() if half(story[p[0]]) == part} for part in HALVES}
    read = {p: same for p, same in sides["report"].items() if ids[p[0]] and ids[p[1]]}
    print("| pairs | same | way | precision | recall |\n| --- | --- | --- | --- | --- |")
    for name, judged in {**sides, "report, both read as rulings": read}.items():
        for way, found in ways.items():
            cells = (f"{v:.3f} [{a:.3f}, {b:.3f}]" for v, a, b in precision_recall(found, judged, story).values())
            print(f"| {name}: {len(judged)} | {sum(judged.values())} | {way} | {' | '.join(cells)} |")


if __name__ == "__main__":
    sys.exit(main())
