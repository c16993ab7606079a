"""What is refused in a labelled ruling, and what to do about it."""

from collections.abc import Mapping
from typing import Any, Final

from data.dates import is_partial_day, iso_day
from data.labels import label_problems
from data.text import normalise

Complaint = tuple[str, str]
"""Reason and remedy."""

ORIGINS: Final = ("written", "published")
OPTIONAL_TEXT: Final = ("kind", "evidence", "source", "url", "group", "origin")
"""Fields that hold a string or nothing."""

_SEE_CODEBOOK: Final = "see data/CODEBOOK.md; leave a label out where it is unknown"


def problems_of(record: Mapping[str, Any]) -> list[Complaint]:
    """Everything wrong with one labelled ruling; empty when it is well formed and legal."""
    problems: list[Complaint] = []
    for field in ("id", "title", "text"):
        if field not in record:
            problems.append((f"{field!r} is missing", f'add "{field}" to the object'))
        elif not isinstance(record[field], str):
            problems.append((f"{field} is {record[field]!r}, not a string", "write it in quotation marks"))
    for field in OPTIONAL_TEXT:
        if not isinstance(record.get(field), str | None):
            problems.append(
                (f"{field} is {record[field]!r}, not a string", "write it in quotation marks or leave it out")
            )
    if not isinstance(record.get("sure"), bool | None):
        problems.append((f"sure is {record['sure']!r}", "write true or false or leave it out"))
    if problems:
        return problems
    if not record["id"].strip():
        problems.append(("id is empty", "give each ruling its own id"))
    if not (record["title"].strip() or record["text"].strip()):
        problems.append(("title and text are both empty", "fill one of them or drop the line"))
    problems += [(reason, _SEE_CODEBOOK) for reason in label_problems(record)]
    evidence = record.get("evidence") or ""
    if evidence not in record["title"] and evidence not in record["text"]:
        told = normalise(record["title"] + "\n" + record["text"])
        near = normalise(evidence) in told
        remedy = "it differs in quotes, dashes or spaces alone: " if near else ""
        problems.append((f"evidence is in neither title nor text: {evidence[:60]!r}", f"{remedy}copy it verbatim"))
    if (record.get("origin") or None) not in (None, *ORIGINS):
        problems.append((f"origin is {record['origin']!r}", f"one of {', '.join(ORIGINS)}, or leave it out"))
    day = record.get("date")
    if day and iso_day(day) is None and not is_partial_day(day):
        problems.append((f"date {day!r} is no day", "write YYYY-MM-DD or leave it out"))
    return problems
