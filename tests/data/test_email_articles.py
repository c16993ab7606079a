import io
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.articles import Article, InputError
from data.email_articles import read_email
from tests.data.making import eml

PLAIN = "A federal judge in Boise blocked the kennel fee.\n"
HTML = (
    "<html><head><style>p {}</style></head><body><p>The judge&rsquo;s <b>order</b> stands.</p><p>Two.</p></body></html>"
)


def read(raw: bytes) -> Article:
    return read_email(io.BytesIO(raw), "a.eml")


@pytest.mark.parametrize(
    ("parts", "text"),
    [
        ({"plain": PLAIN}, PLAIN.strip()),
        ({"plain": PLAIN, "html": HTML}, PLAIN.strip()),
        ({"html": HTML}, "The judge\u2019s order stands.\n\nTwo."),
        ({"plain": " \n", "html": HTML}, "The judge\u2019s order stands.\n\nTwo."),
        ({"plain": "caf\u00e9 \u201cstays\u201d\n"}, "caf\u00e9 \u201cstays\u201d"),
    ],
)
def test_the_body(parts: Any, text: str) -> None:
    article = read(eml("Fee blocked \u2014 for now", **parts))
    assert article == Article("a.eml", "Fee blocked \u2014 for now", text, date="2025-03-04")


def raw_mail(*headers: str, body: bytes = b"") -> bytes:
    return "\r\n".join(["From: a@example.org", *headers, "", ""]).encode() + body


@pytest.mark.parametrize(
    ("raw", "title", "text"),
    [
        (raw_mail("Subject: =?utf-8?q?Caf=C3=A9_fee?="), "Caf\u00e9 fee", ""),
        (raw_mail("Content-Type: text/plain; charset=windows-1252", body=b"\x93Stays.\x94"), "", "\u201cStays.\u201d"),
        (
            raw_mail("Content-Type: text/plain; charset=no-such", body=b"\x93The fee stays for now.\x94"),
            "",
            "\u201cThe fee stays for now.\u201d",
        ),
        (raw_mail("Content-Type: text/plain; format=flowed", body=b"One \r\ntwo.\r\nThree."), "", "One two.\nThree."),
        (raw_mail("Subject: A\r\n  long one", "Date: once upon a time", body=b"x"), "A long one", "x"),
        (raw_mail("Content-Transfer-Encoding: base64", body=b"VHdvLg=="), "", "Two."),
    ],
)
def test_odd_messages(raw: bytes, title: str, text: str) -> None:
    article = read(raw)
    assert (article.title, article.text, article.date) == (title, text, None)


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "it is empty"),
        (b"Only words, no headers.", "it is no e-mail"),
        (b"%PDF-1.4\n1 0 obj", "it is no e-mail"),
        (raw_mail("Content-Type: image/png", body=b"\x89PNG"), "neither subject nor text"),
    ],
)
def test_what_cannot_be_read(raw: bytes, reason: str) -> None:
    with pytest.raises(InputError, match=reason) as caught:
        read(raw)
    assert caught.value.remedy


@settings(deadline=None)  # the first example imports the library
@given(
    st.binary(max_size=200),
    st.sampled_from(["", "multipart/mixed; boundary=x", "text/html", "text/plain; charset=utf-16"]),
)
def test_any_body_ends_in_words(body: bytes, kind: str) -> None:
    try:
        article = read(raw_mail("Subject: s", *([f"Content-Type: {kind}"] if kind else []), body=body))
    except InputError as error:
        assert error.reason and error.remedy
    else:
        assert article.title == "s"
