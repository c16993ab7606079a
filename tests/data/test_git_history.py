import pytest

from data.git_history import GitError, versions
from tests.data.making_git import git_repository


def test_every_version_on_every_branch_is_read(tmp_path):
    commits: list[dict[str, str | None]] = [
        {"a.txt": "first", "folder/b.txt": "b", "other.txt": "o"},
        {"a.txt": "second", "same.txt": "first"},
        {"a.txt": None},
    ]
    clone = git_repository(tmp_path / "clone", commits, side={"a.txt": "on a branch", "folder/ü b.txt": "c"})
    found = sorted(versions(clone, ["a.txt", "folder", "same.txt"]))
    assert found == [
        ("a.txt", b"first"),
        ("a.txt", b"on a branch"),
        ("a.txt", b"second"),
        ("folder", b"b"),
        ("folder", b"c"),
        ("same.txt", b"first"),
    ]
    assert list(versions(clone, ["never.txt"])) == []


def test_what_is_no_repository_is_told(tmp_path):
    (tmp_path / ".git").mkdir()
    with pytest.raises(GitError, match="not a git repository"):
        list(versions(tmp_path, ["a.txt"]))


def test_git_that_is_missing_is_told(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(GitError, match="git is not installed"):
        list(versions(tmp_path, ["a.txt"]))


def test_an_object_that_is_missing_is_told(tmp_path):
    clone = git_repository(tmp_path / "clone", [{"a.txt": "first"}])
    for path in (clone / ".git" / "objects").glob("??/*"):
        if path.stat().st_size < 25:  # the blob; commit and tree are longer
            path.unlink()
    with pytest.raises(GitError, match="fetch the whole history"):
        list(versions(clone, ["a.txt"]))
