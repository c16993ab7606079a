import gzip
import io
import json
import os
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from data.articles import Article, Problem
from data.reading import read_articles
from tests.data.making import docx


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def read(*inputs: str, **options: Any) -> tuple[list[Article], list[Problem]]:
    problems: list[Problem] = []
    return list(read_articles(inputs, on_problem=problems.append, **options)), problems


def pipe(monkeypatch: pytest.MonkeyPatch, raw: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))


CONTENTS = {
    "a.txt": "Title A\n\nText A.",
    "b.md": "# Title B\n\nText B.",
    "c.jsonl": '{"title": "Title C", "text": "Text C."}\n',
    "d.json": '[{"title": "Title D", "text": "Text D."}]',
    "e.csv": "title,text\nTitle E,Text E.\n",
    "f.tsv": "title\ttext\nTitle F\tText F.\n",
    "g.html": "<html><head><title>Title G</title></head><body><p>Text G.</p></body></html>",
    "h.eml": "From: a@example.org\nSubject: Title H\n\nText H.\n",
    "i.rss": "<rss><channel><item><title>Title I</title><description>Text I.</description></item></channel></rss>",
}


@pytest.mark.parametrize("packed", [False, True])
def test_every_format_packed_or_not(here: Path, packed: bool) -> None:
    for name, content in CONTENTS.items():
        raw = content.encode()
        (here / (name + ".gz" if packed else name)).write_bytes(gzip.compress(raw) if packed else raw)
    articles, problems = read(".")
    assert not problems
    assert [(a.title, a.text) for a in articles] == [(f"Title {c}", f"Text {c}.") for c in "ABCDEFGHI"]
    names = [article.id for article in articles]
    assert names[0] == ("a.txt.gz" if packed else "a.txt") and names[2].endswith("#1")


@pytest.mark.filterwarnings("ignore:the id")
def test_inputs_keep_their_order_and_problems_stop_nothing(here: Path) -> None:
    (here / "one.txt").write_text("One.")
    (here / "none.txt").write_text("")
    (here / "image.txt").write_bytes(b"\x89PNG\r\n\x1a\n")
    (here / "x.doc").write_bytes(b"%PDF-1.4")
    (here / "no.gz.txt.gz").write_bytes(b"plain")
    (here / "x.pdf").write_bytes(b"%PDF-1.4")
    (here / "x.xlsx.gz").write_bytes(gzip.compress(b"PK"))
    wrong = ["absent.txt", "none.txt", "image.txt", "x.doc", "x.pdf", "x.xlsx.gz", "no.gz.txt.gz"]
    articles, problems = read("one.txt", *wrong, "one*")
    assert [article.text for article in articles] == ["One.", "One."]
    assert [problem.input for problem in problems] == wrong
    assert all(problem.reason and problem.remedy for problem in problems)


def test_what_came_before_a_file_breaks_off_is_kept(here: Path) -> None:
    packed = gzip.compress("".join(json.dumps({"id": str(n), "title": "A"}) + "\n" for n in range(50_000)).encode())
    (here / "cut.jsonl.gz").write_bytes(packed[: len(packed) // 2])
    articles, problems = read("cut.jsonl.gz")
    assert articles and [article.id for article in articles] == [str(n) for n in range(len(articles))]
    assert problems[-1].input == "cut.jsonl.gz" and "whole" in problems[-1].remedy


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="permissions do not bind this user")
def test_a_file_that_may_not_be_read(here: Path) -> None:
    (here / "a.txt").write_text("A")
    (here / "a.txt").chmod(0)
    assert "denied" in read("a.txt")[1][0].reason


def test_a_structured_text_is_unchanged(here: Path) -> None:
    text = "  One.\r\n\r\n\u201cTwo.\u201d \n"
    (here / "a.jsonl").write_text(json.dumps({"text": text}))
    assert read("a.jsonl")[0][0].text == text


def test_repeated_ids_get_a_suffix_and_one_warning(here: Path) -> None:
    (here / "a.jsonl").write_text(
        "".join(json.dumps({"id": i, "title": "T"}) + "\n" for i in ["x", "x-2", "x", "x", "y"])
    )
    with pytest.warns(UserWarning, match="'x' occurs more than once") as warned:
        articles, problems = read("a.jsonl")
    assert [article.id for article in articles] == ["x", "x-2", "x-3", "x-4", "y"]
    assert len(warned) == 1 and not problems


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b'{"title": "A"}\n{"title": "B"}\n', [("stdin#1", "A"), ("stdin#2", "B")]),
        (b'\n{"title": "A"}\n{oops\n{"title": "B"}\n', [("stdin#1", "A"), ("stdin#3", "B")]),
        (b'{oops\n{"title": "B"}\n', [("stdin#2", "B")]),
        (b'[\n{"title": "A"}]', [("stdin#1", "A")]),
        (b'{\n"title": "A"}', [("stdin", "A")]),
        (b"Title\n\nText.", [("stdin", "Title")]),
        (b"[Photo] Title\n\nText.", [("stdin", "[Photo] Title")]),
        (b"[1] Title\n\nText.", [("stdin", "[1] Title")]),
        (b"{Title}\n\nText.", [("stdin", "{Title}")]),
        ('{"title": "A"}'.encode("utf-16"), [("stdin#1", "A")]),
    ],
)
def test_standard_input(monkeypatch: pytest.MonkeyPatch, raw: bytes, expected: Any) -> None:
    pipe(monkeypatch, raw)
    assert [(article.id, article.title) for article in read("-")[0]] == expected


