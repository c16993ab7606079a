"""Labelled rulings: read, validated, and as a typed Hugging Face dataset."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from data.dates import iso_day
from data.labels import CLAIMS
from data.ruling_files import records_of
from data.text import digest
from data.validation import OPTIONAL_TEXT, problems_of

if TYPE_CHECKING:
    from datasets import Dataset

FIELDS: Final = (
    *("id", "title", "text", "kind", "outcome", "relief", "claims", "scope", "evidence"),
    *("source", "url", "date", "group", "origin", "sure"),
)
"""Fields of a labelled ruling, in the order of the data set's columns."""

MOST_FAULTS: Final = 20


class Fault(NamedTuple):
    """One thing wrong with a file of rulings; `line` counts what `unit` says."""

    file: str
    line: int | None
    reason: str
    remedy: str
    unit: str = "line"

    def __str__(self) -> str:
        where = self.file if self.line is None else f"{self.file}, {self.unit} {self.line}"
        return f"{where}: {self.reason} ({self.remedy})"


class DataError(ValueError):
    """Labelled data was refused.

    Attributes
    ----------
    faults : tuple of Fault
        What was found, 20 at most; the message has one line for each.
    """

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        lines = [str(fault) for fault in self.faults]
        if len(lines) >= MOST_FAULTS:
            lines.append(f"stopped looking after {MOST_FAULTS} faults")
        super().__init__("\n".join(lines))


def read_rulings(path: str | Path, *more: str | Path) -> list[dict[str, Any]]:
    """Read and validate labelled rulings.

    Parameters
    ----------
    path, *more : str or Path
        JSON Lines, UTF-8; `.json` with an array of rulings or as Label Studio exports it; a table of
        rulings or of corrected predictions, `.csv`, `.tsv` or `.xlsx`; `.parquet`. `.gz` allowed but for
        the last two. An id may occur once in all of them.

    Returns
    -------
    list of dict
        Every field of `FIELDS`; unknown ones are None. `claims` is in the vocabulary's order,
        `date` an ISO day, `group` the digest of the ruling's own text where the file names none.
        Other fields are kept.

    Raises
    ------
    DataError
        Naming file, line, reason and remedy of up to 20 faults.
    """
    rulings: list[dict[str, Any]] = []
    faults: list[Fault] = []
    seen: dict[str, str] = {}
    for file in (path, *more):
        name = str(file)
        for unit, line, record, found in records_of(Path(file)):
            if record is not None:
                found = [*found, *problems_of(record)]
                ruling_id = record.get("id")
                if isinstance(ruling_id, str) and ruling_id in seen:
                    found.append(
                        (f"id {ruling_id!r} was used before, at {seen[ruling_id]}", "give each ruling its own id")
                    )
                elif isinstance(ruling_id, str):
                    seen[ruling_id] = f"{name}, {unit} {line}"
                if not found:
                    rulings.append(_tidied(record))
            faults += [Fault(name, line, *problem, unit) for problem in found]
            if len(faults) >= MOST_FAULTS:
                raise DataError(faults[:MOST_FAULTS])
    if not rulings and not faults:
        faults.append(Fault(str(path), None, "it holds no rulings", "give one JSON object a line"))
    if faults:
        raise DataError(faults)
    return rulings


def to_dataset(records: Iterable[Mapping[str, Any]]) -> "Dataset":
    """Make a data set with the fixed columns of `FIELDS` out of rulings.

    Parameters
    ----------
    records : iterable of mapping
        As `read_rulings` returns them; other fields are left out.

    Returns
    -------
    datasets.Dataset
        In memory. The schema does not depend on the records.
    """
    from datasets import Dataset, Features, Sequence, Value

    types: dict[str, Any] = dict.fromkeys(FIELDS, Value("string"))
    types |= {"claims": Sequence(Value("string")), "sure": Value("bool")}
    rows = list(records)
    columns = {field: [row.get(field) for row in rows] for field in FIELDS}
    return Dataset.from_dict(columns, features=Features(types))


def _tidied(record: Mapping[str, Any]) -> dict[str, Any]:
    ruling = dict.fromkeys(FIELDS) | dict(record)
    for field in OPTIONAL_TEXT:
        ruling[field] = ruling[field] or None
    if ruling["claims"] is not None:
        ruling["claims"] = [claim for claim in CLAIMS if claim in ruling["claims"]]
    return ruling | {"date": iso_day(ruling["date"]), "group": ruling["group"] or own_group(ruling)}


def own_group(record: Mapping[str, Any]) -> str:
    """Group of a ruling that shares its story with no other: the digest of its text, or of its title."""
    return digest(record["text"] or record["title"])
