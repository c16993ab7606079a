"""From what stands on a command line to the files behind it."""

import glob
import gzip
import os
from collections.abc import Iterator
from pathlib import Path, PurePath
from typing import BinaryIO, Final, cast

from data.articles import Problem

SUFFIXES: Final = {
    ".txt": "txt",
    ".text": "txt",
    ".md": "md",
    ".markdown": "md",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "json",
    ".csv": "csv",
    ".tsv": "tsv",
    ".tab": "tsv",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".eml": "eml",
    ".rss": "feed",
    ".atom": "feed",
    ".xml": "feed",
    ".pdf": "pdf",
    ".docx": "docx",
    ".xlsx": "xlsx",
    ".parquet": "parquet",
}
"""Suffix to format. Each but those of `PACKED` may be followed by `.gz`."""

FORMATS: Final = tuple(dict.fromkeys(SUFFIXES.values()))

PACKED: Final = frozenset({"pdf", "docx", "xlsx", "parquet"})
"""Formats that are compressed as they are, and read from many places."""


def format_of(path: str) -> str | None:
    """Format of a file by its suffix, None if it has none of `SUFFIXES`."""
    name = path.lower()
    form = SUFFIXES.get(PurePath(name.removesuffix(".gz")).suffix)
    return None if form in PACKED and name.endswith(".gz") else form


def open_binary(path: str) -> BinaryIO:
    """Open a file for reading, through gzip if its name ends in `.gz`."""
    return cast(BinaryIO, gzip.open(path, "rb")) if path.lower().endswith(".gz") else Path(path).open("rb")


def find_files(given: str) -> Iterator[str | Problem]:
    """List the files that an input stands for, in a fixed order.

    Parameters
    ----------
    given : str
        A file, a folder (searched to its depths; hidden entries are passed over), or a glob
        pattern (`**` reaches into folders). A file of that very name goes before a pattern.

    Yields
    ------
    str or Problem
        Paths that begin as `given` does.
    """
    if given and Path(given).is_dir():
        yield from _walk(given)
    elif given and Path(given).exists():
        yield given
    elif glob.has_magic(given):
        matches = sorted(glob.glob(given, recursive=True))  # noqa: PTH207 (pathlib finds hidden files and takes no absolute pattern)
        reached = set()
        for match in matches:
            # A link to a folder above makes `**` find the same files over and over.
            real = Path(os.path.realpath(Path(match).parent)) / Path(match).name
            if real in reached:
                continue
            reached.add(real)
            # With `**` the files below a matching folder match themselves.
            if not Path(match).is_dir():
                yield match
            elif "**" not in given:
                yield from _walk(match)
        if not matches:
            yield Problem(given, "no file matches the pattern", "check it, and quote it if the shell changes it")
    else:
        yield Problem(given, "no such file or folder", "check the path")


def _walk(folder: str) -> Iterator[str | Problem]:
    unreadable: list[OSError] = []
    entered: set[str] = set()
    empty = True
    for root, folders, files in os.walk(folder, onerror=unreadable.append, followlinks=True):
        while unreadable:
            empty = False
            yield _unreadable(unreadable.pop())
        real = os.path.realpath(root)
        if real in entered:
            folders.clear()
            continue
        entered.add(real)
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            path = Path(root, name)
            # A pipe or a socket that lies in a folder would be waited on for ever.
            if not name.startswith(".") and (path.is_file() or path.is_symlink()):
                empty = False
                yield str(path)
    for error in unreadable:
        empty = False
        yield _unreadable(error)
    if empty:
        yield Problem(folder, "the folder holds no files", "put articles into it, or name another")


def _unreadable(error: OSError) -> Problem:
    return Problem(str(error.filename), error.strerror or str(error), "check its permissions")
