"""The labels of published documents without their texts: pointers, digests and labels."""

import re
import zlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, BinaryIO, Final, NamedTuple

from data.text import digest, encodable, normalise

PUBLISHED: Final = Path(__file__).parent / "published.parquet"
"""One document a row; `python -m data.build_published` makes it."""

SPLITS: Final = ("train", "dev", "added")
"""`dev` is to choose and report on; `added` are documents labelled later, for training,
those whose outcome the model was least sure of."""

HEAD: Final = 24
"""Characters of a text under its `head`, which spares digests of what cannot be it."""

_INTEGERS: Final = tuple(
    f"{part}_{name}" for part in ("title", "text", "evidence") for name in ("characters", "head", "start", "end")
)
COLUMNS: Final = (
    *("id", "repository", "branch", "path", "part", "commit", "in_history"),
    *("text_sha256", "text_characters", "text_head", "title_sha256", "title_characters", "title_head"),
    *("outcome", "relief", "claims", "scope", "evidence_start", "evidence_end"),
    *("group", "date", "kind", "sure", "split"),
)
_IN_HISTORY: Final = " (git history)"
_PROVENANCE: Final = re.compile(
    r"(?P<repository>[^/:@]+/[^/:@]+)(?:@(?P<branch>[^:]+))?:"
    r"(?:(?P<archive>.+?\.zip)!(?P<member>.+)|(?P<path>.+?)(?:#(?P<number>\d+\w*))?)"
)


class Fingerprint(NamedTuple):
    """What tells a text, once it is found, without holding it; all of the normalised text.

    Attributes
    ----------
    sha256 : str
    characters : int
    head : int or None
        CRC-32 of the first `HEAD` characters; None where there are fewer.
    """

    sha256: str
    characters: int
    head: int | None


def fingerprint(text: str) -> Fingerprint:
    """Fingerprint of a text."""
    plain = normalise(text)
    return Fingerprint(digest(text), len(plain), head_of(plain))


def head_of(plain: str) -> int | None:
    """CRC-32 of the first `HEAD` characters of a normalised text; None where there are fewer."""
    return zlib.crc32(encodable(plain[:HEAD]).encode()) if len(plain) >= HEAD else None


def pointer_of(provenance: str) -> dict[str, Any]:
    """Take a provenance apart: `owner/name[@branch]:path[#number][ (git history)]`.

    Parameters
    ----------
    provenance : str

    Returns
    -------
    dict
        `repository`, `branch`, `path`, `part` (the number of a piece within the file, or after `.zip!` the
        member of the archive that the file is) and `in_history` (the file has changed since, or is gone).

    Raises
    ------
    ValueError
        If it has another form.
    """
    found = _PROVENANCE.fullmatch(provenance.removesuffix(_IN_HISTORY))
    if found is None:
        raise ValueError(f"provenance {provenance!r} is not OWNER/NAME:PATH")
    return {
        **{name: found[name] for name in ("repository", "branch")},
        "path": found["path"] or found["archive"],
        "part": found["number"] or found["member"],
        "in_history": provenance.endswith(_IN_HISTORY),
    }


def without_texts(ruling: Mapping[str, Any], split: str) -> dict[str, Any]:
    """Row of `COLUMNS` for a labelled published document.

    Parameters
    ----------
    ruling : mapping
        As `read_rulings` returns it, with `provenance`.
    split : str

    Returns
    -------
    dict
        `evidence_start` and `evidence_end` count characters of the normalised text; both are -1 where the
        title is the evidence.

    Raises
    ------
    ValueError
        If its provenance is missing or of another form.
    """
    row = dict.fromkeys(COLUMNS) | {name: ruling.get(name) for name in COLUMNS if name in ruling}
    row |= pointer_of(ruling.get("provenance") or "") | {"split": split}
    for field in ("text", "title"):
        if ruling[field]:
            row |= {f"{field}_{name}": value for name, value in fingerprint(ruling[field])._asdict().items()}
    if ruling["evidence"]:
        evidence = normalise(ruling["evidence"])
        start = normalise(ruling["text"]).find(evidence)
        end = start + len(evidence) if start >= 0 else -1
        row |= {"evidence_start": start, "evidence_end": end}
    return row


def write_published(rows: Iterable[Mapping[str, Any]], file: BinaryIO) -> None:
    """Write rows of `COLUMNS` as Parquet."""
    import pyarrow as pa
    from pyarrow.parquet import write_table

    types: dict[str, Any] = dict.fromkeys(COLUMNS, pa.string()) | {"claims": pa.list_(pa.string())}
    types |= {name: pa.int64() for name in COLUMNS if name in _INTEGERS} | {
        "in_history": pa.bool_(),
        "sure": pa.bool_(),
    }
    schema = pa.schema([(name, types[name]) for name in COLUMNS])
    write_table(pa.Table.from_pylist([dict(row) for row in rows], schema=schema), file, compression="zstd")


def read_published(path: Path = PUBLISHED) -> list[dict[str, Any]]:
    """Rows of `COLUMNS`, in the file's order."""
    from pyarrow.parquet import ParquetFile

    with ParquetFile(path) as file:
        rows: list[dict[str, Any]] = file.read(use_threads=False).to_pylist()
    return rows
