"""The finished rows of a run, kept beside its output until that is written whole."""

import base64
import contextlib
import fcntl
import json
import os
import tempfile
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import astuple, fields
from datetime import date, datetime
from pathlib import Path
from typing import Any, BinaryIO, Final, cast

from data.articles import Article, Problem

JOURNAL_SUFFIX: Final = ".part.jsonl"
"""Of the file of finished rows, after the name of the output."""
_TYPE: Final = "\0type"
_READ: Final = 1 << 20
_PROBLEM: Final = b', "problem": '

Pair = tuple[Article, dict[str, Any]]


class JournalError(OSError):
    """A journal cannot be gone on with; says why and what to do."""


class Journal:
    """Rows in the order in which they were finished, on disk.

    `open_journal` makes one.

    Attributes
    ----------
    done : int
        Number of articles in it.
    failed : int
        How many of them have a problem instead of a row.
    """

    def __init__(self, file: BinaryIO, name: str, start: int, done: int) -> None:
        self._file, self._name, self._start = file, name, start
        self.done, self.failed = done, 0

    def remaining(
        self, articles: Iterable[Article], on_problem: Callable[[Problem], None] | None = None
    ) -> Iterator[Article]:
        """Pass over the articles whose rows are kept already.

        Parameters
        ----------
        articles : iterable of Article
            Those of the whole run, from its beginning.
        on_problem : callable, optional
            Called with each kept problem.

        Yields
        ------
        Article

        Raises
        ------
        JournalError
            If the kept rows are of other articles.
        """
        kept = self.done
        rest = iter(articles)
        self._file.seek(self._start)
        for number in range(1, kept + 1):
            article = next(rest, None)
            line = self._file.readline()
            if article is None or not line.startswith(_head(article)):
                raise JournalError(
                    f"{self._name}: the inputs are no longer those of the run that was stopped: article {number} differs; "
                    "run without --resume to begin anew"
                )
            if line.startswith(_head(article) + _PROBLEM):
                self.failed += 1
                if on_problem:
                    on_problem(Problem(*json.loads(line)["problem"]))
        self._file.seek(0, os.SEEK_END)
        yield from rest

    def add(self, pairs: Iterable[tuple[Article, dict[str, Any] | Problem]]) -> None:
        """Keep finished rows, and problems of articles that have none; a killed process no longer loses them."""
        lines = []
        for article, row in pairs:
            if isinstance(row, Problem):
                self.failed += 1
                lines.append(_head(article) + _PROBLEM + _dump(astuple(row)) + b"}\n")
            else:
                lines.append(_head(article) + b', "row": ' + _dump(row) + b"}\n")
        self._file.seek(0, os.SEEK_END)
        self._file.write(b"".join(lines))
        self._file.flush()
        self.done += len(lines)

    def pairs(self) -> Iterator[Pair]:
        """All articles that have rows, and these, in order; may be asked for again."""
        place = self._start
        while True:
            # Another reader, or the one before, may have moved on in the file.
            self._file.seek(place)
            lines = self._file.readlines(_READ)
            if not lines:
                return
            place = self._file.tell()
            for line in lines:
                record = json.loads(line, object_hook=_revived)
                if "row" in record:
                    yield Article(**record["article"]), record["row"]


@contextlib.contextmanager
def open_journal(out: str | None, setup: Mapping[str, Any], *, resume: bool = False) -> Iterator[Journal]:
    """Open the journal of an output, `OUT.part.jsonl`.

    It is removed when the block ends well, and stays when it fails, to be gone on with.

    Parameters
    ----------
    out : str or None
        The output. None, `-`, a device or a pipe has a journal without a name, which goes with the process.
    setup : mapping
        What the rows depend on beside the articles, such as the model's version; JSON values.
    resume : bool, default False
        Go on with the journal of a run that was stopped, if there is one; otherwise it is begun anew.

    Yields
    ------
    Journal

    Raises
    ------
    JournalError
        If another run has it open, or `setup` is another than when it was begun.
    OSError
        If it cannot be written.
    """
    header = json.dumps({"journal": 1, "setup": setup}, sort_keys=True).encode() + b"\n"
    if out in (None, "-") or (Path(str(out)).exists() and not Path(str(out)).is_file()):
        with tempfile.TemporaryFile("w+b") as spool:
            yield Journal(cast(BinaryIO, spool), "", 0, 0)
        return
    path = Path(f"{out}{JOURNAL_SUFFIX}")
    with path.open("a+b") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise JournalError(f"{path}: another run is writing it; wait for its end or name another output") from None
        done = _whole_rows(file, path, header) if resume else 0
        if not done:
            if not resume and path.stat().st_size > len(header):
                warnings.warn(
                    f"{path} of a stopped run is begun anew; --resume would have gone on with it", stacklevel=3
                )
            file.truncate(0)
            file.write(header)
            file.flush()
        journal = Journal(cast(BinaryIO, file), str(path), len(header), done)
        try:
            yield journal
        except BaseException:
            if not journal.done:
                path.unlink()
            raise
        path.unlink()


def _whole_rows(file: BinaryIO, path: Path, header: bytes) -> int:
    """Number of whole rows; what a killed process left of another one is cut off."""
    file.seek(0)
    found = file.readline()
    if not found.endswith(b"\n"):
        return 0
    if found != header:
        raise JournalError(
            f"{path}: it was begun with another model or other options; give the same ones, "
            "or run without --resume to begin anew"
        )
    rows, end = 0, len(found)
    while line := file.readline():
        if not (line.endswith(b"}\n") and _is_row(line)):
            break
        rows, end = rows + 1, end + len(line)
    file.truncate(end)
    return rows


def _is_row(line: bytes) -> bool:
    try:
        return set(json.loads(line)) in ({"article", "row"}, {"article", "problem"})
    except ValueError:
        return False


def _head(article: Article) -> bytes:
    return b'{"article": ' + _dump({field.name: getattr(article, field.name) for field in fields(article)})


def _dump(value: Any) -> bytes:
    return json.dumps(value, default=_plain).encode()


def _plain(value: Any) -> Any:
    """What JSON has no word for, so that it comes back as it was; arrays and numbers of NumPy become plain ones."""
    if isinstance(value, datetime | date):
        return {_TYPE: "datetime" if isinstance(value, datetime) else "date", "value": value.isoformat()}
    if isinstance(value, bytes):
        return {_TYPE: "bytes", "value": base64.b64encode(value).decode()}
    if hasattr(value, "tolist"):
        return value.tolist()
    if isinstance(value, Mapping):
        return dict(value)
    return list(value) if isinstance(value, set | frozenset) else str(value)


def _revived(value: dict[str, Any]) -> Any:
    kind = value.get(_TYPE)
    if kind == "datetime":
        return datetime.fromisoformat(value["value"])
    if kind == "date":
        return date.fromisoformat(value["value"])
    return base64.b64decode(value["value"]) if kind == "bytes" else value
