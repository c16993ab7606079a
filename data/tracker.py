"""Rows of a litigation tracker that somebody keeps: a spreadsheet, or an earlier output."""

import csv
import gzip
import itertools
import json
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from data.articles import InputError
from data.dates import iso_day
from data.decoding import text_stream
from data.guarding import guarded
from data.inputs import open_binary
from data.zipped import open_zip

ALIASES: Final[Mapping[str, tuple[str, ...]]] = {
    "ruling_id": ("rulingid",),
    "id": ("trackerid", "id", "rowid", "entryid", "recordid", "ref", "reference", "no", "number", "row"),
    "case_name": ("casename", "case", "caption", "casetitle", "casecaption", "matter", "lawsuit"),
    "docket_number": (
        *("docketnumber", "docket", "docketno", "docketnum", "casenumber", "caseno", "casenum", "causenumber"),
        "indexnumber",
    ),
    "court": ("court", "courtid", "courtname", "venue", "jurisdiction"),
    "judge": ("judge", "judgename", "judges"),
    "decision_date": (
        *("decisiondate", "rulingdate", "orderdate", "datedecided", "dateofdecision", "dateofruling", "decided"),
        *("day",),
    ),
    "date": (
        "date",
        "published",
        "publisheddate",
        "publicationdate",
        "articledate",
        "updated",
        "lastupdated",
        "lastupdate",
    ),
    "outcome": ("outcome", "ruling", "result", "disposition", "decision", "status", "casestatus"),
    "relief": ("relief", "relieftype", "kind", "type"),
    "title": ("title", "headline", "articletitle"),
    "evidence": ("evidence", "evidencesentence"),
    "challenged_action": (
        *("challengedaction", "challengedpolicy", "policy", "action", "executiveaction", "rule", "law", "order"),
        *("issue", "subject", "topic"),
    ),
    "text": ("text", "summary", "description", "notes", "note", "details", "comments", "about", "holding"),
}
"""Usual names of each column, likeliest first; case, spaces and punctuation do not matter."""

_TELLING: Final = ("case_name", "docket_number", "title", "evidence", "challenged_action", "text")
_DELIMITERS: Final = ",;\t|"


@dataclass(frozen=True, slots=True)
class TrackerRow:
    """A row of a tracker.

    Attributes
    ----------
    id : str
        That of its id column, otherwise `row N`, the first below the header being 1.
    ruling_id : str
        That of its column of that name, otherwise `id`.
    values : dict
        Text by the other keys of `ALIASES`; the dates are ISO days. Absent ones are left out.
    """

    id: str
    ruling_id: str
    values: Mapping[str, str] = field(default_factory=dict)


def read_tracker(path: str) -> list[TrackerRow]:
    """Read a tracker.

    Parameters
    ----------
    path : str
        `.csv`, `.tsv`, `.jsonl` (each also with `.gz`) or `.xlsx`; a hand-kept table or an earlier output.

    Returns
    -------
    list of TrackerRow
        Rows that hold nothing are left out, and those of an earlier output that report no ruling.

    Raises
    ------
    InputError
        If it cannot be read, or no column is known to tell which case a row is about.
    """
    suffixes = [suffix for suffix in Path(path).suffixes if suffix.lower() != ".gz"]
    suffix = suffixes[-1].lower() if suffixes else ""
    readers = {".csv": _csv, ".tsv": _csv, ".jsonl": _json_lines, ".ndjson": _json_lines, ".xlsx": _xlsx}
    if suffix not in readers:
        raise InputError(
            f"{path}: {suffix or 'no suffix'} is no format of a tracker", f"save it as {', '.join(readers)}"
        )
    try:
        records = list(readers[suffix](path))
    except (OSError, EOFError, zlib.error, gzip.BadGzipFile) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(f"{path}: {reason}", "check the path and that you may read it") from None
    except InputError as error:
        reason = error.reason if error.reason.startswith(path) else f"{path}: {error.reason}"
        raise InputError(reason, error.remedy) from None
    names = list(dict.fromkeys(itertools.chain.from_iterable(records)))
    columns = {name: _find(aliases, names) for name, aliases in ALIASES.items()}
    if records and not any(columns[name] for name in _TELLING):
        raise InputError(
            f"{path}: no column is known to tell the case: {', '.join(map(repr, names))}",
            "name one of them case, docket, title, policy or summary",
        )
    return list(_rows(records, columns))


