import os
from pathlib import Path
from typing import Any

import pytest

from data.articles import Problem
from data.inputs import find_files, format_of, open_binary


@pytest.mark.parametrize(
    ("path", "form"),
    [
        ("a.txt", "txt"),
        ("A.TXT.GZ", "txt"),
        ("x/a.md", "md"),
        ("a.ndjson", "jsonl"),
        ("a.json", "json"),
        ("a.csv.gz", "csv"),
        ("a.tsv", "tsv"),
        ("a.gz", None),
        ("a.HTM.gz", "html"),
        ("a.xml", "feed"),
        ("a.pdf", "pdf"),
        ("a.pdf.gz", None),
        ("a.doc", None),
        ("txt", None),
    ],
)
def test_format_of(path: str, form: str | None) -> None:
    assert format_of(path) == form


@pytest.fixture
def pile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("p/b.txt", "p/a.txt", "p/in/c.md", "p/.hidden.txt", "p/.git/d.txt", "p/in/[1].txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("p/a.txt", ["p/a.txt"]),
        ("p", ["p/a.txt", "p/b.txt", "p/in/[1].txt", "p/in/c.md"]),
        ("p/*.txt", ["p/a.txt", "p/b.txt"]),
        ("p/*", ["p/a.txt", "p/b.txt", "p/in/[1].txt", "p/in/c.md"]),
        ("p/**/*.md", ["p/in/c.md"]),
        ("p/**", ["p/a.txt", "p/b.txt", "p/in/[1].txt", "p/in/c.md"]),
        ("p/in/[1].txt", ["p/in/[1].txt"]),
        ("p/.hidden.txt", ["p/.hidden.txt"]),
    ],
)
def test_find_files(pile: Path, given: str, expected: Any) -> None:
    assert list(find_files(given)) == expected


@pytest.mark.parametrize(("given", "reason"), [("q", "no such"), ("", "no such"), ("p/*.pdf", "no file matches")])
def test_finds_nothing(pile: Path, given: str, reason: str) -> None:
    (problem,) = find_files(given)
    assert isinstance(problem, Problem) and reason in problem.reason and problem.input == given


def test_a_folder_of_hidden_files_is_empty(pile: Path) -> None:
    (pile / "e/.git").mkdir(parents=True)
    (problem,) = find_files("e")
    assert isinstance(problem, Problem) and "holds no files" in problem.reason


def test_links_in_a_circle_end(pile: Path) -> None:
    (pile / "p/in/up").symlink_to(pile / "p")
    assert list(find_files("p")) == ["p/a.txt", "p/b.txt", "p/in/[1].txt", "p/in/c.md"]
    assert list(find_files("p/**/*.md")) == ["p/in/c.md"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_pipes_in_a_folder_are_passed_over(pile: Path) -> None:
    os.mkfifo(pile / "p/pipe.txt")
    assert "p/pipe.txt" not in list(find_files("p"))


def test_open_binary_unpacks(tmp_path: Path) -> None:
    import gzip

    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(b"abc"))
    with open_binary(str(tmp_path / "a.txt.gz")) as stream:
        assert stream.read() == b"abc"
