"""Small git repositories with a history."""

import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

_ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
    **{f"GIT_{who}_NAME": "Nobody" for who in ("AUTHOR", "COMMITTER")},
    **{f"GIT_{who}_EMAIL": "nobody@example.org" for who in ("AUTHOR", "COMMITTER")},
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
}


def git_repository(
    folder: Path, commits: Sequence[Mapping[str, str | None]], side: Mapping[str, str | None] | None = None
) -> Path:
    """Make a repository with a commit for each mapping of paths to contents; None removes a file.

    `side` is a last commit on a branch of its own.
    """
    folder.mkdir(parents=True)
    _git(folder, "init", "-q", "-b", "trunk")
    for files in commits:
        _commit(folder, files)
    if side is not None:
        _git(folder, "checkout", "-q", "-b", "side")
        _commit(folder, side)
        _git(folder, "checkout", "-q", "trunk")
    return folder


def _commit(folder: Path, files: Mapping[str, str | None]) -> None:
    for name, content in files.items():
        path = folder / name
        if content is None:
            path.unlink()
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, encoding="utf-8")
    _git(folder, "add", "-A")
    _git(folder, "commit", "-q", "-m", "A commit")


def _git(folder: Path, *arguments: str) -> None:
    subprocess.run(("git", "-C", str(folder), *arguments), check=True, env=_ENVIRONMENT)
