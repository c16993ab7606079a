import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.articles import InputError
from data.decoding import SAMPLE, decode, decode_line, text_stream

TEXT = "The judge\u2019s order \u201cblocks\u201d the rule \u2014 for now, Se\u00f1or Mu\u00f1oz said."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le", "cp1252", "mac_roman"])
def test_decodes_whole_texts(encoding: str) -> None:
    assert decode(TEXT.encode(encoding)) == TEXT
    assert text_stream(io.BytesIO(TEXT.encode(encoding))).read() == TEXT


def test_latin_1_without_quotes() -> None:
    assert decode("Montr\u00e9al".encode("latin-1")) == "Montr\u00e9al"


@given(st.text(alphabet=st.characters(exclude_characters="\0\ufeff", exclude_categories=["Cs"])))
def test_utf_8_is_kept_as_it_is(text: str) -> None:
    if text.startswith(("%PDF-", "PK\x03\x04", "{\\rtf")):
        return
    assert decode(text.encode()) == text
    assert text_stream(io.BytesIO(text.encode())).read() == text


@pytest.mark.parametrize(
    "raw", [b"%PDF-1.7 text", b"PK\x03\x04", b"\x89PNG\r\n", b"a\0b", b"\x1f\x8b\x08", bytes(range(256))]
)
def test_refuses_what_is_no_text(raw: bytes) -> None:
    with pytest.raises(InputError, match="not text"):
        decode(raw)


def test_a_late_old_character_costs_nothing_else() -> None:
    raw = b"x" * (SAMPLE + 5) + "\u00e9 ".encode() + b"the judge\x92s order"
    assert text_stream(io.BytesIO(raw)).read().endswith("x\u00e9 the judge\u2019s order")


def test_a_sample_may_end_inside_a_character() -> None:
    raw = b"x" * (SAMPLE - 1) + "\u2014 end".encode()
    assert text_stream(io.BytesIO(raw)).read().endswith("x\u2014 end")


def test_decode_line() -> None:
    assert decode_line(b"\xef\xbb\xbfcaf\xc3\xa9 judge\x92s") == "caf\u00e9 judge\u2019s"
