import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.articles import InputError
from data.mending import mend
from data.plain_text import read_text


@pytest.mark.parametrize(
    ("raw", "title", "text", "date"),
    [
        ("Ferry order stands\n\nA judge ruled.\n", "Ferry order stands", "A judge ruled.", None),
        ("Ferry order stands\r\n \r\n\r\nA judge ruled.", "Ferry order stands", "A judge ruled.", None),
        (
            "\n\nFerry order stands\n\nMay 2, 2024\n\nA judge.",
            "Ferry order stands",
            "May 2, 2024\n\nA judge.",
            "2024-05-02",
        ),
        (
            "A judge ruled.\nThe state will appeal.\n\nMore.",
            "",
            "A judge ruled.\nThe state will appeal.\n\nMore.",
            None,
        ),
        ("A judge ruled.", "", "A judge ruled.", None),
    ],
)
def test_plain_text(raw: str, title: str, text: str, date: str | None) -> None:
    article = read_text(io.BytesIO(raw.encode()), "f.txt")
    assert (article.id, article.title, article.text, article.date) == ("f.txt", title, text, date)
    assert article.extra == {}


@pytest.mark.parametrize(
    ("raw", "title", "text"),
    [
        ("# Ferry order stands #\n\nA *judge* ruled.", "Ferry order stands", "A *judge* ruled."),
        ("# Ferry order stands\nA judge ruled.", "Ferry order stands", "A judge ruled."),
        ("Ferry order stands\n\nA judge ruled.", "Ferry order stands", "A judge ruled."),
        ("---\ntitle: 'T: one'\n---\nFirst line\n\nA judge ruled.", "T: one", "First line\n\nA judge ruled."),
        ("---\nheadline: T\n---\n# T\n\nA judge ruled.", "T", "A judge ruled."),
        ("---\ntitle: T\n---\n# Other\n\nA judge ruled.", "T", "# Other\n\nA judge ruled."),
        ("# Only", "Only", ""),
        ("---\nnot closed", "", "---\nnot closed"),
    ],
)
def test_markdown(raw: str, title: str, text: str) -> None:
    article = read_text(io.BytesIO(raw.encode()), "f.md", markdown=True)
    assert (article.title, article.text) == (title, text)


def test_front_matter_gives_fields() -> None:
    raw = b"---\nlink: https://example.org\ndate: 2024-05-02\nsection: law\n---\nA judge ruled."
    article = read_text(io.BytesIO(raw), "f.md", markdown=True)
    assert (article.url, article.date, article.extra) == ("https://example.org", "2024-05-02", {"section": "law"})


@pytest.mark.parametrize("raw", [b"", b" \r\n\n", b"\xef\xbb\xbf"])
def test_empty(raw: bytes) -> None:
    with pytest.raises(InputError, match="empty"):
        read_text(io.BytesIO(raw), "f.txt")


def test_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("data.plain_text.LARGEST", 10)
    with pytest.raises(InputError, match="too much for one article"):
        read_text(io.BytesIO(b"x" * 11), "f.txt")


@given(st.text(alphabet=st.characters(exclude_characters="\0\r\ufeff", exclude_categories=["Cs"])), st.booleans())
def test_no_word_is_lost(text: str, markdown: bool) -> None:
    try:
        article = read_text(io.BytesIO(text.encode()), "f", markdown=markdown)
    except InputError as error:
        assert not text.strip() or "not text" in error.reason or markdown
        return
    assert markdown or f"{article.title}{article.text}".split() == mend(text).split()
