import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.articles import Article, InputError, Problem
from data.pdf_articles import read_pdf
from tests.data.making import pdf

LINES = [
    "Court blocks the kennel fee",
    "March 4, 2025",
    "A federal judge in Boise on Tuesday granted a preliminary injunction against the county's new",
    "kennel fee, finding that breeders are likely to succeed. The order in No. 1:25-cv-",
    "00042 reaches every breeder in the county.",
]


def read(raw: bytes) -> list[Article | Problem]:
    return list(read_pdf(io.BytesIO(raw), "a.pdf"))


def encrypted(password: str) -> bytes:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf([LINES]))))
    writer.encrypt(password, "owner", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_lines_become_paragraphs() -> None:
    (article,) = read(pdf([LINES], title="Court blocks the kennel fee"))
    assert article == Article(
        id="a.pdf",
        title="Court blocks the kennel fee",
        text="March 4, 2025\n\n"
        "A federal judge in Boise on Tuesday granted a preliminary injunction against the county's new kennel fee,"
        " finding that breeders are likely to succeed. The order in No. 1:25-cv-00042 reaches every breeder in the"
        " county.",
        date="2025-03-04",
    )


@pytest.mark.parametrize("title", [None, "Microsoft Word - order.docx", "An old template"])
def test_a_title_that_is_not_on_the_page_is_none(title: str | None) -> None:
    (article,) = read(pdf([LINES], title=title))
    assert isinstance(article, Article) and article.title == "" and article.text.startswith("Court blocks")


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "it is empty"),
        (b"Only words.", "it is no PDF"),
        (b"%PDF-1.7\nnothing more", "cannot be read as a PDF"),
        (pdf([[], []]), "it has no text layer, only 2 pages of images"),
        (pdf([["7"]]), "no text layer"),
        (encrypted("secret"), "it is encrypted"),
    ],
)
def test_what_cannot_be_read(raw: bytes, reason: str) -> None:
    with pytest.raises(InputError, match=reason) as caught:
        read(raw)
    assert caught.value.remedy


def test_a_scan_asks_for_ocr() -> None:
    with pytest.raises(InputError, match="OCR"):
        read(pdf([[]]))


def test_an_empty_password_is_no_obstacle() -> None:
    (article,) = read(encrypted(""))
    assert isinstance(article, Article) and "preliminary injunction" in article.text


def test_a_broken_page_costs_only_itself() -> None:
    whole = pdf([LINES, ["The second page is", "readable as well."]])
    problem, article = read(whole.replace(b"<< /Length", b"<< /Filter /Nope /Length", 1))
    assert isinstance(problem, Problem) and problem.input == "a.pdf, page 1" and "/Nope" in problem.reason
    assert isinstance(article, Article) and article.text == "The second page is readable as well."


@settings(deadline=None)  # the first example imports the library
@given(st.integers(0, 700), st.binary(max_size=3))
def test_damage_ends_in_words(place: int, junk: bytes) -> None:
    whole = pdf([LINES])
    try:
        found = read(whole[:place] + junk + whole[place + len(junk) :])
    except InputError as error:
        assert error.reason and error.remedy
    else:
        assert found
