import pytest

from data.titles import named_title, without_title

TEXT = "Court  blocks\nthe kennel fee\n\nA judge on Tuesday ..."


@pytest.mark.parametrize(
    ("named", "title"),
    [
        ("Court blocks the kennel fee", "Court blocks the kennel fee"),
        ("COURT BLOCKS the kennel fee ", "COURT BLOCKS the kennel fee"),
        ("Template of 2019", ""),
        ("Microsoft Word - Court blocks", ""),
        ("court blocks.docx", ""),
        ("Court", ""),
        ("", ""),
        (None, ""),
    ],
)
def test_named_title(named: str | None, title: str) -> None:
    assert named_title(named, TEXT) == title


def test_without_title() -> None:
    assert without_title("Court blocks the kennel fee", TEXT) == "A judge on Tuesday ..."
    assert without_title("Another", TEXT) == TEXT
    assert without_title("", "\n\nA") == "\n\nA"
