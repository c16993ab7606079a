import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data import docx_articles
from data.articles import Article, InputError
from data.docx_articles import read_docx
from tests.data.making import archive, docx

HEAD, BODY = "Court blocks the kennel fee", "A federal judge on Tuesday blocked the fee."
TRACKED = (
    "<w:p><w:ins><w:r><w:t>Added </w:t></w:r></w:ins><w:del><w:r><w:delText>gone </w:delText></w:r></w:del>"
    "<w:moveFrom><w:r><w:t>moved </w:t></w:r></w:moveFrom><w:hyperlink><w:r><w:t>link</w:t></w:r></w:hyperlink>"
    "<w:r><w:tab/><w:t>x</w:t><w:noBreakHyphen/><w:t>ray</w:t></w:r></w:p>"
)
TABLE = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>cell one</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>two</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
BOMB = '<!DOCTYPE w [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;">]><w>&b;</w>'


def read(raw: bytes) -> Article:
    return read_docx(io.BytesIO(raw), "a.docx")


@pytest.mark.parametrize(
    ("raw", "title", "text"),
    [
        (docx(("Title", HEAD), BODY), HEAD, BODY),
        (docx("", ("berschrift1", HEAD), BODY, styles={"berschrift1": "heading 1"}), HEAD, BODY),
        (docx(("Normal", HEAD), BODY, title=HEAD), HEAD, BODY),
        (docx(HEAD, "", BODY), HEAD, BODY),
        (docx(HEAD, BODY), "", f"{HEAD}\n\n{BODY}"),
        (docx("By A. Writer", HEAD, BODY, title=HEAD), HEAD, f"By A. Writer\n\n{HEAD}\n\n{BODY}"),
        (docx(BODY, title="Old template"), "", BODY),
        (docx(TRACKED), "", "Added link x-ray"),
        (docx(BODY, TABLE), "", f"{BODY}\n\ncell one\n\ntwo"),
        (docx("The judge\u00e2\u20ac\u2122s order"), "", "The judge\u2019s order"),
    ],
)
def test_title_and_text(raw: bytes, title: str, text: str) -> None:
    article = read(raw)
    assert (article.id, article.title, article.text) == ("a.docx", title, text)


def test_the_dateline_dates_it() -> None:
    assert read(docx(("Title", HEAD), "March 4, 2025", BODY)).date == "2025-03-04"


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "it is empty"),
        (b"%PDF-1.4", "it is no .docx file"),
        (archive({"xl/workbook.xml": "<a/>"}), "no Word document"),
        (archive({"word/document.xml": "<w:document"}), "cannot be read as a Word document"),
        (archive({"word/document.xml": BOMB}), "cannot be read as a Word document: Entities"),
        (docx("", " "), "there is no text in it"),
        (docx(), "there is no text in it"),
    ],
)
def test_what_cannot_be_read(raw: bytes, reason: str) -> None:
    with pytest.raises(InputError, match=reason) as caught:
        read(raw)
    assert caught.value.remedy


def test_a_text_longer_than_any_article_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docx_articles, "LARGEST", 100)
    with pytest.raises(InputError, match="too much for one article"):
        read(docx(BODY))


@settings(deadline=None)  # the first example imports the library
@given(st.lists(st.text(alphabet="abc \u2019<&"), min_size=1, max_size=5))
def test_no_word_is_lost(paragraphs: list[str]) -> None:
    words = " ".join(paragraphs).split()
    try:
        article = read(docx(*paragraphs))
    except InputError:
        assert not words
    else:
        assert f"{article.title} {article.text}".split() == words