@pytest.mark.parametrize("raw", [b"", b"\n \n", b"\x89PNG\0"])
def test_standard_input_that_is_no_article(monkeypatch: pytest.MonkeyPatch, raw: bytes) -> None:
    pipe(monkeypatch, raw)
    articles, (problem,) = read("-")
    assert not articles and problem.input == "stdin"


def test_standard_input_is_read_as_it_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    source, sink = os.pipe()
    with os.fdopen(source, "rb") as stream, os.fdopen(sink, "wb", buffering=0) as feed:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(stream))
        articles = read_articles(["-"], on_problem=lambda problem: None)
        feed.write(b'{"title": "A"}\n')
        assert next(articles).title == "A"
        feed.write(b'{"title": "B"}\n')
        assert next(articles).title == "B"


def test_a_given_format_goes_before_the_suffix(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (here / "a.log").write_text('{"title": "A"}\n')
    assert read("a.log", input_format="jsonl")[0][0].title == "A"
    pipe(monkeypatch, b"title,text\nA,B\n")
    assert read("-", input_format="csv")[0][0].text == "B"


def test_binary_formats_come_through_a_pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    pipe(monkeypatch, docx(("Title", "A"), "Text."))
    assert [(a.id, a.title) for a in read("-", input_format="docx")[0]] == [("stdin", "A")]


def test_given_columns(here: Path) -> None:
    (here / "a.csv").write_text("kop,romp\nA,B\n")
    articles, _ = read("a.csv", columns={"title": "kop", "text": "romp"})
    assert (articles[0].title, articles[0].text, articles[0].extra) == ("A", "B", {})
    (here / "a.txt").write_text("A\n\nB")
    assert read("a.txt", columns={"title": "kop", "text": "romp"})[0][0].title == "A"


def test_bad_usage_is_told_at_once() -> None:
    with pytest.raises(ValueError, match="no input format"):
        read_articles([], on_problem=print, input_format="doc")
    with pytest.raises(ValueError, match="no field"):
        read_articles([], on_problem=print, columns={"body": "x"})


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_named_pipe_is_read_like_standard_input(here: Path) -> None:
    os.mkfifo(here / "pipe")
    feeder = threading.Thread(target=lambda: (here / "pipe").write_bytes(b'{"title": "A"}\n'), daemon=True)
    feeder.start()
    articles, problems = read("pipe")
    feeder.join(5)
    assert [article.title for article in articles] == ["A"] and not problems


def test_a_pile_is_streamed(here: Path) -> None:
    (here / "a.jsonl").write_text('{"title": "A"}\n' * 3)
    (here / "b.jsonl").write_text("{oops")
    problems: list[Problem] = []
    articles = read_articles(["a.jsonl", "b.jsonl"], on_problem=problems.append)
    assert next(articles).id == "a.jsonl#1" and not problems
    assert len(list(articles)) == 2 and len(problems) == 1
