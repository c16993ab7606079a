"""A blind sheet: documents for a person to label who sees no label."""

import csv
import io
import random
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO, Final

from data.cells import as_cell
from data.labels import TASKS
from data.published import COLUMNS, read_published
from data.rulings import read_rulings
from data.strata import strata
from data.text import digest

SHEET_COLUMNS: Final = ("id", "title", "text", *TASKS, "note")

Ruling = Mapping[str, Any]


def labelled(path: Path) -> list[dict[str, Any]]:
    """Labelled documents out of a file of rulings or of published labels without texts.

    Raises
    ------
    DataError
        If a ruling is refused.
    OSError
        If it cannot be read.
    """
    if path.suffix.lower() == ".parquet":
        from pyarrow.parquet import read_schema

        if set(COLUMNS) <= set(read_schema(path).names):
            return read_published(path)
    return read_rulings(path)


def blind_id(ruling: Ruling) -> str:
    """Id that tells nothing: those of the written documents begin with the file, which holds one kind of ruling."""
    return digest(str(ruling["id"]))[:12]


def drawn(rulings: Sequence[Ruling], count: int, seed: int = 0) -> list[Ruling]:
    """Draw documents so that each outcome with its claims has its share, in random order.

    Systematic sampling from the list in order of stratum: any count works, and every document is as
    likely to be drawn, so that agreement on the sheet estimates agreement on the file.

    Parameters
    ----------
    rulings : sequence of mapping
        Those without an outcome are passed over.
    count : int
        As many are drawn, or all where there are fewer.
    seed : int, default=0

    Returns
    -------
    list of mapping

    References
    ----------
    Cochran, W. G. (1977). Sampling Techniques, 3rd ed., chapter 8.
    """
    draw = random.Random(seed)
    known = [ruling for ruling in rulings if ruling["outcome"]]
    count = min(count, len(known))
    draw.shuffle(known)
    ordered = [ruling for _, ruling in sorted(zip(strata(known), known, strict=True), key=lambda pair: pair[0])]
    offset = draw.random()
    sample = [ordered[int((number + offset) * len(ordered) / count)] for number in range(count)]
    draw.shuffle(sample)
    return sample


def write_sheet(sample: Sequence[Ruling], file: BinaryIO) -> None:
    """Write documents as a CSV table, label columns empty, that opens right in a spreadsheet.

    Where a document has no text, its place stands instead: `OWNER/NAME:PATH`, and the piece within it. A feed or a
    folder there holds many documents: rebuild their texts first, with `data.hydrate`.
    """
    text = io.TextIOWrapper(file, encoding="utf-8-sig", errors="replace", newline="")
    table = csv.writer(text)
    table.writerow(SHEET_COLUMNS)
    for ruling in sample:
        shown = (blind_id(ruling), ruling.get("title"), ruling.get("text") or _pointer(ruling))
        table.writerow([*map(as_cell, shown), *[""] * (len(SHEET_COLUMNS) - len(shown))])
    text.flush()
    text.detach()


def _pointer(ruling: Ruling) -> str:
    if not ruling.get("path"):
        return ""
    part = f", part {ruling['part']}" if ruling["part"] else ""
    return f"{ruling['repository']}:{ruling['path']}{part}{', in its git history' if ruling['in_history'] else ''}"
