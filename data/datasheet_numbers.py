"""Numbers of the datasheet, each a table in Markdown."""

import statistics
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

from data.label_corrections import CORRECTIONS, read_corrections
from data.labels import TASKS

THIN: Final = 100
"""Labels of fewer published documents are told to be thin."""

_LISTED: Final = 12
# The second pass was made outside this project and its labels were not kept: its figures as they were handed over.
_SECOND_PASS: Final = (
    ("documents", "385"),
    ("outcome: same", "98 % (kappa 0.97)"),
    ("relief: same", "98 %"),
    ("scope: same", "98 %"),
    ("claims", "macro-F1 0.95"),
    ("all four the same", "92 %"),
)

Rows = Sequence[Mapping[str, Any]]
Sets = Mapping[str, Rows]


def _sets(sets: Sets) -> str:
    def column(rows: Rows) -> list[str]:
        rulings = [row for row in rows if row["outcome"] != "none"]
        groups = Counter(row["group"] for row in rows)
        sizes = [row["text_characters"] if "text_characters" in row else len(row["text"]) for row in rows]
        sure = [row["sure"] for row in rulings if row["sure"] is not None]
        days = sorted(row["date"] for row in rows if row["date"])
        return [
            f"{len(rows):,}",
            _of(len(rulings), len(rows)),
            _of(sum(sure), len(sure)) if sure else "not told",
            f"{len(groups):,}",
            str(max(groups.values())),
            f"{int(statistics.median(sizes)):,}",
            f"{days[0]} to {days[-1]}" if days else "undated",
        ]

    names = (
        "documents",
        "report a ruling",
        "rulings marked sure",
        "groups",
        "largest group",
        "median characters",
        "dates",
    )
    columns = [column(rows) for rows in sets.values()]
    return _table(["", *sets], zip(names, *columns, strict=True))


def _labels(sets: Sets) -> str:
    counts = [_counted(rows) for rows in sets.values()]
    rows = [
        (task, label, *(f"{c[task, label]:,}" for c in counts)) for task, labels in TASKS.items() for label in labels
    ]
    return _table(["task", "label", *sets], rows)


def _thin(sets: Sets) -> str:
    counts = _counted([row for name, rows in sets.items() if name != "written" for row in rows])
    rare = sorted((counts[task, label], task, label) for task, labels in TASKS.items() for label in labels)
    return _table(
        ["task", "label", "published documents"],
        [(t, lab, str(n)) for n, t, lab in rare if n < THIN] or [("none", "", "")],
    )


def _slices(sets: Sets) -> str:
    published = [row for name, rows in sets.items() if name != "written" for row in rows]
    kinds = Counter(f"written: {row['kind']}" for row in sets["written"])
    repositories = Counter(row["repository"] for row in published)
    years = Counter(row["date"][:4] if row["date"] else "undated" for row in published)
    rest = sum(repositories.values()) - sum(count for _, count in repositories.most_common(_LISTED))
    found = [
        *kinds.most_common(),
        *((f"published: {name}", count) for name, count in repositories.most_common(_LISTED)),
        (f"published: {len(repositories) - _LISTED} further repositories", rest),
        *((f"published, year: {year}", count) for year, count in sorted(years.items())),
    ]
    return _table(["slice", "documents"], [(name, f"{count:,}") for name, count in found])


def _leaks(sets: Sets) -> str:
    train, dev = sets["published, train"], sets["published, dev"]
    shared = [{row[name] for row in train} & {row[name] for row in dev} for name in ("group", "text_sha256")]
    again = len(train) + len(dev) - len({row["text_sha256"] for row in (*train, *dev)})
    told = ("groups in both splits", "texts in both splits", "texts that occur again within a split or across")
    return _table(["", "count"], zip(told, map(str, (*map(len, shared), again)), strict=True))


def _agreement(_: Sets) -> str:
    return _table(["second pass", ""], _SECOND_PASS)


def _corrections(_: Sets) -> str:
    made = read_corrections(CORRECTIONS)
    counts = Counter((each.field, _told(each.old), _told(each.new)) for each in made)
    rows = [(*change, str(count)) for change, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))]
    documents = str(len({each.id for each in made}))
    return _table(["task", "was", "is", "corrections"], [*rows, ("documents", "", "", documents)])


def _told(label: Any) -> str:
    return label if isinstance(label, str) else "; ".join(label) or "none named"


def _counted(rows: Rows) -> Counter[tuple[str, str]]:
    counts = Counter((task, row[task]) for row in rows for task in TASKS if task != "claims")
    return counts + Counter(("claims", claim) for row in rows for claim in row["claims"])


def _of(part: int, whole: int) -> str:
    return f"{part:,} ({part / whole:.0%})"


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


NUMBERS: Final[Mapping[str, Callable[[Sets], str]]] = {
    **{"sets": _sets, "labels": _labels, "thin": _thin, "slices": _slices, "leaks": _leaks, "agreement": _agreement},
    "corrections": _corrections,
}
"""Name to what makes the table out of the written corpus and the splits of the published labels."""
