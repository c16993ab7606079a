"""The folder beside an output folder that holds what is finished of it until all is."""

import contextlib
import json
import secrets
import shutil
import tempfile
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass
from typing import Any, BinaryIO, Final, cast

from data.articles import Problem
from data.journal import Journal, JournalError

WORK_SUFFIX: Final = ".part"
"""Of the folder, after the name of the output."""
_SETUP: Final = "setup.json"
_ROWS: Final = ".jsonl.gz"
_HALVED: Final = ".halved"
_WHOLE: Final = "whole"


@dataclass(frozen=True, slots=True)
class Unfinished:
    """Finished parts of an output, wherever fsspec can write; every worker may hold it.

    Attributes
    ----------
    out : str
        URL of the output folder.
    """

    out: str

    @property
    def folder(self) -> str:
        """URL of the folder of finished work."""
        return self.out + WORK_SUFFIX

    def has(self, stem: str) -> bool:
        """Whether a part is finished."""
        files, path = _located(f"{self.folder}/{stem}{_ROWS}")
        return bool(files.exists(path))

    def halve(self, stem: str) -> None:
        """Note that a part is finished in halves."""
        with self.whole(stem + _HALVED):
            pass

    def is_halved(self, stem: str) -> bool:
        """Whether a part is finished in halves."""
        files, path = _located(f"{self.folder}/{stem}{_HALVED}")
        return bool(files.exists(path))

    @contextlib.contextmanager
    def adding(self, stem: str) -> Iterator[tuple[Journal, list[Problem]]]:
        """Take the rows and the problems of a part; they are kept at the end of the block, whole or not at all."""
        with tempfile.TemporaryFile() as spool:
            journal, problems = Journal(cast(BinaryIO, spool), stem, 0, 0), list[Problem]()
            yield journal, problems
            spool.seek(0)
            head = {"rows": journal.done, "problems": [astuple(problem) for problem in problems]}
            with self.whole(stem + _ROWS, compression="gzip") as stream:
                stream.write(json.dumps(head).encode() + b"\n")
                shutil.copyfileobj(spool, stream)

    @contextlib.contextmanager
    def reading(self, stem: str) -> Iterator[tuple[Journal, list[Problem]]]:
        """Rows and problems of a finished part."""
        import fsspec

        with tempfile.TemporaryFile() as spool:
            with fsspec.open(f"{self.folder}/{stem}{_ROWS}", "rb", compression="gzip") as stream:
                first = stream.readline()
                shutil.copyfileobj(stream, spool)
            head = json.loads(first)
            yield (
                Journal(cast(BinaryIO, spool), stem, 0, head["rows"]),
                [Problem(*problem) for problem in head["problems"]],
            )

    @contextlib.contextmanager
    def whole(self, name: str, compression: str | None = None) -> Iterator[BinaryIO]:
        """Write a file of the folder that takes its name once the block has ended well, replacing another."""
        import fsspec

        files, path = _located(f"{self.folder}/{name}")
        making = f"{self.folder}/.{secrets.token_hex(8)}"
        with fsspec.open(making, "wb", compression=compression) as stream:
            yield cast(BinaryIO, stream)
        files.mv(_located(making)[1], path)

    @contextlib.contextmanager
    def part_of_output(self, stem: str) -> Iterator[BinaryIO]:
        """Write a part of the output as it will be."""
        with self.whole(f"{_WHOLE}/{stem}.parquet") as stream:
            yield stream

    def discard(self) -> None:
        """Remove what is finished."""
        files, path = _located(self.folder)
        files.rm(path, recursive=True)

    def publish(self, stems: Sequence[str]) -> None:
        """Give the parts their place under the output's name; on a local disk all of them at once."""
        files, path = _located(self.out)
        made = _located(f"{self.folder}/{_WHOLE}")[1]
        wanted = {f"{stem}.parquet" for stem in stems}
        for left in files.find(made):
            if left.rpartition("/")[2] not in wanted:
                files.rm(left)
        if files.isdir(path):
            files.rmdir(path)
        files.mv(made, path, recursive=True)
        self.discard()


def open_unfinished(out: str, setup: Mapping[str, Any], *, resume: bool) -> Unfinished:
    """Begin an output folder, or go on with one.

    Parameters
    ----------
    out : str
        A path, or a URL that fsspec knows.
    setup : mapping
        What the rows depend on, JSON values.
    resume : bool
        Go on with a run that was stopped, if there is one; otherwise it is begun anew.

    Raises
    ------
    JournalError
        If the stopped run had another setup.
    OSError
        If the output is there already, or cannot be written.
    """
    files, path = _located(out)
    if files.exists(path) and not (files.isdir(path) and not files.ls(path)):
        raise FileExistsError("it is there already; name another folder, or remove it")
    work = Unfinished(str(files.unstrip_protocol(path)).rstrip("/"))
    folder = _located(work.folder)[1]
    header = json.dumps({"unfinished": 1, "setup": setup}, sort_keys=True).encode()
    if files.exists(folder):
        kept = files.exists(f"{folder}/{_SETUP}")
        if resume and kept:
            if files.cat_file(f"{folder}/{_SETUP}") != header:
                raise JournalError(
                    f"{out}{WORK_SUFFIX}: it was begun with other inputs, another model or other options; "
                    "give the same ones, or run without --resume to begin anew"
                )
            return work
        if kept:
            warnings.warn(
                f"{out}{WORK_SUFFIX} of a stopped run is begun anew; --resume would have gone on with it", stacklevel=2
            )
        files.rm(folder, recursive=True)
    files.makedirs(f"{folder}/{_WHOLE}", exist_ok=True)
    with work.whole(_SETUP) as stream:
        stream.write(header)
    return work


def is_unfinished(out: str) -> bool:
    """Whether finished work of an output is kept."""
    files, path = _located(out.rstrip("/") + WORK_SUFFIX)
    return bool(files.exists(f"{path}/{_SETUP}"))


def _located(url: str) -> tuple[Any, str]:
    from fsspec.core import url_to_fs

    files, path = url_to_fs(url)
    files.invalidate_cache()  # other machines write here
    return files, str(path)
