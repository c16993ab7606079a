"""Corrections of labels, one a line, each of one label of one document with the reason; the data stay as they are."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from data.corrections import settled
from data.labels import CLAIMS, TASKS
from data.rulings import DataError, Fault
from data.text import digest
from data.validation import Complaint

CORRECTIONS: Final = Path(__file__).parent / "label_corrections.jsonl"
"""Corrections of the published documents' labels, train split."""

_KEYS: Final = ("id", "sha256", "field", "old", "new", "reason")
_BESIDE: Final = "correct the others too; see data/CODEBOOK.md"
_DROP: Final = "drop the line, or correct the label that the document has now"


@dataclass(frozen=True)
class Correction:
    """One label of one document that is wrong.

    Attributes
    ----------
    id : str
    sha256 : str
        Digest of the document's text, `data.digest`, so that a correction never falls on another text.
    field : {'outcome', 'relief', 'claims', 'scope'}
    old, new : str or list of str
        The label it has, and the one it should have.
    reason : str
        The rule of the codebook, in a few words.
    place : tuple of str and int
        File and line, to name in an error.
    """

    id: str
    sha256: str
    field: str
    old: Any
    new: Any
    reason: str
    place: tuple[str, int]


def read_corrections(*paths: Path) -> list[Correction]:
    """Read corrections.

    Parameters
    ----------
    *paths : Path
        JSON Lines with `id, sha256, field, old, new, reason`. A label may be corrected once in all of them.

    Returns
    -------
    list of Correction

    Raises
    ------
    DataError
        Naming file, line, reason and remedy.
    OSError
        If the file cannot be read.
    """
    found: list[Correction] = []
    faults: list[Fault] = []
    seen: set[tuple[str, str]] = set()
    for path in paths:
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
            if not line.strip():
                continue
            row, complaint = _row_of(line, seen)
            if complaint is not None:
                faults.append(Fault(str(path), number, *complaint))
                continue
            seen.add((row["id"], row["field"]))
            found.append(Correction(**row, place=(str(path), number)))
    if faults:
        raise DataError(faults)
    return found


def corrected(records: Sequence[Mapping[str, Any]], paths: Sequence[Path] = (CORRECTIONS,)) -> list[dict[str, Any]]:
    """Records with corrections made; the records given are not changed.

    Where an outcome becomes `none`, what then has one legal value takes it: no relief, no claims, no reach,
    no evidence. Corrections of documents that are not among the records are passed over.

    Parameters
    ----------
    records : sequence of mapping
        As `read_rulings` returns them.
    paths : sequence of Path
        Files of corrections; by default those of the published documents.

    Returns
    -------
    list of dict

    Raises
    ------
    DataError
        If a file is refused or corrects no document of the records, if a document's text or label is not
        the one that a correction was made of, or if labels would be illegal afterwards.
    OSError
        If a file cannot be read.
    """
    corrections = read_corrections(*paths)
    known = {record["id"] for record in records}
    used = {correction.place[0] for correction in corrections if correction.id in known}
    unused = [str(path) for path in paths if str(path) not in used]
    faults = [Fault(path, None, "it corrects no document of the data", "leave it out") for path in unused]
    by_id: dict[str, list[Correction]] = {}
    for correction in corrections:
        by_id.setdefault(correction.id, []).append(correction)
    found = []
    for record in records:
        ours = by_id.get(record["id"], [])
        changed = dict(record)
        for correction in ours:
            reason = _mismatch(record, correction)
            if reason is not None:
                faults.append(Fault(*correction.place, reason, _DROP))
            changed[correction.field] = correction.new
        if ours:
            changed = settled(changed)
            faults += [
                Fault(*each.place, f"{each.field} {each.new!r} is not legal beside the other labels", _BESIDE)
                for each in ours
                if changed[each.field] != each.new
            ]
        found.append(changed)
    if faults:
        raise DataError(faults)
    return found


def _row_of(line: str, seen: set[tuple[str, str]]) -> tuple[Any, Complaint | None]:
    try:
        row = json.loads(line)
    except ValueError as error:
        return None, (f"it is not JSON: {error}", "write one JSON object on each line")
    return row, _fault_of(row, seen)


def _fault_of(row: Any, seen: set[tuple[str, str]]) -> Complaint | None:
    if not isinstance(row, dict) or sorted(row) != sorted(_KEYS):
        return "it is not a correction", f"give an object with {', '.join(_KEYS)}"
    if not all(isinstance(row[key], str) and row[key].strip() for key in ("id", "sha256", "field", "reason")):
        return "id, sha256, field and reason are words", "fill each of them"
    field = row["field"]
    if field not in TASKS:
        return f"field is {field!r}", f"one of {', '.join(TASKS)}"
    for key in ("old", "new"):
        given = row[key] if field == "claims" else [row[key]]
        allowed = CLAIMS if field == "claims" else TASKS[field]
        if not isinstance(given, list) or not all(label in allowed for label in given):
            return f"{key} is {row[key]!r}", f"{'a list of ' if field == 'claims' else ''}{', '.join(allowed)}"
    if row["old"] == row["new"]:
        return f"old and new are both {row['old']!r}", "drop the line"
    if (row["id"], field) in seen:
        return f"{field} of {row['id']} was corrected before", "drop one of the two lines"
    return None


def _mismatch(record: Mapping[str, Any], correction: Correction) -> str | None:
    if digest(record["text"]) != correction.sha256:
        return f"{correction.id} has another text than the one corrected"
    if record[correction.field] != correction.old:
        return f"{correction.field} of {correction.id} is {record[correction.field]!r}, not {correction.old!r}"
    return None
