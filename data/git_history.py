"""Every version of chosen files out of a git repository's whole history."""

import subprocess
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Final

_READ: Final = 1 << 16


class GitError(OSError):
    """A repository cannot be read; says why."""


def versions(repository: Path, paths: Collection[str]) -> Iterator[tuple[str, bytes]]:
    """Contents that files have had on any branch.

    Parameters
    ----------
    repository : Path
        A clone, bare or not.
    paths : collection of str
        Files, or folders for all that lay under them.

    Yields
    ------
    path, content
        Of those paths, each content once a path, the newest commits' first. For a file below a folder
        it is the folder.

    Raises
    ------
    GitError
        If git is not installed, refuses the repository, or lacks an object of it.
    """
    found = dict.fromkeys(_blobs(repository, frozenset(paths)))
    if not found:
        return
    with _git(repository, "cat-file", "--batch") as process:
        assert process.stdin is not None and process.stdout is not None
        for path, blob in found:
            process.stdin.write(blob + b"\n")
            process.stdin.flush()
            header = process.stdout.readline().split()
            if len(header) != 3:
                process.kill()
                raise GitError(f"{repository}: object {blob.decode()} is missing; fetch the whole history")
            content = process.stdout.read(int(header[2]))
            process.stdout.read(1)
            if header[1] == b"blob":
                yield path, content
        process.stdin.close()


def _blobs(repository: Path, paths: frozenset[str]) -> Iterator[tuple[str, bytes]]:
    # Not `rev-list --objects`, which tells a blob once, under one of the paths that it had.
    listing = ("log", "--all", "-m", "--raw", "--no-abbrev", "--no-renames", "--format=", "-z")
    with _git(repository, *listing) as process:
        assert process.stdout is not None and process.stderr is not None
        entries = _split(process)
        for entry in entries:
            if not entry.startswith(b":"):
                continue
            blob, name = entry.split()[3], next(entries).decode("utf-8", "surrogateescape")
            path = next((place for place in _and_parents(name) if place in paths), None)
            if path is not None and blob.strip(b"0"):
                yield path, blob
        fault = process.stderr.read().decode(errors="replace").strip()
        if process.wait():
            raise GitError(f"{repository}: {fault}")


def _and_parents(name: str) -> Iterator[str]:
    yield name
    while "/" in name:
        name = name.rpartition("/")[0]
        yield name


def _split(process: "subprocess.Popen[bytes]") -> Iterator[bytes]:
    assert process.stdout is not None
    rest = b""
    while piece := process.stdout.read(_READ):
        *whole, rest = (rest + piece).split(b"\0")
        yield from (entry.lstrip(b"\n") for entry in whole)


def _git(repository: Path, *arguments: str) -> "subprocess.Popen[bytes]":
    command = ("git", "-C", str(repository), *arguments)
    try:
        return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    except FileNotFoundError:
        raise GitError("git is not installed") from None
