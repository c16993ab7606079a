"""What a person corrected, in a table of predictions or in Label Studio, as labelled rulings."""

import gzip
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO, Final, cast

from data.articles import Article, InputError, Problem
from data.cells import NONE_NAMED, restored
from data.columns import Columns
from data.csv_articles import read_table
from data.decoding import text_stream
from data.label_studio import SpanError, annotation_of, labels_of
from data.labels import TASKS, allowed_scopes
from data.validation import Complaint
from data.xlsx_articles import read_xlsx

_LABELS: Final = ("outcome", "relief", "claims", "scope")
_AS_TEXT: Final = ("evidence", "kind", "group", "origin")
_TEXT_MISSING: Final = (
    "predict again with --with-text and correct that file, or add a column named text with the articles' texts"
)
_NONE_NAMED: Final = NONE_NAMED.replace(" ", "_")


def settled(labels: Mapping[str, Any]) -> dict[str, Any]:
    """Draw what the codebook leaves no choice about from the labels that a person gave.

    A corrected outcome often stands beside predictions that no longer go with it: those that
    have one legal value take it, and a relief of `none` beside a ruling becomes unknown.

    Parameters
    ----------
    labels : mapping
        `outcome`, `relief`, `claims`, `scope`, `evidence`, unknown ones None or absent.

    Returns
    -------
    dict
        The same fields and any others.
    """
    found = dict(labels)
    outcome = found.get("outcome")
    if outcome == "none":
        return found | {"relief": "none", "claims": [], "scope": "unstated", "evidence": None}
    if outcome in TASKS["outcome"]:
        if found.get("relief") == "none":
            found["relief"] = None
        if found.get("relief") in TASKS["relief"] and allowed_scopes(outcome, found["relief"]) == ("unstated",):
            found["scope"] = "unstated"
    return found


def record_of_task(task: Mapping[str, Any]) -> tuple[dict[str, Any] | None, list[Complaint]]:
    """Make a labelled ruling of an exported task; None where nobody has annotated it."""
    annotation = annotation_of(task)
    if annotation is None:
        return None, []
    data = task["data"]
    record = {name: data[name] for name in ("id", "title", "text", "source", "url", "date", "group") if data.get(name)}
    record = {"id": f"task-{task.get('id')}", "title": "", "text": ""} | record
    try:
        return settled(record | labels_of(task, annotation)), []
    except SpanError as error:
        return record, [(str(error), "mark it again in Label Studio, in the text as it was imported")]


def table_records(path: Path, suffix: str) -> Iterator[tuple[str, int | None, dict[str, Any] | None, list[Complaint]]]:
    """Read the rows of a table of rulings, as the writers of predictions lay one out.

    Parameters
    ----------
    path : Path
    suffix : {'.csv', '.tsv', '.xlsx'}

    Yields
    ------
    unit, number, record, complaints
        The first row below the header is 1.

    Raises
    ------
    InputError
        If the table cannot be read or holds no text.
    """
    for number, row in enumerate(_rows(path, suffix), start=1):
        if isinstance(row, Problem):
            yield "row", number, None, [(row.reason, row.remedy)]
        else:
            yield "row", number, _record(row), []


def _record(article: Article) -> dict[str, Any]:
    cells = {name: str(value).strip() for name, value in article.extra.items() if str(value or "").strip()}
    record: dict[str, Any] = {
        **{name: restored(getattr(article, name)) for name in ("id", "title", "text")},
        **{name: restored(cells[name]) for name in _AS_TEXT if name in cells},
        **{name: getattr(article, name) for name in ("source", "url")},
        "date": article.date or cells.get("date"),
    }
    if cells.get("sure", "").lower() in ("true", "false"):
        record["sure"] = cells["sure"].lower() == "true"
    for task in _LABELS:
        given = [word for part in cells.get(task, "").replace(",", ";").split(";") if (word := _label(part))]
        if task == "claims":
            record[task] = [claim for claim in given if claim != _NONE_NAMED] if given else None
        else:
            record[task] = "; ".join(given) or None
    return settled(record)


def _label(cell: str) -> str:
    return cell.strip().casefold().replace(" ", "_").replace("-", "_")


def _rows(path: Path, suffix: str) -> Iterator[Article | Problem]:
    # By these names alone: a summary that was passed through is no text to learn from.
    columns = Columns({"id": "id", "title": "title", "text": "text"})
    with gzip.open(path, "rb") if path.suffix.lower() == ".gz" else path.open("rb") as opened:
        stream = cast(BinaryIO, opened)
        try:
            if suffix == ".xlsx":
                yield from read_xlsx(stream, path.name, columns)
                return
            text = text_stream(stream)
            try:
                yield from read_table(text, path.name, columns, delimiter="\t" if suffix == ".tsv" else None)
            finally:
                text.detach()
        except InputError as error:
            raise InputError(error.reason, _TEXT_MISSING if "no column" in error.reason else error.remedy) from None
