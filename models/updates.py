"""Measure `predict.py --against` on judged pairs of documents: `python -m models.updates DATA`.

Of each pair (`tests/models/update_pairs.csv`) the prediction of the earlier document is all that a tracker holds, without
its text; the later one is compared with it. The pairs were chosen to be hard: most are of one topic, and few name a case.
"""

import argparse
import csv
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from data import Article, DataError, TrackerRow, read_rulings
from models.against import KNOWN, NEW, UPDATE, Tracker
from models.classifier import CHAMPION, load
from models.errors import ModelError
from models.grouping import group_rulings
from models.linking import ruling_key
from models.proportion import proportion

PAIRS: Final = Path(__file__).parent.parent / "tests" / "models" / "update_pairs.csv"
STATUSES: Final = (UPDATE, KNOWN, NEW)
_READ: Final = (
    "title",
    "evidence",
    "challenged_action",
    "case_name",
    "docket_number",
    "court",
    "judge",
    "decision_date",
)


def read_pairs(path: Path = PAIRS) -> dict[tuple[str, str], str]:
    """What the later document of each pair is to the earlier one's case.

    Raises
    ------
    ValueError
        If a judgement is none of `update`, `known` and `new`.
    """
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    for number, row in enumerate(rows, start=2):
        if row["judgement"] not in STATUSES:
            raise ValueError(f"{path}, line {number}: {row['judgement']!r} is none of {', '.join(STATUSES)}")
    return {(row["earlier"], row["later"]): row["judgement"] for row in rows}


def status_of(earlier: Mapping[str, Any], later: Mapping[str, Any], text: str) -> str | None:
    """Status of a later prediction beside a tracker that holds the earlier one.

    Parameters
    ----------
    earlier, later : mapping
        Predictions, each with its article's `date`.
    text : str
        Of the later article.

    Returns
    -------
    str or None
        None where the later one was not read as a ruling. An earlier one that was not is no row of a tracker, so that
        all is new.
    """
    if later["outcome"] == "none":
        return None
    if earlier["outcome"] == "none":
        return NEW
    told = {name: str(earlier[name]) for name in (*_READ, "date", "outcome", "relief") if earlier[name]}
    tracker = Tracker([TrackerRow(earlier["id"], earlier["id"], told)])
    key = ruling_key(later, text, later["date"])
    return tracker.compare(key, group_rulings([*tracker.keys, key])[-1])[0]


def table(judged: Mapping[tuple[str, str], str], found: Mapping[tuple[str, str], str | None]) -> str:
    """Judged against found, precision and recall of each status with Wilson's 95 % intervals, as Markdown."""
    counts = Counter((judged[pair], found[pair]) for pair in judged)
    lines = ["| status | judged | precision | recall |", "| --- | --- | --- | --- |"]
    for status in STATUSES:
        hits = counts[status, status]
        told = sum(counts[other, status] for other in STATUSES)
        wanted = sum(count for (truth, _), count in counts.items() if truth == status)
        lines.append(f"| {status} | {wanted} | {proportion(hits, told)} | {proportion(hits, wanted)} |")
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns the exit code: 0, or 1 if nothing could be measured."""
    parser = argparse.ArgumentParser(prog="python -m models.updates", description=__doc__, allow_abbrev=False)
    parser.add_argument("data", type=Path, metavar="DATA", help="labelled rulings that hold the pairs' documents")
    parser.add_argument("--model", default=str(CHAMPION), help="model folder (default: the shipped champion)")
    options = parser.parse_args(arguments)
    try:
        pairs, model = read_pairs(), load(options.model)
        records = {record["id"]: record for record in read_rulings(options.data)}
    except (DataError, ModelError, OSError, ValueError) as error:
        print(f"models.updates: {error}", file=sys.stderr)
        return 1
    wanted = sorted({document for pair in pairs for document in pair})
    if absent := [document for document in wanted if document not in records]:
        print(
            f"models.updates: {options.data} lacks {len(absent)} of the documents, such as {absent[0]}", file=sys.stderr
        )
        return 1
    found = (records[document] for document in wanted)
    articles = [Article(r["id"], r["title"] or "", r["text"], date=r["date"]) for r in found]
    rows = {a.id: row | {"date": a.date} for a, row in zip(articles, model.predict(articles), strict=True)}
    texts = {article.id: article.text for article in articles}
    print(table(pairs, {(a, b): status_of(rows[a], rows[b], texts[b]) for a, b in pairs}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