def _rows(records: Iterable[Mapping[str, Any]], columns: Mapping[str, Sequence[str]]) -> Iterator[TrackerRow]:
    for number, record in enumerate(records, start=1):
        found = {name: _first(record, columns[name]) for name in ALIASES}
        values = {name: value for name, value in found.items() if value}
        for name in ("decision_date", "date"):
            if name in values:
                values[name] = iso_day(values[name]) or ""
        row_id = values.pop("id", f"row {number}")
        ruling_id = values.pop("ruling_id", None)
        if any(name in values for name in _TELLING) and values.get("outcome") != "none":
            yield TrackerRow(row_id, ruling_id or row_id, {name: value for name, value in values.items() if value})


def _find(aliases: Sequence[str], names: Sequence[str]) -> list[str]:
    plain = {name: re.sub(r"[\W_]+", "", name).casefold() for name in names}
    return [name for alias in aliases for name in names if plain[name] == alias]


def _first(record: Mapping[str, Any], names: Sequence[str]) -> str:
    for name in names:
        value = record.get(name)
        text = "" if value is None or isinstance(value, dict | list | bool) else str(value).strip()
        if text:
            return text
    return ""


def _csv(path: str) -> Iterator[dict[str, Any]]:
    with open_binary(path) as stream:
        text = text_stream(stream)
        csv.field_size_limit(max(csv.field_size_limit(), 1 << 24))
        head = next((line for line in text if line.strip()), "")
        delimiter = max(_DELIMITERS, key=head.count)
        rows = csv.reader(itertools.chain([head], text), delimiter=delimiter)
        try:
            header = [cell.strip() for cell in next(rows, [])]
            yield from (dict(zip(header, row, strict=False)) for row in rows if any(cell.strip() for cell in row))
        except csv.Error as error:
            raise InputError(f"{path}, line {rows.line_num}: it is not CSV: {error}", "save it anew as CSV") from None
        finally:
            text.detach()


def _json_lines(path: str) -> Iterator[dict[str, Any]]:
    with open_binary(path) as stream:
        for number, line in enumerate(stream, start=1):
            if not line.strip():
                continue
            try:
                record = json.loads(line)
            except (ValueError, RecursionError) as error:
                raise InputError(f"{path}, line {number}: it is not JSON: {error}", "mend or drop the line") from None
            if not isinstance(record, dict):
                raise InputError(f"{path}, line {number}: it is no JSON object", "mend or drop the line")
            yield record


def _xlsx(path: str) -> Iterator[dict[str, Any]]:
    try:
        from openpyxl import load_workbook
    except ModuleNotFoundError:
        raise InputError(f"{path}: openpyxl is not installed", "install it, or save the sheet as CSV") from None
    with Path(path).open("rb") as stream, guarded("an .xlsx workbook", "save it anew, or as CSV"):
        open_zip(stream, ".xlsx").close()
        stream.seek(0)
        sheets = load_workbook(stream, read_only=True, data_only=True, keep_links=False).worksheets
        if not sheets:
            raise InputError("it holds no sheet", "save it anew, or as CSV")
        rows = sheets[0].iter_rows(values_only=True)
        header = ["" if cell is None else str(cell).strip() for cell in next(rows, ())]
        for row in rows:
            if any(cell is not None and str(cell).strip() for cell in row):
                yield dict(zip(header, row, strict=False))
