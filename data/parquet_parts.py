"""Parquet files of a folder or a URL, cut into parts that are read apart."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Final

from data.articles import Article, InputError, Problem
from data.columns import Columns
from data.parquet_articles import count_rows, read_parquet

ROWS_A_PART: Final = 1000
_READABLE: Final = "check that it is whole and that you may read it"


@dataclass(frozen=True, slots=True)
class Part:
    """Some rows of a Parquet file.

    Attributes
    ----------
    url : str
        Of the file, for any machine.
    name : str
        Of the file, as a reader of it alone would tell it.
    file : int
        Place of the file among those of the pile.
    start, stop : int
        The first row, from 0, and the one after the last.
    """

    url: str
    name: str
    file: int
    start: int
    stop: int

    @property
    def stem(self) -> str:
        """Name without a suffix; names sort as the articles are ordered."""
        return f"part-{self.file:05d}-{self.start:09d}-{self.stop:09d}"

    @property
    def halves(self) -> tuple["Part", "Part"]:
        """The same rows in two parts."""
        middle = (self.start + self.stop) // 2
        return replace(self, stop=middle), replace(self, start=middle)


def find_parts(
    given: str, columns: Columns, on_problem: Callable[[Problem], None], rows: int = ROWS_A_PART
) -> tuple[list[Part], str]:
    """Cut the Parquet files of a folder into parts, from their footers alone.

    Parameters
    ----------
    given : str
        A folder or a file: a path, or a URL that fsspec knows.
    columns : Columns
    on_problem : callable
        Called with each file that cannot be read.
    rows : int, default 1000
        Of a part, at most.

    Returns
    -------
    parts : list of Part
        In the order in which `read_articles` reads the folder. Names that begin with a dot or an underscore are
        passed over, as Spark and Dask do.
    digest : str
        Another one when a file was changed, came or went.

    Raises
    ------
    InputError
        If there is nothing there.
    """
    from fsspec.core import url_to_fs

    try:
        files, root = url_to_fs(given)
        found = sorted(files.find(root), key=lambda path: _place(path, root))
    except (OSError, ValueError, ImportError) as error:
        raise InputError(f"{given}: {error}", "check the path or the URL") from error
    shown = [path for path in found if not any(part[0] in "._" for part in _inside(path, root))]
    if not shown:
        raise InputError(f"{given}: no files are there", "name a folder of Parquet files")
    parts, seen = list[Part](), sha256()
    for number, path in enumerate(shown):
        name = _name(given, _inside(path, root))
        try:
            if not path.lower().endswith(".parquet"):
                raise InputError("it is no Parquet file", "move it away, or read it without --dask")
            with files.open(path, "rb") as stream:
                count = count_rows(stream, columns)
        except InputError as error:
            on_problem(Problem(name, error.reason, error.remedy))
            continue
        except OSError as error:
            on_problem(Problem(name, error.strerror or str(error), _READABLE))
            continue
        seen.update(f"{name}\0{files.ukey(path)}\0".encode())
        url = str(files.unstrip_protocol(path))
        parts += [Part(url, name, number, at, min(at + rows, count)) for at in range(0, count, rows)]
    return parts, seen.hexdigest()


def read_part(part: Part, columns: Columns) -> Iterator[Article | Problem]:
    """Articles of a part; what cannot be read in the middle of it is a problem."""
    import fsspec

    try:
        with fsspec.open(part.url, "rb") as stream:
            yield from read_parquet(stream, part.name, columns, (part.start, part.stop))
    except InputError as error:
        yield Problem(part.name, error.reason, error.remedy)


def _inside(path: str, root: str) -> tuple[str, ...]:
    return PurePosixPath(path).relative_to(root).parts


def _place(path: str, root: str) -> list[tuple[bool, str]]:
    """Sorts the files of a folder before those of its folders."""
    *folders, name = _inside(path, root) or ("",)
    return [*((True, folder) for folder in folders), (False, name)]


def _name(given: str, inside: tuple[str, ...]) -> str:
    if "://" in given or "::" in given:
        return "/".join([given.rstrip("/"), *inside])
    return str(Path(given, *inside))
